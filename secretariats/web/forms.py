"""Forms about people."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Username and password; what is wrong is said so that it helps nobody to guess."""

    error_messages = {
        "invalid_login": _(
            "Username and password do not go together. Both are case-sensitive: check capital "
            "letters and the keyboard's language, and try again."
        ),
        "inactive": _("This account is closed. The administrator of your unit can open it."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let a password manager and a screen reader know the fields."""
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"
