"""What differs in the record of two runs: time, activities, money spent, and what people cost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from costsharing.core.causes_draft import final_cost, starting_cost
from costsharing.core.causes_kinds import (
    ACTIVITY,
    COME,
    ENGAGED,
    ENTRIES,
    EXPENDITURE,
    GONE,
    GRADE,
    MISSING_TIME,
    NEEDED,
    STAFF_COST,
    USUAL,
    About,
    Change,
    of_method,
    of_period,
    with_method,
)
from costsharing.core.causes_told import amount, cost_told, grade_told, spent_told
from costsharing.core.inputs import StaffCostOf
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from costsharing.core.causes_draft import Beside, Draft
    from costsharing.core.inputs import Spent
    from costsharing.core.published import Json


def of_time(found: Beside) -> Iterator[Change]:
    """Yield recorded and missing time, and time that costs otherwise."""
    kinds_differ = {
        code
        for code, (_, kind) in found.before.activities.items()
        if code in found.after.activities and found.after.activities[code][1] != kind
    }
    for place, flow in enumerate(found.flows):
        if flow.before == flow.after:
            continue
        put = _flowing(place)
        was = exact_text(flow.minutes) if flow.before is not None else None
        now = exact_text(flow.minutes) if flow.after is not None else None
        month, (activity, whom) = f"{flow.day:%Y-%m}", flow.item
        year = ("year", month[:4])
        if not found.days.has(1, flow.day):
            yield of_period(found, flow.day, GONE, put)
        elif not found.days.has(0, flow.day):
            yield of_period(found, flow.day, COME, put)
        elif with_method(found):
            yield of_method(found, put)
        elif flow.before is not None and flow.after is not None:
            pair = (
                ("from", cost_told(found.slots[flow.before].cost)),
                ("to", cost_told(found.slots[flow.after].cost)),
            )
            # Expected time goes with its people; told are the hours that were recorded.
            hours = was if activity else exact_text(0)
            yield Change(USUAL, ENGAGED, (pair, ()), hours, hours, put)
        elif not activity:
            months: tuple[About, ...] = ((("month", month),), (year,), ())
            yield Change(USUAL, MISSING_TIME, months, was, now, put)
        elif activity in kinds_differ:
            yield Change(USUAL, ACTIVITY, ((("activity", activity),), ()), None, None, put)
        else:
            names = (("month", month), ("activity", activity), ("for", "+".join(whom)))
            about: tuple[About, ...] = (names, names[:2], names[:1], (year,), ())
            yield Change(USUAL, ENTRIES, about, was, now, put)


def _flowing(place: int) -> Callable[[Draft], None]:
    def put(draft: Draft) -> None:
        draft.flowed[place] = True

    return put


def of_activities(found: Beside) -> Iterator[Change]:
    """Yield activities of another work area or kind."""
    for code, was in sorted(found.before.activities.items()):
        now = found.after.activities.get(code, was)
        if was == now:
            continue

        def put(draft: Draft, code: str = code, now: tuple[str, str] = now) -> None:
            draft.activities[code] = now

        about: tuple[About, ...] = ((("activity", code),), ())
        yield Change(USUAL, ACTIVITY, about, list(was), list(now), put)


def of_expenditure(found: Beside) -> Iterator[Change]:
    """Yield lines of expenditure that one of the two does not have."""
    old, new = Counter(found.before.spent), Counter(found.after.spent)
    for lines, gone in ((old - new, True), (new - old, False)):
        for spent in sorted(lines.elements(), key=_spent_order):
            put = _spending(spent, gone=gone)
            if not found.days.in_both(spent.date):
                yield of_period(found, spent.date, GONE if gone else COME, put)
                continue
            date, month = spent.date.isoformat(), f"{spent.date:%Y-%m}"
            about: tuple[About, ...] = (
                (("date", date), ("paid_by", spent.paid_by)),
                (("month", month),),
                (),
            )
            told = spent_told(spent)
            was, now = (told, None) if gone else (None, told)
            yield Change(USUAL, EXPENDITURE, about, was, now, put)


def _spent_order(spent: Spent) -> tuple[dt.date, str, str, Fraction, str]:
    return spent.date, spent.paid_by, spent.charged_to or "", spent.amount, spent.currency


def _spending(spent: Spent, *, gone: bool) -> Callable[[Draft], None]:
    def put(draft: Draft) -> None:
        if gone:
            draft.spent.remove(spent)
        else:
            draft.spent.append(spent)

    return put


def of_costs(found: Beside) -> Iterator[Change]:
    """Yield standard costs of grades, and what persons cost in a month."""
    for grade, year in sorted(found.before.grades.keys() & found.after.grades.keys()):
        was, now = found.before.grades[grade, year], found.after.grades[grade, year]
        if was != now:

            def put(draft: Draft, place: tuple[str, int] = (grade, year)) -> None:
                draft.grades[place] = found.after.grades[place]

            about: tuple[About, ...] = (
                (("grade", grade), ("year", str(year))),
                (("year", str(year)),),
                (),
            )
            yield Change(USUAL, GRADE, about, grade_told(was), grade_told(now), put)
    for place, slot in enumerate(found.slots):
        if slot.month is None or starting_cost(slot) == final_cost(slot):
            continue

        def replace_cost(draft: Draft, place: int = place) -> None:
            draft.costs[place] = final_cost(found.slots[place])

        month = slot.month
        if not found.days.in_both(month):
            phase = GONE if found.days.has(0, month) else COME
            yield of_period(found, month, phase, replace_cost)
        elif with_method(found):
            yield of_method(found, replace_cost)
        else:
            was_told = _lines_told(starting_cost(slot))
            # Time without any cost cannot be valued: what it costs comes first.
            phase = USUAL if was_told else NEEDED
            about = (
                (("month", f"{month:%Y-%m}"),), (("year", f"{month:%Y}"),), (),
            )  # fmt: skip
            now_told = _lines_told(final_cost(slot))
            yield Change(phase, STAFF_COST, about, was_told, now_told, replace_cost)
    if with_method(found):

        def put_method(draft: Draft) -> None:
            draft.method = found.after.method

        yield of_method(found, put_method)


def _lines_told(cost: object) -> Json:
    lines = cost.lines if isinstance(cost, StaffCostOf) else ()
    return [amount(cost, currency) for cost, currency in sorted(lines)] or None
