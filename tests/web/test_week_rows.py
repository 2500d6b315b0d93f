"""Adding rows to the week, and how often a page of any size asks the database."""

from __future__ import annotations

import datetime as dt
import html as entities
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from secretariats.models import Instrument
from tests.web.week_pages import BOTH, TUESDAY, WEB, WEEK, Weekly, ada, cell, store
from timetracking.actions.insert_entries import insert_entries
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Beneficiary, Kind, ProgrammeItem, TimeEntry

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

__all__ = ["ada"]
MOST_QUERIES = 12


def found(weekly: Weekly, **query: Any) -> str:
    """Return the list below the field, as the page's script asks for it."""
    answer = weekly.client.get(
        reverse("week"), {"week": WEEK, **query},
        headers={"HX-Request": "true", "HX-Target": "found"},
    )  # fmt: skip
    assert answer.status_code == 200
    text: str = answer.content.decode()
    assert "<html" not in text
    return text


def offered(text: str) -> list[str]:
    """Return the rows that a list offers, in its order."""
    return [
        entities.unescape(row).replace("%3A", ":").replace("%2B", "+")
        for row in re.findall(r'href="\?[^"]*?row=([^&"]*)&amp;new=1"', text)
    ]


def test_letters_of_code_title_and_area_find_activities(ada: Weekly) -> None:
    assert offered(found(ada, q="cms web")) == ["WEB:AEWA+CMS"]
    assert offered(found(ada, q="NEWS")) == ["NEWS:AEWA+CMS"]
    assert offered(found(ada, q="inform")) == ["NEWS:AEWA+CMS", "WEB:AEWA+CMS"]
    assert "<mark>web</mark>" in found(ada, q="web")
    assert set(offered(found(ada, q=""))) == {"WEB:AEWA+CMS", "NEWS:AEWA+CMS", "RUN:", "LEAVE:"}
    assert "No activity fits" in found(ada, q="zebra")


def test_a_row_is_for_whom_it_was_last_time_else_for_all(ada: Weekly, cast: Cast) -> None:
    store(cast, 60, RowKey("WEB", "AEWA"), dt.date(2016, 3, 1))
    assert offered(found(ada, q="web")) == ["WEB:AEWA"]
    store(cast, 60, WEB, dt.date(2016, 5, 2))
    assert offered(found(ada, q="web")) == ["WEB:CMS"]
    assert offered(found(ada, q="news")) == ["NEWS:AEWA+CMS"]
    assert offered(found(ada, q="run")) == ["RUN:"], "overhead is for nobody"


@pytest.mark.parametrize(
    ("chosen", "row"),
    [
        ({"for": "AEWA"}, "WEB:AEWA"),
        ({"for": "joint"}, "WEB:AEWA+CMS"),
        ({"for": "RAMSAR"}, "WEB:AEWA+CMS"),
        ({"for": "CMS", "with": ["AEWA", "CMS"]}, "WEB:AEWA+CMS"),
    ],
)
def test_whom_it_is_for_can_be_chosen(chosen: Any, row: str, ada: Weekly) -> None:
    assert offered(found(ada, q="web", **chosen)) == [row]


def test_rows_of_the_last_weeks_come_first_and_those_there_not_at_all(
    ada: Weekly, cast: Cast
) -> None:
    ProgrammeItem.objects.create(
        unit=cast.unit, year=2017, number="1", title="Web",
        activity=Activity.objects.get(code="WEB"),
    )  # fmt: skip
    store(cast, 60, BOTH, TUESDAY - dt.timedelta(days=7))
    text = found(ada, q="")
    assert offered(text)[:2] == ["NEWS:AEWA+CMS", "WEB:AEWA+CMS"]
    own, planned = "Your favourites and last weeks", "Programme of work"
    headings = [text.index(word) for word in (own, planned, "Other")]
    assert headings == sorted(headings)
    text = found(ada, q="w")
    assert text.index(planned) < text.index(own), "letters are typed for the programme of work"
    store(cast, 60, BOTH)
    assert "NEWS:AEWA+CMS" not in offered(found(ada, q=""))


def test_an_instrument_more_can_be_one_of_several(ada: Weekly, cast: Cast) -> None:
    ramsar = Instrument.objects.create(code="RAMSAR", name="Wetlands")
    cast.unit.instruments.add(ramsar)
    html = ada.html("&q=web&with=CMS&with=RAMSAR")
    assert "Several, but not all" in html
    assert offered(html) == ["WEB:CMS+RAMSAR"]


def test_without_scripts_the_field_is_a_form_and_its_answers_are_links(ada: Weekly) -> None:
    html = ada.html("&q=web")
    link = re.search(r'href="(\?[^"]*row=[^"]*)"', html)
    assert link
    added = ada.client.get(reverse("week") + entities.unescape(link[1])).content.decode()
    assert cell(RowKey("WEB", "AEWA+CMS")) in added
    assert added.count("autofocus") == 1
    assert "Take away" in added


def test_an_added_row_is_answered_alone_and_stays_when_the_page_is_loaded_anew(
    ada: Weekly, cast: Cast
) -> None:
    query = "&row=WEB:CMS&row=NEWS:CMS%2BAEWA&new=1"
    answer = ada.get(query, **{"HX-Request": "true", "HX-Target": "rows"})
    row = answer.content.decode()
    assert row.lstrip().startswith("<tr")
    assert cell(BOTH) in row
    assert cell() not in row
    again = ada.html(query)
    assert again.index(cell()) < again.index(cell(BOTH))
    ada.type({cell(BOTH): "1"}, query=query)
    assert "Take away</a>" not in ada.html("&row=NEWS:AEWA%2BCMS"), "it has time now"


def many(cast: Cast) -> None:
    """Give Ada's week many rows, and years of entries."""
    beneficiary = Beneficiary.objects.get(code="CMS")
    made = [
        Activity.objects.create(
            unit=cast.unit, code=f"X{number}", title=f"Work {number}", kind=Kind.SERVICE
        )
        for number in range(30)
    ]
    days = [dt.date(2015, 1, 1) + dt.timedelta(days=number) for number in range(750)]
    insert_entries(
        TimeEntry(
            unit=cast.unit, person=cast.ada, date=day, minutes=15, first_minutes=15,
            activity=one, kind=one.kind, beneficiary=beneficiary,
        )
        for day in days
        for one in made[: 30 if day.isocalendar()[:2] == (2017, 2) else 4]
    )  # fmt: skip


@pytest.mark.parametrize("query", ["", "&row=LEAVE:", "&weekend=1", "&day=2017-01-12"])
def test_the_page_asks_as_often_however_much_was_logged(
    query: str, ada: Weekly, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    store(cast, 60)
    counted = []
    for full in (False, True):
        if full:
            many(cast)
        cache.clear()
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            assert ada.html(query)
        counted.append(len(asked))
    assert len(set(counted)) == 1, counted


def test_an_empty_week_asks_no_more(
    ada: Weekly, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    store(cast, 60)
    many(cast)
    cache.clear()
    ada.where = reverse("week") + "?week=2018-W20"
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "Nothing is logged" in ada.html()
    ada.where = reverse("week")
    cache.clear()
    with django_assert_max_num_queries(MOST_QUERIES):
        ada.html("?")


def test_a_saved_cell_asks_as_often_however_much_was_logged(
    ada: Weekly, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    store(cast, 60)
    many(cast)
    with django_assert_max_num_queries(40):
        assert ada.type({cell(RowKey("RUN")): "0:15"}).status_code == 200
