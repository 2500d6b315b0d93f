"""Writes the content of a unit file, its entries apart, into the tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password

from costsharing.actions.sync_rows import delete_rows, sync_rows
from costsharing.actions.write_money import write_money
from costsharing.actions.write_work import write_outputs, write_programme
from secretariats.actions.give_palette import give_palette
from secretariats.core.exact import decimal_text
from secretariats.models import (
    Assignment,
    Committee,
    Contract,
    Holiday,
    Instrument,
    Person,
    Post,
    PostGrade,
    Role,
    Secretariat,
    Unit,
)
from timetracking.models import Activity, Kind, RemovedEntry, WeekSheet, WorkArea

if TYPE_CHECKING:
    from costsharing.core.unit_file import UnitFile

Ids = dict[str, int]


def unit_columns(file: UnitFile) -> dict[str, Any]:
    """Return the columns of the unit's own row."""
    unit = file.unit
    return {
        "name": unit.name,
        "currency": unit.currency,
        "timezone": unit.timezone,
        "daily_minutes": unit.daily_minutes,
        "weekdays": list(unit.weekdays),
        "joint_policy": unit.joint,
        "overhead_policy": unit.overhead,
        "method": unit.method,
        "support_num": unit.support.numerator,
        "support_den": unit.support.denominator,
        "synthetic": unit.synthetic,
        "timer_minutes": unit.timer_minutes,
        "country": unit.country,
        "subdivision": unit.subdivision,
    }


def write_people(unit: Unit, file: UnitFile) -> None:
    """Create or change the file's people, and list them and no others in the unit.

    New people have no password and so no login.
    """
    usernames = [person.username for person in file.people]
    known = {row.username: row for row in Person.objects.filter(username__in=usernames)}
    new, changed = [], []
    for person in file.people:
        row = known.get(person.username)
        values = {"name": person.name} | {
            field: value
            for field in ("email", "language", "timezone")
            if (value := getattr(person, field)) is not None
        }
        if row is None:
            new.append(Person(username=person.username, password=make_password(None), **values))
        elif any(getattr(row, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(row, field, value)
            changed.append(row)
    Person.objects.bulk_update(changed, ["name", "email", "language", "timezone"], batch_size=500)
    Person.objects.bulk_create(new, batch_size=500)
    unit.people.set(Person.objects.filter(username__in=usernames))


def write_instruments(unit: Unit, file: UnitFile) -> Ids:
    """Create or rename the file's instruments, and list them and no others in the unit."""
    codes = [instrument.code for instrument in file.instruments]
    sync_rows(
        Instrument.objects.filter(code__in=codes),
        [{"code": item.code, "name": item.name} for item in file.instruments],
        key=("code",),
        keep_stale=True,
    )
    give_palette()
    ids = dict(Instrument.objects.filter(code__in=codes).values_list("code", "pk"))
    unit.instruments.set(ids.values())
    return ids


def write_content(unit: Unit, file: UnitFile, instruments: Ids, people: Ids) -> None:
    """Make everything the unit has, entries apart, what the file says; equal rows stay.

    Called when the entries that are to go are gone and before new ones come.
    """
    offices, stale_offices = _keyed(
        Secretariat, unit, [{"code": x.code, "name": x.name} for x in file.secretariats]
    )
    _write_serves(unit, file, offices, instruments)
    bodies, stale_bodies = _keyed(
        Committee,
        unit,
        [
            {
                "code": item.code,
                "name": item.name,
                "instrument_id": instruments[item.instrument],
                "languages": list(item.languages),
            }
            for item in file.committees
        ],
    )
    posts, stale_posts = _keyed(
        Post,
        unit,
        [
            {
                "code": item.code,
                "title": item.title,
                "employer_id": offices[item.employer],
                "funding": item.funding,
            }
            for item in file.posts
        ],
    )
    areas, stale_areas = _keyed(
        WorkArea, unit, [{"code": x.code, "name": x.name} for x in file.work_areas]
    )
    activities, stale_activities = _keyed(
        Activity,
        unit,
        [
            {
                "code": item.code,
                "title": item.title,
                "area_id": areas[item.area] if item.area is not None else None,
                "kind": Kind[item.kind.upper()],
            }
            for item in file.activities
        ],
    )
    _write_time(unit, file, people, activities)
    write_outputs(unit, file, activities, instruments)
    _write_posts(unit, file, people, posts)
    _write_roles(unit, file, people, instruments, bodies)
    write_money(unit, file, people, instruments)
    # Last, since rows that are gone by now pointed to them.
    for model, stale in (
        (Activity, stale_activities),
        (WorkArea, stale_areas),
        (Post, stale_posts),
        (Committee, stale_bodies),
        (Secretariat, stale_offices),
    ):
        delete_rows(model, stale)


def _keyed(model: Any, unit: Unit, wanted: list[dict[str, Any]]) -> tuple[Ids, list[int]]:
    """Write rows that others point to; return code → identity, and what is to go at the end."""
    rows = model.objects.filter(unit=unit)
    stale = sync_rows(rows, wanted, key=("code",), keep_stale=True, unit=unit)
    return dict(rows.exclude(pk__in=stale).values_list("code", "pk")), stale


def _write_serves(unit: Unit, file: UnitFile, offices: Ids, instruments: Ids) -> None:
    through = Secretariat.serves.through
    sync_rows(
        through.objects.filter(secretariat__unit=unit),
        [
            {"secretariat_id": offices[office.code], "instrument_id": instruments[code]}
            for office in file.secretariats
            for code in office.serves
        ],
    )


def _write_posts(unit: Unit, file: UnitFile, people: Ids, posts: Ids) -> None:
    sync_rows(
        PostGrade.objects.filter(post__unit=unit),
        [
            {"post_id": posts[post.code], "start": start, "grade": grade}
            for post in file.posts
            for start, grade in post.grades
        ],
        key=("post_id", "start"),
    )
    sync_rows(
        Assignment.objects.filter(unit=unit),
        [
            {
                "person_id": people[item.person],
                "post_id": posts[item.post],
                "start": item.span.start,
                "end": item.span.end,
                "share_num": item.share.numerator,
                "share_den": item.share.denominator,
                "pattern": None if item.pattern is None else list(item.pattern),
            }
            for item in file.assignments
        ],
        unit=unit,
    )
    sync_rows(
        Contract.objects.filter(unit=unit),
        [
            {
                "person_id": people[item.person],
                "start": item.span.start,
                "end": item.span.end,
                "hourly": Decimal(decimal_text(item.hourly)),
                "currency": item.currency,
            }
            for item in file.contracts
        ],
        unit=unit,
    )


def _write_roles(
    unit: Unit, file: UnitFile, people: Ids, instruments: Ids, committees: Ids
) -> None:
    sync_rows(
        Role.objects.filter(unit=unit),
        [
            {
                "person_id": people[item.person],
                "role": item.role,
                "instrument_id": instruments[item.instrument] if item.instrument else None,
                "committee_id": committees[item.committee] if item.committee else None,
                "start": item.span.start,
                "end": item.span.end,
            }
            for item in file.roles
        ],
        unit=unit,
    )


def _write_time(unit: Unit, file: UnitFile, people: Ids, activities: Ids) -> None:
    sync_rows(
        Holiday.objects.filter(unit=unit),
        [{"date": x.date, "name": x.name, "minutes": x.minutes} for x in file.holidays],
        key=("date",),
        unit=unit,
    )
    write_programme(unit, file, activities)
    sync_rows(
        # Open sheets say nothing that no sheet would not say.
        WeekSheet.objects.filter(unit=unit),
        [
            {"person_id": people[x.person], "start": x.start, "end": x.end, "state": x.state}
            for x in file.weeks
        ],
        key=("person_id", "start"),
        unit=unit,
    )
    sync_rows(
        RemovedEntry.objects.filter(unit=unit),
        [
            {
                "person_id": people[item.person],
                "date": item.date,
                "kind": Kind[item.kind.upper()],
                "first_minutes": item.first_minutes,
            }
            for item in file.removed_entries
        ],
        unit=unit,
    )
