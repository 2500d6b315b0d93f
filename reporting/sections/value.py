"""Value received against the share by key: table, chart of ranges, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core.charts.definition import Range, RangeBars, RangeWords
from reporting.core.charts.marks import marks_of
from reporting.core.numbers import DASH
from reporting.core.tables import Row, Table
from reporting.sections.facts import exact, sum_text, whole_cents
from reporting.sections.wording import (
    amount,
    finding,
    joined,
    language,
    money,
    percent,
    period,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.sections.facts import Facts, Received

# Figures of more instruments than these are no longer heard as language.
MOST_IN_WORDS = 3


def value_table(facts: Facts) -> Table:
    """Return what each instrument received, from what parts, beside its share by key."""
    rows = [
        _row(_("Direct services"), facts.figures("direct")),
        _row(_("Part of joint services"), facts.figures("joint")),
        _row(_("Part of the overhead of the unit"), facts.figures("overhead")),
    ]
    if any(whole_cents(text) for text in facts.figures("support").values()):
        rows.append(_row(_("Programme support"), facts.figures("support")))
    rows += [
        _row(_("Received"), facts.figures("received"), total=True),
        _row(_("Share by key"), facts.figures("funded")),
        _row(_("Balance"), facts.figures("balance"), total=True, signed=True),
        _row(_("Lowest value received"), facts.figures("lowest"), adds_up=False),
        _row(_("Highest value received"), facts.figures("highest"), adds_up=False),
    ]
    return Table(
        caption=_("Value received and share by key, %(period)s, %(currency)s")
        % {"period": _period(facts), "currency": facts.currency},
        columns=(*facts.codes, _("Total")),
        rows=tuple(rows),
        note=_(
            "Coverage %(coverage)s of the expected minutes; approved %(approved)s of the recorded "
            "minutes. Lowest and highest value: what the limitations in Annex 1 leave open."
        )
        % {
            "coverage": percent(facts.coverage),
            "approved": percent(facts.limitation("approved_share")),
        },
    )


def _row(
    label: str,
    cells: Mapping[str, str],
    *,
    total: bool = False,
    signed: bool = False,
    adds_up: bool = True,
) -> Row:
    last = amount(sum_text(cells.values()), signed=signed) if adds_up else DASH
    return Row(label, (*(amount(text, signed=signed) for text in cells.values()), last), total)


def _period(facts: Facts) -> str:
    return period(facts.context["period"]["from"], facts.context["period"]["to"])


def range_chart(facts: Facts) -> RangeBars | None:
    """Return the range of what each instrument received, beside its share by key.

    None where there is nothing to draw: every value is zero.
    """
    if not any(whole_cents(row.highest) or whole_cents(row.funded) for row in facts.received):
        return None
    marks = marks_of(facts.codes, facts.palette)
    found = facts.results["instruments"]
    return RangeBars(
        title=_("Value received in its range, and share by key, %(currency)s")
        % {"currency": facts.currency},
        alt=_ranges_in_words(facts),
        language=language(),
        words=RangeWords(
            corner=_("Instrument"),
            lowest=_("to the lowest value"),
            highest=_("to the highest value"),
            received=_("received"),
            funded=_("share by key"),
        ),
        ranges=tuple(
            Range(
                name=code,
                mark=marks[code],
                lowest=exact(found[code]["lowest"]),
                received=exact(found[code]["received"]),
                funded=exact(found[code]["funded"]),
                highest=exact(found[code]["highest"]),
            )
            for code in facts.codes
        ),
    )


def _ranges_in_words(facts: Facts) -> str:
    """Return what the chart of ranges shows; more than a few figures are left to the table."""
    texts = [_("Value received in its range, and share by key, for each instrument.")]
    if len(facts.received) > MOST_IN_WORDS:
        inside = [row.code for row in facts.received if lies_inside(facts, row.code)]
        outside = [row.code for row in facts.received if row.code not in inside]
        if inside:
            text = _("The share by key lies inside the range for %(instruments)s.")
            texts.append(text % {"instruments": joined(inside)})
        if outside:
            text = _("The share by key lies outside the range for %(instruments)s.")
            texts.append(text % {"instruments": joined(outside)})
        return " ".join([*texts, _("The figures stand in the table before.")])
    for row in facts.received:
        text = _(
            "%(instrument)s: lowest %(lowest)s, received %(received)s, share by key %(funded)s, "
            "highest %(highest)s."
        )
        texts.append(
            text
            % {
                "instrument": row.code,
                "lowest": money(facts.currency, row.lowest),
                "received": money(facts.currency, row.received),
                "funded": money(facts.currency, row.funded),
                "highest": money(facts.currency, row.highest),
            }
        )
    return " ".join(texts)


def lies_inside(facts: Facts, code: str) -> bool:
    """Return whether an instrument's share by key lies in the range of what it received."""
    found = facts.results["instruments"][code]
    return exact(found["lowest"]) <= exact(found["funded"]) <= exact(found["highest"])


def summary_line(facts: Facts, row: Received) -> str:
    """Return one instrument's figures with their range, in one sentence."""
    return _(
        "%(instrument)s received services worth %(received)s (range %(lowest)s to %(highest)s); "
        "its share by key is %(funded)s: %(finding)s."
    ) % {
        "instrument": row.code,
        "received": money(facts.currency, row.received),
        "lowest": money(facts.currency, row.lowest),
        "highest": money(facts.currency, row.highest),
        "funded": money(facts.currency, row.funded),
        "finding": finding(row.verdict),
    }


def value_sentence(facts: Facts, row: Received) -> str:
    """Return what one instrument's figures say, and no more than they can."""
    words = {
        "instrument": row.code,
        "received": money(facts.currency, row.received),
        "balance": money(facts.currency, row.balance.removeprefix("-")),
        "funded": money(facts.currency, row.funded),
        "lowest": money(facts.currency, row.lowest),
        "highest": money(facts.currency, row.highest),
        "finding": finding(row.verdict),
    }
    cents = whole_cents(row.balance)
    if cents > 0:
        text = _(
            "%(instrument)s received services worth %(received)s, which is %(balance)s more than "
            "its share by key."
        )
    elif cents < 0:
        text = _(
            "%(instrument)s received services worth %(received)s, which is %(balance)s less than "
            "its share by key."
        )
    else:
        text = _("%(instrument)s received services worth %(received)s, which is its share by key.")
    where = (
        _(
            "The share by key of %(funded)s lies inside the range from %(lowest)s to %(highest)s: "
            "%(finding)s."
        )
        if lies_inside(facts, row.code)
        else _(
            "The share by key of %(funded)s lies outside the range from %(lowest)s to "
            "%(highest)s: %(finding)s."
        )
    )
    return f"{text % words} {where % words}"
