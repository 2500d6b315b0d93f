"""Work in the background, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.actions.hand_out_again import hand_out_again
from secretariats.actions.retry_job import retry_job
from secretariats.api.problems import ProblemSerializer
from secretariats.api.serializers import JobSerializer
from secretariats.context import person_of
from secretariats.embedded import work_here
from secretariats.models import Job
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid

    from rest_framework.request import Request


class JobView(APIView):
    """One piece of long work."""

    @extend_schema(
        operation_id="job",
        summary="How far a piece of work is",
        responses={
            200: JobSerializer,
            **dict.fromkeys((401, 403, 404, 503), ProblemSerializer),
        },
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return a job; ask again until its state is done or failed."""
        job: Job = visible_or_denied(Job.objects.select_related("unit"), request.user, pk=pk)
        if job.state in {Job.State.WAITING, Job.State.RUNNING}:
            work_here()
            hand_out_again(job)
        return Response(JobSerializer(job).data)


class JobRetryView(APIView):
    """A piece of long work that failed, once more."""

    @extend_schema(
        operation_id="retry_job",
        summary="Have work that failed done again",
        request=None,
        responses={202: JobSerializer},
    )
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Hand a failed job to a worker again; one that waits or is at work is left alone."""
        job: Job = visible_or_denied(Job.objects.select_related("unit"), request.user, pk=pk)
        work_here()
        again = retry_job(job, actor=person_of(request))
        return Response(JobSerializer(again).data, status=202)


class NothingView(APIView):
    """Every address of the interface that is none."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        """Say that there is nothing, to whoever asks in whatever way."""
        raise NotFound
