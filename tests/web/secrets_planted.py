"""What nobody may find, planted: people, notes and pay that can be told from all else."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from costsharing.actions import value_period
from costsharing.models import Agreement, AgreementShare, StaffCost, StandardCost, ValuationRun
from secretariats.models import Assignment, Contract, Job, Person, Post, PostGrade, Role
from tests.cast import SINCE
from tests.world import END, START
from timetracking.actions.insert_entries import insert_entries
from timetracking.models import Activity, Beneficiary, Kind, TimeEntry, WorkArea

if TYPE_CHECKING:
    from tests.world import World

NAMES = {"quillfeather": "Zephyrine Quillfeather", "umberwood": "Ottoline Umberwood"}
NOTE = "xyzzy-plugh note of the week"
PAY = (Decimal("7131.37"), Decimal("6464.91"))
HOURLY = Decimal("83.47")
DAYS = [dt.date(2017, 1, 2) + dt.timedelta(days=number) for number in range(40)]


@dataclass(frozen=True, slots=True)
class Found:
    """A secret in an answer."""

    what: str
    around: str


def plant(world: World) -> World:
    """Give the unit two people of whom nothing may be known, Ada notes, and a run over it all."""
    unit = world.cast.unit
    service = _service(world)
    both, _ = Beneficiary.objects.get_or_create(unit=unit, code="AEWA+CMS")
    both.members.set([world.cast.cms, world.cast.aewa])
    people = [world.cast.ada, *_people(world)]
    today = timezone.localdate()
    entries = [
        TimeEntry(
            unit=unit, person=person, date=day, minutes=61, first_minutes=61, activity=service,
            kind=service.kind, beneficiary=both, note=f"{NOTE} {person.username}",
        )
        for person in people
        for day in [*DAYS, *(today - dt.timedelta(days=number) for number in range(8))]
    ]  # fmt: skip
    insert_entries(entries)
    return replace(world, run=_value(world))


def _service(world: World) -> Activity:
    unit = world.cast.unit
    area, _ = WorkArea.objects.get_or_create(
        unit=unit, code="SECRET", defaults={"name": "Information"}
    )
    service, _ = Activity.objects.get_or_create(
        unit=unit, code="SECRET-WEB",
        defaults={"title": "Website", "area": area, "kind": Kind.SERVICE},
    )  # fmt: skip
    return service


def _people(world: World) -> list[Person]:
    unit, made = world.cast.unit, []
    office = world.cast.ada.assignments.get().post.employer
    for number, (username, name) in enumerate(NAMES.items()):
        person = Person.objects.create_user(
            username, username, name=name, email=f"{username}@example.org"
        )
        unit.people.add(person)
        Role.objects.create(unit=unit, person=person, role=Role.Kind.STAFF, start=SINCE)
        post = Post.objects.create(
            unit=unit, code=f"S-{number}", title="Officer", employer=office,
            funding=Post.Funding.CORE,
        )  # fmt: skip
        PostGrade.objects.create(post=post, start=SINCE, grade="P2")
        Assignment.objects.create(
            unit=unit, person=person, post=post, start=SINCE, share_num=1, share_den=1
        )
        StaffCost.objects.create(
            unit=unit, person=person, month=DAYS[0].replace(day=1), amount=PAY[number],
            currency="EUR",
        )  # fmt: skip
        made.append(person)
    Contract.objects.create(
        unit=unit, person=made[-1], start=dt.date(2012, 1, 1), end=dt.date(2012, 12, 31),
        hourly=HOURLY, currency="EUR",
    )  # fmt: skip
    return made


def _value(world: World) -> ValuationRun:
    """Value the quarter of the world anew, from its entries."""
    unit = world.cast.unit
    agreement, made = Agreement.objects.get_or_create(
        unit=unit, start=SINCE, defaults={"basis": Agreement.Basis.FIXED}
    )
    if made:
        for instrument, share in ((world.cast.cms, 2), (world.cast.aewa, 1)):
            AgreementShare.objects.create(
                agreement=agreement, instrument=instrument, share_num=share, share_den=3
            )
    for grade in ("P2", "P3"):
        StandardCost.objects.get_or_create(
            unit=unit, grade=grade, year=START.year,
            defaults={"annual": 99_000, "currency": "EUR", "productive_hours": 1650},
        )  # fmt: skip
    asked = {"from": START.isoformat(), "to": END.isoformat(), "method": "standard"}
    job = Job.objects.create(unit=unit, task=value_period.TASK, asked=asked)
    return ValuationRun.objects.get(pk=value_period.carry_out(job, tell=lambda *_: None))


def names() -> list[re.Pattern[str]]:
    """Return what people are known by."""
    return [
        re.compile(re.escape(word), re.IGNORECASE)
        for word in {*NAMES, *(part for name in NAMES.values() for part in name.split())}
    ]


def notes() -> list[re.Pattern[str]]:
    """Return what notes are known by."""
    return [re.compile("xyzzy|plugh", re.IGNORECASE)]


def pay() -> list[re.Pattern[str]]:
    """Return the amounts, however a language writes them."""
    found = []
    for amount in (*PAY, HOURLY):
        whole, cents = str(amount).split(".")
        thousands = f"{whole[:-3]}[^0-9]{{0,6}}{whole[-3:]}" if len(whole) > 3 else whole
        found.append(re.compile(rf"(?<!\d){thousands}[.,]{cents}(?!\d)"))
    return found


def search(content: bytes, patterns: list[re.Pattern[str]]) -> list[Found]:
    """Return the secrets in the bytes of an answer; the files of an archive are unpacked."""
    texts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [archive.read(name) for name in archive.namelist()]
    found = []
    for text in (part.decode("utf-8", "replace") for part in texts):
        for pattern in patterns:
            for match in pattern.finditer(text):
                around = text[max(0, match.start() - 60) : match.end() + 60]
                found.append(Found(pattern.pattern, around))
    return found
