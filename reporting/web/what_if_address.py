"""The way back from a scenario that was kept to the form that would ask for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.core.what_if.values import DROPPED
from reporting.web.what_if_form import FIXED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.queries.what_if import Terms


def fields_of(changes: Mapping[str, Any], terms: Terms) -> dict[str, str] | None:
    """Return name of the field → text of the form that would ask for the same changes.

    None where the form has no room for them, such as two instruments that join. Recorded budgets
    are left out, since they are found again.
    """
    codes = list(terms.parties)
    added, leaving = changes.get("add", []), changes.get("leave", [])
    key = dict(changes.get("key", {}))
    works = {row["work"] for row in leaving}
    if len(added) > 1 or len(works) > 1:
        return None
    found = {
        name: changes.get(name, "")
        for name in ("from", "joint", "overhead", "support", "costs", "fees", "expenditure")
    }
    found["basis"] = FIXED if key else changes.get("basis", "")
    budgets = {
        row["instrument"]: row["amount"] for row in changes.get("budgets", []) if "year" not in row
    }
    for row in added:
        code = row["instrument"]
        found |= {"add": code, "add_share": key.pop(code, row["share"] or "")}
        found |= {"add_budget": budgets.pop(code, ""), "add_joint": "on" if row["joint"] else ""}
    for row in leaving:
        work = row["work"] if row["work"] == DROPPED else ""
        found |= {"work": work} | _numbered("leaves", codes, {row["instrument"]: "on"})
    found |= _numbered("share", codes, key) | _numbered("budget", codes, budgets)
    grades, rates = changes.get("grades", []), changes.get("rates", [])
    for name, column in (("annual", "annual"), ("hours", "productive_hours")):
        costs = {row["grade"]: row[column] for row in grades}
        found |= _numbered(name, list(terms.grades), costs)
    found |= _numbered(
        "rate", list(terms.rates), {row["currency"]: row["per_usd"] for row in rates}
    )
    return {name: text for name, text in found.items() if text}


def _numbered(name: str, known: list[str], texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{known.index(one)}": text for one, text in texts.items() if one in known}
