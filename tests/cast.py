"""The cast: the same few people in every test, one for each role, in one small unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from secretariats.models import (
    Assignment,
    Committee,
    Instrument,
    Person,
    Post,
    PostGrade,
    Role,
    Secretariat,
    Unit,
)

SINCE = dt.date(2014, 1, 1)


@dataclass(frozen=True, slots=True)
class Cast:
    """A unit of CMS and AEWA and everybody who has to do with it, and one who has not."""

    unit: Unit
    cms: Instrument
    aewa: Instrument
    cms_committee: Committee
    aewa_committee: Committee
    ada: Person
    coordinator: Person
    cms_secretary: Person
    aewa_secretary: Person
    cms_finance: Person
    aewa_finance: Person
    auditor: Person
    cms_member: Person
    aewa_member: Person
    administrator: Person
    stranger: Person


def make_cast() -> Cast:
    """Store the cast and return it; all of them may log in with the password of their username."""
    cms = Instrument.objects.create(code="CMS", name="Convention on Migratory Species")
    aewa = Instrument.objects.create(code="AEWA", name="African-Eurasian Waterbird Agreement")
    unit = Unit.objects.create(
        code="IMCA",
        name="Joint unit of the tests",
        currency="EUR",
        timezone="Europe/Berlin",
        daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5],
        joint_policy="key",
        overhead_policy="proportional",
        method="standard",
        synthetic=True,
    )
    unit.instruments.set([cms, aewa])
    offices = {}
    committees = {}
    for instrument in (cms, aewa):
        offices[instrument] = Secretariat.objects.create(
            unit=unit, code=instrument.code, name=f"{instrument.code} Secretariat"
        )
        offices[instrument].serves.set([instrument])
        committees[instrument] = Committee.objects.create(
            unit=unit,
            code=f"{instrument.code}-StC",
            name=f"Standing Committee of {instrument.code}",
            instrument=instrument,
            languages=["en", "fr"],
        )
    kind = Role.Kind
    cast = Cast(
        unit=unit,
        cms=cms,
        aewa=aewa,
        cms_committee=committees[cms],
        aewa_committee=committees[aewa],
        ada=_person("ada", "Ada Staff", unit, kind.STAFF),
        coordinator=_person("coordinator", "Cleo Coordinator", unit, kind.COORDINATOR),
        cms_secretary=_person(
            "cms-secretary", "Sam Secretary of CMS", unit, kind.EXECUTIVE_SECRETARY, cms
        ),
        aewa_secretary=_person(
            "aewa-secretary", "Aya Secretary of AEWA", unit, kind.EXECUTIVE_SECRETARY, aewa
        ),
        cms_finance=_person("cms-finance", "Finn Finance of CMS", unit, kind.FINANCE, cms),
        aewa_finance=_person("aewa-finance", "Fay Finance of AEWA", unit, kind.FINANCE, aewa),
        auditor=_person("auditor", "Otto Auditor", unit, kind.AUDITOR),
        cms_member=_person(
            "cms-member", "Mo Member", unit, kind.COMMITTEE_MEMBER, cms, committees[cms]
        ),
        aewa_member=_person(
            "aewa-member", "Mia Member", unit, kind.COMMITTEE_MEMBER, aewa, committees[aewa]
        ),
        administrator=_person("administrator", "Alex Administrator", unit, kind.ADMINISTRATOR),
        stranger=Person.objects.create_user("stranger", "stranger", name="Sid Stranger"),
    )
    _post(cast.ada, unit, "P-01", "Communications Officer", offices[cms], "P2")
    _post(cast.coordinator, unit, "P-02", "Information Officer", offices[aewa], "P3")
    return cast


def _person(
    username: str,
    name: str,
    unit: Unit,
    role: Role.Kind,
    instrument: Instrument | None = None,
    committee: Committee | None = None,
) -> Person:
    person = Person.objects.create_user(username, username, name=name)
    unit.people.add(person)
    Role.objects.create(
        unit=unit,
        person=person,
        role=role,
        instrument=instrument,
        committee=committee,
        start=SINCE,
    )
    return person


def _post(
    person: Person, unit: Unit, code: str, title: str, employer: Secretariat, grade: str
) -> None:
    post = Post.objects.create(
        unit=unit, code=code, title=title, employer=employer, funding=Post.Funding.CORE
    )
    PostGrade.objects.create(post=post, start=SINCE, grade=grade)
    Assignment.objects.create(
        unit=unit, person=person, post=post, start=SINCE, share_num=1, share_den=1
    )
