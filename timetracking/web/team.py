"""The record of a team by week: is it complete, who is missing what, and one click to remind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.models import Role
from timetracking.actions.remind_person import remind_person
from timetracking.core.reminding import lack_of
from timetracking.core.weeks import Week
from timetracking.permissions import TEAM_READERS
from timetracking.queries.coverage import coverage, today_of
from timetracking.queries.reminding import last_reminders
from timetracking.web.team_asked import PERIODS, Period, read_period
from timetracking.web.team_file import team_csv
from timetracking.web.team_shown import address, show_team

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariats.models import Unit
    from timetracking.queries.coverage import Coverage

COORDINATORS = frozenset({Role.Kind.COORDINATOR})
EVERYBODY = "*"


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Show how complete the record of a unit is, person by person and week by week."""
    unit = unit_asked(request, TEAM_READERS, request.GET.get("unit", ""))
    today = today_of(unit)
    period = read_period(request.GET, unit, today)
    record = coverage(unit, period.weeks, today=today)
    if request.GET.get("format") == "csv":
        return _file(record, period)
    coordinates = any(
        role.kind == Role.Kind.COORDINATOR and role.unit.pk == unit.pk
        for role in own_roles(request)
    )
    shown = show_team(record, last_reminders(unit, period.weeks), reminds=coordinates)
    roles = [role for role in own_roles(request) if role.kind in TEAM_READERS]
    context: dict[str, Any] = {
        "unit": unit,
        "units": list({role.unit.pk: role.unit for role in roles}.values()),
        "period": period,
        "periods": PERIODS,
        "team": shown,
        "approvals": address("approvals", query={"unit": unit.code}),
    }
    return render(request, "timetracking/team.html", context)


def _file(record: Coverage, period: Period) -> HttpResponse:
    name = f"{record.unit.code}-{period.weeks[0]}-{period.weeks[-1]}.csv"
    return HttpResponse(
        team_csv(record),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def team_remind(request: HttpRequest) -> HttpResponse:
    """Remind one person or everybody, of one week or of all that are shown."""
    sent = request.POST
    unit = unit_asked(request, COORDINATORS, sent.get("unit", ""))
    today = today_of(unit)
    period = read_period(sent, unit, today)
    who, _slash, named = sent.get("remind", "").partition("/")
    weeks = period.weeks
    if named:
        try:
            weeks = (Week.named(named),)
        except ValueError as error:
            raise Http404 from error
    _tell(request, *_remind(request, unit, who, weeks))
    query = {"unit": unit.code, **period.query}
    return redirect(f"{reverse('team')}?{urlencode(query)}")


def _remind(
    request: HttpRequest, unit: Unit, who: str, weeks: tuple[Week, ...]
) -> tuple[list[str], list[str], list[str]]:
    """Return who was reminded, for whom it waits until morning, and why others were not."""
    actor, record = person_of(request), coverage(unit, weeks, today=today_of(unit))
    reminded: dict[str, bool] = {}
    refusals: dict[str, None] = {}
    # One person's weeks are one mail: it is handed out when all of them are stored.
    with transaction.atomic():
        for one in record.people:
            if who not in {EVERYBODY, one.person.username}:
                continue
            # Whoever presses the button of one week of one person learns why not.
            single = who != EVERYBODY and len(weeks) == 1
            asked = [week.week for week in one.weeks if single or lack_of(week)]
            for week in asked:
                try:
                    told = remind_person(one.person, week, unit, actor=actor)
                except Refused as refused:
                    refusals[str(refused)] = None
                else:
                    reminded[str(one.person)] = told.waits
    work_here()
    return (
        [name for name, waits in reminded.items() if not waits],
        [name for name, waits in reminded.items() if waits],
        list(refusals),
    )


def _tell(
    request: HttpRequest, reminded: list[str], waiting: list[str], refusals: list[str]
) -> None:
    """Say what became of it."""
    if reminded:
        text = ngettext(
            "%(names)s is reminded by e-mail.", "%(names)s are reminded by e-mail.", len(reminded)
        )
        messages.success(request, text % {"names": ", ".join(reminded)})
    if waiting:
        text = _("It is no working hour for %(names)s: the reminder goes out in the next one.")
        messages.success(request, text % {"names": ", ".join(waiting)})
    for refusal in refusals:
        messages.warning(request, refusal)
    if not (reminded or waiting or refusals):
        messages.warning(request, _("Nobody was to be reminded."))
