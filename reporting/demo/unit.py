"""The demonstration unit as one unit file."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reporting.demo import arrangement, services, team
from reporting.demo.arrangement import EUR, YEAR, Document
from reporting.demo.dice import Dice
from reporting.demo.files import arrives_as_file
from reporting.demo.outputs import outputs
from reporting.demo.programme import programme
from reporting.demo.saving import save_all
from reporting.demo.year import work_of_year
from secretariats.core.dates import month_start
from secretariats.core.exact import cents, cents_text, parse_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporting.demo.year import Work

CODE = str(arrangement.UNIT["code"])
ZONE = ZoneInfo(str(arrangement.UNIT["timezone"]))
NAME = "the demonstration unit"
# The weeks of this day and after were handed in, but nobody approved them yet.
LAST_WEEKS = dt.date(YEAR, 12, 18)
SENT_BACK = ("hugo", "2017-W47")


@cache
def all_work() -> tuple[Work, ...]:
    """Return every entry of the year with its time of saving, those of files included."""
    return tuple(save_all(work_of_year()))


def unit_document() -> Document:
    """Return the unit file of the demonstration; what arrives by file later is left out."""
    works = [work for work in all_work() if not arrives_as_file(work)]
    titles = {str(row["code"]): str(row["title"]) for row in services.ACTIVITIES}
    return {
        "imca": 1,
        "instruments": arrangement.INSTRUMENTS,
        "unit": arrangement.UNIT,
        "secretariats": arrangement.SECRETARIATS,
        "committees": arrangement.COMMITTEES,
        "holidays": arrangement.HOLIDAYS,
        "budgets": arrangement.BUDGETS,
        "agreements": arrangement.AGREEMENTS,
        "grades": arrangement.GRADES,
        "exchange_rates": arrangement.EXCHANGE_RATES,
        "posts": team.POSTS,
        "people": team.people(),
        "roles": team.roles(),
        "staff_costs": staff_costs(),
        "work_areas": services.WORK_AREAS,
        "activities": services.ACTIVITIES,
        "programme": programme(titles),
        "outputs": outputs(),
        "expenditures": arrangement.EXPENDITURES,
        "weeks": weeks(works),
        "entries": [entry(work) for work in works],
    }


def unit_bytes() -> bytes:
    """Return the unit file as canonical JSON: the same bytes on every machine."""
    text = json.dumps(unit_document(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def entry(work: Work) -> Document:
    """Return an entry of the unit file."""
    row: Document = {
        "person": work.person,
        "date": work.date.isoformat(),
        "minutes": work.minutes,
        "activity": work.activity,
    }
    if work.members:
        row["for"] = list(work.members)
    if work.note:
        row["note"] = work.note
    if work.first_minutes is not None:
        row["first_minutes"] = work.first_minutes
    if work.saved is not None:
        row["saved"] = work.saved.replace(tzinfo=ZONE).isoformat()
    return row


def weeks(works: Iterable[Work]) -> list[Document]:
    """Return the state of each week with entries: approved, but for the last ones and one.

    A week into which a file brings time later is left open.
    """
    still_open = {_week(work) for work in all_work() if arrives_as_file(work)}
    rows: list[Document] = []
    for key, entries in groupby(works, key=_week):
        if key in still_open:
            continue
        person, week = key
        state = "submitted" if next(entries).date >= LAST_WEEKS else "approved"
        if key == SENT_BACK:
            state = "returned"
        rows.append({"person": person, "week": week, "state": state})
    return rows


def _week(work: Work) -> tuple[str, str]:
    """Return the person and the ISO week of an entry."""
    year, week, _ = work.date.isocalendar()
    return work.person, f"{year}-W{week:02}"


def staff_costs() -> list[Document]:
    """Return what each person really cost each month: salaries, and the consultant's invoices."""
    hours: Counter[tuple[str, dt.date]] = Counter()
    for work in all_work():
        hours[work.person, month_start(work.date)] += work.minutes
    rows: list[Document] = []
    for member in team.MEMBERS:
        dice = Dice(f"staff cost {member.username} {YEAR}")
        for number in range(1, 13):
            month = dt.date(YEAR, number, 1)
            if member.contract is None:
                spread = dice.between(970, 1030)
                euros = member.share * arrangement.ANNUAL[team.grade_on(member.post, month)]
                amount = euros * spread / 12_000
            else:
                hourly = parse_decimal(team.HOURLY)
                amount = hourly * hours[member.username, month] / 60
            if amount:
                rows.append({
                    "person": member.username,
                    "month": f"{month:%Y-%m}",
                    "amount": cents_text(cents(amount)),
                    "currency": EUR,
                })  # fmt: skip
    return rows
