"""The form of other terms: a field for all that may be different, empty where nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.core.what_if.values import (
    BUDGET,
    DROPPED,
    KEPT,
    SAYS,
    amount_of,
    part_of,
    share_of,
)
from costsharing.queries.missing_inputs import told
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from secretariats.core.text import message
from secretariats.form_parts import dress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.forms import BoundField

    from costsharing.queries.what_if import Terms

FIXED = "fixed"
# Which field what is wrong stands at; what is missing here stands at the field of its own name.
FIELDS = {"budgets": "key", "leave": "key", "basis": "key"}


@dataclass(frozen=True, slots=True)
class Party:
    """The fields of an instrument of the agreement, and its share today."""

    code: str
    today: str
    share: BoundField
    budget: BoundField
    leaves: BoundField


@dataclass(frozen=True, slots=True)
class Cost:
    """The fields of a grade or a currency."""

    name: str
    fields: tuple[BoundField, ...]

    @property
    def is_filled(self) -> bool:
        """Whether something was typed."""
        return any(field.value() for field in self.fields)


def _line(label: Any, *, hint: Any = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **attrs})
    return forms.CharField(
        required=False, max_length=80, label=label, help_text=hint, widget=widget
    )


class WhatIfForm(forms.Form):
    """Other terms for a run; sent as an address, so that it can be kept and passed on."""

    # Carry no value: what is wrong with several fields together stands here.
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    grades = forms.CharField(required=False, widget=forms.HiddenInput)
    rates = forms.CharField(required=False, widget=forms.HiddenInput)
    basis = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("as it is")),
            (FIXED, _("these fractions")),
            (BUDGET, _("the budgets decide")),
        ],
        widget=forms.RadioSelect,
        label=_("The key is"),
    )
    work = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("goes on, outside of the agreement")),
            (DROPPED, _("is not done any more")),
        ],
        label=_("Work for one that leaves"),
    )
    add = _line(_("Code"), hint=_("Such as EUROBATS."), maxlength="32")
    add_share = _line(_("Share"), hint=_("Such as 1/10: the others keep their proportions."))
    add_budget = _line(_("Budget"), hint=_("Where budgets decide; empty: as recorded."))
    add_joint = forms.BooleanField(required=False, label=_("All joint work is for it too"))
    joint = forms.ChoiceField(required=False, label=_("Joint work is shared"))
    overhead = forms.ChoiceField(required=False, label=_("Overhead is shared"))
    support = _line(_("Support rate"), hint=_("Such as 13/100. Empty: as agreed."))
    costs = _line(_("All hourly costs, percent"), hint=_("Such as +5 or -2.5."))
    fees = _line(_("Fees of contracts alone, percent"))
    expenditure = _line(_("Money spent, percent"))

    def __init__(self, *args: Any, terms: Terms, opens_costs: bool, **kwargs: Any) -> None:
        """Make the fields of instruments, grades and currencies.

        Args:
            *args: of a form.
            terms: what the run has today.
            opens_costs: whether single grades, fees and rates may be different.
            **kwargs: of a form.
        """
        super().__init__(*args, **kwargs)
        self.terms, self.opens_costs = terms, opens_costs
        months = [(str(day), day) for day in terms.starts[1:]]
        self.fields["from"] = forms.ChoiceField(
            required=False,
            choices=[("", _("throughout")), *months],
            label=_("Other terms from"),
            help_text=_("Costs and money spent are different throughout."),
        )
        for name, known, words in (
            ("joint", joint_rules(), JOINT_WORDS),
            ("overhead", overhead_rules(), OVERHEAD_WORDS),
        ):
            choice = self.fields[name]
            if isinstance(choice, forms.ChoiceField):
                choice.choices = [
                    ("", _("as agreed")),
                    *((rule, words.get(rule, rule)) for rule in known),
                ]
        for number, _code in enumerate(terms.parties):
            self.fields[f"share_{number}"] = _line(_("Fraction"))
            self.fields[f"budget_{number}"] = _line(_("Budget"))
            self.fields[f"leaves_{number}"] = forms.BooleanField(required=False, label=_("leaves"))
        if opens_costs:
            for number, _grade in enumerate(terms.grades):
                self.fields[f"annual_{number}"] = _line(_("Annual cost"))
                self.fields[f"hours_{number}"] = _line(_("Productive hours"))
            for number, _currency in enumerate(terms.rates):
                self.fields[f"rate_{number}"] = _line(_("For one US dollar"))
        else:
            del self.fields["fees"]
        dress(self)

    def parties(self) -> Iterator[Party]:
        """Yield the fields of each instrument of the agreement."""
        for number, (code, today) in enumerate(self.terms.parties.items()):
            names = (f"share_{number}", f"budget_{number}", f"leaves_{number}")
            yield Party(code, today, *(self[name] for name in names))

    def groups(self) -> Iterator[tuple[Any, list[str], list[Cost], bool]]:
        """Yield heading, what is wrong, fields of grades and of rates, and whether they show."""
        grades = [
            Cost(grade, (self[f"annual_{number}"], self[f"hours_{number}"]))
            for number, grade in enumerate(self.terms.grades)
        ]
        rates = [
            Cost(currency, (self[f"rate_{number}"],))
            for number, currency in enumerate(self.terms.rates)
        ]
        for name, head, rows in (
            ("grades", _("Standard costs by grade"), grades),
            ("rates", _("Rates of exchange"), rates),
        ):
            wrong = [str(error) for error in self[name].errors]
            yield head, wrong, rows, bool(wrong) or any(row.is_filled for row in rows)

    def wrong(self) -> list[str]:
        """Return what is wrong, each with whose field it is and the name of the field."""
        lines: list[str] = []
        for name, wrong in self.errors.items():
            field = self.fields.get(name)
            place = "" if field is None or field.widget.is_hidden else str(field.label)
            whose = ", ".join(part for part in (self._whose(name), place) if part)
            lines += [f"{whose}: {one}" if whose else str(one) for one in wrong]
        return lines

    def _whose(self, name: str) -> str:
        """Return the instrument, grade or currency of a numbered field, empty for others."""
        kind, _sign, number = name.rpartition("_")
        terms = self.terms
        known = {
            **dict.fromkeys(("share", "budget", "leaves"), tuple(terms.parties)),
            **dict.fromkeys(("annual", "hours"), terms.grades),
            "rate": terms.rates,
        }
        return known[kind][int(number)] if kind in known and number.isdecimal() else ""

    def clean(self) -> dict[str, Any]:
        """Read each number, so that what is wrong with it stands beside it."""
        found: dict[str, Any] = super().clean() or {}
        for name, text in list(found.items()):
            read = _reader(name)
            if read and text:
                try:
                    read(text)
                except ValueError:
                    self.add_error(name, told(message(SAYS[read])))
        return found

    def _filled(self, name: str) -> dict[str, str]:
        """Return instrument → what was typed for it."""
        texts = {
            code: self.cleaned_data[f"{name}_{number}"]
            for number, code in enumerate(self.terms.parties)
        }
        return {code: text for code, text in texts.items() if text}

    def document(self) -> dict[str, Any]:
        """Return what was typed in the words of ``read_changes``."""
        typed = self.cleaned_data
        codes = list(self.terms.parties)

        key, budgets = self._filled("share"), self._filled("budget")
        leaving = [code for number, code in enumerate(codes) if typed[f"leaves_{number}"]]
        added = typed["add"]
        fixed = typed["basis"] == FIXED or bool(key and not typed["basis"])
        if added and typed["add_budget"]:
            budgets[added] = typed["add_budget"]
        if added and fixed and typed["add_share"]:
            key[added] = typed["add_share"]
        share = None if added in key else typed["add_share"] or None
        return {
            **{name: typed[name] for name in ("from", "joint", "overhead", "support", "costs")},
            "key": key if typed["basis"] != BUDGET else {},
            "basis": BUDGET if typed["basis"] == BUDGET else None,
            "budgets": [{"instrument": one, "amount": amount} for one, amount in budgets.items()],
            "fees": typed.get("fees"),
            "expenditure": typed["expenditure"],
            "grades": [
                {
                    "grade": grade,
                    "annual": typed[f"annual_{number}"],
                    "productive_hours": typed[f"hours_{number}"],
                }
                for number, grade in enumerate(self.terms.grades)
                if typed.get(f"annual_{number}") or typed.get(f"hours_{number}")
            ],
            "rates": [
                {"currency": currency, "per_usd": typed[f"rate_{number}"]}
                for number, currency in enumerate(self.terms.rates)
                if typed.get(f"rate_{number}")
            ],
            "add": [{"instrument": added, "share": share, "joint": typed["add_joint"]}]
            if added
            else [],
            "leave": [{"instrument": code, "work": typed["work"] or KEPT} for code in leaving],
        }


def _reader(name: str) -> Callable[[str], Any] | None:
    """Return how the text of a field is read, None where it is no number."""
    kind = name.rpartition("_")[0] or name
    if name in {"support", "add_share"} or kind == "share":
        return share_of
    if name in {"costs", "fees", "expenditure"}:
        return part_of
    if name == "add_budget" or kind in {"budget", "annual", "hours", "rate"}:
        return amount_of
    return None
