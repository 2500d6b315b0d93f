"""What every page knows: whose it is, in which unit, and whether that unit is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from secretariats.models import Instrument, Person, Role, Unit
from secretariats.queries.own_roles import OwnRole, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from rest_framework.request import Request

_CACHED = "_own_roles"
_SERVED = "_served"


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page.

    Attributes:
        roles: those of the person in force today.
        units: those of the roles, by code.
        instruments: codes of the instruments that the units serve.
        synthetic: whether what a page shows is invented.
        initials: of the person.
    """

    roles: tuple[OwnRole, ...]
    units: tuple[Unit, ...]
    instruments: tuple[str, ...]
    synthetic: bool
    initials: str


def person_of(request: HttpRequest | Request) -> Person:
    """Return who asks.

    Raises:
        PermissionDenied: nobody is logged in; the pages of the site do not come that far.
    """
    person = request.user
    if isinstance(person, Person):
        return person
    raise PermissionDenied


def own_roles(request: HttpRequest | Request) -> tuple[OwnRole, ...]:
    """Return the roles of who asks; read once for each request."""
    found: tuple[OwnRole, ...] | None = getattr(request, _CACHED, None)
    if found is None:
        found = roles_of(request.user)
        setattr(request, _CACHED, found)
    return found


def has_role(request: HttpRequest | Request, kinds: Iterable[str]) -> bool:
    """Return whether who asks has one of the roles in any unit."""
    wanted = frozenset(kinds)
    return any(role.kind in wanted for role in own_roles(request))


def signs_for(request: HttpRequest | Request) -> list[tuple[Unit, str]]:
    """Return unit and code of each instrument that who asks signs for today; no query more."""
    return [
        (role.unit, role.instrument)
        for role in own_roles(request)
        if role.kind == Role.Kind.EXECUTIVE_SECRETARY and role.instrument
    ]


def unit_asked(request: HttpRequest | Request, kinds: Iterable[str], code: str = "") -> Unit:
    """Return the unit that a page is about: the one of a code, else the first of the person's.

    Args:
        request: of the page.
        kinds: the roles that may see it.
        code: of the unit, as asked for; empty if none was.

    Raises:
        Http404: the unit that was asked for is none of the person's, or does not exist.
        PermissionDenied: none of the person's roles in it, or in any unit, may see the page.
    """
    roles, wanted = own_roles(request), frozenset(kinds)
    if code and code not in {role.unit.code for role in roles}:
        raise Http404
    for role in roles:
        if role.kind in wanted and code in {"", role.unit.code}:
            return role.unit
    raise PermissionDenied


def served(request: HttpRequest | Request) -> dict[int, tuple[str, ...]]:
    """Return key of each unit of the person's roles → codes of its instruments, sorted.

    One query, made once for each request; none without a role.
    """
    found: dict[int, tuple[str, ...]] | None = getattr(request, _SERVED, None)
    if found is None:
        units = {role.unit.pk for role in own_roles(request)}
        rows = Instrument.objects.filter(units__in=units).order_by("code")
        pairs = list(rows.values_list("units", "code")) if units else []
        found = {unit: tuple(code for one, code in pairs if one == unit) for unit in units}
        setattr(request, _SERVED, found)
    return found


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give ``frame`` to every template; two queries at most."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"frame": Frame((), (), (), synthetic=_all_invented(), initials="")}
    roles = own_roles(request)
    units = tuple({role.unit.pk: role.unit for role in roles}.values())
    codes = {code for codes in served(request).values() for code in codes}
    return {
        "frame": Frame(
            roles=roles,
            units=units,
            instruments=tuple(sorted(codes)),
            synthetic=any(unit.synthetic for unit in units),
            initials=_initials(str(user)),
        )
    }


def _all_invented() -> bool:
    """Return whether there are units here, and every one of them is invented."""
    known = set(Unit.objects.order_by().values_list("synthetic", flat=True).distinct())
    return known == {True}


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in ends).upper()
