"""Public holidays from the library, and a unit's own list beside them."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariats.core.public_holidays import (
    Own,
    State,
    Station,
    Unknown,
    compared,
    countries,
    names_in_all_languages,
    parts,
    public_holidays,
)

BONN = Station("DE", "NW")
MAY_DAY, CORPUS_CHRISTI = dt.date(2027, 5, 1), dt.date(2027, 5, 27)
CHRISTMAS_EVE = dt.date(2027, 12, 24)


def test_holidays_are_those_of_the_part_of_the_country() -> None:
    assert public_holidays(BONN, 2027, "en")[CORPUS_CHRISTI] == "Corpus Christi"
    assert CORPUS_CHRISTI not in public_holidays(Station("DE"), 2027, "en")
    assert {day.year for day in public_holidays(Station("KE"), 2027, "en")} == {2027}


def test_names_are_in_the_language_of_the_reader_or_english() -> None:
    paris = Station("FR")
    assert public_holidays(paris, 2027, "fr")[MAY_DAY] == "Fête du Travail"
    assert public_holidays(paris, 2027, "fr-ch")[MAY_DAY] == "Fête du Travail"
    assert public_holidays(BONN, 2027, "es")[MAY_DAY] == "Labor Day"


def test_countries_and_their_parts_have_names() -> None:
    assert ("DE", "Germany") in countries()
    assert ("NW", "Nordrhein-Westfalen") in parts("DE")
    assert parts("KE") == ()


@pytest.mark.parametrize(
    ("station", "year", "said"),
    [
        (Station(""), 2027, "no country “”"),
        (Station("XX"), 2027, "no country “XX”"),
        (Station("../etc"), 2027, "no country"),
        (Station("DE", "ZZ"), 2027, "no part “ZZ” of DE. It knows: Augsburg, BB"),
        (Station("KE", "NW"), 2027, "no parts of KE"),
        (Station("DE"), 1980, "DE from 1991 to 2100, not 1980"),
        (Station("DE"), 99999, "not 99999"),
    ],
)
def test_what_the_library_does_not_know_is_said(station: Station, year: int, said: str) -> None:
    with pytest.raises(Unknown, match=said):
        public_holidays(station, year, "en")


def test_every_country_answers_or_says_why_not() -> None:
    for code, _name in countries():
        parts(code)
        try:
            public_holidays(Station(code), 2027, "fr")
        except Unknown as unknown:
            assert "from" in str(unknown)  # noqa: PT017 - most countries raise nothing


def test_both_lists_stand_side_by_side() -> None:
    public = public_holidays(BONN, 2027, "fr")
    own = {
        MAY_DAY: Own(1, "First of May"),
        CORPUS_CHRISTI: Own(2, "Fronleichnam"),
        CHRISTMAS_EVE: Own(3, "Christmas Eve", 240),
    }
    lines = compared(public, own, names_in_all_languages(BONN, 2027))
    found = {line.day: line.state for line in lines}
    assert found[MAY_DAY] is State.OTHER_NAME
    assert found[CORPUS_CHRISTI] is State.THERE, "it has its name in another language"
    assert found[CHRISTMAS_EVE] is State.OWN
    assert found[dt.date(2027, 1, 1)] is State.MISSING
    assert [line.day for line in lines] == sorted(found)
