"""Forms of the programme of work."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariats.core.exact import decimal_text
from secretariats.core.typed import Unreadable, typed_decimal
from secretariats.form_parts import dress
from timetracking.core.programme import LONGEST, YEARS, Planned
from timetracking.web.programme_parts import PartsForm, initial_parts
from timetracking.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms import BoundField


class DaysField(forms.CharField):
    """Working days, typed with a point or a comma; exact."""

    def __init__(self, **options: Any) -> None:
        """Take the options of a field."""
        super().__init__(required=False, max_length=20, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """Return the days, or None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return typed_decimal(text, grouped=False)
        except Unreadable as error:
            raise forms.ValidationError(say(error.told)) from error


class ItemForm(PartsForm):
    """One item of the programme, with a field of days for each instrument."""

    number = forms.CharField(
        max_length=LONGEST["number"],
        label=_("Number"),
        help_text=_("Such as 2.1."),
        error_messages={"required": _("Give it a number, such as 2.1.")},
    )
    title = forms.CharField(
        max_length=LONGEST["title"],
        label=_("What is done"),
        error_messages={"required": _("Say what is done.")},
    )
    activity = forms.ChoiceField(
        required=False,
        label=_("Activity that time is logged on"),
        help_text=_("It joins what is planned to what is recorded."),
    )
    mandate = forms.CharField(
        required=False,
        max_length=LONGEST["mandate"],
        label=_("Mandate"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    outputs = forms.CharField(
        required=False,
        max_length=LONGEST["outputs"],
        label=_("Outputs"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    priority = forms.CharField(required=False, max_length=LONGEST["priority"], label=_("Priority"))
    time_frame = forms.CharField(
        required=False, max_length=LONGEST["time_frame"], label=_("Time frame")
    )
    responsible = forms.CharField(
        required=False, max_length=LONGEST["responsible"], label=_("Responsible")
    )
    funding = forms.CharField(
        required=False, max_length=LONGEST["funding"], label=_("Funding needs")
    )
    seen = forms.CharField(required=False, max_length=71, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        instruments: Sequence[str],
        activities: Sequence[tuple[str, str]],
        lines: int,
        **kwargs: Any,
    ) -> None:
        """Make the fields of each instrument and milestone, and offer the unit's activities.

        Args:
            *args: of a form.
            instruments: codes that the unit serves.
            activities: code and title of those that may be named.
            lines: how many there are for milestones.
            **kwargs: of a form.
        """
        super().__init__(*args, **kwargs)
        self.add_parts(instruments, lines, DaysField)
        choice = self.fields["activity"]
        if isinstance(choice, forms.ChoiceField):
            offered = [(code, f"{code} · {title}") for code, title in activities]
            choice.choices = [("", _("none")), *offered]
        for number, code in enumerate(self.instruments):
            self.fields[f"days_{number}"] = DaysField(label=code)
        dress(self)

    def days(self) -> Iterator[tuple[str, BoundField]]:
        """Yield code and field of days, for each instrument."""
        for number, code in enumerate(self.instruments):
            yield code, self[f"days_{number}"]

    def places(self) -> dict[str, str]:
        """Return path of a problem → name of its field."""
        days = {f"days.{code}": f"days_{number}" for number, code in enumerate(self.instruments)}
        return days | self.part_places()

    def planned(self) -> Planned:
        """Return what was typed."""
        typed = self.cleaned_data
        texts = {name: typed[name].replace("\r\n", "\n").strip() for name in LONGEST}
        found: list[tuple[str, Fraction]] = [
            (code, typed[f"days_{number}"])
            for number, code in enumerate(self.instruments)
            if typed[f"days_{number}"] is not None
        ]
        return Planned(
            activity=typed["activity"],
            days=tuple(sorted(found)),
            categories=self.categories(),
            milestones=self.milestones(),
            strategies=self.strategies(),
            **texts,
        )


def initial_of(planned: Planned, instruments: Sequence[str]) -> dict[str, Any]:
    """Return what the form shows for an item that is there already."""
    days = dict(planned.days)
    found: dict[str, Any] = {name: getattr(planned, name) for name in (*LONGEST, "activity")}
    for number, code in enumerate(instruments):
        if code in days:
            found[f"days_{number}"] = decimal_text(days[code], places=0)
    return found | initial_parts(planned, instruments)


class CopyForm(forms.Form):
    """The year whose items another begins with."""

    source = forms.TypedChoiceField(coerce=int, label=_("Begin with the items of"))
    year = forms.IntegerField(min_value=YEARS[0], max_value=YEARS[-1], widget=forms.HiddenInput)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        """Offer the years that have a programme."""
        super().__init__(*args, **kwargs)
        choice = self.fields["source"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(year, str(year)) for year in years]
        dress(self)
