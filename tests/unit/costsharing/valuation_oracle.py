"""The rules of the valuation worked out a second time: entry by entry, day by day, from a file.

It shares no code with the product, reads the plain values of a unit file, and is slow.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from typing import Any

Document = dict[str, Any]
Money = dict[str, Fraction]
ZERO = Fraction(0)


def _within(row: Document, day: str) -> bool:
    return str(row["from"]) <= day <= (row.get("to") or "9999-12-31")


def _month_end(month: str) -> str:
    after = (dt.date.fromisoformat(f"{month}-28") + dt.timedelta(days=4)).replace(day=1)
    return (after - dt.timedelta(days=1)).isoformat()


class Oracle:
    """Works out one period of a unit file."""

    def __init__(self, document: Document, start: str, end: str, method: str) -> None:
        """Keep what is asked."""
        self.document, self.start, self.end, self.method = document, start, end, method
        self.unit = document["unit"]
        self.kinds = {row["code"]: row["kind"] for row in document["activities"]}
        self.people = {row["username"]: row for row in document["people"]}
        self.posts = {row["code"]: row for row in document["posts"]}
        self.entries = [row for row in document["entries"] if start <= row["date"] <= end]
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
        self.days = [
            (first + dt.timedelta(days=number)).isoformat()
            for number in range((last - first).days + 1)
        ]

    # --- what holds on a date
    def rate(self, currency: str, day: str) -> Fraction:
        """Return units for one dollar."""
        rates = [
            row for row in self.document.get("exchange_rates", [])
            if row["currency"] == currency and row["from"] <= day
        ]  # fmt: skip
        if currency == "USD":
            return Fraction(1)
        return Fraction(max(rates, key=lambda row: row["from"])["per_usd"])

    def convert(self, amount: Fraction, currency: str, day: str) -> Fraction:
        """Return an amount in the unit's currency."""
        own = self.unit["currency"]
        if currency == own:
            return amount
        return amount * self.rate(own, day) / self.rate(currency, day)

    def agreement(self, day: str) -> Document | None:
        """Return the agreement in force."""
        for row in self.document["agreements"]:
            if _within(row, day):
                return row  # type: ignore[no-any-return]
        return None

    def key(self, day: str) -> Money:
        """Return instrument → share."""
        agreement = self.agreement(day)
        assert agreement is not None
        if "key" in agreement:
            return {code: Fraction(share) for code, share in agreement["key"].items()}
        amounts = {
            row["instrument"]: self.convert(
                Fraction(row["amount"]), row["currency"], f"{day[:4]}-01-01"
            )
            for row in self.document["budgets"]
            if row["year"] == int(day[:4]) and row["instrument"] in agreement["instruments"]
        }
        return {code: amount / sum(amounts.values()) for code, amount in amounts.items()}

    def policy(self, name: str, day: str) -> str:
        """Return a policy; the unit's where the agreement has none."""
        of_agreement = (self.agreement(day) or {}).get("policies", {})
        return of_agreement.get(name, self.unit["policies"][name])  # type: ignore[no-any-return]

    def hourly(self, person: str, day: str) -> Fraction:
        """Return the standard cost of an hour."""
        row = self.people[person]
        for contract in row.get("contracts", []):
            if _within(contract, day):
                return self.convert(Fraction(contract["hourly"]), contract["currency"], day)
        weights = total = ZERO
        for assignment in row.get("assignments", []):
            if _within(assignment, day):
                held = [g for g in self.posts[assignment["post"]]["grades"] if g["from"] <= day]
                grade = max(held, key=lambda one: one["from"])["grade"]
                cost = next(
                    g for g in self.document["grades"]
                    if g["grade"] == grade and g["year"] == int(day[:4])
                )  # fmt: skip
                share = Fraction(assignment["share"])
                hour = self.convert(Fraction(cost["annual"]), cost["currency"], day)
                total += share * hour / Fraction(cost["productive_hours"])
                weights += share
        return total / weights

    def missing(self, person: str, day: str) -> Fraction:
        """Return the expected minutes of a day that nothing was recorded for."""
        weekday = dt.date.fromisoformat(day).isoweekday()
        if weekday not in self.unit["weekdays"]:
            return ZERO
        expected: Fraction = ZERO
        for assignment in self.people[person].get("assignments", []):
            if _within(assignment, day):
                if "pattern" in assignment:
                    expected += Fraction([*assignment["pattern"], *[0] * 7][weekday - 1])
                else:
                    expected += self.unit["daily_minutes"] * Fraction(assignment["share"])
        for holiday in self.document.get("holidays", []):
            if holiday["date"] == day:
                expected -= Fraction(holiday.get("minutes", expected))
        expected = max(ZERO, expected)
        own = [row for row in self.entries if row["person"] == person and row["date"] == day]
        absent = sum(row["minutes"] for row in own if self.kinds[row["activity"]] == "absence")
        expected = max(ZERO, expected - absent)
        recorded = sum(
            (Fraction(r["minutes"]) for r in own if self.kinds[r["activity"]] != "absence"), ZERO
        )
        return max(ZERO, expected - recorded)

    # --- the whole
    def results(self) -> Document:
        """Return instrument → figure → exact amount, and the totals."""
        worth, lowest_part, missing_worth, unrecorded = self._worths()
        figures: dict[str, Money] = defaultdict(lambda: defaultdict(Fraction))
        activities: dict[str, Money] = defaultdict(lambda: defaultdict(Fraction))
        unallocated = everywhere = ZERO
        for month in sorted({day[:7] for day in self.days}):
            rows = [
                (row, value, part)
                for row, value, part in zip(self.entries, worth, lowest_part, strict=True)
                if row["date"][:7] == month and self.kinds[row["activity"]] != "absence"
            ]
            direct: Money = defaultdict(Fraction)
            got: list[tuple[str, str, str, Fraction]] = []
            for row, value, part in rows:
                factor = 1 + Fraction(self.policy("support", row["date"]))
                for code in row.get("for", []):
                    figures[code]["highest"] += value * factor
                if len(row.get("for", [])) == 1:
                    code = row["for"][0]
                    direct[code] += value
                    figures[code]["minutes_direct"] += row["minutes"]
                    figures[code]["lowest"] += value * part * factor
                    got.append(("direct", row["date"], code, value))
                    activities[row["activity"]][code] += value
            served: Money = defaultdict(Fraction, direct)
            for row, value, _ in rows:
                if len(row.get("for", [])) > 1:
                    for code, part in self._joint(row, direct).items():
                        served[code] += value * part
                        got.append(("joint", row["date"], code, value * part))
                        activities[row["activity"]][code] += value * part
            for row, value, _ in rows:
                valued = value
                if "for" not in row:
                    everywhere += value * (1 + Fraction(self.policy("support", row["date"])))
                    parts = self._overhead(row["date"], served)
                    for code, part in parts.items():
                        got.append(("overhead", row["date"], code, value * part))
                    if not parts:
                        unallocated += value
                        valued = ZERO
                for code, share in self.key(row["date"]).items():
                    support = Fraction(self.policy("support", row["date"]))
                    figures[code]["funded"] += valued * (1 + support) * share
            for figure, day, code, amount in got:
                figures[code][figure] += amount
                figures[code]["support"] += amount * Fraction(self.policy("support", day))
        instruments = {
            code for row in self.document["agreements"]
            if row["from"] <= self.end and (row.get("to") or "9999") >= self.start
            for code in row.get("key", row.get("instruments", []))
        }  # fmt: skip
        instruments |= set(figures)
        for code in instruments:
            of = figures[code]
            of["received"] = of["direct"] + of["joint"] + of["overhead"] + of["support"]
            of["balance"] = of["received"] - of["funded"]
            of["highest"] += everywhere + missing_worth
        return {
            "instruments": {code: dict(figures[code]) for code in instruments},
            "activities": {code: dict(row) for code, row in activities.items()},
            "unallocated": unallocated,
            "unrecorded": unrecorded,
        }

    def _joint(self, row: Document, direct: Money) -> Money:
        codes, policy = row["for"], self.policy("joint", row["date"])
        if policy == "equal":
            return {code: Fraction(1, len(codes)) for code in codes}
        whole = sum((direct[code] for code in codes), ZERO)
        if policy == "direct" and whole:
            return {code: direct[code] / whole for code in codes}
        key = self.key(row["date"])
        whole = sum((key.get(code, ZERO) for code in codes), ZERO)
        if not whole:
            return {code: Fraction(1, len(codes)) for code in codes}
        return {code: key.get(code, ZERO) / whole for code in codes}

    def _overhead(self, day: str, served: Money) -> Money:
        policy, key = self.policy("overhead", day), self.key(day)
        if policy == "none":
            return {}
        if policy == "equal":
            return {code: Fraction(1, len(key)) for code in key}
        whole = sum(served.values(), ZERO)
        if policy == "proportional" and whole:
            return {code: amount / whole for code, amount in served.items()}
        return key

    def _worths(self) -> tuple[list[Fraction], list[Fraction], Fraction, Fraction]:
        """Return the value of each entry, the part that is certain, missing time, unrecorded."""
        missing_worth = unrecorded = ZERO
        recorded: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.entries:
            if self.kinds[row["activity"]] != "absence":
                recorded[row["person"], row["date"][:7]] += row["minutes"]
        if self.method == "standard":
            for person in self.people:
                for day in self.days:
                    if missing := self.missing(person, day):
                        support = 1 + Fraction(self.policy("support", day))
                        missing_worth += missing / 60 * self.hourly(person, day) * support
            values = [
                Fraction(row["minutes"], 60) * self.hourly(row["person"], row["date"])
                for row in self.entries
            ]
            return values, [Fraction(1)] * len(values), missing_worth, ZERO
        costs: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for row in self.document.get("staff_costs", []):
            first = f"{row['month']}-01"
            if self.start <= first <= self.end:
                costs[row["person"], row["month"]] += self.convert(
                    Fraction(row["amount"]), row["currency"], first
                )
        certain: dict[tuple[str, str], Fraction] = {}
        for place in {*costs, *recorded}:
            person, month = place
            missing = sum(
                (self.missing(person, day) for day in self.days if day[:7] == month), ZERO
            )
            if whole := recorded[place] + missing:
                certain[place] = recorded[place] / whole
                support = 1 + Fraction(self.policy("support", _month_end(month)))
                missing_worth += costs[place] * missing / whole * support
            if not recorded[place]:
                unrecorded += costs[place]
        values, parts = [], []
        for row in self.entries:
            place = (row["person"], row["date"][:7])
            spread = self.kinds[row["activity"]] != "absence"
            values.append(costs[place] * row["minutes"] / recorded[place] if spread else ZERO)
            parts.append(certain.get(place, ZERO))
        return values, parts, missing_worth, unrecorded
