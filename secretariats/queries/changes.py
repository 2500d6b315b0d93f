"""What the history says of a person's account and roles, for auditors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from secretariats.models import Change, Role

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person

SOME = 50


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: when, by whom, what was before and after as plain values, and why."""

    at: dt.datetime
    actor: str
    kind: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str


def changes_of_person(person: Person, reader: Person) -> list[ChangeLine]:
    """Return the last changes of a person's account and roles that the reader may see.

    Auditors see them, of their own units; two queries. A role that was taken back is among them.
    """
    roles = Role._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    own = Q(table=person._meta.db_table, row=str(person.pk))  # noqa: SLF001 - as above
    of_roles = Q(table=roles) & (Q(after__person=person.pk) | Q(before__person=person.pk))
    rows = Change.objects.visible_to(reader).filter(own | of_roles)
    return [
        ChangeLine(
            at=row.at,
            actor=str(row.actor) if row.actor else "",
            kind=str(row.get_kind_display()),
            before=_plain(row.before),
            after=_plain(row.after),
            reason=row.reason,
        )
        for row in rows.select_related("actor").order_by("-pk")[:SOME]
    ]


def _plain(values: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if name != "person"}
