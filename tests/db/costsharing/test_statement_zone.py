"""Whether a period is over is told by the calendar of the unit, not by that of the server."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from costsharing.queries.statement_now import proposed_end, statement_now
from secretariats.core.errors import Refused
from tests.cast import Cast
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import MARCH, spend

pytestmark = pytest.mark.django_db
# By Greenwich in the evening of 31 March; by Nairobi on 1 April, by New York in the afternoon.
EVENING = dt.datetime(2017, 3, 31, 21, 30, tzinfo=dt.UTC)
FEBRUARY = dt.date(2017, 2, 28)


@pytest.mark.parametrize(
    ("zone", "moment", "last"),
    [
        ("Africa/Nairobi", EVENING, MARCH),
        ("America/New_York", EVENING, FEBRUARY),
        ("America/New_York", EVENING + dt.timedelta(hours=4), FEBRUARY),
        ("America/New_York", EVENING + dt.timedelta(hours=7), MARCH),
    ],
    ids=["already April", "still March", "April by Greenwich alone", "April at last"],
)
def test_the_period_is_over_by_the_calendar_of_the_unit(
    zone: str, moment: dt.datetime, last: dt.date, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    cast.unit.timezone = zone
    cast.unit.save()
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: moment)
        assert proposed_end(cast.unit) == last
        if last == MARCH:
            assert statement_now(cast.unit, MARCH).end == MARCH
        else:
            with pytest.raises(Refused, match="not over"):
                statement_now(cast.unit, MARCH)
