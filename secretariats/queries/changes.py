"""What the history says of a person's account and roles, for auditors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariats.models import Change, Role

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person

SOME = 50
# What history calls a value -> what people read.
WORDS = {
    "role": gettext_lazy("role"),
    "instrument": gettext_lazy("instrument"),
    "committee": gettext_lazy("committee"),
    "unit": gettext_lazy("unit"),
    "from": gettext_lazy("from"),
    "to": gettext_lazy("to"),
    "open": gettext_lazy("account open"),
    "language": gettext_lazy("language"),
    "timezone": gettext_lazy("time zone"),
    "reminders": gettext_lazy("reminders"),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: when, by whom, what was before and after in words, and why."""

    at: dt.datetime
    actor: str
    kind: str
    before: dict[str, str]
    after: dict[str, str]
    reason: str


def changes_of_person(person: Person, reader: Person) -> list[ChangeLine]:
    """Return the last changes of a person's account and roles that the reader may see.

    Auditors see them, of their own units; two queries. A role that was taken back is among them.
    """
    roles = Role._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    own = Q(table=person._meta.db_table, row=str(person.pk))  # noqa: SLF001 - as above
    of_roles = Q(table=roles) & (Q(after__person=person.pk) | Q(before__person=person.pk))
    rows = Change.objects.visible_to(reader).filter(own | of_roles)
    # Time that a person brought in from a file is another page's.
    rows = rows.exclude(kind=Change.Kind.LOADED)
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


def _plain(values: dict[str, Any] | None) -> dict[str, str]:
    """Return what is said of the row in words; whom it is about is said by the page."""
    kinds = dict(Role.Kind.choices)
    found = {}
    for name, value in (values or {}).items():
        if name == "person" or value is None:
            continue
        shown = kinds.get(value, value) if name == "role" else value
        if isinstance(value, bool):
            shown = _("yes") if value else _("no")
        found[str(WORDS.get(name, name))] = str(shown)
    return found
