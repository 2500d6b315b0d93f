"""Statements as pages, programs and documents show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from costsharing.models import Statement, StatementFile
from secretariats.models import Job, Role, Unit
from secretariats.queries.signatures import (
    SignatureLine,
    sides_shown,
    signature_lines,
    signed_sides,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from secretariats.models import Person
    from secretariats.queries.own_roles import OwnRole

# The kind of document, as its signatures name it.
DOCUMENT = "statement"
# The task of ``costsharing.actions.make_statement_files``, which stands above this floor.
MAKE_FILES = "costsharing.make_statement_files"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in a list.

    Attributes:
        row: the statement, without its snapshot.
        sides: code → ``signed``, ``refused`` or ``waiting``; who has decided comes first.
        transfers: from, to and amount of each.
        lines: how many expenditures it rests on.
    """

    row: Statement
    sides: Mapping[str, str]
    transfers: Sequence[Mapping[str, str]]
    lines: int


@dataclass(frozen=True, slots=True)
class StatementShown:
    """One statement with all that its page and its documents show.

    Attributes:
        row: the statement.
        content: its figures (``costsharing.core.statement_document``).
        sides: each side with who confirmed and when, or who may.
        symbol: such as ``IMCA/2017/1``; empty while it has no number.
    """

    row: Statement
    content: Mapping[str, Any]
    sides: Sequence[SignatureLine]
    symbol: str


def symbol_of(row: Statement) -> str:
    """Return the number of a final statement with unit and year; empty for the others."""
    return f"{row.unit.code}/{row.year}/{row.number}" if row.number else ""


def sides_of_statement(row: Statement) -> list[str]:
    """Return the codes of the instruments that confirm a statement, sorted."""
    return list(row.content["sides"])


def shown_in_full(row: Statement) -> StatementShown:
    """Return a statement with its confirmations; two queries."""
    sides = signature_lines(
        DOCUMENT,
        str(row.pk),
        digest=row.digest,
        unit=row.unit,
        sides=sides_of_statement(row),
        role=Role.Kind.FINANCE,
    )
    return StatementShown(row, row.content, sides, symbol_of(row))


def statements_listed(person: Person) -> QuerySet[Statement]:
    """Return the statements that a person may see, the latest first; one query."""
    rows = Statement.objects.visible_to(person).select_related("unit").defer("snapshot")
    return rows.order_by("-year", "-end", "-created", "-pk")


def with_sides(rows: Iterable[Statement]) -> list[StatementLine]:
    """Return statements with where their confirmations stand; one query, none without any."""
    listed = list(rows)
    if not listed:
        return []
    decided = signed_sides(DOCUMENT, [(str(row.pk), row.digest) for row in listed])
    return [
        StatementLine(
            row,
            sides_shown(sides_of_statement(row), decided[str(row.pk)]),
            row.content["transfers"],
            len(row.content["lines"]),
        )
        for row in listed
    ]


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A statement that waits for a person's confirmation, and the side it is for."""

    row: Statement
    side: str


def to_confirm(sides: Iterable[tuple[Unit, str]]) -> list[ToConfirm]:
    """Return the statements that wait for some sides, the longest waiting first.

    Two queries at most; none where there are no sides.

    Args:
        sides: unit and code of each instrument that a person is finance officer of.
    """
    own = list(sides)
    if not own:
        return []
    rows = (
        Statement.objects.filter(
            unit__in={unit.pk for unit, _code in own}, state=Statement.State.WAITING
        )
        .select_related("unit")
        .defer("snapshot")
        .order_by("created", "pk")
    )
    return [
        ToConfirm(line.row, side)
        for line in with_sides(rows)
        if (side := own_side(line.sides, [code for unit, code in own if unit == line.row.unit]))
    ]


def finance_sides(roles: Iterable[OwnRole]) -> list[tuple[Unit, str]]:
    """Return unit and code of each instrument that roles make one a finance officer of."""
    return [
        (role.unit, role.instrument)
        for role in roles
        if role.kind == Role.Kind.FINANCE and role.instrument
    ]


def own_side(sides: Mapping[str, str], own: Iterable[str]) -> str:
    """Return the first of a person's sides that has not decided; empty if there is none."""
    return next((code for code in sorted(own) if sides.get(code) == "waiting"), "")


def files_of(row: Statement) -> list[StatementFile]:
    """Return the documents of a statement without their bytes, by language; one query."""
    return list(row.files.defer("content").order_by("language", "medium"))


def files_asked_for(unit: Unit) -> list[Job]:
    """Return the jobs that make documents of a unit's statements and are not over; one query."""
    jobs = Job.objects.filter(unit=unit, task=MAKE_FILES).order_by("created")
    return list(jobs.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]))


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.visible_to(request.user) if request else Unit.objects.none()


class StatementFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """Which statements are asked for."""

    unit = filters.ModelChoiceFilter(queryset=_units, to_field_name="code", label=_("Unit"))
    year = filters.NumberFilter(label=_("Year"), min_value=1, max_value=9999)
    state = filters.ChoiceFilter(choices=Statement.State.choices, label=_("State"))

    class Meta:
        model = Statement
        fields = ["unit", "year", "state"]
