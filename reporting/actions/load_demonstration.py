"""The demonstration unit, brought in once: a unit file, then files as people hand them in."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.load_unit import load_unit
from costsharing.core.unit_file import read_unit_file
from costsharing.queries.agreements import members_by_date
from reporting.actions.decide_demonstration import decide_demonstration
from reporting.actions.sign_demonstration import sign_demonstration
from reporting.demo.files import DELIVERIES
from reporting.demo.unit import CODE, NAME, ZONE, unit_bytes
from reporting.models import Report
from reporting.queries.brought_in import brought_in, is_changed_since
from secretariats.actions.record_change import record_change
from secretariats.core.errors import Problem, Refused
from secretariats.models import Change, Person, Unit
from timetracking.actions.import_entries import import_entries
from timetracking.core.importers import formats
from timetracking.core.maps import read_map
from timetracking.models import TimeEntry
from timetracking.queries.importing import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporting.demo.files import Delivery

# Known to everybody who reads this: given to invented people only, where nobody else can reach
# the site.
PASSWORD = "waterbird-flyway-2017"  # noqa: S105
MARK = "demonstration"


class Loading(enum.Enum):
    """What became of the demonstration unit."""

    LOADED = enum.auto()
    RENEWED = enum.auto()
    UNCHANGED = enum.auto()
    LEFT_ALONE = enum.auto()
    PUBLISHED = enum.auto()


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The unit as it now is, what was done to it, and whether its people can log in."""

    unit: Unit
    loading: Loading
    logins: bool


def load_demonstration(
    *, actor: Person | None, progress: Callable[[int, int], None] | None = None
) -> Demonstration:
    """Bring in the demonstration unit, all of it or nothing; nothing happens the second time.

    A unit that people have changed since is left as it is, and so is one on which published
    reports rest.

    Args:
        actor: who does it; None is the operator at the command line.
        progress: told how many of how many entries are stored.

    Raises:
        Refused: there is a unit of this code that the demonstration did not bring in, or a
            person of the demonstration is somebody of another unit.
    """
    data = unit_bytes()
    digest = _digest(data)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().filter(code=CODE).first()
        if unit is not None:
            mark = _mark(unit)
            if is_changed_since(mark):
                return Demonstration(unit, Loading.LEFT_ALONE, _logins())
            if (mark.after or {}).get(MARK) == digest:
                return Demonstration(unit, Loading.UNCHANGED, _logins())
            if Report.objects.of_unit(unit).filter(state=Report.State.PUBLISHED).exists():
                return Demonstration(unit, Loading.PUBLISHED, _logins())
        found = read_unit_file(data, NAME)
        load_unit(found, actor=actor, replace=unit is not None, progress=progress)
        loading = Loading.LOADED if unit is None else Loading.RENEWED
        unit = Unit.objects.get(code=CODE)
        for delivery in DELIVERIES:
            _bring(delivery, unit, actor=actor)
        if _logins():
            _give_logins(unit)
        sign_demonstration(unit)
        decide_demonstration(unit)
        record_change(unit, kind=Change.Kind.LOADED, actor=actor, unit=unit, after={MARK: digest})
    return Demonstration(unit, loading, _logins())


def _logins() -> bool:
    """Return whether the people may have the known password: on this machine alone."""
    return bool(settings.LOCAL_ONLY)


def _digest(data: bytes) -> str:
    """Return one digest of all that the demonstration brings in."""
    parts = [data]
    for delivery in DELIVERIES:
        parts += [delivery.content(), delivery.map_content() or b""]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return f"sha256:{digest.hexdigest()}"


def _mark(unit: Unit) -> Change:
    """Return the history's row of the last time the demonstration was brought in."""
    mark = brought_in(unit, MARK)
    if mark is not None and unit.synthetic:
        return mark
    if unit.synthetic:
        text = _(
            "There is a synthetic unit %(code)s here that the demonstration did not bring in; it "
            "is left as it is. Run the demonstration on another database (DATABASE_URL)."
        )
    else:
        text = _(
            "The unit %(code)s here is a real one: the demonstration never touches it. Run the "
            "demonstration on another database (DATABASE_URL)."
        )
    raise Refused([text % {"code": unit.code}])


def _bring(delivery: Delivery, unit: Unit, *, actor: Person | None) -> None:
    """Import a file as its person would, at the time at which they did."""
    person = Person.objects.get(username=delivery.person)
    names = delivery.map_content()
    outcome = import_entries(
        delivery.content(),
        formats()[delivery.format],
        actor=actor,
        unit=unit,
        person=person,
        joint_on=members_by_date(unit),
        mapped=read_map(names, codes(unit)) if names is not None else None,
    )
    if outcome.rejected:
        raise Refused(
            Problem(f"{delivery.name}[{row.row}]", row.reason) for row in outcome.rejected
        )
    # The day on which it was handed in is part of what is invented.
    brought = TimeEntry.objects.filter(unit=unit, person=person, source=delivery.format)
    brought.update(saved=delivery.brought.replace(tzinfo=ZONE))


def _give_logins(unit: Unit) -> None:
    """Give the known password to the people of this unit who have none and work nowhere else."""
    for person in unit.people.prefetch_related("units"):
        if person.has_usable_password() or [other.pk for other in person.units.all()] != [unit.pk]:
            continue
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
