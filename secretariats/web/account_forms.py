"""Forms about one's own account."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from secretariats.actions.make_token import LONGEST_DAYS, LONGEST_NAME
from secretariats.form_parts import dress

LASTING = [
    (30, _("30 days")),
    (90, _("90 days")),
    (LONGEST_DAYS, _("a year")),
]


class DetailsForm(forms.Form):
    """What people say of themselves."""

    name = forms.CharField(
        max_length=200, label=_("Name"), help_text=_("As others on the site see it.")
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        label=_("Language"),
        help_text=_("Of the site, and of mails to you."),
    )
    timezone = forms.ChoiceField(
        required=False,
        label=_("Time zone"),
        help_text=_("For the times on this page. Days of work follow the unit's zone."),
    )
    reminders = forms.BooleanField(
        required=False,
        label=_("Remind me of days without time"),
        help_text=_(
            "On My week, and by at most one e-mail a working day, between 8 and 18 o'clock where "
            "you are."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the zones of the world."""
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
        plain = [zone for zone in zones if not zone.startswith(("Etc/", "posix/", "right/"))]
        choice = self.fields["timezone"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("that of the unit")), ("UTC", "UTC")] + [
                (zone, zone.replace("_", " ")) for zone in plain
            ]
        dress(self)


class TokenForm(forms.Form):
    """What a token is for, and how long it lasts."""

    prefix = "token"
    name = forms.CharField(
        max_length=LONGEST_NAME,
        label=_("What is it for?"),
        help_text=_("Such as: figures for our spreadsheet."),
    )
    days = forms.TypedChoiceField(
        coerce=int, choices=LASTING, initial=90, label=_("How long does it last?")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the fields."""
        super().__init__(*args, **kwargs)
        dress(self)
