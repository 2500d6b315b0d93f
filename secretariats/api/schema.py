"""What every operation of the interface has in common."""

from __future__ import annotations

from typing import Any

from secretariats.api.problems import MEDIA_TYPE

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_MEANT = {
    "400": "What was sent cannot be read: a field is missing, or not of its form.",
    "401": "Nobody is logged in, and no token says who asks.",
    "403": "None of your roles may do this.",
    "404": "There is nothing here, or nothing for you.",
    "422": "What was sent can be read, but breaks a rule; each broken rule is named.",
    "4XX": "What is wrong, and what to do.",
    "503": "The queue of work cannot be reached; ask again later.",
}


def answer_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Let every operation of the schema say that its errors are problem documents."""
    content = {MEDIA_TYPE: {"schema": _PROBLEM}}
    for operations in result["paths"].values():
        for method, operation in operations.items():
            responses = operation["responses"]
            told = [code for code in responses if code >= "400"]
            for code in told:
                del responses[code]
            for code, meaning in _MEANT.items():
                if code < "500" or code in told or method != "get":
                    responses[code] = {"description": meaning, "content": content}
    return result
