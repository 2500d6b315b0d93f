"""The progress report of a unit to one committee."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from reporting.core.document import Attachment, DocumentKind, Source
from reporting.core.numbering import Numbers
from reporting.sections import (
    annex,
    areas,
    arrangement,
    limitations,
    masthead,
    posts,
    programme,
    settlement,
    value,
    wording,
)
from reporting.sections.data import report_data
from reporting.sections.facts import Facts, whole_cents

if TYPE_CHECKING:
    from collections.abc import Mapping

_EMPTY_LINE = re.compile(r"\r?\n\s*\r?\n")
TEMPLATE = "reporting/documents/progress_report.html"


def compose(context: Mapping[str, Any], language: str) -> Source:
    """Return the report as one page of HTML with its data attached.

    Args:
        context: what ``reporting.queries.progress_report`` froze; nothing else is read.
        language: of all fixed text, as far as it is translated.
    """
    with translation.override(language):
        facts = Facts(context)
        heading = masthead.title(facts)
        html = render_to_string(TEMPLATE, _shown(facts, language, heading))
        attachments = (
            Attachment(
                "value-by-activity.csv", _("Value received by activity"), annex.activity_csv(facts)
            ),
            Attachment(
                "valuation.json", _("The valuation run behind this report"), annex.run_json(facts)
            ),
        )
        figures = report_data(facts)
    return Source(
        html=html,
        title=heading,
        language=language,
        made=dt.datetime.fromisoformat(context["run"]["computed"]),
        attachments=attachments,
        data=figures,
    )


def _shown(facts: Facts, language: str, heading: str) -> dict[str, Any]:
    """Return what the template shows: tables, charts and the sentences that depend on figures."""
    context, results = facts.context, facts.results
    total = results["total"]
    years = sorted({item["year"] for item in context["programme"]})
    arranged = context["arrangement"]
    return {
        "numbers": Numbers(),
        "language": language,
        "title": heading,
        "short_title": _("Progress report of %(unit)s") % {"unit": context["unit"]["code"]},
        "mast": masthead.masthead(facts),
        "prepared_by": masthead.prepared_by(facts),
        "author": masthead.author(facts),
        "annexes": [masthead.annex_name(facts, number) for number in (1, 2)],
        "unit": context["unit"],
        "committee": context["committee"]["name"],
        "instruments": wording.joined(facts.codes),
        "names": [(code, context["instruments"].get(code, code)) for code in facts.codes],
        "period": wording.period(context["period"]["from"], context["period"]["to"]),
        "since": wording.day(arranged["since"]) if arranged["since"] else "",
        "mandate": _paragraphs(context["texts"]["mandate"]),
        "lessons": _paragraphs(context["texts"]["lessons"]),
        "savings": _paragraphs(context["texts"]["savings"]),
        "summary": [value.summary_line(facts, row) for row in facts.received],
        "coverage": "" if facts.coverage is None else wording.percent(facts.coverage),
        "recorded": limitations.hours_of(facts, "recorded"),
        "expected": limitations.hours_of(facts, "expected"),
        "keys": arrangement.key_sentences(facts),
        "agreements": arrangement.agreement_sentences(facts),
        "budgets": arrangement.budget_sentences(facts),
        "rules": arrangement.rule_sentences(facts),
        "value_table": value.value_table(facts),
        "range_chart": value.range_chart(facts),
        "value_sentences": [value.value_sentence(facts, row) for row in facts.received],
        "unallocated": _amount_if_any(facts, total["unallocated"]["rounded"]),
        "unrecorded": _amount_if_any(facts, total["unrecorded"]["rounded"]),
        "not_logged": _amount_if_any(
            # Contexts frozen before it was told apart do not have it.
            facts,
            total.get("not_logged", {}).get("rounded", "0.00"),
        ),
        "area_table": areas.area_table(facts) if results["areas"] else None,
        "area_chart": areas.area_chart(facts) if results["areas"] else None,
        "area_count": len(results["areas"]),
        "largest_area": areas.largest_area(facts),
        "settlement_table": settlement.settlement_table(facts),
        "transfers": settlement.transfers(facts),
        "programme_table": programme.programme_table(facts),
        "programme_years": wording.joined([str(year) for year in years]),
        "posts_table": posts.posts_table(facts),
        "crossed_posts": posts.crossed_table(facts),
        "posts": context["posts"],
        "limitations_table": limitations.limitations_table(facts),
        "activity_table": annex.activity_table(facts),
        "method": results["method"],
        "provisional": results["provisional"],
        "whole_months": results["whole_months"],
        "warnings": results["warnings"],
        "run": {**context["run"], "date": wording.day(context["run"]["date"])},
    }


def _amount_if_any(facts: Facts, text: str) -> str:
    return wording.money(facts.currency, text) if whole_cents(text) else ""


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs that empty lines part."""
    return [
        part for part in (" ".join(lines.split()) for lines in _EMPTY_LINE.split(text)) if part
    ]


DOCUMENT = DocumentKind(name="progress_report", compose=compose)
