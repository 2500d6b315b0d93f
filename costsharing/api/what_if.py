"""Runs under other terms, for programs: tried, or kept because somebody asked for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.urls import reverse
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.keep_scenario import discard_scenario, keep_scenario
from costsharing.actions.try_what_if import try_what_if
from costsharing.api.what_if_documents import (
    KeepAskedSerializer,
    ScenarioLineSerializer,
    ScenarioSerializer,
    TryAskedSerializer,
    WhatIfSerializer,
)
from costsharing.core.what_if import read_changes
from costsharing.models import Scenario, ValuationRun
from costsharing.queries.agreement_terms import problems_told
from costsharing.queries.scenarios import is_open_to, readable_scenarios, scenarios_listed
from costsharing.queries.what_if import scenario_document
from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.queries.visible import visible_or_denied
from secretariats.request_parts import KEY, key_parameter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

    from costsharing.core.what_if import Changes


def _asked(request: Request, kind: type[TryAskedSerializer]) -> tuple[ValuationRun, Changes, Any]:
    """Return the run, the changes and everything else that is asked.

    What is said of changes is read as it came, so that names which there are none of are told.
    """
    body: Any = request.data
    asked = kind(data=body)
    asked.is_valid(raise_exception=True)
    runs = ValuationRun.objects.select_related("unit")
    run: ValuationRun = visible_or_denied(runs, person_of(request), pk=asked.validated_data["run"])
    changes, problems = read_changes(body["changes"])
    if problems:
        raise Refused(problems_told(problems))
    return run, changes, asked.validated_data


class WhatIfView(APIView):
    """A run under other terms."""

    @extend_schema(
        operation_id="what_if",
        summary="Value a run again under other terms; nothing is stored",
        request=TryAskedSerializer,
        responses=WhatIfSerializer,
    )
    def post(self, request: Request) -> Response:
        """Return each figure of the run beside what it would be."""
        run, changes, _ = _asked(request, TryAskedSerializer)
        tried = try_what_if(run, changes, actor=person_of(request))
        return Response({"run": str(run.pk), **tried.as_json()})


class ScenarioFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of scenarios can be cut down to."""

    unit = filters.CharFilter(field_name="run__unit__code", label=gettext_lazy("Unit"))
    run = filters.UUIDFilter(field_name="run", label=gettext_lazy("Run"))

    class Meta:
        model = Scenario
        fields: list[str] = []


@extend_schema_view(
    get=extend_schema(operation_id="scenarios", summary="The scenarios that were kept")
)
class ScenariosView(ListAPIView[Scenario]):
    """Scenarios, newest first, and new ones."""

    serializer_class = ScenarioLineSerializer
    filterset_class = ScenarioFilter
    queryset = Scenario.objects.none()

    def get_queryset(self) -> QuerySet[Scenario]:
        """Return the scenarios that the person may read."""
        if not has_role(self.request, Scenario.readers):
            raise PermissionDenied
        found: QuerySet[Scenario] = scenarios_listed(person_of(self.request))
        return found

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return the page's scenarios as the interface says them."""
        rows = super().paginate_queryset(queryset) or []
        return [scenario_document(row, figures=False) for row in rows]

    @extend_schema(
        operation_id="keep_scenario",
        summary="Value a run again under other terms and keep what comes out",
        request=KeepAskedSerializer,
        parameters=[key_parameter("the same scenario")],
        responses={201: ScenarioSerializer},
    )
    def post(self, request: Request) -> Response:
        """Keep a scenario under a name; no figure of the unit rests on it."""
        run, changes, asked = _asked(request, KeepAskedSerializer)
        kept = keep_scenario(
            run,
            changes,
            name=asked["name"],
            actor=person_of(request),
            key=request.headers.get(KEY, ""),
        )
        where = reverse("api_scenario", args=[kept.pk])
        found = readable_scenarios().get(pk=kept.pk)
        document = scenario_document(found, figures=True)
        return Response(document, status=201, headers={"Location": where})


class ScenarioView(APIView):
    """One scenario."""

    def _readable(self, request: Request, pk: uuid.UUID) -> Scenario:
        rows: Any = readable_scenarios()
        found: Scenario = visible_or_denied(rows, person_of(request), pk=pk)
        if not is_open_to(found, person_of(request)):
            raise PermissionDenied
        return found

    @extend_schema(
        operation_id="scenario",
        summary="A scenario beside its run",
        responses=ScenarioSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return each figure of the run beside what it would be."""
        return Response(scenario_document(self._readable(request, pk), figures=True))

    @extend_schema(
        operation_id="discard_scenario",
        summary="Throw away a scenario that you kept",
        responses={204: None},
    )
    def delete(self, request: Request, pk: uuid.UUID) -> Response:
        """Throw a scenario away; history keeps what it changed."""
        discard_scenario(self._readable(request, pk), actor=person_of(request))
        return Response(status=204)
