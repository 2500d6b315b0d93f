"""Valuations that are not even begun: wrong periods and methods, people who may not."""

from __future__ import annotations

import datetime as dt

import pytest

from costsharing.actions.value_period import ask_for_valuation
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Job
from tests.cast import Cast
from tests.db.costsharing.valued_units import (
    small,
    store,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "end", "method", "messages"),
    [
        ("2017-01-02", "2017-01-31", "actual", ["from: the method actual spreads"]),
        ("2017-01-01", "2017-01-30", "actual", ["from: the method actual spreads"]),
        ("2017-01-31", "2017-01-01", "", ["to: the period ends on 2017-01-01, before"]),
        (
            "2017-01-01",
            "2017-01-31",
            "guess",
            ["method: 'guess' is no method; there are standard"],
        ),
        ("2017-02-01", "2017-01-01", "guess", ["to: the period ends", "method: 'guess'"]),
    ],
)
def test_what_cannot_be_asked_for(start: str, end: str, method: str, messages: list[str]) -> None:
    unit = store(small())
    with pytest.raises(Refused) as caught:
        ask_for_valuation(
            unit=unit,
            start=dt.date.fromisoformat(start),
            end=dt.date.fromisoformat(end),
            method=method,
            actor=None,
        )
    told = str(caught.value).splitlines()
    assert len(told) == len(messages)
    assert all(line.startswith(part) for line, part in zip(told, messages, strict=True))
    assert not Job.objects.exists()


def test_only_the_coordinator_and_finance_ask_for_valuations(cast: Cast) -> None:
    def ask(actor: str) -> Job:
        return ask_for_valuation(
            unit=cast.unit,
            start=dt.date(2017, 1, 1),
            end=dt.date(2017, 1, 31),
            method="",
            actor=getattr(cast, actor),
        )

    for name in ("coordinator", "cms_finance", "aewa_finance"):
        assert ask(name).actor == getattr(cast, name)
    for name in ("ada", "cms_secretary", "auditor", "cms_member", "administrator", "stranger"):
        with pytest.raises(NotAllowed):
            ask(name)
    assert Job.objects.count() == 3
