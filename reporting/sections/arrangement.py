"""The arrangement: who shares, by which key, on which basis, by which rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.sections.wording import day, joined, percent, period, shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.sections.facts import Facts


def _fractions(shares_: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: Fraction(text) for code, text in shares_.items()}


def key_sentences(facts: Facts) -> list[str]:
    """Return a sentence for each key in force in the period, with its dates and basis."""
    keys = facts.results["keys"]
    if not keys:
        return [_("No agreement was in force in the period.")]
    return [_key_sentence(facts, key) for key in keys]


def _key_sentence(facts: Facts, key: Mapping[str, Any]) -> str:
    words = {
        "period": period(key["from"], key["to"]),
        "shares": shares(_fractions(key["shares"]), facts.codes),
    }
    if key["basis"] == "fixed":
        return (
            _(
                "From %(period)s the cost of the unit was shared by an agreed key: %(shares)s. "
                "The fractions are agreed, not computed."
            )
            % words
        )
    text = (
        _(
            "From %(period)s the cost of the unit was shared in proportion to the instruments' "
            "budgets of the year: %(shares)s."
        )
        % words
    )
    if key["provisional"]:
        text += " " + _("A budget behind this key is provisional.")
    return text


def agreement_sentences(facts: Facts) -> list[str]:
    """Return since when each agreement of the period is in force, and until when."""
    texts = []
    for agreement in facts.context["arrangement"]["agreements"]:
        listed = [code for code in facts.codes if code in agreement["instruments"]]
        words = {
            "instruments": joined(listed or agreement["instruments"]),
            "start": day(agreement["from"]),
            "end": day(agreement["to"]) if agreement["to"] else "",
        }
        text = (
            _("The agreement between %(instruments)s is in force from %(start)s to %(end)s.")
            if agreement["to"]
            else _(
                "The agreement between %(instruments)s is in force since %(start)s, without a "
                "fixed end."
            )
        )
        texts.append(text % words)
    return texts


def budget_sentences(facts: Facts) -> list[str]:
    """Return what the budgets alone would give, beside a key that was agreed."""
    texts = []
    for row in facts.context["arrangement"]["by_budgets"]:
        found = _fractions(row["shares"])
        listed = [
            _("%(share)s to %(instrument)s") % {"share": percent(found[code]), "instrument": code}
            for code in facts.codes
            if code in found
        ]
        text = _(
            "For comparison: the budgets of the instruments for %(year)s alone would give "
            "%(shares)s."
        ) % {"year": row["year"], "shares": joined(listed)}
        if row["provisional"]:
            text += " " + _("A budget of that year is provisional.")
        texts.append(text)
    # Two agreements of one year between the same instruments have the same budgets.
    return list(dict.fromkeys(texts))


def rule_sentences(facts: Facts) -> list[str]:
    """Return the rules for joint work, overhead and support, once each, in plain words."""
    joint: dict[str, None] = {}
    overhead: dict[str, None] = {}
    support: dict[str, None] = {}
    for key in facts.results["keys"]:
        joint[_joint(key["joint"])] = None
        overhead[_overhead(key["overhead"])] = None
        support[_support(Fraction(key["support"]))] = None
    return [*joint, *overhead, *support]


def _joint(policy: str) -> str:
    known = {
        "key": _(
            "Work for several instruments at once is shared out among them by the key on its "
            "date, scaled to those it served."
        ),
        "direct": _(
            "Work for several instruments at once is shared out among them in proportion to the "
            "direct work done for each in the month."
        ),
        "equal": _("Work for several instruments at once is shared out among them equally."),
    }
    return known.get(policy) or _("Rule for joint work: %(rule)s.") % {"rule": policy}


def _overhead(policy: str) -> str:
    known = {
        "proportional": _(
            "The overhead of the unit is shared out in proportion to the direct and joint work "
            "for each instrument in the month."
        ),
        "key": _("The overhead of the unit is shared out by the key on its date."),
        "equal": _("The overhead of the unit is shared out equally."),
        "none": _("The overhead of the unit is not shared out; it is shown as unallocated."),
    }
    return known.get(policy) or _("Rule for overhead: %(rule)s.") % {"rule": policy}


def _support(rate: Fraction) -> str:
    if not rate:
        return _("No programme support is added.")
    return _("Programme support of %(rate)s is added to every amount.") % {"rate": percent(rate)}
