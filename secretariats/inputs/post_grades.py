"""Grades of posts: a post has one from a date until the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from secretariats.core.dates import ONE_DAY
from secretariats.input_fields import Code, Day, Other
from secretariats.input_table import InputTable
from secretariats.models import Post, PostGrade
from secretariats.permissions import coordinates

if TYPE_CHECKING:
    import datetime as dt


def _days(row: Any) -> tuple[dt.date, dt.date | None]:
    """Return the day it begins and the day before the next grade of the post."""
    later = PostGrade.objects.filter(post=row.post_id, start__gt=row.start)
    after = later.order_by("start").values_list("start", flat=True).first()
    return row.start, after - ONE_DAY if after else None


TABLE = InputTable(
    name="post-grades",
    model=PostGrade,
    title=_("Grades of posts"),
    add=_("Add a grade"),
    question=_("Which grade does each post have, and since when?"),
    lead=_("A grade holds until the next one. Reclassified, a post gets a new row with its date."),
    fields=(
        Other(
            name="post",
            label=_("Post"),
            rows=lambda unit: Post.objects.of_unit(unit),
            words=lambda row: f"{row.code} {row.title}",
            by=True,
        ),
        Day(name="start", label=_("From")),
        Code(name="grade", label=_("Grade"), longest=16, by=True),
    ),
    writers=_("the coordinator"),
    may_write=lambda person, unit, _values: coordinates(person, unit),
    offers=coordinates,
    order=("post__code", "start"),
    days=_days,
    under=("posts", "post"),
    key=("post", "start"),
)
