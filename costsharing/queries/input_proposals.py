"""Proposed changes of inputs: what they say, who must agree, whom they wait for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.models import InputProposal
from costsharing.queries.input_file import ADD, CHANGE, REMOVE, SAME
from costsharing.queries.input_tables import TABLES
from secretariats.input_fields import known_rows, take
from secretariats.input_table import mark_of
from secretariats.models import Role
from secretariats.queries.signatures import (
    SignatureLine,
    Waiting,
    signature_lines,
    still_waiting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from secretariats.input_fields import Field, Known
    from secretariats.input_table import InputTable
    from secretariats.models import Person, Unit
    from secretariats.models.scope import ScopedQuerySet

# The kind of document, as its signatures name it.
DOCUMENT = "inputs"
State = InputProposal.State


@dataclass(frozen=True, slots=True)
class CellShown:
    """A column of a line, before and after; the same where it stays."""

    label: str
    before: str
    after: str
    is_figure: bool

    @property
    def differs(self) -> bool:
        """Whether it changes."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a proposal, as pages show it.

    Attributes:
        act: ``add``, ``change``, ``remove`` or ``same``.
        row: the key of the row that it is about, None where it is new.
        place: the row of the file, None where there is no file.
        cells: each column.
    """

    act: str
    row: int | None
    place: int | None
    cells: tuple[CellShown, ...]


def proposals_seen(rows: ScopedQuerySet, person: Person) -> ScopedQuerySet:
    """Return the proposals without what others only looked at, with what lists read along."""
    others = Q(state=State.PREVIEW) & ~Q(person=person)
    return rows.exclude(others).select_related("unit", "person", "instrument")


def proposals_listed(unit: Unit, person: Person) -> ScopedQuerySet:
    """Return the proposals of a unit that a person may see, the newest first; one query."""
    found = proposals_seen(InputProposal.objects.of_unit(unit), person)
    return found.visible_to(person).exclude(state=State.PREVIEW).order_by("-created", "-pk")


def content_of(row: InputProposal) -> dict[str, Any]:
    """Return what the sides agree to, as plain values."""
    return {
        "proposal": row.pk,
        "unit": row.unit.code,
        "table": row.table,
        "sides": row.sides,
        "by": row.instrument.code if row.instrument else "",
        "reason": row.reason,
        "lines": row.lines,
    }


def sides_shown(row: InputProposal) -> list[SignatureLine]:
    """Return each side with who agreed and when, or who may; two queries."""
    return signature_lines(
        DOCUMENT,
        str(row.pk),
        digest=row.digest,
        unit=row.unit,
        sides=row.sides,
        role=Role.Kind.FINANCE,
    )


def finance_sides(person: Person, unit: Unit) -> list[str]:
    """Return the codes of the instruments whose finance officer a person is today; one query."""
    return list(_officers(unit).filter(person=person).values_list("instrument__code", flat=True))


def without_officer(unit: Unit, sides: Iterable[str]) -> list[str]:
    """Return those of some sides that have no finance officer today; one query."""
    there = set(_officers(unit).values_list("instrument__code", flat=True))
    return [code for code in sides if code not in there]


def _officers(unit: Unit) -> Any:
    today = Role.objects.in_force(timezone.localdate())
    found = today.filter(unit=unit, role=Role.Kind.FINANCE, person__is_active=True)
    return found.filter(instrument__isnull=False).order_by("instrument__code")


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom a table is shared, as its forms say before they are sent.

    Attributes:
        others: the instruments whose finance officers must agree.
        lacking: those of them that have none today.
    """

    others: tuple[str, ...]
    lacking: tuple[str, ...]


def sharing_of(table: InputTable, unit: Unit, person: Person) -> Sharing | None:
    """Return who must agree to what a person writes; None where nobody else; three queries."""
    sides = table.must_agree(unit, {}) if table.sides is not None else []
    own = [code for code in finance_sides(person, unit) if code in sides] if sides else []
    if not own:
        return None
    others = [code for code in sides if code != own[0]]
    return Sharing(tuple(others), tuple(without_officer(unit, others)))


def counts_of(lines: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return act → how many lines do it."""
    found = Counter(line["act"] for line in lines)
    return {act: found[act] for act in (ADD, CHANGE, REMOVE, SAME)}


def lines_shown(
    table: InputTable, unit: Unit, lines: Sequence[Mapping[str, Any]]
) -> list[LineShown]:
    """Return lines as pages show them; a query for each column that names other rows."""
    known = known_rows(table.fields, unit)
    return [
        LineShown(
            line["act"],
            line["row"],
            line.get("place"),
            tuple(_cells(table, unit, line, known)),
        )
        for line in lines
    ]


def _cells(
    table: InputTable, unit: Unit, line: Mapping[str, Any], known: Known
) -> Iterable[CellShown]:
    before, after = line.get("before") or {}, line.get("texts") or {}
    for field in table.fields:
        yield CellShown(
            str(field.label),
            _shown(field, unit, before, known),
            _shown(field, unit, after, known),
            field.is_figure,
        )


def _shown(field: Field, unit: Unit, texts: Mapping[str, str], known: Known) -> str:
    """Return what a text says, as pages show it; as it is where nothing can be read of it."""
    if not texts:
        return ""
    taken = take([field], texts, unit, exact=True, known=known)
    text = texts.get(field.name, "")
    return text if taken.wrong else field.shown(taken.values[field.name])


def rows_changed(
    table: InputTable, unit: Unit, lines: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the lines whose row says something else by now, or is gone; one query."""
    wanted = {line["row"]: line for line in lines if line["row"] is not None}
    now = {row.pk: row for row in table.model.objects.of_unit(unit).filter(pk__in=wanted)}
    return [
        line
        for pk, line in wanted.items()
        if pk not in now or mark_of(table, now[pk]) != line["seen"]
    ]


def title_of(row: InputProposal) -> str:
    """Return what a proposal is about in a few words: its table, and how many lines it has."""
    number = len(row.lines)
    text = ngettext("%(table)s: %(number)d line", "%(table)s: %(number)d lines", number)
    return text % {"table": TABLES[row.table].title, "number": number}


def inputs_waiting(person: Person, sides: Iterable[tuple[Unit, str]]) -> list[Waiting]:
    """Return the proposals that wait for a person to agree, the oldest first; two queries.

    None where the person proposed them: somebody else agrees. No query without sides.

    Args:
        person: who would agree.
        sides: unit and code of each instrument whose finance officer they are.
    """
    own = list(sides)
    if not own:
        return []
    units = {unit.pk for unit, _code in own}
    rows = list(
        InputProposal.objects.filter(unit__in=units, state=State.WAITING)
        .exclude(person=person)
        .select_related("unit", "person", "instrument")
        .order_by("created", "pk")
    )
    return still_waiting(
        [
            Waiting(
                kind=DOCUMENT,
                document_id=str(row.pk),
                title=title_of(row),
                about=_("%(person)s proposed it for %(side)s. It comes into force when you agree.")
                % {"person": row.person, "side": row.instrument.code if row.instrument else ""},
                address="input_proposal",
                arguments=(row.pk,),
                unit_code=row.unit.code,
                instrument=code,
                since=row.created,
                digest=row.digest,
            )
            for row in rows
            for unit, code in own
            if unit.pk == row.unit_id and code in row.sides
        ]
    )
