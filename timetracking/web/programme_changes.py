"""What changed between two states of a year's programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from secretariats.context import unit_asked
from timetracking.core.programme import PROSE
from timetracking.models import ProgrammeItem
from timetracking.programme_words import change_words
from timetracking.queries.programme import years_of
from timetracking.queries.programme_changes import NoSuchVersion, compared
from timetracking.queries.programme_versions import versions_listed
from timetracking.web.programme import address, asked_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from timetracking.core.programme_changes import ItemChange

# No version has a higher number.
LAST = 32767


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field in words; ``prose`` may have several lines."""

    name: str
    before: str
    after: str
    prose: bool


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One item that was added, changed or removed, in words."""

    kind: str
    number: str
    title: str
    fields: tuple[FieldShown, ...]


def changes_shown(changes: Iterable[ItemChange]) -> list[ChangeShown]:
    """Return changes in words."""
    return [
        ChangeShown(
            one.kind,
            one.number,
            one.title,
            tuple(
                FieldShown(*change_words(field), prose=field.field in PROSE | {"strategy"})
                for field in one.fields
                if not (one.kind == "added" and field.field in {"number", "title"})
            )
            if one.kind != "removed"
            else (),
        )
        for one in changes
    ]


@require_safe
def programme_changes(request: HttpRequest) -> HttpResponse:
    """Show what changed from one version, or nothing, to another, or the draft."""
    unit = unit_asked(request, ProgrammeItem.readers, request.GET.get("unit", ""))
    year = asked_year(request.GET.get("year", ""), years_of(unit))
    try:
        found = compared(
            unit, year, before=_number(request, "before"), after=_number(request, "after")
        )
    except NoSuchVersion as error:
        raise Http404 from error
    versions = versions_listed(unit, year)
    numbers = sorted(one.number for one in versions)
    return render(
        request,
        "timetracking/programme_changes.html",
        {
            "unit": unit,
            "year": year,
            "found": found,
            "changes": changes_shown(found.changes),
            "numbers": numbers,
            "before_words": _words(found.before),
            "after_words": _words(found.after) if found.after else _("the draft"),
            "back": address(unit, year),
        },
    )


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text or text == "draft":
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LAST)):
        raise Http404
    return int(text)


def _words(number: int | None) -> str:
    return "" if number is None else _("version %(number)d") % {"number": number}
