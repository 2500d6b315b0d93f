"""Stores entries for the tests of the limitations, in few words."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.models import Agreement, AgreementShare
from timetracking.models import Activity, Beneficiary, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from secretariats.models import Instrument, Person, Unit
    from tests.cast import Cast

ACTIVITIES = {"WEB": Kind.SERVICE, "NEWS": Kind.SERVICE, "ADM": Kind.OVERHEAD, "OFF": Kind.ABSENCE}
JOINT = ("AEWA", "CMS")


class Record:
    """The record of time of the cast's unit, or of another one with its instruments."""

    def __init__(self, cast: Cast, unit: Unit | None = None) -> None:
        """Store the activities and beneficiaries."""
        self.unit = unit or cast.unit
        self.instruments: dict[str, Instrument] = {"CMS": cast.cms, "AEWA": cast.aewa}
        self.activities = {
            code: Activity.objects.create(unit=self.unit, code=code, title=code, kind=kind)
            for code, kind in ACTIVITIES.items()
        }
        self.beneficiaries: dict[tuple[str, ...], Beneficiary] = {}
        for members in (("CMS",), ("AEWA",), JOINT):
            beneficiary = Beneficiary.objects.create(unit=self.unit, code="+".join(members))
            beneficiary.members.set([self.instruments[code] for code in members])
            self.beneficiaries[members] = beneficiary

    def log(
        self,
        person: Person,
        date: str,
        minutes: int,
        activity: str = "WEB",
        members: tuple[str, ...] = ("CMS",),
        *,
        saved: str = "",
        first: int | None = None,
    ) -> TimeEntry:
        """Store an entry, saved at noon of its work date in universal time unless told when."""
        kind = ACTIVITIES[activity]
        return TimeEntry.objects.create(
            unit=self.unit,
            person=person,
            date=dt.date.fromisoformat(date),
            minutes=minutes,
            first_minutes=first or minutes,
            activity=self.activities[activity],
            kind=kind,
            beneficiary=self.beneficiaries[members] if kind == Kind.SERVICE else None,
            saved=dt.datetime.fromisoformat(saved or f"{date}T12:00:00+00:00"),
        )

    def agree(self, start: str, end: str | None, **shares: str) -> None:
        """Store an agreement with a fixed key."""
        agreement = Agreement.objects.create(
            unit=self.unit,
            start=dt.date.fromisoformat(start),
            end=dt.date.fromisoformat(end) if end else None,
            basis=Agreement.Basis.FIXED,
        )
        for code, text in shares.items():
            share = Fraction(text)
            AgreementShare.objects.create(
                agreement=agreement,
                instrument=self.instruments[code],
                share_num=share.numerator,
                share_den=share.denominator,
            )

    def agree_by_budget(self, start: str) -> None:
        """Store an agreement whose key the budgets decide."""
        agreement = Agreement.objects.create(
            unit=self.unit, start=dt.date.fromisoformat(start), basis=Agreement.Basis.BUDGET
        )
        for instrument in self.instruments.values():
            AgreementShare.objects.create(agreement=agreement, instrument=instrument)

    def sheet(self, person: Person, start: str, end: str, state: str = "approved") -> None:
        """Store a week's sheet."""
        WeekSheet.objects.create(
            unit=self.unit,
            person=person,
            start=dt.date.fromisoformat(start),
            end=dt.date.fromisoformat(end),
            state=state,
        )
