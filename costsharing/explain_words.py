"""What stands behind a figure, in the words of the language that is active."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from costsharing.core import explain_lines, explain_printed
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from secretariats.core import numbers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from costsharing.core.explain_lines import Line, Weight
    from costsharing.core.explain_printed import Printed
    from costsharing.core.inputs import Spent

FIGURE_WORDS = {
    "direct": gettext_lazy("direct"),
    "joint": gettext_lazy("joint"),
    "services": gettext_lazy("direct and joint"),
    "overhead": gettext_lazy("overhead"),
    "support": gettext_lazy("programme support"),
    "received": gettext_lazy("received"),
    "funded": gettext_lazy("share by key"),
    "balance": gettext_lazy("balance"),
    "lowest": gettext_lazy("lowest value received"),
    "highest": gettext_lazy("highest value received"),
    "due": gettext_lazy("due"),
    "paid": gettext_lazy("paid"),
    "net": gettext_lazy("paid less due"),
    "unallocated": gettext_lazy("unallocated"),
    "unrecorded": gettext_lazy("unrecorded"),
    "not_logged": gettext_lazy("worth of time not logged"),
}
# Past this a fraction tells less than a percentage.
_READABLE = 1000
_MORE = 4


def language() -> str:
    """Return the code of the active language."""
    return get_language() or "en"


def amount(value: Fraction, places: int = 2) -> str:
    """Return an exact amount at so many decimals, as the language writes it."""
    return numbers.rounded(value, language(), places=places)


def finely(value: Fraction) -> str:
    """Return an amount with four decimals: parts of cents are seen."""
    return amount(value, _MORE)


def printed(text: str) -> str:
    """Return a rounded amount such as ``"-1234.50"`` as the language writes it."""
    return numbers.decimal(text, language())


def fraction(value: Fraction) -> str:
    """Return a share as a fraction, and as a percentage where that says more."""
    if value == 1:
        return _("the whole")
    if value.denominator <= _READABLE:
        return str(value)
    return numbers.percent(value, language(), places=_MORE)


def day(date: dt.date) -> str:
    """Return a date as the language writes it."""
    return formats.date_format(date, "DATE_FORMAT")


def month(date: dt.date) -> str:
    """Return a month as the language writes it."""
    return formats.date_format(date, "YEAR_MONTH_FORMAT")


def days(start: dt.date, end: dt.date) -> str:
    """Return from when until when."""
    if start == end:
        return day(start)
    return _("%(start)s to %(end)s") % {"start": day(start), "end": day(end)}


def figure_name(figure: str, instrument: str) -> str:
    """Return what a figure is called: ``CMS, joint``."""
    words = str(FIGURE_WORDS[figure])
    return f"{instrument}, {words}" if instrument else words


def count_sentence(entries: int, lines: int, costs: int, exact: Fraction, shown: str) -> str:
    """Return what a figure is made of, in numbers."""
    parts = [
        text % {"count": amount(as_fraction(number), 0)}
        for number, text in (
            (entries, ngettext("%(count)s entry", "%(count)s entries", entries)),
            (costs, ngettext("%(count)s hourly cost", "%(count)s hourly costs", costs)),
            (lines, ngettext("%(count)s line", "%(count)s lines", lines)),
        )
    ]
    return _(
        "%(entries)s at %(costs)s, in %(lines)s: they add up to %(exact)s, printed as %(printed)s."
    ) % {
        "entries": parts[0],
        "costs": parts[1],
        "lines": parts[2],
        "exact": exact_words(exact),
        "printed": printed(shown),
    }


def money_sentence(lines: int, exact: Fraction, shown: str) -> str:
    """Return what a figure without entries is made of."""
    text = ngettext(
        "%(count)s line: it gives %(exact)s, printed as %(printed)s.",
        "%(count)s lines: they add up to %(exact)s, printed as %(printed)s.",
        lines,
    )
    return text % {
        "count": amount(as_fraction(lines), 0),
        "exact": exact_words(exact),
        "printed": printed(shown),
    }


def exact_words(value: Fraction) -> str:
    """Return an exact amount as decimals, with an ellipsis where they do not end there."""
    ends = (value * 10**6).denominator == 1
    if (value * 100).denominator == 1:
        return amount(value)
    return amount(value, 6) if ends else f"{amount(value, 6)}…"


def as_fraction(number: int) -> Fraction:
    """Return a whole number as an exact amount."""
    return Fraction(number)


def why(line: Line) -> str:
    """Return why a part of a line's value is in the figure."""
    weight = line.weight
    listed = basis(weight, of_money=weight.reason == explain_lines.BY_VALUE)
    known = {
        explain_lines.DIRECT: _("the only beneficiary: the whole value"),
        explain_lines.BY_KEY: _("by the key among those it served: %(basis)s")
        if line.whom
        else _("by the key: %(basis)s"),
        explain_lines.NO_KEY: _("the key gives nothing to any of them, so in equal parts"),
        explain_lines.BY_VALUE: _("in proportion to the direct value of the month: %(basis)s")
        if line.whom
        else _("in proportion to the direct and joint value of the month: %(basis)s"),
        explain_lines.EQUALLY: _("in equal parts"),
        explain_lines.RECORDED: _("the recorded part of the month: %(basis)s minutes"),
        explain_lines.WHOLE: _("counted whole, whoever shares it"),
        explain_lines.SHARE: _("the share by the key of the date: %(basis)s"),
        explain_lines.NOBODY: _("not shared out"),
        explain_lines.PAID: _("paid by this instrument"),
        explain_lines.CHARGED: _("charged to this instrument alone"),
    }
    words = {**JOINT_WORDS, **OVERHEAD_WORDS}
    if weight.reason not in known:
        return str(words.get(weight.rule, weight.rule))
    return known[weight.reason] % {"basis": listed}


def basis(weight: Weight, *, of_money: bool) -> str:
    """Return what a part is in proportion to."""
    if weight.reason == explain_lines.RECORDED:
        recorded, missing = (of for _, of in weight.basis)
        return _("%(recorded)s of %(all)s") % {
            "recorded": amount(recorded, 0),
            "all": amount(recorded + missing, 0),
        }
    show = amount if of_money else fraction
    return ", ".join(f"{code} {show(of)}" for code, of in weight.basis)


def support(line: Line) -> str:
    """Return what the support makes of a line; empty where none is part of the figure."""
    if line.rate is None:
        return ""
    percent = numbers.percent(line.rate, language(), places=1)
    if abs(line.factor) == line.rate:
        return _("support of %(percent)s on it") % {"percent": percent}
    if not line.rate:
        return ""
    return _("with support of %(percent)s") % {"percent": percent}


def group_title(line: Line) -> str:
    """Return what a group of lines is: the kind of work, and whom it served."""
    whom = ", ".join(line.whom)
    if line.about == explain_lines.OVERHEAD:
        return _("Running the unit")
    if line.about == explain_lines.MISSING:
        return _("Expected time that was not recorded")
    if line.about == explain_lines.STAFF_COST:
        return _("Staff cost of a month without recorded time")
    if line.about == explain_lines.SPENT:
        return _("Money spent")
    if len(line.whom) == 1:
        return _("Work for %(instrument)s alone") % {"instrument": whom}
    return _("Joint work for %(instruments)s") % {"instruments": whom}


def spent(one: Spent) -> str:
    """Return an expenditure: its day, its amount as it was laid out, and who paid it."""
    return _("%(day)s: %(currency)s %(amount)s, paid by %(instrument)s") % {
        "day": day(one.date),
        "currency": one.currency,
        "amount": amount(one.amount),
        "instrument": one.paid_by,
    }


def rounding(shown: Printed) -> str:
    """Return what made the printed cent."""
    of: Sequence[str] = [printed(text) for text in shown.of]
    known = {
        explain_printed.ALONE: _("Rounded to the nearest cent, half up, alone."),
        explain_printed.CELL: _(
            "A cell of a table that is rounded as a whole, so that its rows and columns add up: "
            "the cent below or the cent above, whichever makes the whole table closest."
        ),
        explain_printed.COLUMN: _(
            "The sum of the rounded cells of the instrument's column: the table of the run is "
            "rounded as a whole, so that its rows and columns add up."
        ),
        explain_printed.SUM: _(
            "The sum of the instrument's rounded cells of services in the table of the run, "
            "which is rounded as a whole."
        ),
        explain_printed.SPLIT: _(
            "A rounded total is split: each part is first cut to the cent, and the cents that are "
            "left go to the largest fractions."
        ),
    }
    if shown.rule in known:
        return known[shown.rule]
    first, second = of
    texts = {
        explain_printed.AT_MOST: _(
            "Rounded to the nearest cent, half up, but at most the rounded services of the "
            "instrument, %(first)s."
        ),
        explain_printed.REST: _(
            "The rest of the rounded services of the instrument, %(first)s, less direct as "
            "printed, %(second)s."
        ),
        explain_printed.LESS: _(
            "The difference of two printed figures: %(first)s less %(second)s."
        ),
    }
    return texts[shown.rule] % {"first": first, "second": second}
