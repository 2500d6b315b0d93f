"""Assignments: people on posts, with their share of full time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariats.input_fields import Day, Other, Share, Weekdays
from secretariats.input_table import InputTable, span_of, span_problems
from secretariats.models import Assignment, Person, Post
from secretariats.permissions import coordinates

TABLE = InputTable(
    name="assignments",
    model=Assignment,
    title=_("Assignments"),
    one=_("assignment"),
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
    check=span_problems,
    under=("posts", "post"),
)
