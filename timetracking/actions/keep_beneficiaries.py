"""One row for each set of instruments that a unit's work serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariats.models import Instrument
from timetracking.models import Beneficiary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.models import Unit


def keep_beneficiaries(unit: Unit, sets: Iterable[frozenset[str]]) -> dict[frozenset[str], int]:
    """Return instruments' codes → primary key of the beneficiary, made where it is missing.

    Called inside the transaction of the action that needs them; its permission and history cover
    it. The empty set, which is no beneficiary, is left out.
    """
    wanted = {"+".join(sorted(members)): members for members in sets if members}
    known = dict(Beneficiary.objects.filter(unit=unit, code__in=wanted).values_list("code", "pk"))
    for code, members in sorted(wanted.items()):
        if code not in known:
            row, made = Beneficiary.objects.get_or_create(unit=unit, code=code)
            if made:
                row.members.set(Instrument.objects.filter(code__in=members))
            known[code] = row.pk
    return {members: known[code] for code, members in wanted.items()}
