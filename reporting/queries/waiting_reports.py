"""The reports that wait for a person's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.models import Report
from reporting.queries.report_signatures import DOCUMENT
from reporting.queries.report_words import title_of
from reporting.sections.wording import period
from secretariats.queries.signatures import Waiting, sides_of, still_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.models import Person, Unit


def waiting_reports(person: Person) -> list[Waiting]:
    """Return the reports that were handed over and wait for a person's side, the oldest first.

    Three queries at most; one for whoever signs for nobody.
    """
    return still_waiting(reports_handed_over(sides_of(person)))


def reports_handed_over(sides: Iterable[tuple[Unit, str]]) -> list[Waiting]:
    """Return the reports that sides are to sign, those that they decided on included; one query.

    None where there are no sides.
    """
    own: dict[int, list[str]] = {}
    for unit, code in sides:
        own.setdefault(unit.pk, []).append(code)
    if not own:
        return []
    reports = (
        Report.objects.filter(unit__in=own, state=Report.State.SIGNING)
        .select_related("unit", "committee")
        .defer("context", "mandate", "lessons", "savings")
        .order_by("updated", "pk")
    )
    return [_waiting(report, code) for report in reports for code in own[report.unit_id]]


def _waiting(report: Report, code: str) -> Waiting:
    about = _(
        "Report to the %(committee)s, %(period)s, %(language)s. Signed by both sides, it can be "
        "published."
    ) % {
        "committee": report.committee.name,
        "period": period(report.start.isoformat(), report.end.isoformat()),
        "language": report.language.upper(),
    }
    return Waiting(
        kind=DOCUMENT,
        document_id=str(report.pk),
        title=title_of(report),
        about=about,
        address="report",
        arguments=(report.pk,),
        unit_code=report.unit.code,
        instrument=code,
        # Between handing over and the last signature the row does not change.
        since=report.updated,
        digest=report.digest,
    )
