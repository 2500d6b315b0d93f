"""Logging in and failing to, the choice of language, and how far long work is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from secretariats.actions.choose_language import choose_language
from secretariats.actions.count_attempt import count_attempt, waiting_time
from secretariats.actions.hand_out_again import hand_out_again
from secretariats.actions.open_site import is_new
from secretariats.actions.retry_job import may_retry, retry_job
from secretariats.client import client_address
from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.models import Job
from secretariats.queries.visible import visible_or_denied
from secretariats.web.forms import LoginForm
from secretariats.web.language import keep_language
from secretariats.web.waiting import minutes_of

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

# Seconds after which a page about unfinished work looks again.
REFRESH = 2


class Login(LoginView):
    """The way in; the site then speaks the person's language."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the first steps where nobody has an account yet."""
        if is_new():
            return redirect("setup")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let nobody try whose address failed too often, whatever the usernames."""
        wait = waiting_time("login", client_address(request))
        return _wait(request, wait) if wait else super().post(request, *args, **kwargs)

    def form_valid(self, form: LoginForm) -> HttpResponse:  # type: ignore[override]
        """Log in, and let the browser keep the person's language."""
        return keep_language(super().form_valid(form), form.get_user().language)

    def form_invalid(self, form: LoginForm) -> HttpResponse:  # type: ignore[override]
        """Count what failed by the address it came from; axes counts by username too."""
        if form.non_field_errors():
            count_attempt("login", client_address(self.request))
        return super().form_invalid(form)


def locked(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None
) -> HttpResponse:
    """Say when whoever failed too often may try again: the same for every name and password."""
    failed = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username"), ip_address=client_address(request)
    )
    last: dt.datetime = failed.aggregate(at=Max("attempt_time"))["at"] or timezone.now()
    return _wait(request, last + settings.AXES_COOLOFF_TIME - timezone.now())


def _wait(request: HttpRequest, wait: dt.timedelta) -> HttpResponse:
    minutes = minutes_of(wait)
    answer = render(request, "registration/locked.html", {"minutes": minutes}, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer


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
            "may_retry": found.state == Job.State.FAILED and may_retry(person_of(request), found),
        },
    )


@require_POST
def job_retry(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have a failed job done again, and go to the page that tells how far it is."""
    found: Job = visible_or_denied(Job.objects.select_related("unit"), request.user, pk=pk)
    if not may_retry(person_of(request), found):
        raise PermissionDenied
    work_here()
    try:
        retry_job(found, actor=person_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("job", pk=pk)


def _period(job: Job) -> list[dt.date]:
    """Return the first and the last day of what was asked, where it has them."""
    try:
        return [dt.date.fromisoformat(job.asked[name]) for name in ("from", "to")]
    except (KeyError, TypeError, ValueError):
        return []
