"""The evidence pack of a run: asked for, made by a worker, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from costsharing.actions.make_evidence import (
    KEPT,
    ask_for_evidence,
    file_name,
    record_download,
)
from costsharing.queries.evidence_jobs import newest_pack, ready_pack
from costsharing.queries.explained import run_to_explain
from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

REFRESH = 2
UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far the pack is, and hand it out; asked by a form, have it made."""
    run = run_to_explain(person_of(request), pk)
    trouble = ""
    if request.method == "POST":
        try:
            job = ask_for_evidence(run, actor=person_of(request))
        except Refused as refused:
            trouble = str(refused)
        else:
            work_here()
            return redirect("job", pk=job.pk)
    known = {
        "run": run,
        "pack": newest_pack(run),
        "ready": ready_pack(run),
        "kept": KEPT.days,
        "trouble": trouble,
    }
    return render(
        request, "costsharing/evidence.html", known, status=UNPROCESSABLE if trouble else 200
    )


@never_cache
@require_safe
def evidence_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give the pack; who took it is written into the history."""
    run = run_to_explain(person_of(request), pk)
    pack = ready_pack(run)
    if pack is None:
        raise Http404(_("There is no evidence pack any more: ask for it once more."))
    if request.method == "GET":
        record_download(run, actor=person_of(request), job=pack.job)
    return FileResponse(
        default_storage.open(pack.name, "rb"),
        as_attachment=True,
        filename=file_name(run),
        content_type="application/zip",
    )
