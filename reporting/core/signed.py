"""What a signature to a report stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from reporting.core.freezing import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_REVISION = re.compile(r"/Rev\.\d+\Z")


def final(context: Mapping[str, object]) -> dict[str, object]:
    """Return a frozen context without the marks of a draft."""
    return _marked(context, draft=False)


def draft(context: Mapping[str, object]) -> dict[str, object]:
    """Return a frozen context with the marks of a draft."""
    return _marked(context, draft=True)


def _marked(context: Mapping[str, object], *, draft: bool) -> dict[str, object]:
    head = cast("Mapping[str, object]", context["head"])
    return {**context, "head": {**head, "draft": draft}}


def signed_digest(context: Mapping[str, object], files: Mapping[str, str], number: int) -> str:
    """Return the digest that is signed.

    Args:
        context: the frozen context, in its final form.
        files: medium → SHA-256 of the file that will be published.
        number: which handing over it is; one that came back needs new signatures, even unchanged.
    """
    return digest_of({"context": digest_of(context), "files": dict(files), "round": number})


def base_symbol(symbol: str) -> str:
    """Return a symbol without the mark of a revision."""
    return _REVISION.sub("", symbol)


def revision_symbol(symbol: str, revision: int) -> str:
    """Return the symbol of a revision, such as ``UNEP/CMS/StC57/Doc.14.2/Rev.1``."""
    return f"{base_symbol(symbol)}/Rev.{revision}" if symbol else ""
