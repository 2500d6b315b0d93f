"""The command that works a statement out and prepares it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from costsharing.models import Statement
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import spend

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    return cast


def told(*options: str) -> str:
    out = io.StringIO()
    call_command("statement", "--unit", "IMCA", *options, stdout=out)
    return out.getvalue()


def test_a_trial_stores_nothing_and_the_real_one_the_same_figures_once(agreed: Cast) -> None:
    trial = json.loads(told("--to", "2017-03-31", "--dry-run", "--json"))
    assert not Statement.objects.exists()
    for _ in range(2):
        real = json.loads(told("--to", "2017-03-31", "--json"))
        assert real["content"] == trial["content"]
        assert real["digest"] == trial["digest"]
        assert real["statement"] == Statement.objects.get().pk
    assert "AEWA pays CMS 0.33" in told("--to", "2017-03-31")


def test_bad_input_is_told(agreed: Cast) -> None:
    for options, why in (
        (("--to", "2017-03-30"), "whole months"),
        (("--to", "2017-03-31x"), "not a date"),
    ):
        with pytest.raises(CommandError, match=why):
            told(*options)
    with pytest.raises(CommandError):
        call_command("statement", "--unit", "NONE", "--to", "2017-03-31")
