"""What the figures of the dashboard are made of, down to activity and month, and no further."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from costsharing.permissions import may_explain, may_read_snapshot
from reporting.queries.posts import published_posts
from reporting.queries.programme import programme
from reporting.sections.board_activities import activity_months, activity_table
from reporting.sections.board_months import month_table
from reporting.sections.board_programme import planned_rows
from reporting.sections.facts import Facts
from reporting.sections.posts import posts_table
from reporting.web.board import board_or_404
from secretariats.context import person_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """Show what an instrument received, by activity and month, and its months beside its share."""
    board = board_or_404(request)
    months = board.inside
    return render(
        request,
        "reporting/dashboard/figure.html",
        {
            "board": board,
            "table": activity_months(board.facts, board.instrument, months),
            "months": month_table(board.instrument, months),
            "reads_snapshot": may_read_snapshot(person_of(request), board.unit),
        },
    )


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Show the activities of a work area: what each instrument received, planned and recorded."""
    board = board_or_404(request)
    facts = board.facts
    rows = [row for row in facts.results["activities"] if row["area"] == code]
    if code not in facts.context["areas"] and not rows:
        raise Http404
    return render(
        request,
        "reporting/dashboard/area.html",
        {
            "board": board,
            "code": code,
            "name": facts.context["areas"].get(code, code),
            "table": activity_table(facts, rows, board.unit.daily_minutes),
        },
    )


@require_safe
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """Show one activity by month: time recorded, what each instrument received, and the plan."""
    board = board_or_404(request)
    facts = board.facts
    minutes = {row["activity"]: row["minutes"] for row in facts.results["activities"]}
    if code not in facts.context["activities"] and code not in minutes:
        raise Http404
    items = programme(
        board.unit, range(board.period.start.year, board.period.end.year + 1), minutes
    )
    found = [item for item in items if item["activity"] == code]
    return render(
        request,
        "reporting/dashboard/activity.html",
        {
            "board": board,
            "code": code,
            "title": facts.context["activities"].get(code, code),
            "table": activity_table(facts, board.inside, board.unit.daily_minutes, activity=code),
            "planned": planned_rows(found, facts.codes, board.unit.daily_minutes),
            "explains": code in minutes and may_explain(person_of(request), board.unit),
        },
    )


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Show the posts and their funding, counted so that no count tells about one person."""
    board = board_or_404(request)
    start, end = board.period.start, board.period.end
    facts = Facts({**board.facts.context, "posts": published_posts(board.unit, start, end)})
    return render(
        request, "reporting/dashboard/posts.html", {"board": board, "table": posts_table(facts)}
    )


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Give the data of the trend as CSV: the figures that the chart draws, exact to the cent."""
    board = board_or_404(request)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = ("direct", "joint", "overhead", "support", "received", "funded", "lowest", "highest")
    writer.writerow(["month", "instrument", *names, *(f"{name}_exact" for name in names)])
    table = {code: month_table(code, board.inside) for code in board.facts.codes}
    for number, month in enumerate(board.inside):
        for code in board.facts.codes:
            row = table[code].rows[number]
            exact = month["instruments"].get(code, {})
            writer.writerow([
                month["month"], code, *row.parts, row.received, row.funded, row.lowest,
                row.highest, *(exact.get(name, "0/1") for name in names),
            ])  # fmt: skip
    name = f"{board.unit.code}-{board.period.start}-{board.period.end}.csv"
    return HttpResponse(
        text.getvalue().encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
