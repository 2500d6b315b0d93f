"""Everything that is stored about a person, as they may have it: found by what points to them.

Each table of the site with a column of people is taken, whatever app it is of, so that a new one
is among them before anybody thinks of it. What is left out stands in a list with its reason.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from secretariats.models import Change, Person
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Field, Model, QuerySet

SOME = 2000
# Column of people → why its rows are no data about whoever stands in it.
NOT_MINE = {
    "timetracking.DayTotal.person": "sums of the entries, kept by the database",
    "timetracking.MonthTotal.person": "sums of the entries, kept by the database",
    "timetracking.Amendment.decided_by": "somebody else's time; history tells what one decided",
    "timetracking.WeekSheet.decided_by": "somebody else's time; history tells what one decided",
    "timetracking.Reminder.sent_by": "somebody else's reminder; history tells that one sent it",
    "timetracking.ProgrammeVersion.handed_over_by": "a document of the unit; history tells it",
    "timetracking.ProgrammeVersion.returned_by": "a document of the unit; history tells it",
    "costsharing.Agreement.returned_by": "a document of the unit; history tells it",
    "costsharing.AgreementStep.person": "a document of the unit; history tells it",
    "costsharing.AgreementEnding.actor": "a document of the unit; history tells it",
    "costsharing.Scenario.actor": "a document of the unit; history tells it",
    "costsharing.Statement.actor": "a document of the unit; history tells it",
    "costsharing.ValuationRun.actor": "figures of the unit; the job that made them is there",
    "reporting.Report.actor": "a document of the unit; the job that made it is there",
    "reporting.Report.returned_by": "a document of the unit; history tells it",
    "secretariats.Change.actor": "the history has a part of its own",
}
# Field → why it is left out where its row is not.
NOT_TOLD = {
    "secretariats.Person.password": "only a digest is stored, which must not be known",
    "secretariats.ApiToken.digest": "whoever knew it could look for the secret",
    "timetracking.Upload.content": "the file that the person brought, removed when it is done",
    "secretariats.Job.lease": "which worker has it",
    "secretariats.Job.lease_until": "which worker has it",
    "admin.LogEntry.object_repr": "the name of somebody else",
}
# Tables that tell of a login by its name, not by a key.
BY_USERNAME = {"login_attempts": "axes.AccessAttempt", "login_failures": "axes.AccessFailureLog"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is stored about a person: its name, its columns, and its rows, lazily."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[dict[str, Any]]


def parts(person: Person) -> Iterator[Part]:
    """Yield everything stored about a person, part by part; rows are read as they are asked for.

    The rows are plain values: numbers, texts, ISO dates, lists. Others appear by username.
    """
    account = Person.objects.filter(pk=person.pk)
    yield _part("account", account)
    for model, fields in _pointing().items():
        wanted = Q()
        for name in fields:
            wanted |= Q(**{name: person})
        rows = model._base_manager.filter(wanted)  # noqa: SLF001 - Django's documented way
        yield _part(_name(model), rows)
    for name, label in BY_USERNAME.items():
        model = apps.get_model(label)
        rows = model._base_manager.filter(username=person.username)  # noqa: SLF001 - as above
        yield _part(name, rows)
    yield _history(person)


def entries_stored(person: Person) -> int:
    """Return how many entries a person has, which is nearly all there is of most; one query."""
    return TimeEntry.objects.filter(person=person).count()


def columns_of_people() -> dict[str, str]:
    """Return column of people, as ``app.Model.field`` → why it is left out, empty if it is not."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in _to_people(model):
            key = f"{model._meta.label}.{field.name}"  # noqa: SLF001 - Django's documented way
            found[key] = NOT_MINE.get(key, "")
    return found


def _pointing() -> dict[type[Model], list[str]]:
    """Return model → those of its columns of people whose rows are about whoever stands there."""
    found: dict[type[Model], list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label  # noqa: SLF001 - Django's documented way
        names = [
            field.name for field in _to_people(model) if f"{label}.{field.name}" not in NOT_MINE
        ]
        if names:
            found[model] = names
    return found


def _to_people(model: type[Model]) -> list[Field[Any, Any]]:
    return [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented way
        if field.is_relation and field.related_model is Person
    ]


def _name(model: type[Model]) -> str:
    words = str(model._meta.model_name)  # noqa: SLF001 - Django's documented way
    app = model._meta.app_label  # noqa: SLF001 - as above
    return f"{app}_{words}"


def _part(name: str, rows: QuerySet[Any]) -> Part:
    model = rows.model
    fields = [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented way
        if f"{model._meta.label}.{field.name}" not in NOT_TOLD  # noqa: SLF001 - as above
    ]
    along = [field.name for field in fields if field.is_relation]
    ordered = rows.select_related(*along).order_by("pk") if along else rows.order_by("pk")
    return Part(
        name,
        tuple(field.name for field in fields),
        (
            {field.name: _plain(getattr(row, field.name)) for field in fields}
            for row in ordered.iterator(chunk_size=SOME)
        ),
    )


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; a row of another table is told by its code or name."""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    for name in ("code", "username", "name", "pk"):
        found = getattr(value, name, None)
        if found is not None:
            return found if isinstance(found, int | str) else str(found)
    return str(value)


def _history(person: Person) -> Part:
    """Return the changes of one's rows, with what was before and after, and one's own deeds.

    What one did to rows that are not one's own is told without what stood in them.
    """
    mine = Q(table=Person._meta.db_table, row=str(person.pk))  # noqa: SLF001 - Django's way
    tables = {Person._meta.db_table}  # noqa: SLF001 - as above
    for model, fields in _pointing().items():
        owned = [name for name in fields if name in {"person", "user"}]
        for name in owned:
            keys = model._base_manager.filter(**{name: person})  # noqa: SLF001 - as above
            named = keys.annotate(key_as_text=Cast("pk", CharField())).values("key_as_text")
            table = model._meta.db_table  # noqa: SLF001 - as above
            mine |= Q(table=table, row__in=named)
            tables.add(table)
    removed = Q(table__in=tables) & (Q(after__person=person.pk) | Q(before__person=person.pk))
    # Time is written by whoever it is of, so that what one removed was one's own.
    written = Q(actor=person, table=TimeEntry._meta.db_table)  # noqa: SLF001 - as above
    about = mine | removed | written
    return Part("history", HISTORY, _changes(person, about))


HISTORY = (
    *("at", "by", "unit", "kind", "table", "row", "before", "after", "reason", "texts", "request"),
)


def _changes(person: Person, about: Q) -> Iterator[dict[str, Any]]:
    own = set(Change.objects.filter(about).values_list("pk", flat=True))
    deeds = Change.objects.filter(Q(actor=person) | about).select_related("actor", "unit")
    for change in (
        deeds.prefetch_related("texts").order_by("pk").distinct().iterator(chunk_size=SOME)
    ):
        told = change.pk in own
        yield {
            "at": _plain(change.at),
            "by": change.actor.username if change.actor else None,
            "unit": change.unit.code if change.unit else None,
            "kind": change.kind,
            "table": change.table,
            "row": change.row,
            "before": change.before if told else None,
            "after": change.after if told else None,
            "reason": change.reason if told or change.actor_id == person.pk else "",
            "texts": [
                {"field": text.field, "before": text.before, "after": text.after}
                for text in change.texts.all()
            ]
            if told
            else [],
            "request": change.request,
        }
