"""Versions of programmes of work: which there are, where they stand, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.queries.signatures import (
    Waiting,
    sides_of,
    sides_shown,
    signed_sides,
    still_waiting,
)
from timetracking.models import ProgrammeVersion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariats.models import Person, Unit

# The kind of document, as its signatures name it.
DOCUMENT = "programme"
State = ProgrammeVersion.State


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version.

    Attributes:
        pk: its row.
        year: of the programme.
        number: of the version in its year.
        state: one of ``ProgrammeVersion.State``; ``state_words`` says it to people.
        digest: of its content.
        sides: code → ``signed``, ``refused`` or ``waiting``.
        handed_over: when.
        agreed: when the last side signed.
        returned: why it came back, and from whom, where it did.
    """

    pk: int
    year: int
    number: int
    state: str
    state_words: str
    digest: str
    sides: dict[str, str]
    handed_over: dt.datetime
    agreed: dt.datetime | None
    returned: str
    returned_by: str


def versions_listed(unit: Unit, year: int) -> list[VersionShown]:
    """Return the versions of a year, the latest first; two queries, one where there are none."""
    rows = ProgrammeVersion.objects.of_unit(unit).filter(year=year).select_related("returned_by")
    return shown(list(rows.order_by("-number")))


def shown(rows: list[ProgrammeVersion]) -> list[VersionShown]:
    """Return versions with where their signatures stand; one query, none without versions."""
    decided = signed_sides(DOCUMENT, [(str(row.pk), row.digest) for row in rows]) if rows else {}
    return [
        VersionShown(
            pk=row.pk,
            year=row.year,
            number=row.number,
            state=row.state,
            state_words=row.get_state_display(),
            digest=row.digest,
            sides=sides_shown(row.content["sides"], decided[str(row.pk)]),
            handed_over=row.handed_over,
            agreed=row.agreed,
            returned=row.returned,
            returned_by=str(row.returned_by or ""),
        )
        for row in rows
    ]


def waiting_programmes(person: Person) -> list[Waiting]:
    """Return the programmes that wait for a person's side, the oldest first.

    Three queries at most; one for whoever signs for nobody.
    """
    return still_waiting(programmes_handed_over(sides_of(person)))


def programmes_handed_over(sides: Iterable[tuple[Unit, str]]) -> list[Waiting]:
    """Return the programmes that sides are to sign, those they decided on included; one query.

    None where there are no sides.
    """
    own: dict[int, list[str]] = {}
    for unit, code in sides:
        own.setdefault(unit.pk, []).append(code)
    if not own:
        return []
    rows = (
        ProgrammeVersion.objects.filter(unit__in=own, state=State.SIGNING)
        .select_related("unit")
        .order_by("handed_over", "pk")
    )
    return [
        _waiting(row, code)
        for row in rows
        for code in own[row.unit_id]
        if code in row.content["sides"]
    ]


def _waiting(row: ProgrammeVersion, code: str) -> Waiting:
    return Waiting(
        kind=DOCUMENT,
        document_id=str(row.pk),
        title=_("Programme of work %(year)d, version %(number)d")
        % {"year": row.year, "number": row.number},
        about=_("Signed by every side, it is what the unit works by."),
        address="programme_version",
        arguments=(row.pk,),
        unit_code=row.unit.code,
        instrument=code,
        since=row.handed_over,
        digest=row.digest,
    )
