"""Logging in, the choice of language, and how far long work is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from secretariats.actions.choose_language import choose_language
from secretariats.actions.hand_out_again import hand_out_again
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.models import Job
from secretariats.queries.visible import visible_or_denied
from secretariats.web.forms import LoginForm

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

# Seconds after which a page about unfinished work looks again.
REFRESH = 2


class Login(LoginView):
    """The way in; the site then speaks the person's language."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: LoginForm) -> HttpResponse:  # type: ignore[override]
        """Log in, and let the browser keep the person's language."""
        response = super().form_valid(form)
        person = form.get_user()
        if check_for_language(person.language):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                person.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


def locked(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None
) -> HttpResponse:
    """Say when whoever failed too often may try again; what was typed decides nothing here."""
    wait = settings.AXES_COOLOFF_TIME
    return render(request, "registration/locked.html", {"until": wait}, status=429)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the site, for this browser and for the person who is logged in."""
    chosen = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        choose_language(request.user, chosen, actor=request.user)
    return set_language(request)


@never_cache
@require_safe
def job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far a job is; the page looks again by itself until it ends."""
    found: Job = visible_or_denied(Job.objects.select_related("unit"), request.user, pk=pk)
    unfinished = found.state in {Job.State.WAITING, Job.State.RUNNING}
    trouble = ""
    if unfinished:
        work_here()
        try:
            hand_out_again(found)
        except Refused as refused:
            trouble = str(refused)
    page = settings.JOB_PAGES.get(found.task)
    return render(
        request,
        "secretariats/job.html",
        {
            "job": found,
            "period": _period(found),
            "unfinished": unfinished,
            "refresh": REFRESH,
            "trouble": trouble,
            "result": reverse(page, args=[found.result]) if page and found.result else "",
        },
    )


def _period(job: Job) -> list[dt.date]:
    """Return the first and the last day of what was asked, where it has them."""
    try:
        return [dt.date.fromisoformat(job.asked[name]) for name in ("from", "to")]
    except (KeyError, TypeError, ValueError):
        return []
