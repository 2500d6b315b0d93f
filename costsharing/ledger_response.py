"""The answer that carries a run as accounts: the same for pages and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from costsharing.core.ledgers import ledger_formats
from costsharing.models import ValuationRun
from costsharing.queries.ledger import ledger_file
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid

    from secretariats.models import Person


def ledger_response(person: Person, pk: uuid.UUID, form: str) -> HttpResponse:
    """Return the journal of a run that a person may see, as a file.

    Raises:
        Http404: there is no such run for the person, or no such format.
        PermissionDenied: the run is of a unit of theirs, but not for their roles.
    """
    if form not in ledger_formats():
        raise Http404
    runs = ValuationRun.objects.select_related("unit")
    run: ValuationRun = visible_or_denied(runs, person, pk=pk)
    file = ledger_file(run, form)
    return HttpResponse(
        file.text.encode(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, file.name)},
    )
