"""Each mistake in a unit file is named with its place, and says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.costsharing.unit_file_mistakes import MISTAKES
from tests.unit.costsharing.unit_files import good, read, refusal

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("spoil", "path", "message"), MISTAKES, ids=[f"{x[1]}: {x[2]}" for x in MISTAKES]
)
def test_a_mistake_is_named_with_its_place(
    spoil: Callable[[dict[str, Any]], None], path: str, message: str
) -> None:
    document = good()
    spoil(document)
    found = refusal(document)
    assert path in found
    assert message in found[path]


def test_all_mistakes_of_a_file_are_named_at_once() -> None:
    document = good()
    wrong: dict[str, Callable[[dict[str, Any]], None]] = {}
    for spoil, path, _message in MISTAKES:
        # One mistake for each value of these sections; they do not hide each other.
        if path.startswith(("unit.", "holidays[0].", "budgets[0].", "entries[0].")):
            wrong[path.rstrip("]0123456789").rstrip("[")] = spoil
    for spoil in wrong.values():
        spoil(document)
    found = refusal(document)
    places = {path.rstrip("]0123456789").rstrip("[") for path in found}
    assert len(wrong) >= 20
    assert wrong.keys() <= places


def test_a_mistake_does_not_make_others_appear() -> None:
    document = good()
    document["activities"][0]["title"] = ""
    document["posts"][0]["funding"] = "gift"
    document["people"][0]["name"] = None
    assert refusal(document).keys() == {
        "activities[0].title",
        "posts[0].funding",
        "people[0].name",
    }


def test_full_time_is_seen_on_every_day_that_a_share_begins() -> None:
    document = good()
    document["posts"].append(document["posts"][0] | {"code": "P-02", "grades": []})
    document["people"][0]["assignments"] = [
        {"post": "P-01", "from": "2017-01-01", "share": "2/3"},
        {"post": "P-02", "from": "2017-03-01", "to": "2017-03-01", "share": "1/3"},
        {"post": "P-02", "from": "2017-04-01", "share": "1/2"},
    ]
    assert refusal(document) == {
        "people[0].assignments[2].share": (
            "the shares on 2017-04-01 are together 7/6, more than full time"
        )
    }


def test_contracts_that_only_touch_do_not_overlap() -> None:
    document = good()
    first = document["people"][1]["contracts"][0]
    document["people"][1]["contracts"].append(first | {"from": "2017-07-01", "to": None})
    assert len(read(document).contracts) == 2
    document["people"][1]["contracts"][1]["from"] = "2017-06-30"
    assert "people[1].contracts[1].from" in refusal(document)


def test_more_mistakes_than_anybody_reads_are_counted() -> None:
    document = good()
    document["entries"] = [{"person": "eve"} for _ in range(1000)]
    message = "\n".join(f"{path}: {text}" for path, text in refusal(document).items())
    assert message.count("\n") == 200
    assert "and 3800 more problems" in message


def test_a_part_of_a_country_belongs_to_it() -> None:
    document = good()
    document["unit"]["subdivision"] = "ZZ"
    assert "no part of DE" in refusal(document)["unit.subdivision"]
    del document["unit"]["country"]
    assert "belongs to a country" in refusal(document)["unit.subdivision"]
