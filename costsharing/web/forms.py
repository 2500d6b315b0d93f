"""The form that starts a valuation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from costsharing.core.inputs import ACTUAL, STANDARD
from costsharing.permissions import units_to_value
from secretariats.models import Unit

if TYPE_CHECKING:
    from secretariats.models import Person

METHOD_CHOICES = [
    ("", _("as the unit agreed")),
    (STANDARD, _("standard: cost of the grade")),
    (ACTUAL, _("actual: what each month really cost")),
]


class DayField(forms.DateField):
    """A day, written and read as the browser's own field for days has it."""

    def __init__(self, **options: Any) -> None:
        """Take the options of a field."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "in"})
        messages = {
            "invalid": _("Write the day as year-month-day, such as 2017-01-31."),
            "required": _("Choose a day."),
        }
        super().__init__(
            widget=widget,
            input_formats=["%Y-%m-%d"],
            error_messages=messages,
            localize=False,
            **options,
        )


class ValuationForm(forms.Form):
    """Unit, period and method of a valuation."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label=None,
        label=_("Unit"),
        widget=forms.Select(attrs={"class": "in"}),
    )
    start = DayField(label=_("First day"), help_text=_("Whole months can be reported."))
    end = DayField(label=_("Last day"), help_text=_("It belongs to the period."))
    method = forms.ChoiceField(
        choices=METHOD_CHOICES,
        required=False,
        label=_("Method"),
        widget=forms.Select(attrs={"class": "in"}),
    )
    # Pressed twice, the button asks once.
    key = forms.CharField(max_length=200, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Offer the units whose valuations ``person`` may start."""
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = units_to_value(person)
