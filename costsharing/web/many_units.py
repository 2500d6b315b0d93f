"""The same period of many units: asked for at once, told unit by unit."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from costsharing.actions.value_units import value_units
from costsharing.permissions import VALUATION_STARTERS, units_to_value
from costsharing.queries.valued_units import units_valued
from costsharing.web.forms import METHOD_CHOICES, DayField
from costsharing.web.views import usual_period
from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.models import Job, Unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.queries.valued_units import UnitValued
    from secretariats.models import Person

# Seconds after which a page about unfinished work looks again.
REFRESH = 2
# Under which field of the form a problem of the action belongs.
_FIELDS = {"from": "start", "to": "end", "method": "method", "units": "units"}


class UnitsForm(forms.Form):
    """Period, method and units of many valuations."""

    start = DayField(label=_("First day"), help_text=_("Whole months can be reported."))
    end = DayField(label=_("Last day"), help_text=_("It belongs to the period."))
    method = forms.ChoiceField(
        choices=METHOD_CHOICES,
        required=False,
        label=_("Method"),
        widget=forms.Select(attrs={"class": "in"}),
    )
    units = forms.ModelMultipleChoiceField(
        queryset=Unit.objects.none(),
        to_field_name="code",
        label=_("Units"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one unit.")},
    )
    only_failed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # Pressed twice, the button asks once.
    key = forms.CharField(
        max_length=200, required=False, widget=forms.HiddenInput, initial=uuid.uuid4
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Offer the units whose valuations ``person`` may start."""
        super().__init__(*args, **kwargs)
        units = self.fields["units"]
        if isinstance(units, forms.ModelMultipleChoiceField):
            units.queryset = units_to_value(person).order_by("code")
            units.initial = list(units.queryset.values_list("code", flat=True))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def many_units(request: HttpRequest) -> HttpResponse:
    """Ask for a period in many units; then tell how far each of them is."""
    if not has_role(request, VALUATION_STARTERS):
        raise PermissionDenied
    if request.method == "POST":
        return _ask(request)
    person = person_of(request)
    asked = UnitsForm(_sent(request), person=person) if "from" in request.GET else None
    if asked is not None and asked.is_valid():
        return _show(request, asked, _valued(asked))
    form = asked or UnitsForm(person=person, initial=usual_period(request))
    return _show(request, form, [], status=422 if asked else 200)


def _ask(request: HttpRequest) -> HttpResponse:
    form = UnitsForm(request.POST, person=person_of(request))
    if not form.is_valid():
        return _show(request, form, [], status=422)
    asked = form.cleaned_data
    work_here()
    try:
        value_units(
            units=list(asked["units"]),
            start=asked["start"],
            end=asked["end"],
            method=asked["method"],
            actor=person_of(request),
            only_failed=asked["only_failed"],
            key=asked["key"],
        )
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(_FIELDS.get(problem.path), problem.message)
        return _show(request, form, [], status=422)
    named = [
        ("from", asked["start"].isoformat()),
        ("to", asked["end"].isoformat()),
        ("method", asked["method"]),
        *(("units", unit.code) for unit in asked["units"]),
    ]
    return redirect(f"{reverse('many_units')}?{urlencode(named)}")


def _sent(request: HttpRequest) -> Any:
    """Return what the address names, under the names of the form's fields."""
    found = request.GET.copy()
    found["start"], found["end"] = found.get("from", ""), found.get("to", "")
    return found


def _valued(form: UnitsForm) -> list[UnitValued]:
    asked = form.cleaned_data
    return units_valued(list(asked["units"]), asked["start"], asked["end"], asked["method"])


def _show(
    request: HttpRequest, form: UnitsForm, valued: list[UnitValued], *, status: int = 200
) -> HttpResponse:
    states = [one.job.state for one in valued if one.job is not None]
    is_working = any(state in {Job.State.WAITING, Job.State.RUNNING} for state in states)
    if is_working:
        work_here()
    known = {
        "form": form,
        "asked": form.cleaned_data if valued else None,
        "valued": valued,
        "key": uuid.uuid4(),
        "done": states.count(Job.State.DONE),
        "failed": states.count(Job.State.FAILED),
        "is_working": is_working,
        "refresh": REFRESH,
    }
    return render(request, "costsharing/many_units.html", known, status=status)
