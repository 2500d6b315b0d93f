"""Work areas: the fields of the unit's work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariats.input_fields import Code, Words
from secretariats.input_table import InputTable
from secretariats.permissions import coordinates
from timetracking.models import WorkArea

TABLE = InputTable(
    name="work-areas",
    model=WorkArea,
    title=_("Work areas"),
    add=_("Add a work area"),
    question=_("In which fields does the unit work?"),
    lead=_("Activities belong to an area; values are shown by area first."),
    fields=(
        Code(name="code", label=_("Code")),
        Words(name="name", label=_("Name"), longest=200),
    ),
    writers=_("the coordinator"),
    may_write=lambda person, unit, _values: coordinates(person, unit),
    offers=coordinates,
    order=("code",),
    days=lambda _row: None,
    key=("code",),
)
