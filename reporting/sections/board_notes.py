"""How a figure of a dashboard was computed: the note that a dotted figure opens."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.sections.arrangement import key_sentences, rule_sentences
from reporting.sections.facts import difference_text, exact
from reporting.sections.limitations import figures_explained
from reporting.sections.wording import amount, money, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.sections.facts import Facts

AMOUNTS = ("received", "funded", "balance", "lowest", "highest")
# Between an instrument and a figure, or a kind of figure and its name; no code holds it.
MARK = ":"


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a figure; ``total`` lines stand out."""

    label: str
    value: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """How a figure came about.

    Attributes:
        title: which figure.
        text: what it is, in a sentence or two.
        lines: its parts.
        rules: the key in force and the rules, in sentences.
        instrument: whose figures by activity and month the note leads to; empty for none.
        limitations: whether it leads to the limitations of the record.
    """

    title: str
    text: str
    lines: tuple[Line, ...]
    rules: tuple[str, ...]
    instrument: str = ""
    limitations: bool = False


def note_of(facts: Facts, key: str) -> Note | None:
    """Return the note on a figure, None where there is none of that name.

    Args:
        facts: the figures of the period.
        key: ``AEWA:received``, ``limit:coverage`` or ``area:WEB:AEWA``.
    """
    kind, _mark, rest = key.partition(MARK)
    if kind == "limit":
        return _limitation(facts, rest)
    if kind == "area":
        code, _mark, instrument = rest.partition(MARK)
        return _area(facts, code, instrument)
    found = facts.results["instruments"].get(kind)
    if found is None or rest not in AMOUNTS:
        return None
    return _amount(facts, kind, rest, found)


def _amount(facts: Facts, code: str, figure: str, found: Mapping[str, Any]) -> Note:
    texts = {
        "received": _("Received is the value of the work done for %(instrument)s: %(method)s."),
        "funded": _(
            "The share by key is what the key in force gives %(instrument)s of the value of all "
            "work: %(method)s."
        ),
        "balance": _(
            "The balance is received less share by key of %(instrument)s. It informs and is never "
            "settled in money."
        ),
        "lowest": _(
            "The lowest value is what %(instrument)s received in any case: its direct work alone, "
            "with programme support where there is some."
        ),
        "highest": _(
            "The highest value is what %(instrument)s may have received: its direct work, all "
            "joint work it took part in, all overhead, and what missing time would be worth."
        ),
    }
    words = {"instrument": code, "method": _method(facts)}
    return Note(
        title=_("How %(amount)s was computed") % {"amount": _figure(found, figure)},
        text=texts[figure] % words,
        lines=tuple(_lines(facts, code, figure, found)),
        rules=(*key_sentences(facts), *rule_sentences(facts)),
        instrument=code,
        limitations=figure in {"lowest", "highest"},
    )


def _figure(found: Mapping[str, Any], figure: str) -> str:
    return amount(found[figure]["rounded"], signed=figure == "balance")


def _method(facts: Facts) -> str:
    if facts.results["method"] == "actual":
        return _("hours at what each month really cost")
    return _("hours at the standard cost of the grade")


def _lines(facts: Facts, code: str, figure: str, found: Mapping[str, Any]) -> list[Line]:
    def line(label: str, name: str, *, total: bool = False) -> Line:
        return Line(label, _figure(found, name), total)

    currency = facts.currency
    if figure == "received":
        lines = [
            line(_("Direct services"), "direct"),
            line(_("Part of joint services"), "joint"),
            line(_("Part of the overhead of the unit"), "overhead"),
        ]
        if exact(found["support"]):
            lines.append(line(_("Programme support"), "support"))
        return [
            *lines,
            line(_("Received, %(currency)s") % {"currency": currency}, "received", total=True),
        ]
    if figure == "funded":
        whole = facts.results["total"]["funded"]["rounded"]
        return [
            Line(_("Value of all work, %(currency)s") % {"currency": currency}, amount(whole)),
            *(
                Line(
                    _("Key from %(start)s") % {"start": key["from"]},
                    _share(key["shares"].get(code)),
                )
                for key in facts.results["keys"]
            ),
            line(_("Share by key, %(currency)s") % {"currency": currency}, "funded", total=True),
        ]
    if figure == "balance":
        return [
            line(_("Received"), "received"),
            line(_("Share by key"), "funded"),
            line(_("Balance, %(currency)s") % {"currency": currency}, "balance", total=True),
        ]
    return [
        line(_("Lowest value received"), "lowest"),
        line(_("Received"), "received"),
        line(_("Highest value received"), "highest"),
    ]


def _share(text: str | None) -> str:
    if text is None:
        return "0"
    value = Fraction(text)
    short = value.denominator <= 100
    return f"{value} ({percent(value)})" if short and value.denominator > 1 else percent(value)


def _area(facts: Facts, code: str, instrument: str) -> Note | None:
    row = next((row for row in facts.results["areas"] if row["area"] == code), None)
    if row is None or instrument not in row["value"]:
        return None
    name = facts.context["areas"].get(code, code)
    value, direct = row["value"][instrument], row["direct"][instrument]
    joint = difference_text(value["rounded"], direct["rounded"])
    return Note(
        title=_("How %(amount)s was computed") % {"amount": amount(value["rounded"])},
        text=_(
            "What %(instrument)s received in the work area %(area)s, before overhead and "
            "programme support: %(method)s."
        )
        % {"instrument": instrument, "area": name, "method": _method(facts)},
        lines=(
            Line(_("Direct services"), amount(direct["rounded"])),
            Line(_("Part of joint services"), amount(joint)),
            Line(
                _("Received, %(currency)s") % {"currency": facts.currency},
                amount(value["rounded"]),
                total=True,
            ),
        ),
        rules=tuple(key_sentences(facts)),
        instrument=instrument,
    )


def _limitation(facts: Facts, name: str) -> Note | None:
    explained = figures_explained(facts).get(name)
    if explained is None:
        return None
    label, value, meaning = explained
    lines = [Line(label, value, total=True)]
    if name == "coverage":
        others = figures_explained(facts)
        lines = [
            *(Line(others[one][0], others[one][1]) for one in ("recorded", "expected")),
            *lines,
        ]
    return Note(
        title=_("How %(figure)s was measured") % {"figure": label},
        text=meaning,
        lines=tuple(lines),
        rules=(
            _(
                "It is a figure of the whole team. What the limitations leave open is the range "
                "of each value, from %(lowest)s to %(highest)s for %(instrument)s."
            )
            % _range(facts),
        )
        if facts.received
        else (),
        limitations=True,
    )


def _range(facts: Facts) -> dict[str, str]:
    row = facts.received[0]
    return {
        "instrument": row.code,
        "lowest": money(facts.currency, row.lowest),
        "highest": money(facts.currency, row.highest),
    }
