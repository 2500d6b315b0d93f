"""What an agreement says, and what its coming into force would do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.agreed_terms import Standing, Terms, content_of, effect_of
from costsharing.models import Agreement
from costsharing.queries.missing_inputs import told
from secretariats.core.dates import Span
from secretariats.core.errors import Problem

if TYPE_CHECKING:
    from costsharing.core.agreed_terms import Effect
    from secretariats.core.text import Message
    from secretariats.models import Unit

# The kind of document, as its signatures name it.
DOCUMENT = "agreement"


def terms_of(agreement: Agreement) -> Terms:
    """Return what an agreement says; two queries, none where its shares were read along."""
    return Terms(
        span=Span(agreement.start, agreement.end),
        basis=agreement.basis,
        shares=tuple(
            sorted(
                (share.instrument.code, _fraction(share.share_num, share.share_den))
                for share in agreement.shares.all()
            )
        ),
        joint=agreement.joint_policy,
        overhead=agreement.overhead_policy,
        support=_fraction(agreement.support_num, agreement.support_den),
        reason=agreement.reason,
    )


def _fraction(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or denominator is None:
        return None
    return Fraction(numerator, denominator)


def served(unit: Unit) -> list[str]:
    """Return the codes of the instruments that a unit serves, sorted; one query."""
    return sorted(unit.instruments.values_list("code", flat=True))


def standing(unit: Unit) -> list[Standing]:
    """Return the agreements in force; three queries."""
    rows = Agreement.objects.of_unit(unit).in_force().prefetch_related("shares__instrument")
    return [
        Standing(
            row.pk,
            Span(row.start, row.end),
            frozenset(share.instrument.code for share in row.shares.all()),
        )
        for row in rows
    ]


def effect_in(unit: Unit, terms: Terms) -> tuple[Effect, list[tuple[str, Message]]]:
    """Return what terms would do in a unit and what keeps them from it; four queries."""
    return effect_of(terms, standing(unit), known=served(unit))


def problems_told(problems: list[tuple[str, Message]]) -> list[Problem]:
    """Return problems of the core in the language of whoever reads them."""
    return [Problem(path, told(what)) for path, what in problems]


def sides_of_agreement(agreement: Agreement) -> list[str]:
    """Return the codes of those who must sign what was handed over, sorted."""
    return list((agreement.content or {}).get("sides", ()))


def is_as_signed(agreement: Agreement) -> bool:
    """Return whether an agreement still says what its signatures are to.

    Its end may lie earlier than was signed, since a later agreement or an ending ends it; steps
    may have been noted since. A unit file that brought another key makes the signatures those of
    another content.
    """
    signed = agreement.content
    if not signed:
        return False
    of_effect = {name: signed[name] for name in ("to", "ends", "sides", "steps") if name in signed}
    now = content_of(terms_of(agreement), unit=signed["unit"], number=signed["round"])
    return bool(now | of_effect == signed)
