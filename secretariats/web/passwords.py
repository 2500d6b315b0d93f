"""Passwords: forgotten, chosen anew by a link, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.utils import reset
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from secretariats.actions.change_password import change_password
from secretariats.actions.count_attempt import count_attempt
from secretariats.actions.mail_link import ask_for_link, mail_hint
from secretariats.client import client_address
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import add_problems
from secretariats.web.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from secretariats.web.waiting import minutes_of
from secretariats.web_address import site_of

if TYPE_CHECKING:
    from django.http import HttpResponse


class Forgotten(views.PasswordResetView):
    """Ask for a link; the answer is the same whether anybody has the address or not."""

    form_class = ForgottenForm
    template_name = "registration/password_reset.html"
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: Any) -> HttpResponse:
        """Hand the address to a worker, unless this client asked too often."""
        wait = count_attempt("password_reset", client_address(self.request))
        if wait is not None:
            found = {"minutes": minutes_of(wait)}
            return render(self.request, "registration/too_often.html", found, status=429)
        work_here()
        try:
            ask_for_link(form.cleaned_data["email"], site=site_of(self.request))
        except Refused as refused:
            add_problems(form, refused)
            return self.render_to_response(self.get_context_data(form=form), status=503)
        return super(views.PasswordResetView, self).form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong with the address."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ForgottenDone(views.PasswordResetDoneView):
    """What happens now."""

    template_name = "registration/password_reset_done.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where mails go where none are sent."""
        return super().get_context_data(**kwargs) | {"mail_hint": mail_hint()}


@method_decorator(never_cache, name="dispatch")
class ByLink(views.PasswordResetConfirmView):
    """Choose a password by a link; failed logins before are forgotten then."""

    form_class = NewPasswordForm
    template_name = "registration/password_new.html"
    success_url = reverse_lazy("password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it, and let the person log in at once."""
        person = form.user
        change_password(person, form.cleaned_data["new_password1"], actor=person, by_link=True)
        del self.request.session[views.INTERNAL_RESET_SESSION_TOKEN]
        reset(username=person.get_username())
        return redirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong with the password."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Answer a link that is over as something that is gone."""
        person = self.user
        first = person is not None and not person.has_usable_password()
        return super().get_context_data(**kwargs) | {"first": first}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show the form, or that the link is over."""
        if not context["validlink"]:
            kwargs["status"] = 410
        return super().render_to_response(context, **kwargs)


class ByLinkDone(views.PasswordResetCompleteView):
    """Done: log in."""

    template_name = "registration/password_new_done.html"


class Change(views.PasswordChangeView):
    """Change the password by the old one; every other login of the person ends."""

    form_class = ChangePasswordForm
    template_name = "registration/password_change.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it; this login goes on, under a new key."""
        person = form.user
        change_password(person, form.cleaned_data["new_password1"], actor=person)
        update_session_auth_hash(self.request, person)
        text = _(
            "Your password is changed. Wherever else you were logged in, you are not any more."
        )
        messages.success(self.request, text)
        return redirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
