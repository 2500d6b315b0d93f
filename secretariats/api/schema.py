"""What every operation of the interface has in common."""

from __future__ import annotations

from typing import Any

from secretariats.api.problems import MEDIA_TYPE

_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def answer_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Let every operation of the schema say that its errors are problem documents."""
    content = {MEDIA_TYPE: {"schema": _PROBLEM}}
    for operations in result["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            for code in [code for code in responses if code >= "400"]:
                del responses[code]
            responses["4XX"] = {
                "description": "What is wrong, and what to do.",
                "content": content,
            }
    return result
