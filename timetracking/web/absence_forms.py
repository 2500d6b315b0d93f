"""The form of an absence: kind, days and halves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariats.form_parts import DayField, dress
from timetracking.core.absence import Wish
from timetracking.core.pieces import LONGEST_NOTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timetracking.core.absence_runs import Absence

# The years that the site's dates can have; beyond them no range is worth counting.
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
# Path of a problem → name of its field.
PLACES = {
    "activity": "kind", "from": "start", "to": "end", "note": "note", "version": "form",
}  # fmt: skip


class AbsenceForm(forms.Form):
    """From a day to a day, the first and the last perhaps half."""

    kind = forms.ChoiceField(label=_("Kind"))
    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"), required=False)
    half_first = forms.BooleanField(label=_("half of the first day"), required=False)
    half_last = forms.BooleanField(label=_("half of the last day"), required=False)
    note = forms.CharField(
        label=_("Note, if you like"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Short; it stands with each of the days. Leave out what concerns health."),
    )
    version = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Mapping[str, str], **kwargs: Any) -> None:
        """Offer the unit's kinds of absence."""
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = list(kinds.items())
        self.fields["end"].help_text = _("Empty: one day alone.")
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Let an absence without a last day have one day, and keep both within the calendar."""
        cleaned = super().clean() or self.cleaned_data
        start = cleaned.get("start")
        if start is not None and cleaned.get("end") is None and "end" not in self.errors:
            cleaned["end"] = start
        for name in ("start", "end"):
            day = cleaned.get(name)
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Choose a year from 1970 to 2199."))
        return cleaned

    def wish(self) -> Wish:
        """Return what was typed."""
        typed = self.cleaned_data
        return Wish(
            typed["kind"], typed["start"], typed["end"], typed["half_first"], typed["half_last"]
        )


def initial_of(absence: Absence) -> dict[str, Any]:
    """Return what the form shows for an absence that is there already."""
    return {
        "kind": absence.activity,
        "start": absence.start,
        "end": absence.end,
        "half_first": absence.half_first,
        "half_last": absence.half_last,
        "note": absence.note,
        "version": absence.version,
    }
