"""The warnings of a run in the reader's language: results keep them in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.sections.wording import period

if TYPE_CHECKING:
    from collections.abc import Iterable

_WITHOUT_KEY = re.compile(
    r"([0-9-]{10}) to ([0-9-]{10}): the key gives nothing to (.+); they share equally"
)


def warning_texts(warnings: Iterable[str]) -> list[str]:
    """Return each warning as the reader's language says it; one that is not known stays as is."""
    return [_told(text) for text in warnings]


def _told(text: str) -> str:
    match = _WITHOUT_KEY.fullmatch(text)
    if match is None:
        return text
    start, end, members = match.groups()
    words = {"period": period(start, end), "members": ", ".join(members.split(" or "))}
    return _("%(period)s: the key gives nothing to %(members)s; they share equally.") % words
