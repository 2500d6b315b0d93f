"""The dashboard for programs: the figures of any months, and what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.models import ValuationRun
from reporting.actions.open_board import Nothing, open_board
from reporting.api.board_serializers import (
    BoardAskedSerializer,
    BoardFigureSerializer,
    BoardSerializer,
    ComparedAskedSerializer,
    WaitingSerializer,
)
from reporting.core.periods import NOTHING, Months, read_months
from reporting.queries.board_document import board_document, figure_document
from reporting.queries.programme import programme
from reporting.queries.waiting import waiting_signatures
from secretariats.context import person_of, signs_for, unit_asked
from secretariats.core.errors import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rest_framework.request import Request

    from reporting.queries.board import Board


def board_asked(request: Request, asked: BoardAskedSerializer) -> Board:
    """Return the figures that a request asks for.

    Raises:
        Http404: the unit is none of the person's.
        PermissionDenied: none of their roles there sees figures.
        Refused: the days are no whole months, or no run covers them.
    """
    asked.is_valid(raise_exception=True)
    values: dict[str, Any] = asked.validated_data
    unit = unit_asked(request, ValuationRun.readers, values["unit"])
    own = [code for where, code in signs_for(request) if where.pk == unit.pk]
    found = open_board(
        actor=person_of(request),
        unit=unit,
        period=_months(values["from"], values["to"]),
        compare=values.get("compare", NOTHING),
        instrument=values["instrument"] or (own[0] if own else ""),
    )
    if isinstance(found, Nothing):
        raise Refused([Problem("from", _no_figures(found.reach))])
    return found


def _months(start: str, end: str) -> Months | None:
    if not start and not end:
        return None
    try:
        return read_months(start or end, end or start)
    except ValueError as error:
        text = _("Name whole months, such as 2017-04 to 2017-06, or their first and last days.")
        raise Refused([Problem("from", text)]) from error


def _no_figures(reach: Sequence[Months]) -> str:
    if not reach:
        return _("No period of whole months was valued yet.")
    text = _("No run covers the whole period. There are figures from %(start)s to %(end)s.")
    return text % {"start": reach[0].start.isoformat(), "end": reach[-1].end.isoformat()}


class BoardView(APIView):
    """The figures of a dashboard."""

    @extend_schema(
        operation_id="dashboard",
        summary="What each instrument received and funds in any months of a run",
        parameters=[ComparedAskedSerializer],
        responses={200: BoardSerializer, 422: None},
    )
    def get(self, request: Request) -> Response:
        """Return every figure of the dashboard, exact and rounded."""
        board = board_asked(request, ComparedAskedSerializer(data=request.query_params))
        minutes = {row["activity"]: row["minutes"] for row in board.facts.results["activities"]}
        years = range(board.period.start.year, board.period.end.year + 1)
        return Response(board_document(board, programme(board.unit, years, minutes)))


class FigureView(APIView):
    """What a figure of the dashboard is made of."""

    @extend_schema(
        operation_id="dashboard_figure",
        summary="What an instrument received, by activity and month",
        parameters=[BoardAskedSerializer],
        responses={200: BoardFigureSerializer, 422: None},
    )
    def get(self, request: Request) -> Response:
        """Return the tables by activity and month; they go no further down."""
        board = board_asked(request, BoardAskedSerializer(data=request.query_params))
        return Response(figure_document(board))


class WaitingView(APIView):
    """What waits for your signature."""

    @extend_schema(
        operation_id="waiting",
        summary="The documents that wait for the signature of your side",
        responses=WaitingSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return the documents, the longest waiting first; none for whoever signs for nobody."""
        found = waiting_signatures(signs_for(request))
        return Response(WaitingSerializer(found, many=True).data)
