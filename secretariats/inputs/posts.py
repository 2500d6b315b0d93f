"""Posts: positions in the unit, each employed by one secretariat."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariats.input_fields import Choice, Code, Other, Words
from secretariats.input_table import InputTable
from secretariats.models import Post, Secretariat
from secretariats.permissions import coordinates

TABLE = InputTable(
    name="posts",
    model=Post,
    title=_("Posts"),
    add=_("Add a post"),
    question=_("Which posts does the unit have?"),
    lead=_("A post has its grades from a date on, and people on it, which stand on its page."),
    fields=(
        Code(name="code", label=_("Code")),
        Words(name="title", label=_("Title"), longest=200),
        Other(
            name="employer",
            label=_("Employer"),
            rows=lambda unit: Secretariat.objects.of_unit(unit),
            words=lambda row: row.name,
            by=True,
        ),
        Choice(
            name="funding",
            label=_("Funding"),
            options=tuple((kind.value, kind.value, kind.label) for kind in Post.Funding),
            by=True,
        ),
    ),
    writers=_("the coordinator"),
    may_write=lambda person, unit, _values: coordinates(person, unit),
    offers=coordinates,
    order=("code",),
    days=lambda _row: None,
    key=("code",),
)
