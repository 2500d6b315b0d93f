"""Forms of reports: a new one, its head and texts, and a reason."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reporting.actions.draft_report import HEAD
from reporting.models import Report
from secretariats.core.dates import month_end
from secretariats.form_parts import DayField, dress
from secretariats.models import Committee

if TYPE_CHECKING:
    from django.db.models import QuerySet

LINES = {"mandate": 4, "lessons": 8, "savings": 6}


class MonthField(forms.CharField):
    """A month, written and read as the browser's own field for months has it."""

    def __init__(self, **options: Any) -> None:
        """Take the options of a field."""
        widget = forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}"})
        messages = {"required": _("Choose a month.")}
        super().__init__(widget=widget, max_length=7, error_messages=messages, **options)

    def clean(self, value: Any) -> Any:
        """Return the first day of the month."""
        text = super().clean(value)
        try:
            return dt.date.fromisoformat(f"{text}-01")
        except ValueError as error:
            text = _("Write the month as year-month, such as 2017-01.")
            raise forms.ValidationError(text) from error


class HeadForm(forms.Form):
    """What people write of a report: its head and its texts."""

    symbol = forms.CharField(
        label=_("Symbol"), required=False, max_length=64,
        help_text=_("As the meeting numbers its documents, such as UNEP/CMS/StC57/Doc.14.2"),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), required=False, max_length=300,
        help_text=_("Left empty: “Progress report on the” and the unit's name."),
    )  # fmt: skip
    agenda_item = forms.CharField(label=_("Agenda item"), required=False, max_length=32)
    date = DayField(label=_("Date of the document"), required=False)
    meeting_name = forms.CharField(
        label=_("Meeting"), required=False, max_length=200,
        help_text=_("Such as 57th Meeting of the Standing Committee"),
    )  # fmt: skip
    meeting_place = forms.CharField(label=_("Place"), required=False, max_length=200)
    meeting_start = DayField(label=_("First day of the meeting"), required=False)
    meeting_end = DayField(label=_("Last day of the meeting"), required=False)
    mandate = forms.CharField(
        label=_("Mandate"), required=False, widget=forms.Textarea,
        help_text=_("Decisions the unit rests on. An empty line begins a new paragraph."),
    )  # fmt: skip
    lessons = forms.CharField(label=_("Lessons learned"), required=False, widget=forms.Textarea)
    savings = forms.CharField(
        label=_("Financial cost savings"), required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields the look of the site."""
        super().__init__(*args, **kwargs)
        dress(self)
        for name, lines in LINES.items():
            self.fields[name].widget.attrs["rows"] = lines

    def head(self) -> dict[str, Any]:
        """Return the fields as the actions take them."""
        return {name: self.cleaned_data[name] for name in HEAD}


class EditForm(HeadForm):
    """The head and the texts of a draft, and what it said when the form was opened."""

    seen = forms.CharField(max_length=71, required=False, widget=forms.HiddenInput)


class NewReportForm(HeadForm):
    """A report that does not exist yet: for whom, of what months, in which languages."""

    field_order = ("committee", "start", "end", "languages")

    committee = forms.ModelChoiceField(
        queryset=Committee.objects.none(), empty_label=None, label=_("Committee")
    )
    start = MonthField(label=_("First month"))
    end = MonthField(label=_("Last month"), help_text=_("It belongs to the period."))
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each language is a document of its own. The texts below go into all; change them "
            "in each afterwards."
        ),
        error_messages={"required": _("Choose at least one language.")},
    )
    # Pressed twice, the button asks once.
    key = forms.CharField(max_length=200, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        """Offer the committees for which the person may draft."""
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = committees
            field.label_from_instance = _name  # type: ignore[method-assign,assignment]

    def clean_end(self) -> dt.date:
        """Return the last day of the last month."""
        return month_end(self.cleaned_data["end"])


def _name(committee: Committee) -> str:
    return f"{committee.unit.code}: {committee.name}"


class ReasonForm(forms.Form):
    """Why a report is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The Executive Secretaries read it; signatures given so far lapse."),
        error_messages={"required": _("Say why you withdraw it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field the look of the site."""
        super().__init__(*args, **kwargs)
        dress(self)


class CorrectionForm(forms.Form):
    """What a revision corrects."""

    correction = forms.CharField(
        label=_("What is corrected"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands beside the earlier revision, which stays where it is."),
        error_messages={"required": _("Say what is corrected.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field the look of the site."""
        super().__init__(*args, **kwargs)
        dress(self)


def head_of(report: Report) -> dict[str, Any]:
    """Return the fields of a report as a form shows them."""
    return {name: getattr(report, name) for name in HEAD}
