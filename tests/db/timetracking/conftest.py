"""What the tests of bringing in time have in common."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from costsharing.models import Agreement, AgreementShare
from timetracking.models import Activity, Kind

if TYPE_CHECKING:
    from secretariats.models import Unit
    from tests.cast import Cast


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """Give the cast's unit with activities and an agreement from 2014 to the end of 2017."""
    for code, kind in (
        ("CMS-WEB", Kind.SERVICE),
        ("S01", Kind.SERVICE),
        ("ADMIN", Kind.OVERHEAD),
        ("LEAVE", Kind.ABSENCE),
    ):
        Activity.objects.create(unit=cast.unit, code=code, title=code, kind=kind)
    agreement = Agreement.objects.create(
        unit=cast.unit,
        start=dt.date(2014, 1, 1),
        end=dt.date(2017, 12, 31),
        basis=Agreement.Basis.BUDGET,
    )
    for instrument in (cast.cms, cast.aewa):
        AgreementShare.objects.create(agreement=agreement, instrument=instrument)
    return cast.unit
