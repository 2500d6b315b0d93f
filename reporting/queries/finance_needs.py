"""What waits for finance officers: changes of shared inputs, and statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.queries.input_proposals import inputs_waiting
from costsharing.queries.statements import finance_sides, to_confirm
from reporting.queries.need import Need
from reporting.sections.wording import period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariats.models import Person
    from secretariats.queries.own_roles import OwnRole


def finance_needs(person: Person, roles: Iterable[OwnRole]) -> Iterator[Need]:
    """Yield what a person decides on as a finance officer; three queries, none for the others."""
    own = list(roles)
    yield from _shared_inputs(person, own)
    yield from _statements(own)


def _shared_inputs(person: Person, roles: Iterable[OwnRole]) -> Iterator[Need]:
    """Yield the changes of shared inputs to which a finance officer has to agree; two queries."""
    for one in inputs_waiting(person, finance_sides(roles)):
        yield Need(
            kind="inputs",
            unit_code=one.unit_code,
            title=one.title,
            about=one.about,
            label=_("Read and decide"),
            address=one.address,
            arguments=one.arguments,
        )


def _statements(roles: Iterable[OwnRole]) -> Iterator[Need]:
    """Yield the statements that wait for a finance officer's confirmation."""
    for one in to_confirm(finance_sides(roles)):
        yield Need(
            kind="statement",
            unit_code=one.row.unit.code,
            title=_("Statement to confirm for %(side)s") % {"side": one.side},
            about=_("Money spent, %(period)s: who pays whom, once every side has confirmed.")
            % {"period": period(one.row.start.isoformat(), one.row.end.isoformat())},
            label=_("Read and confirm"),
            address="statement",
            arguments=(one.row.pk,),
        )
