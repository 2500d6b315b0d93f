"""Assignments: people on posts, with their share of full time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from secretariats.core.dates import Span
from secretariats.core.errors import Problem
from secretariats.input_fields import Day, Other, Share, Weekdays
from secretariats.input_table import InputTable, overlapping, span_of, span_problems
from secretariats.models import Assignment, Person, Post
from secretariats.permissions import coordinates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Unit


def _check(unit: Unit, row: Any, values: Mapping[str, Any]) -> list[Problem]:
    if problems := span_problems(unit, row, values):
        return problems
    others = Assignment.objects.filter(unit=unit, person=values["person"])
    if row is not None:
        others = others.exclude(pk=row.pk)
    meanwhile = list(overlapping(others, values))
    if any(other.post_id == values["post"].pk for other in meanwhile):
        text = now(
            "The person is on this post already on some of these days: change that row, or choose "
            "other days."
        )
        return [Problem("start", text)]
    spans = [
        (other.start, Span(other.start, other.end), Fraction(other.share_num, other.share_den))
        for other in meanwhile
    ]
    # Together they only grow on a day when one begins.
    for day in {values["start"], *(start for start, _span, _share in spans)}:
        if day < values["start"]:
            continue
        together = values["share"] + sum(
            (share for _start, span, share in spans if span.contains(day)), Fraction(0)
        )
        if together > 1:
            text = now(
                "From %(day)s the person would have %(share)s of full time: lower a share, or end "
                "another assignment first."
            )
            words = {"day": day.isoformat(), "share": together}
            return [Problem("share", text % words)]
    return []


TABLE = InputTable(
    name="assignments",
    model=Assignment,
    title=_("Assignments"),
    add=_("Add an assignment"),
    question=_("Who is on which post, and how much of full time?"),
    lead=_(
        "The days a person works for the unit, and the hours expected of them, come from here."
    ),
    fields=(
        Other(
            name="person",
            label=_("Person"),
            rows=lambda unit: Person.objects.filter(units=unit).order_by("username"),
            key="username",
            words=str,
            kept=True,
            by=True,
        ),
        Other(
            name="post",
            label=_("Post"),
            rows=lambda unit: Post.objects.of_unit(unit),
            words=lambda row: f"{row.code} {row.title}",
            by=True,
        ),
        Day(name="start", label=_("From")),
        Day(
            name="end",
            label=_("To"),
            required=False,
            help=_("The last day, which belongs to it. Empty: open."),
        ),
        Share(name="share", label=_("Share of full time"), help=_("Such as 1/2, or 1.")),
        Weekdays(
            name="pattern",
            label=_("Minutes by weekday"),
            help=_("Monday first, such as 480 480 240. Empty: the share of every working day."),
        ),
    ),
    writers=_("the coordinator"),
    may_write=lambda person, unit, _values: coordinates(person, unit),
    offers=coordinates,
    order=("person__username", "start"),
    days=span_of,
    within=("start", "end"),
    check=_check,
    under=("posts", "post"),
)
