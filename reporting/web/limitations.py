"""How far a unit's record of time can be trusted over a period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from costsharing.actions.measure_limitations import (
    is_small,
    last_asked,
    measure_again,
    measured_or_asked,
)
from costsharing.models import MeasuredLimitations
from costsharing.permissions import may_measure_limitations, visible_figures
from costsharing.queries.limitations import LONGEST, measure_limitations
from costsharing.queries.measured import measured
from costsharing.queries.runs_listed import newest_period
from reporting.sections.limits_shown import (
    activities_table,
    grouped,
    months_chart,
    months_table,
    people_table,
)
from reporting.sections.wording import period
from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import DayField, add_problems
from secretariats.models import Job, Person
from timetracking.models import Activity

if TYPE_CHECKING:
    from django.http import HttpRequest

    from costsharing.core.limitations import Figures
    from costsharing.queries.measured import Measured
    from secretariats.models import Unit

# Those who see the team's figures, and staff, who see their own.
READERS = frozenset({*MeasuredLimitations.readers, "staff"})
# Figures by person are measured while one waits: so many entries take about two seconds.
WHILE_ONE_WAITS = 100_000
REFRESH = 2


class PeriodForm(forms.Form):
    """The days whose record is looked at."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """Hold the last day to the first."""
        found: dict[str, Any] = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        elif start and end and (end - start).days >= LONGEST:
            self.add_error("end", _("That is too long: choose at most twenty years."))
        return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def limitations(request: HttpRequest) -> HttpResponse:
    """Show the limitations of a period; measure them anew where that is asked for.

    A page that waits for a worker asks here again; it is told to load anew when they are there.
    """
    given = request.POST if request.method == "POST" else request.GET
    unit = unit_asked(request, READERS, given.get("unit", ""))
    form = PeriodForm({"start": given.get("from"), "end": given.get("to")})
    if "from" not in given and "to" not in given:
        start, end = newest_period(unit) or _year_before()
        form = PeriodForm({"start": start, "end": end})
    if not form.is_valid():
        return _page(request, unit, form, {}, status=422)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    sees_team = may_measure_limitations(person_of(request), unit)
    if request.method == "POST":
        try:
            measure_again(unit, start, end, actor=person_of(request))
        except Refused as refused:
            add_problems(form, refused)
            return _page(request, unit, form, {}, status=422 if sees_team else 403)
        return redirect(_address(unit, start, end))
    if getattr(request, "htmx", False):
        return _look_again(unit, start, end)
    known = {"people": _people(request, unit, start, end)}
    if sees_team:
        known |= _team(request, unit, start, end)
    return _page(request, unit, form, known)


def _team(request: HttpRequest, unit: Unit, start: dt.date, end: dt.date) -> dict[str, Any]:
    """Return what is known of the whole team, or why it is not known yet."""
    trouble = ""
    found: Measured | None = None
    try:
        found = measured_or_asked(unit, start, end, actor=person_of(request))
    except Refused as refused:
        trouble = str(refused)
    if found is None:
        job = last_asked(unit, start, end)
        failed = job is not None and job.state == Job.State.FAILED
        work_here()
        return {
            "measuring": not failed and not trouble,
            "trouble": trouble or (job.error if failed and job else ""),
        }
    codes = found.figures["activities"]
    titles = Activity.objects.of_unit(unit).filter(code__in=codes).values_list("code", "title")
    months = found.figures["months"]
    return {
        "measured": found,
        "groups": grouped(found.figures),
        "months_chart": months_chart(months),
        "months_table": months_table(months),
        "activities": activities_table(codes, dict(titles)) if codes else None,
        "withheld": found.figures.get("concentration_withheld", False),
    }


def _people(request: HttpRequest, unit: Unit, start: dt.date, end: dt.date) -> dict[str, Any]:
    """Return the figures by person that the reader may see, where they are asked for."""
    kinds = {role.kind for role in own_roles(request) if role.unit == unit}
    everybody = "coordinator" in kinds
    if not everybody and "staff" not in kinds:
        return {"may": False}
    shown: dict[str, Any] = {"may": True, "everybody": everybody, "asked": False}
    if request.GET.get("people") != "1":
        return shown
    shown["asked"] = True
    if not is_small(unit, start, end, most=WHILE_ONE_WAITS):
        return {**shown, "too_many": True}
    reader = person_of(request)
    table = visible_figures(measure_limitations(unit, start, end), person=reader)
    listed = Person.objects.filter(username__in=table.people)
    names = {person.username: str(person) for person in listed}
    own = table.people.get(reader.get_username())
    others = {
        name: figures
        for name, figures in table.people.items()
        if everybody and name != reader.get_username()
    }
    return {
        **shown,
        "own": grouped(_of_one(own)) if own else None,
        "table": people_table(others, names) if others else None,
    }


def _of_one(figures: Figures) -> dict[str, Any]:
    """Return a person's figures; the largest person's share is of the team alone."""
    return {name: value for name, value in figures.as_json().items() if name != "concentration"}


def _look_again(unit: Unit, start: dt.date, end: dt.date) -> HttpResponse:
    answer = HttpResponse(status=204)
    job = last_asked(unit, start, end)
    failed = job is not None and job.state == Job.State.FAILED
    if failed or measured(unit, start, end) is not None:
        answer.headers["HX-Refresh"] = "true"
    else:
        work_here()
    return answer


def _page(
    request: HttpRequest,
    unit: Unit,
    form: PeriodForm,
    known: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    units = {role.unit.code: role.unit for role in own_roles(request) if role.kind in READERS}
    days = form.cleaned_data if form.is_valid() else {}
    address = _address(unit, days["start"], days["end"]) if len(days) == 2 else ""
    return render(
        request,
        "reporting/limitations.html",
        {
            "unit": unit,
            "units": list(units.values()),
            "form": form,
            "address": address,
            "days": days,
            "period": period(days["start"].isoformat(), days["end"].isoformat()) if days else "",
            "refresh": REFRESH,
            **known,
        },
        status=status,
    )


def _address(unit: Unit, start: dt.date, end: dt.date) -> str:
    query = urlencode({"unit": unit.code, "from": start.isoformat(), "to": end.isoformat()})
    return f"{reverse('limitations')}?{query}"


def _year_before() -> tuple[dt.date, dt.date]:
    year = timezone.localdate().year - 1
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
