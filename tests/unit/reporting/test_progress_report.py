"""The progress report: what it says, and what it never says."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from typing import Any

import pytest

from reporting.core.numbers import decimal
from reporting.documents import documents
from secretariats.core.exact import decimal_text
from tests.unit.reporting.reports import FIVE, TWO, context, readable

AEWA = {
    "code": "AEWA",
    "name": "Standing Committee of AEWA",
    "instrument": "AEWA",
    "instrument_name": "African-Eurasian Waterbird Agreement",
}
PUBLISHED = {
    "draft": False,
    "symbol": "AEWA/StC 12.16",
    "meeting_name": "12th Meeting of the Standing Committee",
    "meeting_place": "Paris, France",
    "meeting_start": "2018-01-31",
    "meeting_end": "2018-02-01",
    "agenda_item": "9",
    "date": "2018-01-15",
}


def html(found: dict[str, Any], language: str = "en") -> str:
    return documents()["progress_report"].compose(found, language).html


def text(found: dict[str, Any], language: str = "en") -> str:
    return readable(html(found, language))


def test_a_draft_of_a_synthetic_unit_says_what_it_is() -> None:
    page = text(context())
    assert "SYNTHETIC – Symbol not yet assigned" in page
    assert "DRAFT" in page
    assert "Date not yet set" in page
    assert "Place and dates not yet set" in page
    assert "Demonstration document. All people, hours and amounts are synthetic" in page
    assert "mast__emblem" not in html(context())


def test_a_real_unit_is_not_called_synthetic_and_has_room_for_its_emblem() -> None:
    found = context(unit={"synthetic": False}, head={"symbol": "UNEP/CMS/StC57/Doc.14.2"})
    assert "ynthetic" not in html(found)
    assert "SYNTHETIC" not in html(found)
    assert "mast__emblem" in html(found)


def test_cms_gets_its_own_head() -> None:
    page = text(context())
    assert "Distribution: General" in page
    assert "Agenda Item: not yet assigned" in page
    assert "Convention on the Conservation of Migratory Species of Wild Animals" in page


def test_aewa_gets_its_own_head() -> None:
    page = text(context(committee=AEWA, head=PUBLISHED, unit={"synthetic": False}))
    assert "Doc: AEWA/StC 12.16 Agenda item: 9 Original: English 15 January 2018" in page
    assert (
        "12th Meeting of the Standing Committee Paris, France, 31 January to 1 February 2018"
        in page
    )
    assert "Distribution" not in page
    assert "DRAFT" not in page
    assert "AEWA/StC 12.16/Annex 1" in page
    assert "The Standing Committee of AEWA is recommended to:" in page


def test_another_committee_gets_a_neutral_head() -> None:
    page = text(context(FIVE))
    assert "Agreement on the Conservation of Populations of European Bats" in page
    assert "Distribution" not in page
    assert "Doc:" not in page


def test_each_value_stands_with_its_range_and_the_coverage() -> None:
    page = text(context())
    for code, figures in context()["results"]["instruments"].items():
        amounts = {
            name: decimal(figure["rounded"], "en")
            for name, figure in figures.items()
            if isinstance(figure, dict)
        }
        assert (
            f"{code} received services worth EUR {amounts['received']} "
            f"(range EUR {amounts['lowest']} to EUR {amounts['highest']}); "
            f"its share by key is EUR {amounts['funded']}"
        ) in page
    assert "The record covers 90.2 % of the expected working time." in page


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        ("9/10", "consistent with the key"),
        ("79/100", "coverage too low to tell"),
        (None, "coverage too low to tell"),
    ],
)
def test_what_is_said_depends_on_the_coverage(coverage: str | None, said: str) -> None:
    assert f": {said}." in text(context(limitations={"coverage": coverage}))


def test_a_share_outside_the_range_is_not_explained() -> None:
    page = text(context(FIVE))
    assert "lies outside the range" in page
    assert "not explained by the limitations" in page


def test_the_key_stands_beside_what_budgets_alone_would_give() -> None:
    page = text(context())
    assert "by an agreed key: two thirds to CMS and one third to AEWA." in page
    assert "The fractions are agreed, not computed." in page
    assert "the budgets of the instruments for 2017 alone would give 70.7 % to CMS" in page


def test_a_key_from_provisional_budgets_marks_the_figures() -> None:
    page = text(context(FIVE))
    assert "in proportion to the instruments' budgets" in page.replace("&#x27;", "'")
    assert "The figures are provisional" in page
    assert "their joint work is shared equally" in page


def test_texts_that_are_missing_are_not_invented() -> None:
    page = text(context(texts={"lessons": "", "savings": "Less travel."}))
    assert page.count("Not yet recorded.") == 1
    assert "Less travel." in page


def test_texts_of_people_are_shown_as_text() -> None:
    found = context(texts={"lessons": "<script>alert(1)</script>\r\n\r\nSecond."})
    assert "<script>" not in html(found)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</p>" in html(found)


def test_money_is_told_apart_from_value() -> None:
    page = text(context())
    assert "CMS pays AEWA EUR 1,666.67." in page
    assert "Due is its agreed share of that money." in page
    without = context()
    for code in ("CMS", "AEWA"):
        for name in ("due", "paid", "net"):
            without["results"]["settlement"][code][name] = {"exact": "0/1", "rounded": "0.00"}
    assert "Settlement of money" not in text(without)


def test_time_of_a_shared_activity_is_counted_once() -> None:
    page = text(context())
    assert "Staff meetings 10.0 –" in page


def test_posts_that_may_not_be_told_are_not() -> None:
    none: dict[str, Any] = {
        "total": None,
        "lists": {},
        "cross": None,
        "reclassified": None,
        "contracts": None,
    }
    page = text(context(posts=none))
    assert "The posts of the unit are not published" in page
    assert "Posts reclassified in the period: fewer than three." in page


def test_the_share_of_the_largest_of_two_people_is_withheld() -> None:
    withheld = context(limitations={"concentration": None, "concentration_withheld": True})
    assert "Concentration" not in text(withheld)
    assert "fewer than three people recorded time" in text(withheld)
    assert "Concentration 16.0 %" in text(context())


def test_the_annex_adds_up_both_ways() -> None:
    table = context()["results"]["table"]
    page = text(context())
    for code, cells in table["rows"].items():
        row = [decimal(cells[name], "en") for name in ("CMS", "AEWA")]
        total = decimal(decimal_text(sum(map(Fraction, cells.values()), Fraction(0))), "en")
        assert f"{row[0]} {row[1]} {total}" in page, code
    totals = {code: Fraction(amount) for code, amount in table["totals"].items()}
    for code, amount in totals.items():
        rows = [*table["rows"].values(), table["overhead"], table["support"]]
        assert sum(Fraction(cells[code]) for cells in rows) == amount


def test_the_run_can_be_checked() -> None:
    found = context()
    page = text(found)
    assert found["run"]["id"] in page
    assert found["run"]["digest"] in page
    assert "computed on 15 January 2018" in page


def test_a_unit_without_any_work_still_has_a_report() -> None:
    found = context()
    results = found["results"]
    zero = {"exact": "0/1", "rounded": "0.00"}
    for figures in results["instruments"].values():
        figures.update({name: zero for name in figures if name != "minutes_direct"})
    results.update(activities=[], areas=[])
    results["table"] = {
        **results["table"],
        "rows": {},
        **{name: {"CMS": "0.00", "AEWA": "0.00"} for name in ("overhead", "support", "totals")},
    }
    found["limitations"] = dict.fromkeys(found["limitations"]) | {"expected": "0/1"}
    page = text(found)
    assert "No working time was expected in the period." in page
    assert "No services were recorded in the period." in page
    assert "<svg" not in html(found)


def test_the_data_behind_the_figures_travel_along() -> None:
    found = context()
    first = next(iter(found["activities"]))
    found["activities"][first] = "=HYPERLINK(1)"
    source = documents()["progress_report"].compose(found, "en")
    table, run = source.attachments
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert [row["activity"] for row in rows] == sorted(found["activities"])
    cell = found["results"]["activities"][0]["value"]["CMS"]
    assert rows[0]["CMS exact"] == cell["exact"]
    assert rows[0]["CMS rounded"] == cell["rounded"]
    assert rows[0]["title"] == "'=HYPERLINK(1)", "a spreadsheet must not take it for a formula"
    document = json.loads(run.content)
    assert document["run"] == found["run"]["id"]
    assert document["instruments"] == found["results"]["instruments"]


def test_running_text_is_plain_and_short_enough() -> None:
    for name in (TWO, FIVE):
        page = html(context(name))
        assert not {"<b>", "<strong>", "<i>", "<em>"} & set(page.lower().split(">"))
        assert "<em" not in page
        assert len(readable(page).split()) <= 8_500


def test_figures_follow_the_language_and_the_language_is_set() -> None:
    page = html(context(), "fr")
    assert '<html lang="fr">' in page
    received = context()["results"]["instruments"]["CMS"]["received"]["rounded"]
    assert decimal(received, "fr") in page
    assert decimal(received, "en") not in page


def test_header_cells_are_only_those_that_head_something() -> None:
    page = html(context())
    assert "<thead><tr><td>" in page
    assert "<th></th>" not in page
    assert page.count("<th ") == page.count('scope="col"') + page.count('scope="row"')
