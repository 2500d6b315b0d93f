"""The evidence pack of a run, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.make_evidence import ask_for_evidence, file_name, record_download
from costsharing.queries.evidence_jobs import newest_pack, ready_pack
from costsharing.queries.explained import run_to_explain
from secretariats.context import person_of
from secretariats.embedded import work_here

if TYPE_CHECKING:
    import uuid

    from django.http.response import HttpResponseBase
    from rest_framework.request import Request

    from costsharing.models import ValuationRun

ZIP = "application/zip"


class EvidenceSerializer(serializers.Serializer[Any]):
    """How far the pack is."""

    job = serializers.UUIDField(
        allow_null=True, help_text="See /api/v1/jobs/; null: none was asked for."
    )
    state = serializers.CharField(help_text="none, waiting, running, done or failed.")
    url = serializers.CharField(allow_null=True, help_text="Of the job.")
    file = serializers.CharField(allow_null=True, help_text="Where the file is, once it is.")
    size = serializers.IntegerField(help_text="In bytes; 0 without a file.")


def _state(run: ValuationRun) -> dict[str, Any]:
    newest, ready = newest_pack(run), ready_pack(run)
    return {
        "job": str(newest.job.pk) if newest else None,
        "state": newest.job.state if newest else "none",
        "url": reverse("api_job", args=[newest.job.pk]) if newest else None,
        "file": reverse("api_evidence_file", args=[run.pk]) if ready else None,
        "size": ready.size if ready else 0,
    }


class EvidenceView(APIView):
    """All that a third party needs to recompute a run, in one archive."""

    @extend_schema(
        operation_id="evidence",
        summary="How far the evidence pack of a run is",
        responses=EvidenceSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the state of the newest pack, and where a finished one is."""
        return Response(_state(run_to_explain(person_of(request), pk)))

    @extend_schema(
        operation_id="ask_for_evidence",
        summary="Have the evidence pack of a run made",
        request=None,
        responses={202: EvidenceSerializer},
    )
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Hand the making to a worker; asked again meanwhile, the same job is returned."""
        run = run_to_explain(person_of(request), pk)
        job = ask_for_evidence(run, actor=person_of(request))
        work_here()
        where = reverse("api_job", args=[job.pk])
        return Response(_state(run), status=202, headers={"Location": where})


class EvidenceFileView(APIView):
    """The archive itself."""

    @extend_schema(
        operation_id="evidence_file",
        summary="The evidence pack of a run",
        responses={(200, ZIP): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Return the newest finished pack; who took it is written into the history."""
        run = run_to_explain(person_of(request), pk)
        pack = ready_pack(run)
        if pack is None:
            raise Http404
        record_download(run, actor=person_of(request), job=pack.job)
        return FileResponse(
            default_storage.open(pack.name, "rb"),
            as_attachment=True,
            filename=file_name(run),
            content_type=ZIP,
        )
