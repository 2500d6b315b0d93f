"""Forms of inputs: made of a table's columns, read by them, written by its action."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from costsharing.core.inputs import ACTUAL, METHODS
from secretariats.core.dates import is_whole_months
from secretariats.form_parts import DayField, dress

if TYPE_CHECKING:
    from secretariats.input_fields import Field
    from secretariats.input_table import InputTable
    from secretariats.models import Unit

LONGEST_REASON = 500
_MODES = {"decimal": "decimal", "numeric": "numeric"}


class InputForm(forms.Form):
    """The columns of one row; what is wrong with them is found by the action, not here."""

    # The mark of the row that stands before the person's eyes.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, table: InputTable, unit: Unit, row: Any = None, **kw: Any):
        """Make a field for each column; those of a row begin with what it says."""
        super().__init__(*args, **kw)
        self.table = table
        if table.sides is not None:
            self.fields["why"] = why_field()
        for column in table.fields:
            self.fields[column.name] = _field(column, unit)
            if row is not None:
                self.initial.setdefault(column.name, column.typed(column.of(row)))
        dress(self)

    def columns(self) -> list[tuple[Field, forms.BoundField]]:
        """Return each column with its bound field, in order."""
        return [(column, self[column.name]) for column in self.table.fields]

    def said_why(self) -> str:
        """Return why, where it was said."""
        return str(self.cleaned_data.get("why", ""))

    def texts(self) -> dict[str, str]:
        """Return column → what was typed; a box that was ticked is ``yes``."""
        found = {}
        for column in self.table.fields:
            value = self.cleaned_data.get(column.name)
            found[column.name] = (
                "yes" if value is True else "" if value in (None, False) else value
            )
        return found


def why_field() -> forms.CharField:
    """Return the field in which one says why, so that the other sides can agree."""
    return forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The other side reads it, and the history keeps it."),
    )


class FileForm(forms.Form):
    """A file of rows."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("CSV or a workbook (XLSX), 2 MB and 2,000 rows at most."),
        error_messages={
            "required": _("Choose a file."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field the look of the site."""
        super().__init__(*args, **kwargs)
        dress(self)


class WhyForm(forms.Form):
    """Why a change is proposed or withdrawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for nothing but the reason."""
        super().__init__(*args, **{"auto_id": "why_%s"} | kwargs)
        self.fields["reason"] = why_field()
        dress(self)


def _field(column: Field, unit: Unit) -> forms.Field:
    words: dict[str, Any] = {
        "label": column.label, "help_text": column.help, "required": False,
    }  # fmt: skip
    if column.control == "check":
        return forms.BooleanField(**words)
    if column.control == "select":
        options: list[tuple[str, Any]] = list(column.choices(unit))
        if column.required:
            options = [("", _("Choose")), *options]
        else:
            options = [("", column.shown(None) or _("none")), *options]
        return forms.CharField(widget=forms.Select(choices=options), **words)
    if column.control in {"date", "month"}:
        attributes = {"type": column.control, "class": "in"}
        return forms.CharField(widget=forms.TextInput(attrs=attributes), **words)
    attributes = {"autocomplete": "off"}
    if column.control in _MODES:
        attributes["inputmode"] = _MODES[column.control]
    return forms.CharField(widget=forms.TextInput(attrs=attributes), **words)


class CheckForm(forms.Form):
    """A period of which one asks whether anything is missing to value it."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    method = forms.ChoiceField(
        choices=[(name, name) for name in METHODS], label=_("Method"), required=False
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        """Offer the methods, the unit's own first chosen."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        method = self.fields["method"]
        if isinstance(method, forms.ChoiceField):
            names = {"standard": _("standard cost"), "actual": _("actual cost")}
            method.choices = [(name, names.get(name, name)) for name in METHODS]
        method.initial = unit.method
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Hold the period to what can be valued."""
        found: dict[str, Any] = super().clean() or {}
        found["method"] = found.get("method") or self.unit.method
        start: dt.date | None = found.get("start")
        end: dt.date | None = found.get("end")
        if start is None or end is None:
            return found
        if end < start:
            self.add_error("end", _("The last day lies before the first."))
        elif found["method"] == ACTUAL and not is_whole_months(start, end):
            text = _("Actual cost is of whole months: begin and end with a month.")
            self.add_error("start", text)
        return found
