"""Records as the rows of a unit file: keys in their order, what is as by default left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.unit_file.times import sheets_of_week
from costsharing.core.unit_file.words import BASES, KINDS, SHARED
from secretariats.core.exact import decimal_text, fraction_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from costsharing.core.unit_file import records, work_records
    from secretariats.core.dates import Span

Mapping = dict[str, object]


def _with(row: Mapping, **optional: object) -> Mapping:
    """Return the row with those optional keys that say something."""
    return row | {
        key: value for key, value in optional.items() if value not in (None, "", False, ())
    }


def _span(span: Span) -> Mapping:
    return {"from": str(span.start), "to": None if span.end is None else str(span.end)}


def unit_row(unit: records.UnitRecord) -> Mapping:
    """Return the unit."""
    row: Mapping = {
        "code": unit.code,
        "name": unit.name,
        "currency": unit.currency,
        "timezone": unit.timezone,
        "daily_minutes": unit.daily_minutes,
        "weekdays": list(unit.weekdays),
        "policies": {
            "joint": unit.joint,
            "overhead": unit.overhead,
            "method": unit.method,
            "support": fraction_text(unit.support),
        },
    }
    rounded = unit.timer_minutes if unit.timer_minutes > 1 else None
    return _with(
        row,
        synthetic=unit.synthetic,
        timer_minutes=rounded,
        country=unit.country,
        subdivision=unit.subdivision,
    )


def secretariat_row(office: records.Secretariat) -> Mapping:
    """Return a secretariat."""
    return {"code": office.code, "name": office.name, "serves": list(office.serves)}


def committee_row(committee: records.Committee) -> Mapping:
    """Return a committee."""
    return {
        "code": committee.code,
        "name": committee.name,
        "instrument": committee.instrument,
        "languages": list(committee.languages),
    }


def holiday_row(holiday: records.Holiday) -> Mapping:
    """Return a holiday."""
    return _with({"date": str(holiday.date), "name": holiday.name}, minutes=holiday.minutes)


def budget_row(budget: records.Budget) -> Mapping:
    """Return a budget."""
    row: Mapping = {
        "instrument": budget.instrument,
        "year": budget.year,
        "amount": decimal_text(budget.amount),
        "currency": budget.currency,
    }
    return _with(row, provisional=budget.provisional)


def agreement_row(agreement: records.Agreement) -> Mapping:
    """Return an agreement."""
    row = _span(agreement.span)
    if agreement.basis == BASES[1]:
        row |= {"basis": BASES[1], "instruments": [code for code, _share in agreement.shares]}
    else:
        row["key"] = {
            code: fraction_text(share) for code, share in agreement.shares if share is not None
        }
    policies = _with(
        {},
        joint=agreement.joint,
        overhead=agreement.overhead,
        support=None if agreement.support is None else fraction_text(agreement.support),
    )
    return row | ({"policies": policies} if policies else {})


def grade_row(cost: records.StandardCost) -> Mapping:
    """Return a standard cost."""
    return {
        "grade": cost.grade,
        "year": cost.year,
        "annual": decimal_text(cost.annual),
        "currency": cost.currency,
        "productive_hours": decimal_text(cost.productive_hours, places=0),
    }


def rate_row(rate: records.ExchangeRate) -> Mapping:
    """Return a rate of exchange."""
    return {
        "from": str(rate.start),
        "currency": rate.currency,
        "per_usd": decimal_text(rate.per_usd, places=0),
    }


def post_row(post: records.Post) -> Mapping:
    """Return a post."""
    return {
        "code": post.code,
        "title": post.title,
        "employer": post.employer,
        "funding": post.funding,
        "grades": [{"from": str(start), "grade": grade} for start, grade in post.grades],
    }


def person_row(
    person: records.Person,
    assignments: Iterable[records.Assignment],
    contracts: Iterable[records.Contract],
) -> Mapping:
    """Return a person with assignments and contracts."""
    row: Mapping = {"username": person.username, "name": person.name}
    row = _with(
        row,
        email=person.email,
        language=None if person.language == "en" else person.language,
        timezone=person.timezone,
    )
    work: list[object] = [_assignment_row(item) for item in assignments]
    hired: list[object] = [
        _span(item.span) | {"hourly": decimal_text(item.hourly), "currency": item.currency}
        for item in contracts
    ]
    return row | ({"assignments": work} if work else {}) | ({"contracts": hired} if hired else {})


def _assignment_row(item: records.Assignment) -> Mapping:
    row = {"post": item.post} | _span(item.span) | {"share": fraction_text(item.share)}
    return row if item.pattern is None else row | {"pattern": list(item.pattern)}


def role_row(role: records.Role) -> Mapping:
    """Return a role."""
    row: Mapping = {"person": role.person, "role": role.role}
    return _with(row, instrument=role.instrument, committee=role.committee) | _span(role.span)


def staff_cost_row(cost: records.StaffCost) -> Mapping:
    """Return a line of staff cost."""
    return {
        "person": cost.person,
        "month": cost.month.isoformat()[:7],
        "amount": decimal_text(cost.amount),
        "currency": cost.currency,
    }


def named_row(named: work_records.WorkArea | records.Instrument) -> Mapping:
    """Return a work area or an instrument."""
    return {"code": named.code, "name": named.name}


def activity_row(activity: work_records.Activity) -> Mapping:
    """Return an activity."""
    row = _with({"code": activity.code, "title": activity.title}, area=activity.area)
    return row | {"kind": activity.kind}


def programme_row(item: work_records.ProgrammeItem) -> Mapping:
    """Return a row of the programme of work."""
    row: Mapping = {"year": item.year, "number": item.number, "title": item.title}
    days = {code: decimal_text(value, places=0) for code, value in item.planned_days}
    row = _with(
        row,
        activity=item.activity,
        mandate=item.mandate,
        priority=item.priority,
        outputs=item.outputs,
        time_frame=item.time_frame,
        responsible=item.responsible,
        funding=item.funding,
    )
    return _with(
        row | ({"planned_days": days} if days else {}),
        category_days={
            code: decimal_text(value, places=0) for code, value in item.category_days
        } or None,
        milestones=[
            _with({"date": str(day), "title": title}, done=None if done is None else str(done))
            for day, title, done in item.milestones
        ] or None,
        strategies={
            code: _with({}, text=text, address=address)
            for code, text, address in item.strategies
        } or None,
    )  # fmt: skip


def output_row(output: work_records.Output) -> Mapping:
    """Return something that was delivered."""
    row: Mapping = {"date": str(output.date), "kind": output.kind, "title": output.title}
    row = _with(row, address=output.address)
    return _with(row | {"for": list(output.members)}, activity=output.activity)


def expenditure_row(paid: records.Expenditure) -> Mapping:
    """Return an expenditure."""
    row: Mapping = {
        "date": str(paid.date),
        "amount": decimal_text(paid.amount),
        "currency": paid.currency,
        "paid_by": paid.paid_by,
        "for": paid.charged_to or SHARED,
    }
    return _with(row, description=paid.description)


def week_rows(sheets: Iterable[work_records.WeekSheet]) -> list[Mapping]:
    """Return the states of weeks: a row for a week, or one a month where its sheets differ."""
    weeks: dict[tuple[str, tuple[int, int, int]], list[work_records.WeekSheet]] = {}
    for sheet in sheets:
        weeks.setdefault((sheet.person, _week(sheet.start)), []).append(sheet)
    rows: list[Mapping] = []
    for (person, (year, week, _day)), parts in weeks.items():
        row: Mapping = {"person": person, "week": f"{year:04d}-W{week:02d}"}
        states = {part.state for part in parts}
        first = parts[0].start
        monday = first.fromisocalendar(year, week, 1)
        if len(states) == 1 and len(parts) == len(sheets_of_week(monday)):
            rows.append(row | {"state": parts[0].state})
        else:
            rows += [
                row | {"month": part.start.isoformat()[:7], "state": part.state} for part in parts
            ]
    return rows


def _week(day: dt.date) -> tuple[int, int, int]:
    year, week, _weekday = day.isocalendar()
    return (year, week, 0)


def removed_row(entry: work_records.RemovedEntry) -> Mapping:
    """Return what is left of a removed entry."""
    row: Mapping = {"person": entry.person, "date": str(entry.date)}
    row = _with(row, kind=None if entry.kind == KINDS[0] else entry.kind)
    return row | {"first_minutes": entry.first_minutes}
