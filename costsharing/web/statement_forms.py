"""The forms of statements: to which day, and why one is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariats.form_parts import DayField, dress
from secretariats.signing import LONGEST_REASON


class StatementForm(forms.Form):
    """The last day of a statement; its first follows from the final ones before."""

    end = DayField(
        label=_("Last day"),
        help_text=_("The last day of a month that is over. The first day follows by itself."),
    )


class WithdrawForm(forms.Form):
    """Why a statement that waits for confirmations is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The other side reads it. Confirmations given so far lapse."),
        error_messages={"required": _("Say why you withdraw it: the other side reads it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field the look of the site."""
        super().__init__(*args, **{"auto_id": "withdraw_%s"} | kwargs)
        dress(self)
