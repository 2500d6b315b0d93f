"""The dashboard: what it answers, what its figures open, and what it costs to show it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.urls import reverse

from secretariats.actions.record_change import record_change
from secretariats.models import Change, Instrument, Person, Role
from tests.db.costsharing.valued_units import entry, run_of, small, store
from tests.unit.reporting.reports import readable
from tests.world import no_worker
from timetracking.models import WorkArea

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from costsharing.models import ValuationRun
    from secretariats.models import Unit

SECOND = "?from=2017-04-01&to=2017-06-30"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    no_worker(monkeypatch)
    cache.clear()


@pytest.fixture
def unit() -> Unit:
    """Give a unit with half a year: direct to both, joint and overhead, leave in May."""
    entries = []
    for month in range(1, 7):
        entries += [
            entry(f"2017-{month:02}-06", 300, "WEB", "CMS"),
            entry(f"2017-{month:02}-07", 240, "NEWS", "AEWA"),
            entry(f"2017-{month:02}-08", 180, "WEB", "AEWA+CMS"),
            entry(f"2017-{month:02}-09", 60, "ADM"),
        ]
    entries = [one for one in entries if one["date"] != "2017-05-07"]
    entries += [entry(f"2017-05-{day:02}", 480, "OFF") for day in range(15, 20)]
    return store(small(entries=entries))


@pytest.fixture
def run(unit: Unit) -> ValuationRun:
    return run_of(unit, "2017-01-01", "2017-06-30")


def somebody(unit: Unit, kind: str, code: str | None = None) -> Person:
    person = Person.objects.create_user(f"{kind}-{code}", "secret", name=f"Some {kind}")
    unit.people.add(person)
    instrument = Instrument.objects.get(code=code) if code else None
    Role.objects.create(
        unit=unit, person=person, role=kind, instrument=instrument, start=dt.date(2014, 1, 1)
    )
    return person


@pytest.fixture
def secretary(unit: Unit, client: Client) -> Person:
    person = somebody(unit, Role.Kind.EXECUTIVE_SECRETARY, "AEWA")
    client.force_login(person)
    return person


def page(client: Client, query: str = "", name: str = "dashboard") -> str:
    response = client.get(reverse(name) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_the_first_look_asks_for_the_own_side_and_answers(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    text = readable(page(client))
    assert "Does AEWA get what it pays for?" in text
    assert "AEWA received services worth" in text
    # Direct 800, a third of 720 joint, overhead 5 x 16.67 and in May 5.
    assert "1,128.33" in text
    assert "Coverage" in text


@pytest.mark.django_db
def test_what_did_aewa_receive_in_the_second_quarter_and_what_does_it_fund(
    run: ValuationRun, unit: Unit, secretary: Person, client: Client
) -> None:
    quarter = run_of(unit, "2017-04-01", "2017-06-30").results["instruments"]["AEWA"]
    link = re.search(r'href="([^"]+)"[^>]*>Quarter<', page(client))
    assert link
    query = link[1].replace("&amp;", "&")
    assert "from=2017-04-01" in query
    text = readable(page(client, query))
    for figure in ("received", "funded", "lowest", "highest"):
        amount = f"{Decimal(quarter[figure]['rounded']):,}"
        assert amount in text, figure


@pytest.mark.django_db
def test_a_figure_says_how_it_was_computed_and_opens_down_to_activity_and_month(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    text = page(client, SECOND + "&how=AEWA:received")
    note = readable(text[text.index('id="how"') :])
    for words in ("Direct services", "Part of joint services", "one third to AEWA", run.digest):
        assert words in note
    figure = page(client, SECOND + "&instrument=AEWA", "dashboard_figure")
    for words in ("NEWS", "WEB", "April 2017", "June 2017", "Part of the overhead"):
        assert words in figure


@pytest.mark.django_db
def test_the_note_comes_alone_where_the_page_asks_for_it(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    response = client.get(
        reverse("dashboard") + "?how=limit:coverage", headers={"HX-Request": "true"}
    )
    text = response.content.decode()
    assert "<h1" not in text
    assert "Expected hours" in readable(text)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["", "x", "AEWA:pay", "limit:x", "area::", "NOBODY:received"])
def test_an_unknown_figure_opens_no_note(
    how: str, run: ValuationRun, secretary: Person, client: Client
) -> None:
    assert "How was a figure computed?" in page(client, f"?how={how}")


@pytest.mark.django_db
def test_why_may_is_low_is_told_with_the_month(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    link = re.search(r'href="([^"]+)"[^>]*><span class="vh">May 2017', page(client))
    assert link
    text = readable(page(client, link[1].replace("&amp;", "&")))
    assert "Absence of the whole team: 40.0 hours, 0.0 before." in text
    assert "News: −160.00 EUR (0.00, 160.00 before)." in text


@pytest.mark.django_db
def test_the_months_add_up_to_the_period_in_the_table_and_in_the_data(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    response = client.get(reverse("dashboard_data"))
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["month"] for row in rows} == {f"2017-{month:02}" for month in range(1, 7)}
    for code, figures in run.results["instruments"].items():
        mine = [row for row in rows if row["instrument"] == code]
        total = sum(Decimal(row["received"]) for row in mine)
        assert abs(total - Decimal(figures["received"]["rounded"])) <= Decimal("0.01")
        for row in mine:
            parts = sum(Decimal(row[name]) for name in ("direct", "joint", "overhead", "support"))
            assert parts == Decimal(row["received"])


@pytest.mark.django_db
def test_a_period_that_was_not_valued_says_so_and_offers_what_was(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    text = readable(page(client, "?from=2016-01-01&to=2016-03-31"))
    assert "These months were not valued." in text
    assert "January 2017" in text
    assert "Value a period" not in text


@pytest.mark.django_db
def test_what_is_no_period_of_months_is_said_and_the_newest_shown(
    run: ValuationRun, secretary: Person, client: Client
) -> None:
    response = client.get(reverse("dashboard") + "?from=2017-04-02&to=yesterday")
    assert response.status_code == 422
    text = readable(response.content.decode())
    assert "“2017-04-02 to yesterday” is no period of whole months" in text
    assert "Does AEWA get what it pays for?" in text


@pytest.mark.django_db
def test_a_unit_without_a_run_says_who_values_it(
    unit: Unit, secretary: Person, client: Client
) -> None:
    assert "No period was valued yet." in page(client)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [Role.Kind.STAFF, Role.Kind.COMMITTEE_MEMBER, "administrator"])
def test_who_sees_no_figures_is_told_no(
    kind: str, run: ValuationRun, unit: Unit, client: Client
) -> None:
    client.force_login(somebody(unit, kind))
    for name in ("dashboard", "dashboard_figure", "dashboard_posts", "dashboard_data"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.django_db
def test_no_person_is_named_and_only_finance_is_led_to_the_inputs(
    run: ValuationRun, unit: Unit, secretary: Person, client: Client
) -> None:
    query = SECOND + "&instrument=AEWA"
    for name in ("dashboard", "dashboard_figure", "dashboard_posts"):
        text = page(client, query, name)
        assert "Ada" not in text
        assert "snapshot" not in text
    client.force_login(somebody(unit, Role.Kind.FINANCE, "CMS"))
    assert reverse("snapshot", args=[run.pk]) in page(client, query, "dashboard_figure")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", SECOND, "?from=2017-05-01&to=2017-05-31&how=AEWA:balance"])
def test_the_page_takes_at_most_sixteen_queries(
    query: str,
    run: ValuationRun,
    secretary: Person,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    page(client, query)
    with django_assert_max_num_queries(16):
        page(client, query)


@pytest.mark.django_db
def test_a_dashboard_is_kept_until_something_is_written_to_its_unit(
    run: ValuationRun,
    unit: Unit,
    secretary: Person,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def shown() -> str:
        text = page(client, "?from=2017-05-01&to=2017-05-31")
        return text[text.index('class="dash"') : text.index("</main>")]

    shown()
    first = shown()
    with django_assert_max_num_queries(9):
        assert shown() == first
    client.force_login(somebody(unit, Role.Kind.EXECUTIVE_SECRETARY, "CMS"))
    assert shown() != first, "each side sees its own first"
    client.force_login(secretary)
    WorkArea.objects.filter(unit=unit, code="INF").update(name="Pages of all kinds")
    record_change(unit, kind=Change.Kind.CHANGED, actor=None, unit=unit)
    assert shown() != first
    assert "Pages of all kinds" in shown()
