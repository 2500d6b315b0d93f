"""The causes of a difference in words: what was, and what is now."""

# Documents are read as they were kept; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.sections.told import ARROW, day_text, from_to, hours, money, number, pair, when
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


def _entries(part: Mapping[str, Any]) -> str:
    about = part["about"]
    values = {
        "activity": about.get("activity", ""),
        "whom": about.get("for", "").replace("+", ", "),
        "when": when(about),
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
    return _("Time expected and not recorded%(when)s") % {"when": when(part["about"])} + _hours(
        part
    )


def _activity(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        kinds = {"service": _("service"), "overhead": _("overhead"), "absence": _("absence")}
        area, kind = one
        return ", ".join(text for text in (area, kinds.get(kind, kind)) if text)

    name = part["about"].get("activity", "")
    return (_("Activity %(activity)s") % {"activity": name} if name else _("Activities")) + pair(
        part, told
    )


def _expenditure(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        shared = one["for"] == "shared"
        whose = _("shared") if shared else _("charged to %(code)s") % {"code": one["for"]}
        return f"{money(one['amount'])}, {whose}"

    about = part["about"]
    if "date" not in about:
        return _("Money spent%(when)s") % {"when": when(about)} + pair(part, told)
    values = {"payer": about["paid_by"], "day": day_text(about["date"])}
    return _("Money spent by %(payer)s on %(day)s") % values + pair(part, told)


def _engaged(part: Mapping[str, Any]) -> str:
    about, values = part["about"], {"hours": hours(part["was"])}
    if "from" not in about:
        return _("Grades and contracts of people, for %(hours)s hours") % values
    said = _("Grade or contract of people, for %(hours)s hours") % values
    return f"{said}: {money(about['from'])}{ARROW}{money(about['to'])}"


def _grade(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        values = {"annual": money(one["annual"]), "hours": number(one["hours"])}
        return _("%(annual)s for %(hours)s hours") % values

    about = part["about"]
    if "grade" in about:
        values = {"grade": about["grade"], "year": about["year"]}
        said = _("Standard cost of grade %(grade)s in %(year)s") % values
    else:
        said = _("Standard costs%(when)s") % {"when": when(about)}
    return said + pair(part, told)


def _staff_cost(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        return " + ".join(money(line) for line in one)

    return _("Staff cost%(when)s") % {"when": when(part["about"])} + pair(part, told)


def _rate(part: Mapping[str, Any]) -> str:
    about = part["about"]
    if "from" in about:
        values = {"currency": about["currency"], "day": day_text(about["from"])}
        return _("Rate of %(currency)s from %(day)s") % values + pair(part, number)
    if "currency" in about:
        values = {"currency": about["currency"]}
        return _("Rates of %(currency)s") % values + pair(part, number)
    return _("Rates of exchange") + pair(part, number)


def _budget(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        amount = money(one["amount"])
        return _("%(amount)s (provisional)") % {"amount": amount} if one["provisional"] else amount

    about = part["about"]
    if "instrument" in about:
        values = {"instrument": about["instrument"], "year": about["year"]}
        return _("Budget of %(instrument)s for %(year)s") % values + pair(part, told)
    return _("Budgets%(when)s") % {"when": when(about)} + pair(part, told)


def _key(part: Mapping[str, Any]) -> str:
    def told(one: Any) -> str:
        if one["key"] is None:
            return _("by the budgets of %(codes)s") % {"codes": ", ".join(one["instruments"])}
        return ", ".join(f"{code} {share}" for code, share in sorted(one["key"].items()))

    return _("Key%(when)s") % {"when": from_to(part["about"])} + pair(part, told)


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

    said = _("Rules of the agreement%(when)s") % {"when": from_to(part["about"])}
    return said + pair(part, told)


def _share(exact: str) -> str:
    return str(Fraction(exact))


def _joint_rule(name: str) -> str:
    return str(JOINT_WORDS.get(name, name))


def _overhead_rule(name: str) -> str:
    return str(OVERHEAD_WORDS.get(name, name))


def _period(part: Mapping[str, Any]) -> str:
    values = {"when": from_to(part["about"])}
    if part["now"] is None:
        return _("Days that only the other run covers%(when)s") % values
    return _("Days that only this run covers%(when)s") % values


def _method(part: Mapping[str, Any]) -> str:
    known = {"standard": _("standard costs"), "actual": _("what staff really cost")}

    def told(one: Any) -> str:
        return known.get(one, str(one))

    return _("Method, with the record of time that it values") + pair(part, told)


def _joint(part: Mapping[str, Any]) -> str:
    return _("The unit's rule for joint work") + pair(part, _joint_rule)


def _overhead(part: Mapping[str, Any]) -> str:
    return _("The unit's rule for overhead") + pair(part, _overhead_rule)


def _support(part: Mapping[str, Any]) -> str:
    return _("The unit's rate of programme support") + pair(part, _share)


def _people(_part: Mapping[str, Any]) -> str:
    return _("What an hour costs: grades, contracts, staff costs and rates")


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
