"""What is different under other terms, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.core.what_if import read_changes
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from reporting.core import numbers
from reporting.sections.wording import amount, day, joined, money, percent, shares
from secretariats.core.exact import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from costsharing.core.what_if import Changes


def change_sentences(changes: Mapping[str, Any], currency: str) -> list[str]:
    """Return what is different, a sentence for each; empty where nothing is.

    Args:
        changes: as ``changes_document`` writes them.
        currency: the unit's.
    """
    found, _problems = read_changes(changes)
    texts = [*_parties(found), *_key(found, currency), *_policies(found)]
    if texts and found.start:
        texts.insert(0, _("What is agreed differs from %(day)s on.") % {"day": day(found.start)})
    return [*texts, *_costs(found, currency)]


def _parties(changes: Changes) -> Iterator[str]:
    for joining in changes.added:
        words = {"instrument": joining.instrument, "share": joining.share}
        yield (
            _("%(instrument)s joins the agreement.") % words
            if joining.share is None
            else _(
                "%(instrument)s joins the agreement with %(share)s; the others keep their "
                "proportions."
            )
            % words
        )
        yield (
            _("All joint work is for %(instrument)s too.") % words
            if joining.joint
            else _("Joint work is as recorded, for %(instrument)s only where it says so.") % words
        )
    for leaving in changes.leaving:
        text = (
            _(
                "%(instrument)s leaves the agreement; its direct work is not done any more, and "
                "joint work is for the others."
            )
            if leaving.dropped
            else _("%(instrument)s leaves the agreement; work for it goes on as recorded.")
        )
        yield text % {"instrument": leaving.instrument}
    if changes.leaving and not changes.shares:
        yield _("What it funded falls to the others in proportion.")


def _key(changes: Changes, currency: str) -> Iterator[str]:
    if changes.shares:
        key = dict(changes.shares)
        order = sorted(key, key=lambda code: (-key[code], code))
        yield _("The key gives %(shares)s.") % {"shares": shares(key, order)}
    if changes.by_budgets:
        yield _("The budgets decide the key.")
    for one in changes.budgets:
        words = {"instrument": one.instrument, "amount": _money(currency, one.amount)}
        yield (
            _("The budget of %(instrument)s is %(amount)s.") % words
            if one.year is None
            else _("The budget of %(instrument)s for %(year)s is %(amount)s, as recorded.")
            % (words | {"year": one.year})
        )


def _policies(changes: Changes) -> Iterator[str]:
    if changes.joint:
        rule = JOINT_WORDS.get(changes.joint, changes.joint)
        yield _("Joint work is shared %(rule)s.") % {"rule": rule}
    if changes.overhead:
        rule = OVERHEAD_WORDS.get(changes.overhead, changes.overhead)
        yield _("Overhead is shared %(rule)s.") % {"rule": rule}
    if changes.support is not None:
        yield _("The support rate is %(rate)s.") % {"rate": percent(changes.support)}


def _costs(changes: Changes, currency: str) -> Iterator[str]:
    if changes.costs:
        yield _("Every hourly cost changes by %(part)s.") % {"part": _part(changes.costs)}
    if changes.fees is not None:
        yield _("Fees of contracts change by %(part)s.") % {"part": _part(changes.fees)}
    if changes.expenditure:
        yield _("Money spent changes by %(part)s.") % {"part": _part(changes.expenditure)}
    if changes.grades:
        listed = [
            _("%(grade)s %(annual)s a year for %(hours)s hours")
            % {
                "grade": one.grade,
                "annual": _money(currency, one.annual),
                "hours": _plain(one.hours, places=0),
            }
            for one in changes.grades
        ]
        yield _("Standard costs: %(list)s.") % {"list": joined(listed)}
    for code, rate in changes.rates:
        words = {"rate": _plain(rate), "currency": code}
        yield _("One US dollar is %(rate)s %(currency)s throughout.") % words


def _part(part: Fraction) -> str:
    """Return a part of one as a percentage, exactly."""
    sign = "+" if part > 0 else numbers.MINUS if part < 0 else ""
    return f"{sign}{_plain(abs(part) * 100, places=0)}{numbers.NO_BREAK}%"


def _money(currency: str, value: Fraction) -> str:
    try:
        return money(currency, decimal_text(value))
    except ValueError:
        return f"{currency} {value}"


def _plain(value: Fraction, *, places: int = 2) -> str:
    try:
        return amount(decimal_text(value, places=places))
    except ValueError:
        return str(value)
