"""A person's time, cut where what they cost or what is expected of them changes."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.hourly import NO_GRADE
from costsharing.core.inputs import Fee, OnPosts
from costsharing.core.presence import Engaged, OnPost, Stay, stays
from secretariats.core.dates import Span
from secretariats.core.expected import Presence
from tests.unit.costsharing.valued_by_hand import SINCE, day

if TYPE_CHECKING:
    from collections.abc import Sequence

START, END = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
FEE = Fee(Fraction(45), "USD")


def post(
    start: str = "01-01",
    end: str | None = None,
    *,
    share: str = "1",
    pattern: tuple[int, ...] | None = None,
    grades: Sequence[tuple[str | dt.date, str]] = ((SINCE, "G5"),),
) -> OnPost:
    span = Span(day(start), None if end is None else day(end))
    return OnPost(
        Presence(span, Fraction(share), pattern), [(day(since), grade) for since, grade in grades]
    )


def found(
    *posts: OnPost, contracts: Sequence[tuple[str, str | None]] = ()
) -> list[tuple[str, str, object]]:
    """Return the stays of 2017: first day, last day, and the grades or the fee."""
    spans = [
        (Span(day(start), None if end is None else day(end)), FEE) for start, end in contracts
    ]
    return [
        (f"{stay.start:%m-%d}", f"{stay.end:%m-%d}", _cost(stay))
        for stay in stays(Engaged(posts, spans), START, END)
    ]


def _cost(stay: Stay) -> object:
    if isinstance(stay.cost, OnPosts):
        return {grade: str(part) for grade, part in stay.cost.grades}
    return stay.cost


def test_an_assignment_of_the_whole_period_is_one_stay() -> None:
    assert found(post("2016-05-05")) == [("01-01", "12-31", {"G5": "1"})]
    assert found(post("03-01", "03-31")) == [("03-01", "03-31", {"G5": "1"})]
    assert found(post("2018-01-01")) == []
    assert found() == []


def test_a_post_is_reclassified_in_the_middle_of_a_month() -> None:
    assert found(post(grades=((SINCE, "G4"), ("03-15", "G5")))) == [
        ("01-01", "03-14", {"G4": "1"}),
        ("03-15", "12-31", {"G5": "1"}),
    ]
    assert found(post(grades=(("03-15", "G5"),))) == [
        ("01-01", "03-14", {NO_GRADE: "1"}),
        ("03-15", "12-31", {"G5": "1"}),
    ]


def test_posts_at_once_weigh_by_their_shares_of_the_whole() -> None:
    assert found(
        post(share="1/2", end="06-30"),
        post("02-15", share="1/4", grades=((SINCE, "P2"),)),
    ) == [
        ("01-01", "02-14", {"G5": "1"}),
        ("02-15", "06-30", {"G5": "2/3", "P2": "1/3"}),
        ("07-01", "12-31", {"P2": "1"}),
    ]
    # Two posts of one grade are one cost.
    assert found(post(share="1/3"), post(share="1/4")) == [("01-01", "12-31", {"G5": "1"})]


def test_a_contract_gives_the_cost_and_the_assignment_what_is_expected() -> None:
    assert found(post(), contracts=[("03-10", "03-20")]) == [
        ("01-01", "03-09", {"G5": "1"}),
        ("03-10", "03-20", FEE),
        ("03-21", "12-31", {"G5": "1"}),
    ]
    contract = (Span(START, None), FEE)
    (both,) = stays(Engaged([post(share="1/2")], [contract]), START, END)
    assert both.expected == ((Fraction(1, 2), None),)
    (alone,) = stays(Engaged([], [contract]), START, END)
    assert (alone.cost, alone.expected) == (FEE, ())


def test_days_between_are_left_out_and_neighbours_are_put_together() -> None:
    assert found(post("01-10", "01-20"), contracts=[("02-01", None)]) == [
        ("01-10", "01-20", {"G5": "1"}),
        ("02-01", "12-31", FEE),
    ]
    assert found(post("01-01", "03-14"), post("03-15")) == [("01-01", "12-31", {"G5": "1"})]


def test_a_change_of_what_is_expected_cuts_too() -> None:
    listed = stays(
        Engaged([post("01-01", "03-14"), post("03-15", pattern=(480, 0, 240))], []), START, END
    )
    assert [(stay.start, stay.expected) for stay in listed] == [
        (START, ((Fraction(1), None),)),
        (dt.date(2017, 3, 15), ((Fraction(1), (480, 0, 240)),)),
    ]


def test_the_order_of_assignments_does_not_matter() -> None:
    listed = [
        post(share="1/2", pattern=(100,)),
        post(share="1/2"),
        post("04-01", share="1/4", grades=((SINCE, "P2"),)),
    ]
    one = stays(Engaged(listed, []), START, END)
    assert one == stays(Engaged(list(reversed(listed)), []), START, END)
