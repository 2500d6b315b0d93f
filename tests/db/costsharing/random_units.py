"""Small units at random, always the same for a number: everything that cuts a month is in them."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from tests.db.costsharing.valued_units import (
    assignment,
    contract,
    entry,
    person,
    post,
    small,
)

START, END = dt.date(2016, 12, 1), dt.date(2017, 3, 31)
CODES = ("AEWA", "CMS", "EUROBATS")
CURRENCIES = ("EUR", "USD", "CHF")
Document = dict[str, Any]


def random_unit(seed: int) -> Document:
    """Return a unit file with all that a valuation of December 2016 to March 2017 needs."""
    random = Random(seed)  # noqa: S311 - a draw of a test
    rate = random.randint
    grades = ("G5", "P2", "P3")
    document = small(
        holidays=[
            {"date": "2016-12-26", "name": "Boxing Day"},
            {"date": "2017-01-06", "name": "Half", "minutes": rate(1, 500)},
            {"date": "2017-02-12", "name": "On a Sunday"},
        ],
        agreements=_agreements(random),
        budgets=[
            {"instrument": code, "year": year, "amount": f"{rate(1, 9999)}.{rate(10, 99)}",
             "currency": random.choice(CURRENCIES)}
            for code in CODES
            for year in (2016, 2017)
        ],
        grades=[
            {"grade": grade, "year": year, "annual": f"{rate(50, 200)}000.{rate(10, 99)}",
             "currency": random.choice(CURRENCIES), "productive_hours": str(rate(1500, 1800))}
            for grade in grades
            for year in (2016, 2017)
        ],
        exchange_rates=[
            {"from": day, "currency": currency, "per_usd": f"0.{rate(700, 999)}"}
            for currency in ("EUR", "CHF")
            for day in sorted({"2016-01-01", _date(random), _date(random)})
        ],
        posts=[
            post(f"P-{number}", ("2014-01-01", random.choice(grades)),
                 (_date(random), random.choice(grades)))
            for number in range(6)
        ],
    )  # fmt: skip
    document["unit"]["policies"] = {
        "joint": random.choice(["key", "direct", "equal"]),
        "overhead": random.choice(["proportional", "key", "equal", "none"]),
        "method": "standard",
        "support": random.choice(["0", "13/100", "1/7"]),
    }
    document["unit"]["daily_minutes"] = random.choice([480, 462])
    document["people"] = [_person(random, number) for number in range(3)]
    document["entries"] = [
        row for row in (_entry(random, document) for _ in range(70)) if row is not None
    ]
    document["staff_costs"] = [
        {"person": row["username"], "month": month, "amount": f"{rate(0, 9000)}.{rate(10, 99)}",
         "currency": random.choice(CURRENCIES)}
        for row in document["people"]
        for month in ("2016-12", "2017-01", "2017-02", "2017-03")
        for _ in range(rate(1, 2))
    ]  # fmt: skip
    return document


def _date(random: Random) -> str:
    return (START + dt.timedelta(days=random.randint(1, (END - START).days))).isoformat()


def _agreements(random: Random) -> list[Document]:
    cut = dt.date.fromisoformat(_date(random))
    spans = [("2014-01-01", (cut - dt.timedelta(days=1)).isoformat()), (cut.isoformat(), None)]
    rows: list[Document] = []
    for start, end in spans:
        row: Document = {"from": start, "to": end}
        if random.random() < 0.5:
            row |= {"basis": "budget", "instruments": ["CMS", random.choice(["AEWA", "EUROBATS"])]}
        else:
            row["key"] = random.choice(
                [{"CMS": "2/3", "AEWA": "1/3"}, {"CMS": "1", "AEWA": "0"},
                 {"CMS": "1/2", "AEWA": "3/10", "EUROBATS": "1/5"}]
            )  # fmt: skip
        if random.random() < 0.5:
            row["policies"] = {
                "joint": random.choice(["key", "direct", "equal"]),
                "overhead": random.choice(["proportional", "key", "equal", "none"]),
                "support": random.choice(["0", "1/10"]),
            }
        rows.append(row)
    return rows


def _person(random: Random, number: int) -> Document:
    """Return somebody with a post, perhaps another at once or after it, perhaps a contract."""
    ways = random.randint(0, 3)
    cut = dt.date.fromisoformat(_date(random))
    before = (cut - dt.timedelta(days=1)).isoformat()
    one, other = f"P-{2 * number}", f"P-{2 * number + 1}"
    pattern: Document = {
        "pattern": [random.choice([0, 240, 480]) for _ in range(random.randint(1, 7))]
    }
    listed = [
        [assignment(one, "2015-01-01", share=random.choice(["1", "4/5", "3/7"]))],
        [
            assignment(one, "2015-01-01", share="1/2"),
            assignment(other, cut.isoformat(), share="1/3", **pattern),
        ],
        [
            assignment(one, "2015-01-01", before, **pattern),
            assignment(other, cut.isoformat(), share="2/3"),
        ],
        [assignment(one, cut.isoformat())],
    ][ways]
    contracts: tuple[Document, ...] = ()
    if random.random() < 0.6:
        ends = sorted((_date(random), _date(random)))
        contracts = (
            contract(ends[0], ends[1], f"{random.randint(20, 90)}.5", random.choice(CURRENCIES)),
        )
    return person(f"p{number}", *listed, contracts=contracts)


def _entry(random: Random, document: Document) -> Document | None:
    """Return an entry on a day when its person is engaged, or nothing."""
    who = random.choice(document["people"])
    day = _date(random)
    if not any(
        row["from"] <= day <= (row["to"] or "9999")
        for row in who["assignments"] + who["contracts"]
    ):
        return None
    activity = random.choice(["WEB", "WEB", "NEWS", "NEWS", "ADM", "OFF"])
    whom = "+".join(sorted(random.sample(CODES, random.choice([1, 1, 2, 3]))))
    minutes = random.choice([random.randint(1, 90), 60, 300])
    return entry(day, minutes, activity, whom, who["username"])
