"""What pages show of a run beside what it would be under other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reporting.sections.arrangement import rule_sentences
from reporting.sections.compared import activity_table
from reporting.sections.warnings import warning_texts
from reporting.sections.what_if import (
    chart_table,
    codes_of,
    effect_sentences,
    facts_under,
    figure_tables,
    heads,
    key_lines,
    range_chart,
    transfer_sentences,
    unallocated_sentence,
)
from reporting.sections.what_if_changes import change_sentences

if TYPE_CHECKING:
    from costsharing.queries.what_if import Beside
    from reporting.sections.facts import Facts


def shown(beside: Beside, today: Facts) -> dict[str, Any]:
    """Return sentences, chart and tables of a run beside other terms, for a template.

    Args:
        beside: both results.
        today: the facts of the run, which say how sure its figures are.
    """
    then = facts_under(beside, today)
    chart = range_chart(today, then)
    comparison = beside.comparison
    return {
        "beside": beside,
        "then": then,
        "changes": change_sentences(beside.changes, then.currency),
        "effects": effect_sentences(beside, today, then),
        "unallocated": unallocated_sentence(beside, then.currency),
        "warnings": warning_texts(then.results["warnings"]),
        "transfers": transfer_sentences(then),
        "chart": chart,
        "chart_table": chart_table(chart) if chart else None,
        "tables": figure_tables(beside, today, then),
        "activities": activity_table(
            comparison,
            currency=then.currency,
            heads=heads(),
            codes=codes_of(today, then),
            titles=today.context["activities"],
        )
        if comparison.activities
        else None,
        "keys": (key_lines(then), key_lines(today)),
        "rules": (rule_sentences(then), rule_sentences(today)),
    }
