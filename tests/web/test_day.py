"""One day of the week on the telephone, from the server alone: no script chooses or steps."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from tests.web.week_pages import MONDAY, WEB, Weekly, ada, store
from timetracking.actions.enter_absence import enter_absence
from timetracking.core.absence import Wish

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]


def steps(html: str) -> tuple[str, ...]:
    """Return the days that the arrows lead to."""
    found = re.findall(r'href="\?day=([0-9-]+)" data-edge="\?day=([0-9-]+)"', html)
    return tuple(day for pair in found for day in pair)


def test_the_server_chooses_the_day_and_leads_to_its_neighbours(ada: Weekly) -> None:
    html = ada.html("&day=2017-01-11")
    assert 'data-day="d3"' in html
    assert steps(html) == ("2017-01-10", "2017-01-06", "2017-01-12", "2017-01-16")
    assert 'value="day 2017-01-11"' in html, "copied into the day that is shown"
    assert steps(ada.html("&day=2017-01-09"))[0] == "2017-01-06", "over the weekend"


def test_a_week_of_seven_days_steps_through_the_weekend(ada: Weekly) -> None:
    html = ada.html("&day=2017-01-14&weekend=1")
    assert 'href="?day=2017-01-13&amp;weekend=1"' in html
    assert 'href="?day=2017-01-15&amp;weekend=1"' in html


def test_notes_stand_below_the_title_of_their_row(ada: Weekly, cast: Cast) -> None:
    store(cast, 60, WEB, note="Broken links")
    assert '<span class="wk__n d2">Broken links</span>' in ada.html()


def test_what_is_expected_is_less_by_absence_and_more_after_none(ada: Weekly, cast: Cast) -> None:
    wish = Wish("LEAVE", MONDAY, MONDAY + dt.timedelta(days=1), half_last=True)
    enter_absence(wish, actor=cast.ada, unit=cast.unit)
    saved = ada.type({f"c/{WEB}/2017-01-10": "1:30"}).content.decode()
    totals = re.sub(r"<[^>]+>", " ", saved[saved.index("<tfoot") : saved.index("</tfoot")])
    recorded, expected, missing = (
        line.split() for line in totals.splitlines() if re.search(r"[0-9]:[0-9]", line)
    )
    assert recorded[1:] == ["–", "1:30", "–", "–", "–", "1:30"]
    assert expected[1:] == ["–", "4:00", "8:00", "8:00", "8:00", "28:00"]
    assert missing[-5:] == ["2:30", "8:00", "8:00", "8:00", "26:30"]
