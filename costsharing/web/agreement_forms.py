"""The form of an agreement, and of the date on which a key is asked for."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from costsharing.core.agreed_terms import BUDGET, FIXED, Terms
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.models import Agreement
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from secretariats.core.dates import Span
from secretariats.form_parts import DayField, dress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms import BoundField

_FRACTION = re.compile(r"([0-9]{1,18})(?:\s*/\s*([0-9]{1,18}))?(\s*%)?")


class OnForm(forms.Form):
    """The date on which the key is asked for."""

    on = DayField(label=_("Key on"), required=False)


class FractionField(forms.CharField):
    """An exact fraction, typed as ``1/3``; ``13 %`` is 13/100."""

    def __init__(self, **options: Any) -> None:
        """Take the options of a field."""
        super().__init__(required=False, max_length=40, **options)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> Any:
        """Return the fraction, or None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        match = _FRACTION.fullmatch(text)
        if match is None or (match[2] and int(match[2]) == 0):
            raise forms.ValidationError(
                _("Write a fraction such as 1/3: a decimal such as 0.33 would not be exact.")
            )
        return Fraction(int(match[1]), int(match[2] or 1)) / (100 if match[3] else 1)


class AgreementForm(forms.Form):
    """What an agreement says; one row for each instrument that the unit serves."""

    start = DayField(
        label=_("First day"), help_text=_("The agreement before it ends the day before.")
    )
    end = DayField(
        label=_("Last day"), required=False, help_text=_("Empty: until another follows.")
    )
    basis = forms.ChoiceField(
        choices=Agreement.Basis.choices,
        initial=FIXED,
        widget=forms.RadioSelect,
        label=_("The key is"),
    )
    joint = forms.ChoiceField(required=False, label=_("Joint work is shared"))
    overhead = forms.ChoiceField(required=False, label=_("Overhead is shared"))
    support = FractionField(
        label=_("Support rate"), help_text=_("Such as 13/100. Empty: the unit's own.")
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides read it before they sign; it is part of what is signed."),
        error_messages={"required": _("Say why: both sides read it before they sign.")},
    )
    # Carries no value: what is wrong with the fractions together stands here.
    shares = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=71, widget=forms.HiddenInput)

    def __init__(self, *args: Any, instruments: Sequence[str], **kwargs: Any) -> None:
        """Make a row for each instrument, by code."""
        super().__init__(*args, **kwargs)
        self.instruments = tuple(instruments)
        own = _("as the unit has it")
        for name, known, words in (
            ("joint", joint_rules(), JOINT_WORDS),
            ("overhead", overhead_rules(), OVERHEAD_WORDS),
        ):
            choice = self.fields[name]
            if isinstance(choice, forms.ChoiceField):
                choice.choices = [("", own), *((rule, words.get(rule, rule)) for rule in known)]
        for number, code in enumerate(self.instruments):
            self.fields[f"part_{number}"] = forms.BooleanField(
                required=False, initial=True, label=code
            )
            self.fields[f"share_{number}"] = FractionField(label=_("Fraction"))
        dress(self)

    def rows(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """Yield code, field of taking part and field of the fraction, for each instrument."""
        for number, code in enumerate(self.instruments):
            yield code, self[f"part_{number}"], self[f"share_{number}"]

    def clean(self) -> dict[str, Any]:
        """Ask for fractions exactly where they are needed."""
        found: dict[str, Any] = super().clean() or {}
        fixed = found.get("basis") == FIXED
        for number in range(len(self.instruments)):
            name, takes_part = f"share_{number}", found.get(f"part_{number}")
            if name in self.errors:
                continue
            share = found.get(name)
            if fixed and takes_part and share is None:
                self.add_error(name, _("Write a fraction, such as 1/3."))
            elif share is not None and not takes_part:
                self.add_error(name, _("It takes no part: leave the fraction out, or tick it."))
        return found

    def terms(self) -> Terms:
        """Return what was typed; where the budgets decide, fractions are left out."""
        typed = self.cleaned_data
        budget = typed["basis"] == BUDGET
        shares = tuple(
            (code, None if budget else typed[f"share_{number}"])
            for number, code in enumerate(self.instruments)
            if typed[f"part_{number}"]
        )
        return Terms(
            span=Span(typed["start"], typed["end"]),
            basis=typed["basis"],
            shares=shares,
            joint=typed["joint"],
            overhead=typed["overhead"],
            support=typed["support"],
            reason=typed["reason"].replace("\r\n", "\n").strip(),
        )


def initial_of(terms: Terms, instruments: Sequence[str]) -> dict[str, Any]:
    """Return what the form shows for terms that are there already."""
    shares = dict(terms.shares)
    found: dict[str, Any] = {
        "start": terms.span.start,
        "end": terms.span.end,
        "basis": terms.basis,
        "joint": terms.joint,
        "overhead": terms.overhead,
        "support": "" if terms.support is None else str(terms.support),
        "reason": terms.reason,
    }
    for number, code in enumerate(instruments):
        found[f"part_{number}"] = code in shares
        share = shares.get(code)
        found[f"share_{number}"] = "" if share is None else str(share)
    return found
