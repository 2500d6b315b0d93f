"""The endings of agreements: what keeps them from it, who signed, who is waited for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, FilteredRelation, Max, Min, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.core.agreed_ending import ending_content, left_without
from costsharing.models import AgreementEnding, Expenditure, Statement
from costsharing.queries.agreement_terms import served, terms_of
from secretariats.core.dates import Span
from secretariats.core.errors import Problem
from secretariats.queries.signatures import Waiting, sides_shown, signed_sides
from timetracking.models import Kind, TimeEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.models import Agreement
    from costsharing.models.agreement import AgreementQuerySet
    from secretariats.models import Unit

# The kind of document, as its signatures name it.
DOCUMENT = "agreement_ending"


@dataclass(frozen=True, slots=True)
class EndingShown:
    """A wish to end an agreement.

    Attributes:
        pk: its row.
        last: the day that is to be the last.
        reason: why.
        state: one of ``AgreementEnding.State``; ``state_words`` says it to people.
        sides: code → ``signed``, ``refused`` or ``waiting``.
        digest: of what is signed.
        returned: why it was taken back or refused.
        by: who handed it over; empty for the operator.
        created: when.
        decided: when the last side decided, or it was taken back.
        leaves: the days that have no agreement then.
    """

    pk: int
    last: dt.date
    reason: str
    state: str
    state_words: str
    sides: dict[str, str]
    digest: str
    returned: str
    by: str
    created: dt.datetime
    decided: dt.datetime | None
    leaves: Span


def sides_of_ending(ending: AgreementEnding) -> list[str]:
    """Return the codes of those who must sign an ending, sorted."""
    return list(ending.content.get("sides", ()))


def endings_shown(rows: Sequence[AgreementEnding]) -> list[EndingShown]:
    """Return endings with where their signatures stand, in the order given; one query, or none.

    Args:
        rows: of one or many agreements, with ``actor`` read along.
    """
    keys = [(str(row.pk), row.digest) for row in rows]
    decided = signed_sides(DOCUMENT, keys) if keys else {}
    return [
        EndingShown(
            pk=row.pk,
            last=row.last,
            reason=row.reason,
            state=row.state,
            state_words=row.get_state_display(),
            sides=sides_shown(sides_of_ending(row), decided[str(row.pk)]),
            digest=row.digest,
            returned=row.returned,
            by=str(row.actor or ""),
            created=row.created,
            decided=row.decided,
            leaves=left_without(_span_signed(row), row.last),
        )
        for row in rows
    ]


def _span_signed(row: AgreementEnding) -> Span:
    signed = row.content["agreement"]
    end = signed["to"]
    return Span(dt.date.fromisoformat(signed["from"]), dt.date.fromisoformat(end) if end else None)


def content_of_ending(agreement: Agreement, *, last: dt.date, reason: str) -> dict[str, object]:
    """Return what the sides of an ending would sign now; one query beside its shares."""
    terms = terms_of(agreement)
    sides = sorted(terms.instruments.intersection(served(agreement.unit)))
    return ending_content(terms, unit=agreement.unit.code, last=last, reason=reason, sides=sides)


def rests_on(unit: Unit, days: Span) -> list[Problem]:
    """Return what needs an agreement on some days, or was settled by it; three queries.

    Service and overhead, shared expenditure, and final statements (valuation.md, Terms).

    Args:
        unit: whose.
        days: which would have no agreement.
    """
    last = days.end or dt.date.max
    inside = {"date__gte": days.start, "date__lte": last}
    problems = []
    entries = TimeEntry.objects.of_unit(unit).filter(**inside).exclude(kind=Kind.ABSENCE)
    found = entries.aggregate(first=Min("date"), last=Max("date"), count=Count("pk"))
    if found["count"]:
        text = ngettext(
            "%(count)d entry of working time lies on days that would have no agreement, from "
            "%(first)s to %(last)s: choose a later last day, or correct the dates.",
            "%(count)d entries of working time lie on days that would have no agreement, from "
            "%(first)s to %(last)s: choose a later last day, or correct the dates.",
            found["count"],
        )
        problems.append(Problem("last", text % found))
    spent = Expenditure.objects.of_unit(unit).filter(charged_to__isnull=True, **inside)
    found = spent.aggregate(first=Min("date"), last=Max("date"), count=Count("pk"))
    if found["count"]:
        text = ngettext(
            "%(count)d shared expenditure lies on days that would have no agreement, from "
            "%(first)s to %(last)s: choose a later last day, or correct the date.",
            "%(count)d shared expenditures lie on days that would have no agreement, from "
            "%(first)s to %(last)s: choose a later last day, or correct the dates.",
            found["count"],
        )
        problems.append(Problem("last", text % found))
    statements = Statement.objects.of_unit(unit).filter(
        state=Statement.State.FINAL, end__gte=days.start, year__lte=last.year
    )
    text = _(
        "Statement %(number)d of %(year)d, to %(end)s, is final and rests on this agreement: "
        "choose %(end)s or a later day."
    )
    problems += [
        Problem("last", text % row)
        for row in statements.order_by("end").values("number", "year", "end")
    ]
    return problems


def ending_waiting(row: Any, code: str) -> Waiting:
    """Return that the end of an agreement waits for a side.

    Args:
        row: the agreement, with ``unit`` read along, and ``ending_pk``, ``ending_last``,
            ``ending_digest`` and ``ending_created`` of its end that waits (``with_ending``).
        code: of the side.
    """
    words = {
        "start": date_format(row.start, "DATE_FORMAT"),
        "last": date_format(row.ending_last, "DATE_FORMAT"),
    }
    return Waiting(
        kind=DOCUMENT,
        document_id=str(row.ending_pk),
        title=_("End of the cost-sharing agreement from %(start)s") % words,
        about=_("Signed by every side, the agreement ends on %(last)s, and none follows.") % words,
        address="agreement",
        arguments=(row.pk,),
        unit_code=row.unit.code,
        instrument=code,
        since=row.ending_created,
        digest=row.ending_digest,
    )


def with_ending(rows: AgreementQuerySet) -> AgreementQuerySet:
    """Return agreements with the end that waits for signatures, if any, in the same query."""
    waiting = Q(endings__state=AgreementEnding.State.SIGNING)
    columns = ("pk", "last", "digest", "created", "content")
    found: AgreementQuerySet = rows.annotate(
        waiting=FilteredRelation("endings", condition=waiting)
    ).annotate(**{f"ending_{column}": F(f"waiting__{column}") for column in columns})
    return found
