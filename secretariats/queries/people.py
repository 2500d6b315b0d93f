"""The people of units, and the roles they have there, as their administrators see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import TextInput
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariats.core.roles import scope_of
from secretariats.models import Person, Role, Unit
from secretariats.permissions import sees_people

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role as it is listed.

    Attributes:
        pk: of the role.
        kind: one of ``Role.Kind``.
        name: of the kind, in the reader's language.
        of: code of the instrument or committee it is for; empty for the whole unit.
        unit: code of the unit.
        start: first day.
        end: last day, inclusive; None is open.
        state: ``current``, ``to_come`` or ``over``.
    """

    pk: int
    kind: str
    name: str
    of: str
    unit: str
    start: dt.date
    end: dt.date | None
    state: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as they are listed, with their roles in the reader's units."""

    person: Person
    roles: tuple[RoleLine, ...]

    @property
    def current(self) -> tuple[RoleLine, ...]:
        """The roles in force today."""
        return tuple(role for role in self.roles if role.state == "current")


def people_seen(reader: Person) -> QuerySet[Person]:
    """Return the people of the units whose people the reader may look at, by name."""
    units = sees_people(reader).values("pk")
    ids = Role.objects.filter(unit__in=units).values("person")
    of_units = Unit.people.through.objects.filter(unit__in=units).values("person")
    return Person.objects.filter(Q(pk__in=ids) | Q(pk__in=of_units)).order_by(
        "name", "username", "pk"
    )


def person_or_denied(reader: Person, pk: int) -> Person:
    """Return a person whom the reader may look at.

    Raises:
        Http404: there is none, or they have nothing to do with the reader's units.
        PermissionDenied: they belong to a unit of the reader's, who may not look at people.
    """
    person = people_seen(reader).filter(pk=pk).first()
    if person is not None:
        return person
    own = Unit.objects.visible_to(reader)
    # Asked from here, a number that no row can have finds none; the other way it is an error.
    if Person.objects.filter(pk=pk, units__in=own).exists():
        raise PermissionDenied
    raise Http404


def with_roles(people: Iterable[Person], reader: Person) -> list[PersonLine]:
    """Return people with their roles in the units the reader may look at; one query."""
    people = list(people)
    roles = roles_seen(reader).filter(person__in=[person.pk for person in people])
    found: dict[int, list[RoleLine]] = {}
    for role in roles:
        found.setdefault(role.person_id, []).append(role_line(role))
    return [PersonLine(person, tuple(found.get(person.pk, ()))) for person in people]


def roles_seen(reader: Person) -> QuerySet[Role]:
    """Return the roles in the units whose people the reader may look at, newest first."""
    rows = Role.objects.filter(unit__in=sees_people(reader).values("pk"))
    found: QuerySet[Role] = rows.select_related(
        "unit", "instrument", "committee__instrument"
    ).order_by("unit__code", "-start", "role", "pk")
    return found


def role_or_denied(reader: Person, pk: int) -> Role:
    """Return a role of a unit whose people the reader may look at, with its person.

    Raises:
        Http404: there is none, or it belongs to a unit that the reader has no role in.
        PermissionDenied: it belongs to a unit of theirs, but they may not look at people.
    """
    role: Role | None = roles_seen(reader).select_related("person").filter(pk=pk).first()
    if role is not None:
        return role
    own = Unit.objects.visible_to(reader).values("pk")
    if Role.objects.filter(pk=pk, unit__in=own).exists():
        raise PermissionDenied
    raise Http404


def role_line(role: Role) -> RoleLine:
    """Return how a role is listed today."""
    today = timezone.localdate()
    state = "current"
    if role.start > today:
        state = "to_come"
    elif role.end is not None and role.end < today:
        state = "over"
    of = role.committee or role.instrument if scope_of(role.role) != "unit" else None
    return RoleLine(
        pk=role.pk,
        kind=role.role,
        name=str(role.get_role_display()),
        of=of.code if of else "",
        unit=role.unit.code,
        start=role.start,
        end=role.end,
        state=state,
    )


class PeopleFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of people is cut down to."""

    q = filters.CharFilter(
        method="by_words", label=_("Name or username"), widget=TextInput(attrs={"class": "in"})
    )
    role = filters.ChoiceFilter(
        method="by_role", choices=Role.Kind.choices, label=_("Role today"), empty_label=_("any")
    )
    account = filters.ChoiceFilter(
        method="by_account",
        choices=[("open", _("open")), ("closed", _("closed"))],
        label=_("Account"),
        empty_label=_("open or closed"),
    )
    unit = filters.CharFilter(method="by_unit", label=_("Unit"))

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Dress the fields as those of forms."""
        super().__init__(data, *args, **kwargs)
        for field in self.form.fields.values():
            field.widget.attrs["class"] = "in"

    def by_words(self, people: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those whose name or username contains every word."""
        for word in value.split():
            people = people.filter(Q(name__icontains=word) | Q(username__icontains=word))
        return people

    def by_role(self, people: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those who have the role today in a unit of the reader's."""
        units = sees_people(self.request.user).values("pk")
        roles = Role.objects.in_force(timezone.localdate()).filter(role=value, unit__in=units)
        return people.filter(pk__in=roles.values("person"))

    def by_account(self, people: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those whose account is open, or closed."""
        return people.filter(is_active=value == "open")

    def by_unit(self, people: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Keep those of one of the reader's units."""
        units = sees_people(self.request.user).filter(code=value).values("pk")
        of_units = Unit.people.through.objects.filter(unit__in=units).values("person")
        roles = Role.objects.filter(unit__in=units).values("person")
        return people.filter(Q(pk__in=of_units) | Q(pk__in=roles))
