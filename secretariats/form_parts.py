"""What the forms of all apps have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.core.errors import Refused


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


def dress(form: forms.BaseForm) -> None:
    """Give each field of a form the look of the site."""
    for field in form.fields.values():
        if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
            field.widget.attrs["class"] = "in"


def add_problems(
    form: forms.BaseForm, refused: Refused, fields: Mapping[str, str] | None = None
) -> None:
    """Put what an action refused beside the fields it is about.

    Args:
        form: which keeps what was typed.
        refused: the problems with their paths.
        fields: path → name of the field, where they differ.
    """
    names = fields or {}
    for problem in refused.problems:
        name = names.get(problem.path, problem.path)
        form.add_error(name if name in form.fields else None, problem.message)
