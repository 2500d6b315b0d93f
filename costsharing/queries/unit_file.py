"""The content of a unit as its unit file would say it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q

from costsharing.core.unit_file import records, work_records
from costsharing.models import (
    Agreement,
    AgreementShare,
    Budget,
    ExchangeRate,
    Expenditure,
    StaffCost,
    StandardCost,
)
from costsharing.queries.unit_file_work import (
    stored_activities,
    stored_entries,
    stored_outputs,
    stored_programme,
    stored_removed,
    stored_weeks,
)
from secretariats.core.dates import Span
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
from timetracking.models import RemovedEntry, TimeEntry, WeekSheet, WorkArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


def unit_codes() -> list[str]:
    """Return the codes of all units, in order; one query."""
    return list(Unit.objects.order_by("code").values_list("code", flat=True))


def people_of(unit: Unit) -> QuerySet[Person]:
    """Return the people that anything of the unit names, whether listed in it or not."""
    named = Q(units=unit)
    for model in (Assignment, Contract, Role, StaffCost, TimeEntry, WeekSheet, RemovedEntry):
        named |= Q(pk__in=model.objects.filter(unit=unit).values("person"))
    return Person.objects.filter(pk__in=Person.objects.filter(named).values("pk"))


def stored_unit_file(unit: Unit) -> records.UnitFile:
    """Return all that is stored of a unit, entries included, in a fixed number of queries."""
    content = stored_content(unit)
    return replace(content, entries=[entry for _row, entry in stored_entries(unit)])


def stored_content(unit: Unit) -> records.UnitFile:
    """Return what is stored of a unit, its entries apart, in a fixed number of queries."""
    return records.UnitFile(
        unit=_unit(unit),
        instruments=tuple(
            records.Instrument(code, name)
            for code, name in Instrument.objects.filter(units=unit).values_list("code", "name")
        ),
        secretariats=_secretariats(unit),
        committees=tuple(
            records.Committee(code, name, instrument, tuple(languages))
            for code, name, instrument, languages in Committee.objects.filter(
                unit=unit
            ).values_list("code", "name", "instrument__code", "languages")
        ),
        holidays=tuple(
            records.Holiday(*row)
            for row in Holiday.objects.filter(unit=unit).values_list("date", "name", "minutes")
        ),
        budgets=tuple(
            records.Budget(instrument, year, Fraction(amount), currency, provisional)
            for instrument, year, amount, currency, provisional in Budget.objects.filter(
                unit=unit
            ).values_list("instrument__code", "year", "amount", "currency", "provisional")
        ),
        agreements=_agreements(unit),
        grades=tuple(
            records.StandardCost(grade, year, Fraction(annual), currency, Fraction(hours))
            for grade, year, annual, currency, hours in StandardCost.objects.filter(
                unit=unit
            ).values_list("grade", "year", "annual", "currency", "productive_hours")
        ),
        exchange_rates=tuple(
            records.ExchangeRate(start, currency, Fraction(rate))
            for start, currency, rate in ExchangeRate.objects.filter(unit=unit).values_list(
                "start", "currency", "per_usd"
            )
        ),
        posts=_posts(unit),
        people=tuple(
            records.Person(*row)
            for row in people_of(unit).values_list(
                "username", "name", "email", "language", "timezone"
            )
        ),
        assignments=tuple(_assignments(unit)),
        contracts=tuple(
            records.Contract(person, Span(start, end), Fraction(hourly), currency)
            for person, start, end, hourly, currency in Contract.objects.filter(
                unit=unit
            ).values_list("person__username", "start", "end", "hourly", "currency")
        ),
        roles=tuple(
            records.Role(person, role, instrument, committee, Span(start, end))
            for person, role, instrument, committee, start, end in Role.objects.filter(
                unit=unit
            ).values_list(
                "person__username", "role", "instrument__code", "committee__code", "start", "end"
            )
        ),
        staff_costs=tuple(
            records.StaffCost(person, month, Fraction(amount), currency)
            for person, month, amount, currency in StaffCost.objects.filter(unit=unit).values_list(
                "person__username", "month", "amount", "currency"
            )
        ),
        work_areas=tuple(
            work_records.WorkArea(*row)
            for row in WorkArea.objects.filter(unit=unit).values_list("code", "name")
        ),
        activities=stored_activities(unit),
        programme=stored_programme(unit),
        outputs=stored_outputs(unit),
        expenditures=tuple(
            records.Expenditure(date, Fraction(amount), currency, payer, charged, description)
            for date, amount, currency, payer, charged, description in Expenditure.objects.filter(
                unit=unit
            ).values_list(
                "date", "amount", "currency", "paid_by__code", "charged_to__code", "description"
            )
        ),
        weeks=stored_weeks(unit),
        removed_entries=stored_removed(unit),
    )


def _unit(unit: Unit) -> records.UnitRecord:
    return records.UnitRecord(
        code=unit.code,
        name=unit.name,
        currency=unit.currency,
        timezone=unit.timezone,
        daily_minutes=unit.daily_minutes,
        weekdays=tuple(unit.weekdays),
        joint=unit.joint_policy,
        overhead=unit.overhead_policy,
        method=unit.method,
        support=Fraction(unit.support_num, unit.support_den),
        synthetic=unit.synthetic,
        timer_minutes=unit.timer_minutes,
        country=unit.country,
        subdivision=unit.subdivision,
    )


def _secretariats(unit: Unit) -> tuple[records.Secretariat, ...]:
    serves: dict[str, list[str]] = defaultdict(list)
    offices = Secretariat.objects.filter(unit=unit)
    for code, instrument in offices.values_list("code", "serves__code"):
        if instrument is not None:
            serves[code].append(instrument)
    return tuple(
        records.Secretariat(code, name, tuple(sorted(serves[code])))
        for code, name in offices.values_list("code", "name")
    )


def _fraction(numerator: int | None, denominator: int | None) -> Fraction | None:
    return None if numerator is None else Fraction(numerator, denominator)


def _agreements(unit: Unit) -> tuple[records.Agreement, ...]:
    shares: dict[int, list[tuple[str, Fraction | None]]] = defaultdict(list)
    for agreement, code, numerator, denominator in AgreementShare.objects.filter(
        agreement__in=Agreement.objects.of_unit(unit).in_force()
    ).values_list("agreement_id", "instrument__code", "share_num", "share_den"):
        shares[agreement].append((code, _fraction(numerator, denominator)))
    return tuple(
        records.Agreement(
            span=Span(agreement.start, agreement.end),
            basis=agreement.basis,
            shares=tuple(sorted(shares[agreement.pk])),
            joint=agreement.joint_policy or None,
            overhead=agreement.overhead_policy or None,
            support=_fraction(agreement.support_num, agreement.support_den),
        )
        for agreement in Agreement.objects.of_unit(unit).in_force()
    )


def _posts(unit: Unit) -> tuple[records.Post, ...]:
    grades: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for code, start, grade in PostGrade.objects.filter(post__unit=unit).values_list(
        "post__code", "start", "grade"
    ):
        grades[code].append((start, grade))
    return tuple(
        records.Post(code, title, employer, funding, tuple(sorted(grades[code])))
        for code, title, employer, funding in Post.objects.filter(unit=unit).values_list(
            "code", "title", "employer__code", "funding"
        )
    )


def _assignments(unit: Unit) -> Iterator[records.Assignment]:
    for person, post, start, end, numerator, denominator, pattern in Assignment.objects.filter(
        unit=unit
    ).values_list(
        "person__username", "post__code", "start", "end", "share_num", "share_den", "pattern"
    ):
        share = Fraction(numerator, denominator)
        minutes = None if pattern is None else tuple(pattern)
        yield records.Assignment(person, post, Span(start, end), share, minutes)
