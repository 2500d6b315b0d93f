"""PDF: a statement as both sides confirmed it, A4, archivable and accessible."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from costsharing.models import Statement
from secretariats.core.numbers import NO_BREAK, decimal, percent
from secretariats.renderers.archivable_pdf import write_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costsharing.queries.statements import StatementShown

MEDIA_TYPE = "application/pdf"
# A fraction with a longer denominator says less than a percentage; the workbook has it exactly.
LONGEST_SHORT = 1000
# With more instruments the annex names their parts in words, since columns would not fit.
MOST_COLUMNS = 5


def render(shown: StatementShown) -> bytes:
    """Return the statement as PDF, in the language that is active; the same gives the same bytes.

    Raises:
        FileNotFoundError: the style sheet is not among the site's static files.
    """
    html = render_to_string("costsharing/documents/statement.html", context(shown))
    row = shown.row
    language = get_language() or "en"
    return write_pdf(
        html,
        made=row.final or row.created,
        identifier=f"{row.digest} {language} {row.state} {row.number}",
    )


def context(shown: StatementShown) -> dict[str, Any]:
    """Return what the document's template shows, in the language that is active."""
    row, content = shown.row, shown.content
    codes = list(content["sides"])
    lines = [_line(line, codes) for line in content["lines"]]
    first = row.start.isoformat()
    return {
        "language": get_language() or "en",
        "row": row,
        "unit": row.unit,
        "symbol": shown.symbol,
        "is_final": row.state == Statement.State.FINAL,
        "currency": content["currency"],
        "period": period(row.start, row.end),
        "year_so_far": period(dt.date(row.year, 1, 1), row.end),
        "codes": codes,
        "instruments": [(code, content["instruments"][code]) for code in codes],
        "total": content["total"],
        "transfers": content["transfers"],
        "corrections": content["corrections"],
        "before": [
            {"symbol": f"{row.unit.code}/{row.year}/{one['number']}", "to": day(one["to"])}
            for one in content["before"]
        ],
        "provisional": content["provisional"],
        "sides": [
            {
                "instrument": one.instrument,
                "state": one.state,
                "people": one.people,
                "day": _local_day(one.at, row.unit.timezone),
            }
            for one in shown.sides
        ],
        "final": _local_day(row.final, row.unit.timezone),
        "columns": codes if len(codes) <= MOST_COLUMNS else [],
        "parts": [
            (title, found)
            for title, found in (
                (
                    _("In the period of this statement"),
                    [one for one in lines if one["iso"] >= first],
                ),
                (_("Earlier, settled before"), [one for one in lines if one["iso"] < first]),
            )
            if found
        ],
    }


def _line(line: Mapping[str, Any], codes: Sequence[str]) -> dict[str, Any]:
    due = line["due"]
    return {
        "iso": line["date"],
        "day": _short_day(line["date"]),
        "description": line["description"],
        "paid_by": line["paid_by"],
        "amount": f"{line['currency']} {amount(line['amount'])}",
        "value": amount(line["value"]["rounded"]),
        "shared": shared_by(line),
        "due": [amount(due[code]["rounded"]) if code in due else "" for code in codes],
        "due_words": ", ".join(
            f"{code} {amount(figure['rounded'])}" for code, figure in due.items()
        ),
    }


def shared_by(line: Mapping[str, Any]) -> str:
    """Return the key of an expenditure, or to whom it is charged, in words."""
    if line["key"] is None:
        return _("charged to %(code)s") % {"code": line["charged_to"]}
    return ", ".join(
        f"{code}{NO_BREAK}{_share(Fraction(text))}" for code, text in line["key"].items()
    )


def _share(share: Fraction) -> str:
    if share.denominator <= LONGEST_SHORT:
        return str(share)
    return percent(share, get_language() or "en", places=2)


def amount(text: str) -> str:
    """Return an amount as the active language writes it."""
    return decimal(text, get_language() or "en")


def day(text: str) -> str:
    """Return a day in words, as the active language writes it."""
    return formats.date_format(dt.date.fromisoformat(text), "DATE_FORMAT")


def _short_day(text: str) -> str:
    """Return a day with its month in few letters, so that nobody takes it for another."""
    return formats.date_format(dt.date.fromisoformat(text), "j N Y")


def _local_day(moment: dt.datetime | None, zone: str) -> str:
    """Return the day of a moment where the unit works, in words; empty for none."""
    if moment is None:
        return ""
    return day(moment.astimezone(ZoneInfo(zone)).date().isoformat())


def period(start: dt.date, end: dt.date) -> str:
    """Return first and last day in words."""
    days = {"first": day(start.isoformat()), "last": day(end.isoformat())}
    return _("%(first)s to %(last)s") % days
