"""Forms of the register of outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariats.form_parts import DayField, dress
from timetracking.core.outputs import KINDS, LONGEST_TITLE, Delivered
from timetracking.core.programme_checks import LONGEST_ADDRESS
from timetracking.models import Activity, Kind
from timetracking.programme_words import kind_name
from timetracking.queries.outputs import served_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariats.models import Unit


class OutputForm(forms.Form):
    """One output; instruments that nobody ticks follow from the activity."""

    date = DayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(
        max_length=LONGEST_TITLE,
        label=gettext_lazy("What was delivered"),
        error_messages={"required": gettext_lazy("Say what was delivered.")},
    )
    address = forms.CharField(
        required=False,
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Address"),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    activity = forms.ChoiceField(required=False, label=gettext_lazy("Activity"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        """Offer the kinds, and the activities and instruments of the unit."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.codes = tuple(unit.instruments.order_by("code").values_list("code", flat=True))
        activities = Activity.objects.of_unit(unit).exclude(kind=Kind.ABSENCE).order_by("code")
        pairs = activities.values_list("code", "title")
        kind, activity = self.fields["kind"], self.fields["activity"]
        if isinstance(kind, forms.ChoiceField) and isinstance(activity, forms.ChoiceField):
            kind.choices = [(code, kind_name(code)) for code in KINDS]
            offered = [(code, f"{code} · {title}") for code, title in pairs]
            activity.choices = [("", _("none")), *offered]
        self.fields["instruments"] = forms.MultipleChoiceField(
            required=False,
            label=gettext_lazy("For"),
            choices=[(code, code) for code in self.codes],
            widget=forms.CheckboxSelectMultiple,
        )
        dress(self)
        # A tick has no width of its own.
        self.fields["instruments"].widget.attrs.pop("class", None)

    def ticks(self) -> Iterator[tuple[str, str, bool]]:
        """Yield code, identity and whether it is ticked, for each instrument."""
        value = self["instruments"].value() or []
        for number, code in enumerate(self.codes):
            yield (
                code,
                f"{self['instruments'].id_for_label or 'id_instruments'}_{number}",
                (code in value),
            )

    def delivered(self) -> Delivered:
        """Return what was typed."""
        typed = self.cleaned_data
        ticked = tuple(sorted(typed["instruments"]))
        activity = typed["activity"]
        return Delivered(
            date=typed["date"],
            kind=typed["kind"],
            title=typed["title"].strip(),
            instruments=ticked or served_by(self.unit, activity, typed["date"].year),
            address=typed["address"].strip(),
            activity=activity,
        )


def initial_output(delivered: Delivered, version: int) -> dict[str, Any]:
    """Return what the form shows of an output that is there already."""
    return {
        "date": delivered.date,
        "kind": delivered.kind,
        "title": delivered.title,
        "address": delivered.address,
        "activity": delivered.activity,
        "instruments": list(delivered.instruments),
        "seen": version,
    }


def first_output() -> dict[str, Any]:
    """Return what the form of a new output begins with."""
    return {"date": timezone.localdate(), "kind": "news"}
