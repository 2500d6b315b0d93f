"""Forms about logging in: the password, asked for, chosen anew, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.utils.translation import gettext_lazy as _

from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems, dress

if TYPE_CHECKING:
    from secretariats.models import Person

    PasswordForm = SetPasswordForm[Person]
else:
    PasswordForm = SetPasswordForm


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
        dress(self)


class ForgottenForm(PasswordResetForm):
    """The e-mail address to which a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the field."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")
        dress(self)


class NewPasswordForm(PasswordForm):
    """A new password, by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields and dress them."""
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("The same once more")
        self.fields["new_password2"].help_text = ""
        dress(self)

    def clean(self) -> Any:
        """Refuse a link whose person's account is closed by now."""
        cleaned = super().clean()
        if not self.user.is_active:
            add_problems(self, Refused([str(_("This account is closed."))]))
        return cleaned


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """A new password, by the old one."""

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field of the old one."""
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Your password until now")
