"""What a report says, in four lines of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.core.numbers import DASH, decimal, percent
from reporting.sections.facts import Facts
from reporting.sections.wording import finding

if TYPE_CHECKING:
    from collections.abc import Mapping


def summary(context: Mapping[str, Any]) -> list[str]:
    """Return received, share by key, balance and range of a report's instruments.

    Args:
        context: the frozen context of a report.

    Every line names its figure; no value stands without its range and the coverage behind it.
    """
    facts = Facts(context)
    language = get_language() or "en"

    def line(label: str, texts: Mapping[str, str], more: str = "") -> str:
        told = "; ".join(f"{code} {text}" for code, text in texts.items())
        return f"{label:<9} {told}{more}"

    def amounts(name: str, *, signed: bool = False) -> dict[str, str]:
        return {
            one.code: decimal(getattr(one, name), language, signed=signed)
            for one in facts.received
        }

    words = {"currency": facts.currency, **facts.context["period"]}
    period = _(" (%(currency)s, %(from)s to %(to)s, synthetic)")
    if not facts.context["unit"]["synthetic"]:
        period = _(" (%(currency)s, %(from)s to %(to)s)")
    lowest, highest = amounts("lowest"), amounts("highest")
    ranges = {
        one.code: f"{lowest[one.code]} {DASH} {highest[one.code]} ({finding(one.verdict)})"
        for one in facts.received
    }
    coverage = _("; coverage %(share)s") % {"share": percent(facts.coverage, language)}
    return [
        line(_("Received:"), amounts("received"), period % words),
        line(_("Funded:"), amounts("funded"), _(" (share by key)")),
        line(_("Balance:"), amounts("balance", signed=True)),
        line(_("Range:"), ranges, coverage),
    ]
