"""The first steps of an empty installation: whoever runs it opens it with a code."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from secretariats.actions.open_site import TooOften, code_file, is_new, open_site, setup_code
from secretariats.core.errors import NotAllowed, Refused
from secretariats.form_parts import add_problems, dress
from secretariats.web.language import keep_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LOG = logging.getLogger("imca.setup")
BACKEND = "django.contrib.auth.backends.ModelBackend"


class FirstPersonForm(forms.Form):
    """Who administers the site."""

    code = forms.CharField(
        max_length=60,
        label=_("Set-up code"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(max_length=200, label=_("Your name"))
    username = forms.CharField(
        max_length=150,
        label=_("Username"),
        help_text=_("With which you log in; letters, digits and @ . + - _ only."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address"),
        help_text=_("Where a link goes when you forget your password. It may stay empty."),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language"))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 8 characters, not only digits, and nothing easy to guess."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the fields."""
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Compare the two passwords."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") != cleaned.get("again") and "again" in cleaned:
            self.add_error("again", _("The two passwords are not the same."))
        return cleaned


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def first_person(request: HttpRequest) -> HttpResponse:
    """Make the first account, and go on to the first unit; nothing is here once there is one."""
    if not is_new():
        raise Http404
    if request.method != "POST":
        _tell_code()
        form = FirstPersonForm(initial={"language": get_language() or "en"})
        return _page(request, form)
    form = FirstPersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    asked = {name: value for name, value in form.cleaned_data.items() if name != "again"}
    try:
        person = open_site(**asked)
    except TooOften as often:
        add_problems(form, often)
        return _page(request, form, status=429)
    except NotAllowed as denied:
        raise Http404 from denied
    except Refused as refused:
        add_problems(form, refused)
        return _page(request, form, status=422)
    login(request, person, backend=BACKEND)
    return keep_language(redirect("unit_new"), person.language)


def _page(request: HttpRequest, form: FirstPersonForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "file": code_file().name}
    return render(request, "secretariats/setup.html", context, status=status)


def _tell_code() -> None:
    """Tell the console the code, once for each that is made."""
    code, made = setup_code()
    if made:
        LOG.warning(
            "This installation is empty. Its set-up code, also in %s: %s", code_file(), code
        )
