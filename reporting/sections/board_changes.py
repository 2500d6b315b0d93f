"""What differs most between a period and the one it is compared with, and the cause if known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.sections.facts import exact
from reporting.sections.wording import language, percent
from secretariats.core.exact import cents, cents_text

if TYPE_CHECKING:
    from reporting.sections.facts import Facts

ZERO = Fraction(0)
# So many activities say what changed; more would be a list again.
TOLD = 3


def changes(facts: Facts, before: Facts, code: str, *, absence: tuple[int, int]) -> list[str]:
    """Return sentences on what differs most from the period before, the cause that is known first.

    Args:
        facts: the figures of the period.
        before: those of the period it is compared with.
        code: the instrument.
        absence: minutes of absence of the whole team, before and in the period.
    """
    told = []
    hours = [numbers.hours(minutes, language()) for minutes in absence]
    if absence[0] != absence[1]:
        told.append(
            _("Absence of the whole team: %(now)s hours, %(then)s before.")
            % {"now": hours[1], "then": hours[0]}
        )
    for name, text in (
        ("recorded", _("Recorded time: %(now)s hours, %(then)s before.")),
        ("expected", _("Expected time: %(now)s hours, %(then)s before.")),
    ):
        now, then = facts.limitation(name), before.limitation(name)
        if now is not None and then is not None and now != then:
            told.append(
                text
                % {
                    "now": numbers.hours(now, language()),
                    "then": numbers.hours(then, language()),
                }
            )
    if facts.coverage is not None and before.coverage is not None:
        told.append(
            _("Coverage: %(now)s of the expected minutes recorded, %(then)s before.")
            % {"now": percent(facts.coverage), "then": percent(before.coverage)}
        )
    return [*told, *_elsewhere(facts, before, code), *_changed_activities(facts, before, code)]


def _elsewhere(facts: Facts, before: Facts, code: str) -> list[str]:
    """Return where the time went that an instrument got less of: to the work that rose most."""
    others = [one for one in facts.codes if one != code]
    loss = sum(_values(before, [code]).values()) - sum(_values(facts, [code]).values())
    now, then = _values(facts, others), _values(before, others)
    rise = {activity: now[activity] - then.get(activity, ZERO) for activity in now}
    if loss <= 0 or not rise:
        return []
    most = min(rise, key=lambda activity: (-rise[activity], activity))
    if rise[most] * 2 < loss:
        return []
    text = _(
        "Work for others rose most on %(activity)s: %(difference)s %(currency)s (%(now)s, "
        "%(then)s before)."
    )
    return [text % _told(facts, most, now[most], then.get(most, ZERO))]


def _values(found: Facts, codes: list[str]) -> dict[str, Fraction]:
    """Return activity → exact value for some of the instruments together."""
    return {
        row["activity"]: sum(
            (exact(row["value"][code]) for code in codes if code in row["value"]), ZERO
        )
        for row in found.results["activities"]
    }


def _told(facts: Facts, activity: str, now: Fraction, then: Fraction) -> dict[str, str]:
    def amount(value: Fraction, *, signed: bool = False) -> str:
        return numbers.decimal(cents_text(cents(value)), language(), signed=signed)

    return {
        "activity": facts.context["activities"].get(activity, activity),
        "difference": amount(now - then, signed=True),
        "currency": facts.currency,
        "now": amount(now),
        "then": amount(then),
    }


def _changed_activities(facts: Facts, before: Facts, code: str) -> list[str]:
    now, then = _values(facts, [code]), _values(before, [code])
    moved = {
        activity: now.get(activity, ZERO) - then.get(activity, ZERO) for activity in now | then
    }
    largest = sorted(moved, key=lambda activity: (-abs(moved[activity]), activity))[:TOLD]
    text = _("%(activity)s: %(difference)s %(currency)s (%(now)s, %(then)s before).")
    return [
        text % _told(facts, activity, now.get(activity, ZERO), then.get(activity, ZERO))
        for activity in largest
        if cents(moved[activity])
    ]
