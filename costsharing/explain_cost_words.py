"""What an hour costs, and how that came about, in the words of the language that is active."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core import explain_costs
from costsharing.explain_words import amount, as_fraction, day, language
from secretariats.core import numbers

if TYPE_CHECKING:
    from costsharing.core.explain_costs import Cost, Step

# Decimals of a rate at most.
MOST = 30


def cost_title(cost: Cost, person: str = "") -> str:
    """Return whose hours they are: a grade, a fee, a person's month."""
    if cost.kind == explain_costs.FEE:
        return _("Contract")
    if cost.kind == explain_costs.GRADES:
        return " + ".join(step.grade for step in cost.steps)
    return person or _("Staff cost of a month")


def cost_words(cost: Cost, currency: str) -> str:
    """Return how the cost of an hour came about."""
    texts = [_step(step, currency) for step in cost.steps]
    if cost.kind != explain_costs.STAFF_COST:
        return " + ".join(texts)
    listed = " + ".join(texts) or amount(Fraction(0))
    if not cost.minutes:
        return listed
    return _("(%(costs)s) / %(minutes)s minutes × 60") % {
        "costs": listed,
        "minutes": amount(as_fraction(cost.minutes), 0),
    }


def _step(step: Step, currency: str) -> str:
    text = f"{step.currency}{numbers.NO_BREAK}{amount(step.amount)}"
    if step.hours is not None:
        hours = amount(step.hours, 0 if step.hours.denominator == 1 else 2)
        text = _("%(annual)s a year / %(hours)s hours") % {"annual": text, "hours": hours}
    if step.rates is not None and step.day is not None:
        to, of = step.rates
        text += " " + _("× %(to)s / %(of)s (%(currency)s for %(source)s on %(day)s)") % {
            "to": numbers.decimal(_plain(to), language()),
            "of": numbers.decimal(_plain(of), language()),
            "currency": currency,
            "source": step.currency,
            "day": day(step.day),
        }
    return f"{text} × {step.part}" if step.part != 1 else text


def _plain(rate: Fraction) -> str:
    """Return a rate as its decimals; stored rates end."""
    places = 0
    while (rate * 10**places).denominator != 1 and places < MOST:
        places += 1
    whole, rest = divmod(rate.numerator * 10**places // rate.denominator, 10**places)
    return f"{whole}.{rest:0{places}d}" if places else str(whole)
