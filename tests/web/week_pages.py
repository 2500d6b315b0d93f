"""The week over HTTP, as tests ask for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from costsharing.models import Agreement, AgreementShare
from tests.cast import SINCE
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind, WorkArea

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast
    from timetracking.actions.save_cell import Saved

WEEK = "2017-W02"
MONDAY, TUESDAY = dt.date(2017, 1, 9), dt.date(2017, 1, 10)
WEB, BOTH, RUN = RowKey("WEB", "CMS"), RowKey("NEWS", "AEWA+CMS"), RowKey("RUN")


def activities(cast: Cast) -> None:
    """Give the cast's unit activities and an agreement of both instruments."""
    area = WorkArea.objects.create(unit=cast.unit, code="IM", name="Information management")
    for code, title, kind in (
        ("WEB", "CMS website", Kind.SERVICE),
        ("NEWS", "News alerts", Kind.SERVICE),
        ("RUN", "Running the unit", Kind.OVERHEAD),
        ("LEAVE", "Annual leave", Kind.ABSENCE),
    ):
        # The world has some of them already.
        Activity.objects.get_or_create(
            unit=cast.unit,
            code=code,
            defaults={
                "title": title, "kind": kind, "area": area if kind == Kind.SERVICE else None,
            },
        )  # fmt: skip
    agreement = Agreement.objects.create(
        unit=cast.unit, start=SINCE, basis=Agreement.Basis.FIXED, state=Agreement.State.IN_FORCE
    )
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=agreement, instrument=instrument, share_num=share, share_den=3
        )


def store(
    cast: Cast, minutes: int, key: RowKey = WEB, day: dt.date = TUESDAY, *,
    person: Person | None = None, version: str = "", note: str | None = None,
) -> Saved:  # fmt: skip
    """Store a cell of Ada's, or of somebody else."""
    return save_cell(
        key, day, minutes, actor=person or cast.ada, unit=cast.unit, version=version, note=note
    )


def cell(key: RowKey = WEB, day: dt.date = TUESDAY) -> str:
    """Return the name of a cell in the form."""
    return f"c/{key}/{day}"


def seen(key: RowKey = WEB, day: dt.date = TUESDAY) -> str:
    """Return the name under which the form keeps what was shown."""
    return f"v/{key}/{day}"


class Weekly:
    """A browser with the week of one person."""

    def __init__(self, person: Person) -> None:
        """Log the person in."""
        self.client = Client()
        self.client.force_login(person)
        self.where = reverse("week") + f"?week={WEEK}"

    def get(self, query: str = "", **headers: str) -> Any:
        """Ask for the week."""
        return self.client.get(self.where + query, headers=headers)

    def html(self, query: str = "") -> str:
        """Return the page of the week."""
        answer = self.get(query)
        assert answer.status_code == 200
        text: str = answer.content.decode()
        return text

    def type(self, sent: dict[str, str], pressed: str = "", query: str = "") -> Any:
        """Send what was typed into a cell, as the page's script does."""
        headers = {"HX-Request": "true", "HX-Trigger-Name": pressed or next(iter(sent))}
        return self.client.post(self.where + query, {"days": "12345", **sent}, headers=headers)

    def save(self, sent: dict[str, str], query: str = "") -> Any:
        """Send the form of the whole week, as a browser without scripts does."""
        return self.client.post(self.where + query, {"days": "12345", **sent})


@pytest.fixture
def ada(cast: Cast) -> Weekly:
    """Give Ada's browser, with something to log time for."""
    activities(cast)
    return Weekly(cast.ada)
