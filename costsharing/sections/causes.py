"""The causes of a difference in words: what was, and what is now."""

# Documents are read as they were kept; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from secretariats.core import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ARROW = " → "
_AMOUNT = re.compile(r"([A-Z]{3}) (-?[0-9]+(?:\.[0-9]+)?)")


def cause_text(cause: Mapping[str, Any]) -> str:
    """Return a cause in words; what could be valued only together stands together."""
    return "; ".join(part_text(part) for part in cause["parts"])


def part_text(part: Mapping[str, Any]) -> str:
    """Return what differs in words, such as ``Rate of EUR from 1 March 2017: 0.956 → 0.951``."""
    said = _KINDS.get(part["kind"], _other)(part)
    if part["count"] > 1 and part["was"] is None and part["now"] is None:
        more = ngettext("%(count)d change", "%(count)d changes", part["count"])
        return f"{said}: {more % {'count': part['count']}}"
    return said


def item_texts(part: Mapping[str, Any]) -> list[str]:
    """Return the single changes of a part in words, as many as are told one by one."""
    return [part_text({**part, **item, "count": 1, "items": []}) for item in part["items"]]


def told_in_words(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the causes of a document with their words, as programs are told them."""

    def said(part: Mapping[str, Any]) -> dict[str, Any]:
        return {**part, "text": part_text(part)}

    return {
        "causes": [
            {**cause, "text": cause_text(cause), "parts": [said(one) for one in cause["parts"]]}
            for cause in document["causes"]
        ],
        "silent": [said(part) for part in document["silent"]],
        **{name: document[name] for name in ("difference", "rounding", "coarse")},
    }


def hours(text: str | None) -> str:
    """Return exact minutes such as ``"2490/1"`` as ``41:30``; parts of minutes half up."""
    minutes = Fraction(text or "0/1")
    whole = (2 * minutes.numerator + minutes.denominator) // (2 * minutes.denominator)
    return f"{whole // 60}:{whole % 60:02d}"


def _language() -> str:
    return get_language() or "en"


def day_text(iso: str) -> str:
    """Return a date in words."""
    return formats.date_format(dt.date.fromisoformat(iso), "DATE_FORMAT")


def month_text(month: str) -> str:
    """Return ``March 2017``."""
    return formats.date_format(dt.date.fromisoformat(f"{month}-01"), "F Y")


def _number(text: str) -> str:
    return numbers.decimal(text, _language()) if re.fullmatch(r"-?[0-9.]+", text) else text


def _money(text: str) -> str:
    """Return an amount such as ``EUR 66000.00`` as the language writes it."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return text
    return f"{found[1]}{numbers.NO_BREAK}{_number(found[2])}"


def _when(about: Mapping[str, str]) -> str:
    """Return ``in March 2017``, ``in 2017``, or nothing for the whole period."""
    if "month" in about:
        return _(" in %(month)s") % {"month": month_text(about["month"])}
    return _(" in %(year)s") % {"year": about["year"]} if "year" in about else ""


def _from_to(about: Mapping[str, str]) -> str:
    if "from" not in about:
        return _when(about)
    days = {"start": day_text(about["from"]), "end": day_text(about["to"])}
    if days["start"] == days["end"]:
        return _(" on %(start)s") % days
    return _(" from %(start)s to %(end)s") % days


def _pair(part: Mapping[str, Any], told: Callable[[Any], str]) -> str:
    """Return ``: was → now``; where one is not there, that it is not."""
    if part["was"] is None and part["now"] is None:
        return ""
    texts = [_("none") if one is None else told(one) for one in (part["was"], part["now"])]
    return f": {ARROW.join(texts)}"


def _entries(part: Mapping[str, Any]) -> str:
    about = part["about"]
    values = {
        "activity": about.get("activity", ""),
        "whom": about.get("for", "").replace("+", ", "),
        "when": _when(about),
    }
    if values["whom"]:
        said = _("Entries of %(activity)s for %(whom)s%(when)s") % values
    elif values["activity"]:
        said = _("Entries of %(activity)s%(when)s") % values
    else:
        said = _("Entries%(when)s") % values
    return said + _hours(part)


def _hours(part: Mapping[str, Any]) -> str:
    if part["was"] == part["now"]:
        return _(": %(hours)s hours as before, otherwise spread") % {"hours": hours(part["was"])}
    values = {"was": hours(part["was"]), "now": hours(part["now"])}
    return _(": %(was)s → %(now)s hours") % values


def _missing(part: Mapping[str, Any]) -> str:
    return _("Time expected and not recorded%(when)s") % {"when": _when(part["about"])} + _hours(
        part
    )


def _activity(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        kinds = {"service": _("service"), "overhead": _("overhead"), "absence": _("absence")}
        area, kind = one
        return ", ".join(text for text in (area, kinds.get(kind, kind)) if text)

    name = part["about"].get("activity", "")
    return (_("Activity %(activity)s") % {"activity": name} if name else _("Activities")) + _pair(
        part, told
    )


def _expenditure(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        shared = one["for"] == "shared"
        whose = _("shared") if shared else _("charged to %(code)s") % {"code": one["for"]}
        return f"{_money(one['amount'])}, {whose}"

    about = part["about"]
    if "date" not in about:
        return _("Money spent%(when)s") % {"when": _when(about)} + _pair(part, told)
    values = {"payer": about["paid_by"], "day": day_text(about["date"])}
    return _("Money spent by %(payer)s on %(day)s") % values + _pair(part, told)


def _engaged(part: Mapping[str, Any]) -> str:
    about, values = part["about"], {"hours": hours(part["was"])}
    if "from" not in about:
        return _("Grades and contracts of people, for %(hours)s hours") % values
    said = _("Grade or contract of people, for %(hours)s hours") % values
    return f"{said}: {_money(about['from'])}{ARROW}{_money(about['to'])}"


def _grade(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        values = {"annual": _money(one["annual"]), "hours": _number(one["hours"])}
        return _("%(annual)s for %(hours)s hours") % values

    about = part["about"]
    if "grade" in about:
        values = {"grade": about["grade"], "year": about["year"]}
        said = _("Standard cost of grade %(grade)s in %(year)s") % values
    else:
        said = _("Standard costs%(when)s") % {"when": _when(about)}
    return said + _pair(part, told)


def _staff_cost(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        return " + ".join(_money(line) for line in one)

    return _("Staff cost%(when)s") % {"when": _when(part["about"])} + _pair(part, told)


def _rate(part: Mapping[str, Any]) -> str:
    about = part["about"]
    if "from" in about:
        values = {"currency": about["currency"], "day": day_text(about["from"])}
        return _("Rate of %(currency)s from %(day)s") % values + _pair(part, _number)
    if "currency" in about:
        values = {"currency": about["currency"]}
        return _("Rates of %(currency)s") % values + _pair(part, _number)
    return _("Rates of exchange") + _pair(part, _number)


def _budget(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        amount = _money(one["amount"])
        return _("%(amount)s (provisional)") % {"amount": amount} if one["provisional"] else amount

    about = part["about"]
    if "instrument" in about:
        values = {"instrument": about["instrument"], "year": about["year"]}
        return _("Budget of %(instrument)s for %(year)s") % values + _pair(part, told)
    return _("Budgets%(when)s") % {"when": _when(about)} + _pair(part, told)


def _key(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        if one["key"] is None:
            return _("by the budgets of %(codes)s") % {"codes": ", ".join(one["instruments"])}
        return ", ".join(f"{code} {share}" for code, share in sorted(one["key"].items()))

    return _("Key%(when)s") % {"when": _from_to(part["about"])} + _pair(part, told)


def _terms(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        texts = []
        if one["joint"] is not None:
            texts.append(_("joint work %(rule)s") % {"rule": _joint_rule(one["joint"])})
        if one["overhead"] is not None:
            texts.append(_("overhead %(rule)s") % {"rule": _overhead_rule(one["overhead"])})
        if one["support"] is not None:
            texts.append(_("support %(rate)s") % {"rate": _share(one["support"])})
        return ", ".join(texts) or _("as in the unit")

    said = _("Rules of the agreement%(when)s") % {"when": _from_to(part["about"])}
    return said + _pair(part, told)


def _share(exact: str) -> str:
    return str(Fraction(exact))


def _joint_rule(name: str) -> str:
    return str(JOINT_WORDS.get(name, name))


def _overhead_rule(name: str) -> str:
    return str(OVERHEAD_WORDS.get(name, name))


def _period(part: Mapping[str, Any]) -> str:
    values = {"when": _from_to(part["about"])}
    if part["now"] is None:
        return _("Days that only the other run covers%(when)s") % values
    return _("Days that only this run covers%(when)s") % values


def _method(part: Mapping[str, Any]) -> str:
    known = {"standard": _("standard costs"), "actual": _("what staff really cost")}

    def told(one: Any) -> str:
        return known.get(one, str(one))

    return _("Method, with the record of time that it values") + _pair(part, told)


def _joint(part: Mapping[str, Any]) -> str:
    return _("The unit's rule for joint work") + _pair(part, _joint_rule)


def _overhead(part: Mapping[str, Any]) -> str:
    return _("The unit's rule for overhead") + _pair(part, _overhead_rule)


def _support(part: Mapping[str, Any]) -> str:
    return _("The unit's rate of programme support") + _pair(part, _share)


def _people(_part: Mapping[str, Any]) -> str:
    return _("What people's time costs: grades, contracts and staff costs")


def _other(_part: Mapping[str, Any]) -> str:
    return _("Everything else")


_KINDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "entries": _entries,
    "missing": _missing,
    "activity": _activity,
    "expenditure": _expenditure,
    "engaged": _engaged,
    "grade": _grade,
    "staff_cost": _staff_cost,
    "rate": _rate,
    "budget": _budget,
    "key": _key,
    "terms": _terms,
    "period": _period,
    "method": _method,
    "joint": _joint,
    "overhead": _overhead,
    "support": _support,
    "people": _people,
}
