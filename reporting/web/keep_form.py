"""The form by which a scenario is kept."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from costsharing.actions.keep_scenario import LONGEST
from secretariats.form_parts import dress


class KeepForm(forms.Form):
    """The name under which a scenario is kept."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST,
        help_text=_("By which you and your colleagues find it again."),
        error_messages={"required": _("Give it a name.")},
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give each form that is shown a key of its own, so that it is kept once."""
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        dress(self)
