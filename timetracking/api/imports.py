"""Time from files, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from secretariats.embedded import work_here
from secretariats.request_parts import BODY, KEY, OneAnswer, RawParser
from timetracking.actions.bring_in_time import bring_in_time
from timetracking.api.import_serializers import (
    ImportAskedSerializer,
    ImportedSerializer,
    ImportOptionsSerializer,
    ImportQueuedSerializer,
    ImportSerializer,
    import_document,
    outcome_document,
)
from timetracking.core.maps import read_map
from timetracking.places import chosen_place, places_of
from timetracking.queries.importing import codes
from timetracking.queries.uploads import own_upload, uploads_listed

if TYPE_CHECKING:
    import uuid

    from rest_framework.request import Request

    from secretariats.models import Unit


class FileParser(RawParser):
    """A file of time as the whole body."""

    @property
    def largest(self) -> int:
        """The most bytes that a body may have."""
        return settings.UPLOAD_LIMIT


class ImportsView(APIView):
    """One's own files of time."""

    parser_classes = [MultiPartParser, FileParser]
    content_negotiation_class = OneAnswer

    @extend_schema(
        operation_id="imports",
        summary="Your newest files of time",
        responses=ImportSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return the newest ten that were not given up, without what they do."""
        found = uploads_listed(person_of(request))
        return Response([{**import_document(one), "outcome": None} for one in found])

    @extend_schema(
        operation_id="import_time",
        summary="Bring in a file of another program",
        request={
            "multipart/form-data": ImportAskedSerializer,
            "application/octet-stream": OpenApiTypes.BINARY,
        },
        parameters=[
            ImportOptionsSerializer,
            OpenApiParameter(
                KEY, str, OpenApiParameter.HEADER,
                description=(
                    "A text of your choice, at most 200 characters. Repeated with the same file "
                    "and options nothing is done again; with others it is an error."
                ),
            ),
        ],
        responses={200: ImportedSerializer, 201: ImportedSerializer, 202: ImportQueuedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Store the time of a file: all of it or nothing, and never twice.

        A small file is answered at once, as ``import_time --json`` does; of a large one the
        answer is the job of a worker. Options stand in the query, or beside the file in a form.
        """
        places = places_of(request)
        given, data, name = _sent(request)
        asked = ImportOptionsSerializer(data={**request.query_params.dict(), **given})
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        unit = chosen_place(places, values["unit"]).unit
        upload, job = bring_in_time(
            data,
            actor=person_of(request),
            unit=unit,
            name=values["name"] or name,
            format_name=values["format"],
            order=values["dates"],
            names=_map(values["map"], unit),
            update=values["update"],
            dry_run=values["dry_run"],
            key=request.headers.get(KEY, ""),
        )
        url = reverse("api_import", args=[upload.pk])
        if job is not None:
            work_here()
            document = {"id": str(upload.pk), "job": str(job.pk), "url": url}
            return Response(document, status=202, headers={"Location": url})
        outcome = outcome_document(upload.outcome or {})
        document = {
            "id": str(upload.pk), "format": upload.format, **outcome,
            "dry_run": values["dry_run"],
        }  # fmt: skip
        stored = not values["dry_run"] and (outcome["created"] or outcome["updated"])
        return Response(document, status=201 if stored else 200, headers={"Location": url})


class ImportView(APIView):
    """One of them."""

    @extend_schema(
        operation_id="import",
        summary="Where one of your files stands, and what it does",
        responses=ImportSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return it; ask again while its job is at work."""
        found = own_upload(person_of(request), pk)
        if found is None:
            raise Http404
        return Response(import_document(found))


def _sent(request: Request) -> tuple[dict[str, Any], bytes, str]:
    """Return the options beside the file, its content and its name."""
    sent: Any = request.data
    if isinstance(sent.get(BODY), bytes):
        return {}, sent[BODY], ""
    asked = {name: text for name, text in sent.items() if isinstance(text, str)}
    file = request.FILES.get("file")
    if file is None:
        raise Refused([Problem("file", _("Send the file as the part 'file', or as the body."))])
    asked.pop("file", None)
    return asked, file.read(settings.UPLOAD_LIMIT + 1), file.name or ""


def _map(text: str | None, unit: Unit) -> dict[str, Any] | None:
    """Return a map as JSON has it, once every part of it is known to be right."""
    if text is None:
        return None
    read_map(text.encode(errors="replace"), codes(unit))
    found: dict[str, Any] = json.loads(text.removeprefix("\ufeff"))
    return found
