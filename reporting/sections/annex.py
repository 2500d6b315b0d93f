"""The annex by activity: as a table, and as data for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.core.numbers import DASH
from reporting.core.tables import Row, Table
from reporting.sections.facts import sum_text
from reporting.sections.wording import amount, language, period
from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.sections.facts import Facts

# Columns beside hours and total that a page on its long side has room for.
WIDE = 11


def activity_table(facts: Facts) -> Table:
    """Return the run's table, rounded as a whole: it adds up by row and by column."""
    table = facts.results["table"]
    minutes = {row["activity"]: row["minutes"] for row in facts.results["activities"]}
    rows = [
        _row(facts, _label(facts, code), cells, numbers.hours(minutes[code], language()))
        for code, cells in sorted(table["rows"].items())
    ]
    rows += [
        _row(facts, _("Overhead"), table["overhead"], DASH),
        _row(facts, _("Programme support"), table["support"], DASH),
    ]
    hours = numbers.hours(sum(minutes.values()), language())
    rows.append(_row(facts, _("Received"), table["totals"], hours, total=True))
    return Table(
        caption=_("Value received by activity, %(period)s, %(currency)s")
        % {
            "period": period(facts.context["period"]["from"], facts.context["period"]["to"]),
            "currency": facts.currency,
        },
        corner=_("Activity"),
        columns=(_("Hours"), *facts.codes, _("Total")),
        rows=tuple(rows),
        note=_(
            "Direct and joint work together. Amounts are rounded as one table, so that rows and "
            "columns add up; the hours, of services alone, are rounded one by one. The exact "
            "values are in the data attached to this document."
        ),
        widest=WIDE,
    )


def _label(facts: Facts, code: str) -> str:
    title = facts.context["activities"].get(code)
    return f"{code}: {title}" if title and title != code else code


def _row(
    facts: Facts, label: str, cells: Mapping[str, str], hours: str, *, total: bool = False
) -> Row:
    found = [cells[code] for code in facts.codes]
    return Row(label, (hours, *map(amount, [*found, sum_text(found)])), total)


def activity_csv(facts: Facts) -> bytes:
    """Return the annex as CSV: a line for each activity, exact and rounded for each instrument."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(
        ["activity", "title", "area", "minutes"]
        + [f"{code} {form}" for code in facts.codes for form in ("exact", "rounded")]
    )
    for row in facts.results["activities"]:
        title = facts.context["activities"].get(row["activity"], "")
        texts = [no_formula(text) for text in (row["activity"], title, row["area"] or "")]
        cells = [row["value"][code][form] for code in facts.codes for form in ("exact", "rounded")]
        writer.writerow([*texts, row["minutes"], *cells])
    return buffer.getvalue().encode()


def run_json(facts: Facts) -> bytes:
    """Return the document of ``value --json`` for the run behind the report."""
    run = facts.context["run"]
    document = {"run": run["id"], "digest": run["digest"], **facts.results}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
