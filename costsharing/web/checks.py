"""Which final runs would differ with the inputs of today, and by how much."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from costsharing.actions.check_runs import ask_to_check
from costsharing.models import ValuationRun
from costsharing.permissions import (
    VALUATION_STARTERS,
    may_read_missing_inputs,
    may_start_valuation,
)
from costsharing.queries.run_checks import DIFFERS, INCOMPLETE, MAIN, checked_runs, last_job
from costsharing.web.inputs import units_of
from costsharing.wording import FIGURE_WORDS
from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.models import Job

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.queries.run_checks import Checked

# Seconds after which a page about unfinished work looks again.
REFRESH = 2
PAGE = 20


@dataclass(frozen=True, slots=True)
class Differing:
    """A figure of an instrument in a run, and what it would be today; the rounded amounts."""

    instrument: str
    figure: str
    before: Fraction
    after: Fraction

    @property
    def name(self) -> str:
        """The figure in words."""
        return str(FIGURE_WORDS.get(self.figure, self.figure))

    @property
    def change(self) -> Fraction:
        """By how much it would differ."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Line:
    """A run on the page.

    Attributes:
        checked: the run and what was found.
        main: instrument, by how much its received and its balance would differ; by code.
        every: all that differs.
        key: of the form that values the period again.
    """

    checked: Checked
    main: list[tuple[str, Fraction, Fraction]]
    every: list[Differing]
    key: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """Show each run of a unit that holds beside what its period would give; on POST, look anew."""
    if request.method == "POST":
        return _look_anew(request)
    unit = unit_asked(request, ValuationRun.readers, request.GET.get("unit", ""))
    reader = person_of(request)
    found = checked_runs(unit)
    job = last_job(unit)
    is_working = job is not None and job.state in {Job.State.WAITING, Job.State.RUNNING}
    if is_working:
        work_here()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = [_line(one) for one in page]
    known: dict[str, Any] = {
        "unit": unit,
        "units": units_of(request, frozenset(ValuationRun.readers)),
        "page": page,
        "lines": lines,
        "detailed": any(
            line.every or (line.checked.problems and line.checked.outcome == INCOMPLETE)
            for line in lines
        ),
        "runs": len(found),
        "differing": sum(one.outcome == DIFFERS for one in found),
        "incomplete": sum(one.outcome == INCOMPLETE for one in found),
        "unchecked": sum(not one.outcome for one in found),
        "job": job,
        "is_working": is_working,
        "refresh": REFRESH,
        "starts_here": may_start_valuation(reader, unit),
        "tells_problems": may_read_missing_inputs(reader, unit),
    }
    return render(request, "costsharing/checks.html", known)


def _look_anew(request: HttpRequest) -> HttpResponse:
    unit = unit_asked(request, VALUATION_STARTERS, request.POST.get("unit", ""))
    work_here()
    try:
        ask_to_check(unit=unit, actor=person_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The runs are being compared with the inputs of today."))
    return redirect(f"{reverse('checks')}?unit={unit.code}")


def _line(checked: Checked) -> Line:
    every = [
        Differing(
            row["instrument"], row["figure"], Fraction(row["before"]), Fraction(row["after"])
        )
        for row in checked.differences
    ]
    changes = {(one.instrument, one.figure): one.change for one in every}
    received, balance = MAIN
    nothing = Fraction(0)
    main = [
        (code, changes.get((code, received), nothing), changes.get((code, balance), nothing))
        for code in sorted({code for code, name in changes if name in MAIN})
    ]
    return Line(checked, main, every, str(uuid.uuid4()))
