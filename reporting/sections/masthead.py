"""The head of a document in the form of the committee that receives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.sections.wording import day, joined, period

if TYPE_CHECKING:
    from reporting.sections.facts import Facts

# Instrument → the form of its meeting documents; every other instrument has the neutral one.
FORMS = {"CMS": "cms", "AEWA": "aewa"}
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the title, as text; a field not known yet says so.

    Attributes:
        form: which template shows it.
        name: of the convention or agreement.
        symbol: with the marks of a draft and of a synthetic document.
        date: of the document.
        original: the language it was written in.
        meeting: its name.
        place: place and dates of the meeting.
        agenda_item: its number.
        emblem: whether there is room for an emblem; a synthetic document has none.
        draft: whether it is marked as a draft.
    """

    form: str
    name: str
    symbol: str
    date: str
    original: str
    meeting: str
    place: str
    agenda_item: str
    emblem: bool
    draft: bool


def masthead(facts: Facts) -> Masthead:
    """Return the head of a report, in the form of its committee's instrument."""
    head, committee = facts.context["head"], facts.context["committee"]
    synthetic = facts.context["unit"]["synthetic"]
    return Masthead(
        form=FORMS.get(committee["instrument"], NEUTRAL),
        name=committee["instrument_name"],
        symbol=symbol_line(facts),
        date=day(head["date"]) if head["date"] else _("Date not yet set"),
        original=pgettext("language of the original", "English"),
        meeting=head["meeting_name"]
        or _("%(committee)s: meeting not yet assigned") % {"committee": committee["name"]},
        place=_place(facts),
        agenda_item=head["agenda_item"] or _("not yet assigned"),
        emblem=not synthetic,
        draft=head["draft"],
    )


def symbol_line(facts: Facts) -> str:
    """Return the symbol, marked where the document is a draft or synthetic."""
    parts = [facts.context["head"]["symbol"] or _("Symbol not yet assigned")]
    if facts.context["unit"]["synthetic"]:
        parts.insert(0, _("SYNTHETIC"))
    return " \N{EN DASH} ".join(parts)


def _place(facts: Facts) -> str:
    head = facts.context["head"]
    if not (head["meeting_place"] or head["meeting_start"] or head["meeting_end"]):
        return _("Place and dates not yet set")
    where = head["meeting_place"] or _("Place not yet set")
    start, end = head["meeting_start"], head["meeting_end"]
    if start and end and start != end:
        when = period(start, end)
    elif start or end:
        when = day(start or end)
    else:
        when = _("dates not yet set")
    return f"{where}, {when}"


def title(facts: Facts) -> str:
    """Return the report's own title, or the usual one."""
    return str(facts.context["head"]["title"]) or _("Progress report on the %(unit)s") % {
        "unit": facts.context["unit"]["name"]
    }


def prepared_by(facts: Facts) -> str:
    """Return the line under the title that says who prepared the document."""
    codes = _codes(facts)
    if len(codes) == 1:
        return _("Prepared by the Secretariat of %(instrument)s") % {"instrument": codes[0]}
    return _("Prepared by the Secretariats of %(instruments)s") % {"instruments": joined(codes)}


def author(facts: Facts) -> str:
    """Return who prepared it, for the metadata."""
    codes = _codes(facts)
    if len(codes) == 1:
        return _("Secretariat of %(instrument)s") % {"instrument": codes[0]}
    return _("Secretariats of %(instruments)s") % {"instruments": joined(codes)}


def _codes(facts: Facts) -> tuple[str, ...]:
    return facts.codes or tuple(sorted(facts.context["instruments"]))


def annex_name(facts: Facts, number: int) -> str:
    """Return the name of an annex: by the symbol of the document, where it has one."""
    symbol = facts.context["head"]["symbol"]
    name = _("Annex %(number)s") % {"number": number}
    return f"{symbol}/{name}" if symbol else name
