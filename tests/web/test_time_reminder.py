"""The gentle reminder on one's own week: what it says, and when it is silent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from secretariats.models import Person, Unit
from tests.web.week_pages import RUN, TUESDAY, Weekly, ada, store
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]
PART = {"HX-Request": "true"}


def part(ada: Weekly) -> str:
    """Return what the page of the week loads after itself."""
    answer = ada.client.get(reverse("time_reminder"), headers=PART)
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


def logged(cast: Cast) -> None:
    """Let Tuesday be the last day of the record of an invented unit, and the days before full."""
    for ago in (1, 4, 5, 6, 7, 8):
        store(cast, 480, RUN, TUESDAY - dt.timedelta(days=ago))
    store(cast, 300, RUN, TUESDAY)


def test_it_names_the_day_and_how_much(ada: Weekly, cast: Cast) -> None:
    logged(cast)
    html = part(ada)
    assert "Tuesday 10 January: 3:00 still expected" in html
    assert "Week 1 was not submitted yet" in html
    assert "day=2017-01-10" in html
    other = ada.client.get(reverse("time_reminder"), {"week": "2017-W02"}, headers=PART)
    assert "10 January" not in other.content.decode(), "the week that is looked at says it itself"
    assert "Week 1 was not submitted yet" in other.content.decode()
    whole = ada.client.get(reverse("time_reminder")).content.decode()
    assert "Which days still expect time?" in whole, "the same without a script"
    assert "Tuesday 10 January: 3:00 still expected" in whole


def test_the_week_loads_it_after_itself(ada: Weekly) -> None:
    html = ada.html()
    assert (
        f'hx-get="{reverse("time_reminder")}?unit=IMCA&amp;week=2017-W02" hx-trigger="load"'
        in html
    )
    assert f'href="{reverse("time_history")}?unit=IMCA&amp;week=2017-W02"' in html


def test_it_is_put_away_for_the_day(ada: Weekly, cast: Cast) -> None:
    logged(cast)
    answer = ada.client.post(reverse("time_reminder"), headers=PART)
    assert (answer.status_code, answer.content) == (200, b"")
    assert part(ada) == ""
    session = ada.client.session
    session["reminder_away"] = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    session.save()
    assert "Tuesday 10 January" in part(ada), "it was yesterday"
    assert ada.client.post(reverse("time_reminder")).status_code == 302, "without a script"


def test_it_is_silent_where_nothing_is_missing_or_nobody_wants_it(ada: Weekly, cast: Cast) -> None:
    logged(cast)
    Person.objects.filter(pk=cast.ada.pk).update(reminders=False)
    assert part(ada) == ""
    Person.objects.filter(pk=cast.ada.pk).update(reminders=True)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2017, 1, 2), end=dt.date(2017, 1, 8),
        state="submitted",
    )  # fmt: skip
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2017, 1, 9), end=dt.date(2017, 1, 15),
        state="submitted",
    )  # fmt: skip
    assert part(ada) == ""


def test_in_a_unit_at_work_today_counts(ada: Weekly, cast: Cast) -> None:
    logged(cast)
    Unit.objects.update(synthetic=False)
    html = part(ada)
    assert "10 January" not in html, "long ago"
    assert "still expected" in html
