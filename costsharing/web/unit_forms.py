"""Forms that bring a new unit: its file, or the little that a unit needs to begin."""

from __future__ import annotations

import json
import re
import zoneinfo
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from secretariats.form_parts import dress

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# A unit with five years of entries of twenty people weighs a tenth of it; more takes too long for
# a page.
LARGEST = 8 * 1024 * 1024
# How many instruments the short form has room for.
ROOM = 6
_HOURS = re.compile(r"([0-9]{1,2})(?:(:)([0-5][0-9])|[.,]([0-9]{1,2}))?")
# As the reader of unit files has it.
_CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z",
    _("Letters, digits and . _ - only, at most 32, without spaces."),
)


class UnitFileForm(forms.Form):
    """A unit file."""

    file = forms.FileField(
        label=_("Unit file"), help_text=_("YAML or JSON, as the command export_unit writes it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the field."""
        super().__init__(*args, **kwargs)
        dress(self)

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large for a page."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            text = _("This file is larger than a page can load: use the command load_unit FILE.")
            raise forms.ValidationError(text)
        return file


class ShortUnitForm(forms.Form):
    """What a unit needs to begin; all else has its usual value and can be changed later."""

    code = forms.CharField(
        max_length=32, label=_("Code"), help_text=_("Such as IMCA."), validators=[_CODE]
    )
    name = forms.CharField(max_length=200, label=_("Name of the unit"))
    currency = forms.CharField(
        max_length=3,
        min_length=3,
        label=_("Currency"),
        initial="EUR",
        help_text=_("Three letters, such as EUR."),
        validators=[RegexValidator(r"^[A-Za-z]{3}\Z", _("Three letters, such as EUR."))],
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("It decides what day it is in the unit.")
    )
    hours = forms.CharField(
        max_length=5,
        initial="8:00",
        label=_("Hours of a full day"),
        help_text=_("Such as 8:00 or 7:36."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the zones, and room for instruments."""
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
        choice = self.fields["timezone"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("Choose the place nearest to you")), ("UTC", "UTC")] + [
                (zone, zone.replace("_", " ")) for zone in zones if not zone.startswith("Etc/")
            ]
        for number in range(1, ROOM + 1):
            self.fields[f"code_{number}"] = forms.CharField(
                max_length=32, required=number == 1, label=_("Code"), validators=[_CODE]
            )
            self.fields[f"name_{number}"] = forms.CharField(
                max_length=200, required=number == 1, label=_("Name")
            )
        dress(self)

    def instruments(self) -> list[tuple[int, Any, Any]]:
        """Return number, field of the code and field of the name of each row."""
        return [
            (number, self[f"code_{number}"], self[f"name_{number}"])
            for number in range(1, ROOM + 1)
        ]

    def clean_hours(self) -> int:
        """Return the minutes of a full day, exactly."""
        match = _HOURS.fullmatch(self.cleaned_data["hours"].strip())
        text = _("Write hours and minutes, such as 8:00 or 7:36.")
        if match is None:
            raise forms.ValidationError(text)
        whole, _colon, minutes, decimals = match.groups()
        found = Fraction(int(whole) * 60 + int(minutes or 0))
        if decimals:
            found += Fraction(int(decimals) * 60, 10 ** len(decimals))
        if found.denominator != 1 or not 0 < found <= 24 * 60:
            raise forms.ValidationError(text)
        return int(found)

    def clean(self) -> dict[str, Any]:
        """Take instruments together: each has a code and a name, and no code stands twice."""
        cleaned: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for number in range(1, ROOM + 1):
            code, name = cleaned.get(f"code_{number}", ""), cleaned.get(f"name_{number}", "")
            if code and not name and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", _("Write the name, too."))
            if name and not code and f"code_{number}" not in self.errors:
                self.add_error(f"code_{number}", _("Write the code, too."))
            if code and code in seen:
                self.add_error(f"code_{number}", _("This code stands above already."))
            seen.add(code)
        return cleaned

    def filled(self) -> list[int]:
        """Return the numbers of the rows that hold an instrument."""
        rows = range(1, ROOM + 1)
        return [number for number in rows if self.cleaned_data.get(f"code_{number}")]

    def as_file(self) -> bytes:
        """Return the unit file of what was typed: secretariats and committees follow from it."""
        typed = self.cleaned_data
        instruments = [
            {"code": typed[f"code_{number}"], "name": typed[f"name_{number}"]}
            for number in self.filled()
        ]
        unit = {
            "code": typed["code"],
            "name": typed["name"],
            "currency": typed["currency"].upper(),
            "timezone": typed["timezone"],
            "daily_minutes": typed["hours"],
            "weekdays": [1, 2, 3, 4, 5],
        }
        return json.dumps({"imca": 1, "instruments": instruments, "unit": unit}).encode()
