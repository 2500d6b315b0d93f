"""Why two runs differ: asked for, waited for, shown, taken along, and opened down to entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from costsharing.actions.work_out_causes import ask_for_causes, causes_at_hand
from costsharing.core.causes_document import for_reader
from costsharing.permissions import may_explain
from costsharing.queries.entries_changed import entries_changed, moments
from costsharing.queries.run_causes import kept_causes, last_asked
from costsharing.sections.causes import cause_text, part_text
from reporting.sections.causes import (
    OPENED,
    cause_table,
    causes_csv,
    chosen_names,
    coarse_text,
    silent_texts,
)
from reporting.sections.wording import period
from reporting.web.address import address_of
from reporting.web.run_beside import run_and_other
from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.models import Job

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.http import HttpRequest

    from costsharing.models import ValuationRun

REFRESH = 2
USUAL = "received"


def causes_shown(
    request: HttpRequest, run: ValuationRun, other: ValuationRun, *, codes: Iterable[str]
) -> dict[str, Any]:
    """Return what the page of two runs shows of why they differ.

    The causes where they are known or quickly found; else how far their finding is, what kept it,
    or that it can be asked for.
    """
    shown: dict[str, Any] = {
        "address": address_of("valuation_causes", (run.pk,), query={"with": str(other.pk)}),
        "refresh": REFRESH,
    }
    try:
        document = causes_at_hand(run, other, actor=person_of(request))
    except Refused:
        # The same run twice, or two currencies: the page says so already.
        return {"causes": None}
    if document is None:
        job = last_asked(run, other)
        return {"causes": {**shown, **_progress(job)}}
    explains = may_explain(person_of(request), run.unit)
    document = for_reader(document, explains=explains)
    asked = request.GET.get("figure", "")
    figure = asked if asked in chosen_names() else USUAL
    return {
        "causes": {
            **shown,
            "table": cause_table(document, figure=figure, codes=codes, opens=explains),
            "figures": chosen_names().items(),
            "silent": silent_texts(document),
            "coarse": coarse_text(document),
            "file": address_of("valuation_causes_data", (run.pk,), query={"with": str(other.pk)}),
        }
    }


def _progress(job: Job | None) -> dict[str, Any]:
    """Return how far a job is; no job is nothing asked for yet."""
    if job is None or job.state == Job.State.DONE:
        return {"waits": False, "trouble": ""}
    if job.state == Job.State.FAILED:
        return {"waits": False, "trouble": job.error}
    work_here()
    return {"waits": True, "job": job}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def causes(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for the causes, and tell a page that waits for them how far they are."""
    given = request.POST if request.method == "POST" else request.GET
    run, other = run_and_other(request, pk, given.get("with", ""))
    back = address_of("valuation_compare", (run.pk,), query={"with": str(other.pk)})
    if request.method == "POST":
        work_here()
        try:
            if kept_causes(run, other) is None:
                ask_for_causes(run, other, actor=person_of(request))
        except Refused as refused:
            known = {"run": run, "other": other, "back": back, "trouble": str(refused)}
            return render(request, "reporting/causes_refused.html", known, status=422)
        return redirect(f"{back}#why")
    if not getattr(request, "htmx", False):
        return redirect(f"{back}#why")
    known = _progress(last_asked(run, other))
    if kept_causes(run, other) is not None or not known["waits"]:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    address = address_of("valuation_causes", (run.pk,), query={"with": str(other.pk)})
    found = {"causes": {**known, "address": address, "refresh": REFRESH}}
    return render(request, "reporting/_causes_wait.html", found)


@never_cache
@require_safe
def causes_data(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give every contribution of every cause as CSV, exact and rounded."""
    run, other = run_and_other(request, pk, request.GET.get("with", ""))
    document = _document(request, run, other)
    name = f"{run.unit.code}-{run.start}-{run.end}-causes.csv"
    return HttpResponse(
        causes_csv(document).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_safe
def cause(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Show the changes of entries behind a cause, for those who open figures down to entries."""
    run, other = run_and_other(request, pk, request.GET.get("with", ""))
    if not may_explain(person_of(request), run.unit):
        raise PermissionDenied
    listed = _document(request, run, other)["causes"]
    if not 1 <= number <= len(listed):
        raise Http404
    found = listed[number - 1]
    between = moments(other, run)
    days = (max(run.start, other.start), min(run.end, other.end))
    parts = [
        {
            "text": part_text(part),
            "changed": entries_changed(
                run.unit, part["about"], between, reader=person_of(request), days=days
            ),
            "minutes": _difference(part),
        }
        for part in found["parts"]
        if part["kind"] in OPENED
    ]
    if not parts:
        raise Http404
    known = {
        "run": run,
        "other": other,
        "period": period(run.start.isoformat(), run.end.isoformat()),
        "back": address_of("valuation_compare", (run.pk,), query={"with": str(other.pk)}),
        "text": cause_text(found),
        "parts": parts,
        "between": between,
    }
    return render(request, "reporting/cause.html", known)


def _difference(part: dict[str, Any]) -> int:
    """Return by how many minutes the record of a part differs."""
    was, now = (int(str(part[name]).partition("/")[0]) for name in ("was", "now"))
    return now - was


def _document(request: HttpRequest, run: ValuationRun, other: ValuationRun) -> dict[str, Any]:
    """Return the causes for the reader.

    Raises:
        Http404: they were not worked out yet, or the runs cannot be compared.
    """
    try:
        found = causes_at_hand(run, other, actor=person_of(request))
    except Refused as refused:
        raise Http404(str(refused)) from refused
    if found is None:
        raise Http404
    return for_reader(found, explains=may_explain(person_of(request), run.unit))
