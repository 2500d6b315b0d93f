"""A run worked out a second time from the CSV files of its evidence pack, as its README says."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from fractions import Fraction
from typing import Any

from tests.unit.costsharing.valuation_oracle import Oracle

Row = dict[str, str]
Document = dict[str, Any]
ABSENCE = "~absence"
ZERO = Fraction(0)


class Pack:
    """The tables of a pack, and nothing else of it."""

    def __init__(self, data: bytes) -> None:
        """Read every CSV file."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.tables: dict[str, list[Row]] = {
                name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
                for name in self.names
                if name.endswith(".csv")
            }
        self.unit = {row["name"]: row["value"] for row in self["inputs/unit"]}

    def __getitem__(self, name: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables[f"{name}.csv"]

    def figures(self) -> dict[tuple[str, str], Fraction]:
        """Return (figure, instrument) → exact amount, as the pack states it."""
        return {
            (row["figure"], row["instrument"]): Fraction(row["exact"]) for row in self["figures"]
        }

    # --- what holds on a day
    def rate(self, currency: str, day: str) -> Fraction:
        """Return units for one dollar."""
        if currency == "USD":
            return Fraction(1)
        known = [
            row for row in self["inputs/rates"]
            if row["currency"] == currency and row["from"] <= day
        ]  # fmt: skip
        return Fraction(max(known, key=lambda row: row["from"])["per_usd"])

    def converted(self, amount: str, currency: str, day: str) -> Fraction:
        """Return an amount in the currency of the run."""
        own = self.unit["currency"]
        if currency == own:
            return Fraction(amount)
        return Fraction(amount) * self.rate(own, day) / self.rate(currency, day)

    def key(self, day: str) -> dict[str, Fraction]:
        """Return the key of a day."""
        return {
            row["instrument"]: Fraction(row["share"])
            for row in self["inputs/keys"]
            if row["from"] <= day <= row["to"]
        }

    # --- steps of the README
    def check_minutes(self) -> None:
        """Step 2: the entries of each block give its minutes."""
        found: dict[tuple[str, ...], int] = defaultdict(int)
        starts = sorted({(row["from"], row["to"]) for row in self["hours"]})
        for row in self["entries"]:
            if row["kind"] != "absence":
                start = next(first for first, last in starts if first <= row["date"] <= last)
                place = (row["block"], start, row["activity"], row["for"])
                found[place] += int(row["minutes"])
        told = {
            (row["block"], row["from"], row["activity"], row["for"]): int(
                row["minutes_in_entries"]
            )
            for row in self["hours"]
        }
        assert dict(found) == {place: minutes for place, minutes in told.items() if minutes}

    def check_costs(self) -> None:
        """Steps 3 and 4: blocks give the cost of an hour, and that the value."""
        blocks: dict[str, list[Row]] = defaultdict(list)
        for row in self["blocks"]:
            blocks[row["block"]].append(row)
        minutes: dict[str, int] = defaultdict(int)
        for row in self["hours"]:
            minutes[row["block"]] += int(row["minutes"])
        for row in self["hours"]:
            hourly = self._hourly(blocks[row["block"]], row["from"], minutes[row["block"]])
            assert Fraction(row["cost_per_hour"]) == hourly
            assert Fraction(row["value"]) == Fraction(row["minutes"]) / 60 * hourly

    def _hourly(self, block: list[Row], day: str, minutes: int) -> Fraction:
        if block[0]["cost"] == "fee":
            return self.converted(block[0]["amount"], block[0]["currency"], day)
        if block[0]["cost"] == "staff_cost":
            month = f"{block[0]['month']}-01"
            paid = [self.converted(row["amount"], row["currency"], month) for row in block]
            return sum(paid, ZERO) / minutes * 60
        total = ZERO
        for row in block:
            cost = next(
                one for one in self["inputs/standard-costs"]
                if one["grade"] == row["grade"] and one["year"] == day[:4]
            )  # fmt: skip
            annual = self.converted(cost["annual"], cost["currency"], day)
            total += annual / Fraction(cost["productive_hours"]) * Fraction(row["part"])
        return total

    def check_shares(self) -> None:
        """Steps 6 to 13: every product is one, and the products of a figure add up to it."""
        sums: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        values = {
            (row["block"], row["from"], row["activity"], row["for"]): Fraction(row["value"])
            for row in self["hours"]
        }
        for row in self["shares"]:
            part, value = Fraction(row["part"]), Fraction(row["value"])
            amount = value * part * Fraction(row["factor"])
            assert Fraction(row["amount"]) == amount
            sums[row["figure"], row["instrument"]] += amount
            if row["activity"]:
                place = (row["block"], row["from"], row["activity"], row["for"])
                assert values[place] == value
            basis = dict(one.split() for one in row["in_proportion_to"].split("; ") if one)
            if row["reason"] in ("key", "value", "share"):
                whole = sum((Fraction(of) for of in basis.values()), ZERO)
                assert part == Fraction(basis[row["instrument"]]) / whole
            if row["reason"] == "share":
                assert self.key(row["from"]) == {code: Fraction(of) for code, of in basis.items()}
        told = self.figures()
        for (_, code), _ in list(told.items()):
            if code:
                sums["received", code] = sum(
                    (sums[name, code] for name in ("direct", "joint", "overhead", "support")), ZERO
                )
                sums["balance", code] = sums["received", code] - sums["funded", code]
                sums["net", code] = sums["paid", code] - sums["due", code]
        for (name, code), amount in told.items():
            if name not in ("received", "funded") or code:
                assert sums[name, code] == amount, (name, code)

    def oracle(self) -> Document:
        """Return instrument → figure → exact amount from entries, posts and money alone."""
        unit = self.unit
        oracle = Oracle(self.document(), unit["from"], unit["to"], unit["method"])
        return oracle.results()

    def document(self) -> Document:
        """Return the tables in the words of a unit file."""
        unit = self.unit
        shares: dict[str, Row] = defaultdict(dict)
        for row in self["inputs/agreement-shares"]:
            shares[row["from"]][row["instrument"]] = row["share"]
        people = {
            row["person"]
            for name in ("entries", "inputs/assignments", "inputs/contracts", "inputs/staff-costs")
            for row in self[name]
        }
        return {
            "unit": {
                "currency": unit["currency"],
                "daily_minutes": int(unit["daily_minutes"]),
                "weekdays": [int(day) for day in unit["weekdays"].split()],
                "policies": {name: unit[name] for name in ("joint", "overhead", "support")},
            },
            "agreements": [
                {
                    "from": row["from"],
                    "to": row["to"] or None,
                    "policies": {name: row[name] for name in ("joint", "overhead", "support")},
                    **(
                        {"key": shares[row["from"]]}
                        if row["basis"] == "fixed"
                        else {"instruments": sorted(shares[row["from"]])}
                    ),
                }
                for row in self["inputs/agreements"]
            ],
            "budgets": [{**row, "year": int(row["year"])} for row in self["inputs/budgets"]],
            "exchange_rates": self["inputs/rates"],
            "grades": [
                {**row, "year": int(row["year"])} for row in self["inputs/standard-costs"]
            ],
            "posts": [
                {
                    "code": code,
                    "grades": [r for r in self["inputs/post-grades"] if r["post"] == code],
                }
                for code in {row["post"] for row in self["inputs/post-grades"]}
            ],
            "people": [
                {
                    "username": person,
                    "assignments": [
                        _assignment(row)
                        for row in self["inputs/assignments"]
                        if row["person"] == person
                    ],
                    "contracts": [
                        {**row, "to": row["to"] or None}
                        for row in self["inputs/contracts"]
                        if row["person"] == person
                    ],
                }
                for person in people
            ],
            "staff_costs": self["inputs/staff-costs"],
            "holidays": [
                {
                    "date": row["date"],
                    **({"minutes": int(row["minutes"])} if row["minutes"] else {}),
                }
                for row in self["inputs/holidays"]
            ],
            "activities": [
                *(
                    {"code": row["activity"], "kind": row["kind"]}
                    for row in self["inputs/activities"]
                ),
                {"code": ABSENCE, "kind": "absence"},
            ],
            "entries": [
                {
                    "person": row["person"],
                    "date": row["date"],
                    "minutes": int(row["minutes"]),
                    "activity": row["activity"] or ABSENCE,
                    **({"for": row["for"].split("+")} if row["for"] else {}),
                }
                for row in self["entries"]
            ],
        }  # fmt: skip

    def money(self) -> dict[tuple[str, str], Fraction]:
        """Step 12: what each instrument paid and owes of the money spent."""
        found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for row in self["inputs/expenditure"]:
            amount = self.converted(row["amount"], row["currency"], row["date"])
            found["paid", row["paid_by"]] += amount
            if row["charged_to"]:
                found["due", row["charged_to"]] += amount
            else:
                for code, share in self.key(row["date"]).items():
                    found["due", code] += amount * share
        return found


def _assignment(row: Row) -> Document:
    found: Document = {**row, "to": row["to"] or None}
    pattern = found.pop("pattern")
    if pattern:
        found["pattern"] = [int(minutes) for minutes in pattern.split()]
    return found
