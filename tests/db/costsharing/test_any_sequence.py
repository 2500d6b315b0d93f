"""Whatever people do to their time: every total is the sum of the entries, every figure right."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SOAK_EXAMPLES
from tests.db.costsharing.diary import Diary, Step
from tests.db.costsharing.random_units import CODES, random_unit
from tests.db.costsharing.valued_units import store
from tests.db.costsharing.worked_out import PERIODS, check_figures
from tests.db.timetracking.totals import check_parts, check_totals
from timetracking.core.grid import RowKey
from timetracking.queries.differing_totals import differing_totals

EXAMPLES = 12 * (SOAK_EXAMPLES if os.environ.get("SOAK") else 1)
KINDS = (
    "save", "empty", "import", "update", "copy", "repeat", "absence", "submit", "take back",
    "send back", "approve", "amend",
)  # fmt: skip
ROWS = [RowKey("ADM")] + [
    RowKey(activity, whom) for activity in ("WEB", "NEWS") for whom in (*CODES, "AEWA+CMS")
]
STEP = st.builds(
    Step,
    what=st.sampled_from(("save", *KINDS)),
    who=st.integers(0, 2),
    # Few days, so that steps meet, and the turn of a year and of a month among them.
    day=st.dates(dt.date(2016, 12, 26), dt.date(2017, 2, 5)),
    key=st.sampled_from(ROWS),
    minutes=st.integers(1, 500),
)


@pytest.mark.django_db
@pytest.mark.timeout(3 * 3600 if os.environ.get("SOAK") else 300)
def test_totals_and_figures_after_any_sequence() -> None:
    done: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES)
    @given(seed=st.integers(0, 13), steps=st.lists(STEP, min_size=12, max_size=24))
    def any_sequence(seed: int, steps: list[Step]) -> None:
        document = random_unit(seed)
        with transaction.atomic():
            unit = store(document)
            diary = Diary(unit, done)
            for step in steps:
                diary.do(step)
                assert differing_totals() == []
            check_totals()
            check_parts()
            document["entries"] = diary.entries()
            for period in PERIODS:
                check_figures(unit, document, *period)
            transaction.set_rollback(True)

    any_sequence()
    assert set(KINDS) == set(done), "each kind of step was taken, not refused each time"
