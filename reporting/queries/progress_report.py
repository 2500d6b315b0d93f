"""Everything a progress report shows, as plain JSON values: what is frozen with the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from reporting.queries.arrangement import arrangement
from reporting.queries.posts import published_posts
from reporting.queries.programme import programme
from reporting.queries.record_of_time import team_limitations
from secretariats.models import Instrument
from secretariats.queries.palette import palette
from timetracking.models import Activity, WorkArea

if TYPE_CHECKING:
    from reporting.models import Report

# Told apart from later forms of the context, so that an old report can still be made again.
FORM = 1


def report_context(report: Report) -> dict[str, Any]:
    """Return the context of a report: only text, whole numbers, yes and no, lists, objects.

    Every amount keeps its exact form beside the rounded one, as the run's results have it. No
    figure of a single person is in it. The figures of value are the run's; the limitations, the
    posts and the programme of work are read now.

    Args:
        report: with its unit, committee and run; it need not be stored yet.
    """
    unit, run = report.unit, report.run
    results = run.results
    minutes = {row["activity"]: row["minutes"] for row in results["activities"]}
    activities = Activity.objects.of_unit(unit).filter(code__in=minutes)
    areas = WorkArea.objects.of_unit(unit).filter(
        code__in={row["area"] for row in results["areas"]}
    )
    return {
        "form": FORM,
        "unit": {
            "code": unit.code,
            "name": unit.name,
            "currency": unit.currency,
            "daily_minutes": unit.daily_minutes,
            "synthetic": unit.synthetic,
        },
        "committee": {
            "code": report.committee.code,
            "name": report.committee.name,
            "instrument": report.committee.instrument.code,
            "instrument_name": report.committee.instrument.name,
        },
        "instruments": _names_of_instruments(report),
        "palette": palette(results["instruments"]),
        "activities": dict(activities.values_list("code", "title")),
        "areas": dict(areas.values_list("code", "name")),
        **head_and_texts(report),
        "period": {"from": report.start.isoformat(), "to": report.end.isoformat()},
        "run": {
            "id": str(run.pk),
            "digest": run.digest,
            "date": run.created.astimezone(ZoneInfo(unit.timezone)).date().isoformat(),
            "computed": run.created.isoformat(),
            "supersedes": str(run.supersedes_id) if run.supersedes_id else None,
        },
        "results": results,
        "arrangement": arrangement(unit, report.start, report.end),
        "limitations": team_limitations(unit, report.start, report.end),
        "posts": published_posts(unit, report.start, report.end),
        "programme": programme(unit, range(report.start.year, report.end.year + 1), minutes),
    }


def head_and_texts(report: Report) -> dict[str, Any]:
    """Return the parts of the context that people write."""
    return {
        "head": _head(report),
        "texts": {
            "mandate": report.mandate,
            "lessons": report.lessons,
            "savings": report.savings,
        },
    }


def _head(report: Report) -> dict[str, Any]:
    """Return what stands at the head of the document; empty where it is not known yet."""
    return {
        "draft": report.state == report.State.DRAFT,
        "symbol": report.symbol,
        "title": report.title,
        "meeting_name": report.meeting_name,
        "meeting_place": report.meeting_place,
        "meeting_start": report.meeting_start.isoformat() if report.meeting_start else "",
        "meeting_end": report.meeting_end.isoformat() if report.meeting_end else "",
        "agenda_item": report.agenda_item,
        "date": report.date.isoformat() if report.date else "",
    }


def _names_of_instruments(report: Report) -> dict[str, str]:
    codes = set(report.run.results["instruments"])
    codes.update(report.unit.instruments.values_list("code", flat=True))
    return dict(Instrument.objects.filter(code__in=codes).values_list("code", "name"))
