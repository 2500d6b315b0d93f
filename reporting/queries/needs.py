"""What waits for a person beside signatures: weeks, inputs, statements, drafts, valuations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.models import Agreement, ValuationRun
from costsharing.permissions import AGREEMENT_DRAFTERS, VALUATION_STARTERS
from costsharing.queries.valued_units import FailedValuation, failed_valuations
from reporting.models import Report
from reporting.queries.finance_needs import finance_needs
from reporting.queries.need import Need
from reporting.sections.wording import day, period
from secretariats.core.dates import ONE_DAY, month_end, month_start
from secretariats.core.exact import half_up
from secretariats.models import Role, Unit
from secretariats.models.fields import in_force
from timetracking.core.typed import clock
from timetracking.models import UnitMonthTotal, WeekSheet
from timetracking.permissions import KEEPERS
from timetracking.queries.approvals import waiting_counts
from timetracking.queries.own_lacks import own_lacks
from timetracking.wording import named_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from secretariats.models import Person
    from secretariats.queries.own_roles import OwnRole

# So many periods are named where several valuations failed.
SOME = 3


def needs_of(person: Person, roles: Iterable[OwnRole]) -> list[Need]:
    """Return what waits for a person in the roles given, what delays others first.

    Eight queries at most, whatever the units hold, and six for each unit in which they keep time.
    """
    roles = list(roles)
    by_kind: dict[str, dict[int, str]] = {}
    for role in roles:
        by_kind.setdefault(role.kind, {})[role.unit.pk] = role.unit.code
    coordinates = by_kind.get(Role.Kind.COORDINATOR, {})
    secretaries = by_kind.get(Role.Kind.EXECUTIVE_SECRETARY, {})
    starts = _units(by_kind, VALUATION_STARTERS)
    return [
        *_returned_weeks(person, {**by_kind.get(Role.Kind.STAFF, {}), **coordinates}),
        *decisions(person, {**secretaries, **coordinates}),
        *finance_needs(person, roles),
        *_missing_days(person, roles),
        *_valuations(starts, _units(by_kind, AGREEMENT_DRAFTERS)),
        *_drafts(coordinates),
    ]


def _units(by_kind: Mapping[str, Mapping[int, str]], kinds: Collection[str]) -> dict[int, str]:
    return {pk: code for kind in kinds for pk, code in by_kind.get(kind, {}).items()}


def _returned_weeks(person: Person, units: Mapping[int, str]) -> Iterator[Need]:
    if not units:
        return
    sheets = WeekSheet.objects.filter(
        unit__in=units, person=person, state=WeekSheet.State.RETURNED
    ).order_by("start")
    for unit, start in sheets.values_list("unit", "start"):
        yield Need(
            kind="own_week",
            unit_code=units[unit],
            title=_("Your week of %(day)s came back") % {"day": day(start)},
            about=_("It says what to change. Submit it again when it is right."),
            label=_("Open the week"),
            address="week",
            query={"unit": units[unit], "day": start.isoformat()},
        )


def _missing_days(person: Person, roles: Iterable[OwnRole]) -> Iterator[Need]:
    """Yield what the person's own last two weeks lack, unless they want no reminders."""
    for unit in {role.unit.pk: role.unit for role in roles if role.kind in KEEPERS}.values():
        missing = own_lacks(person, unit).days
        if not missing:
            continue
        text = ngettext(
            "%(number)s day of yours still expects time",
            "%(number)s days of yours still expect time",
            len(missing),
        )
        told = [f"{named_day(one.date)} {clock(half_up(one.missing))}" for one in missing]
        yield Need(
            kind="own_time",
            unit_code=unit.code,
            title=text % {"number": len(missing)},
            about=", ".join(told),
            label=_("Open the week"),
            address="week",
            query={"unit": unit.code, "day": missing[0].date.isoformat()},
        )


def decisions(person: Person, units: Mapping[int, str]) -> Iterator[Need]:
    """Yield the weeks and corrections of others that a person decides on; one query.

    Args:
        person: who decides.
        units: key → code of those in which they are a coordinator or an Executive Secretary.
    """
    if not units:
        return
    for unit, (weeks, wishes) in sorted(waiting_counts(person).items()):
        if weeks:
            text = ngettext(
                "%(number)s week waits for approval", "%(number)s weeks wait for approval", weeks
            )
            yield Need(
                kind="weeks",
                unit_code=units.get(unit, ""),
                title=text % {"number": weeks},
                about=_("A report can be signed only when all days of its period are approved."),
                label=_("Look at it") if weeks == 1 else _("Look at them"),
                address="approvals",
            )
        if wishes:
            text = ngettext(
                "%(number)s correction of an approved week is asked for",
                "%(number)s corrections of approved weeks are asked for",
                wishes,
            )
            yield Need(
                kind="amendments",
                unit_code=units.get(unit, ""),
                title=text % {"number": wishes},
                about=_("Accept it, or refuse it with an answer; the old value stays in history."),
                label=_("Decide"),
                address="approvals",
            )


def _drafts(units: Mapping[int, str]) -> Iterator[Need]:
    if not units:
        return
    rows = Report.objects.filter(
        unit__in=units, state__in=[Report.State.DRAFT, Report.State.SIGNED]
    ).select_related("committee")
    deferred = rows.defer("context", "mandate", "lessons", "savings")
    for report in deferred.order_by("-end", "committee__code", "language", "pk"):
        signed = report.state == Report.State.SIGNED
        words = {
            "committee": report.committee.name,
            "period": period(report.start.isoformat(), report.end.isoformat()),
            "language": report.language.upper(),
        }
        yield Need(
            kind="report",
            unit_code=units[report.unit_id],
            title=_("Report to publish") if signed else _("Report in draft"),
            about=_("To the %(committee)s, %(period)s, %(language)s.") % words,
            label=_("Publish it") if signed else _("Open the draft"),
            address="report",
            arguments=(report.pk,),
        )


def _valuations(starts: Mapping[int, str], drafts: Mapping[int, str]) -> Iterator[Need]:
    """Yield what keeps values from being there: agreements, failures, months not valued."""
    wanted = {**starts, **drafts}
    if not wanted:
        return
    today = timezone.localdate()
    of_unit = {"unit": OuterRef("pk")}
    months = UnitMonthTotal.objects.filter(**of_unit, month__lt=month_start(today))
    current = ValuationRun.objects.filter(**of_unit, superseded_by__isnull=True).order_by("-end")
    agreements = Agreement.objects.in_force().filter(in_force(today), **of_unit)
    units = Unit.objects.filter(pk__in=wanted).annotate(
        agreed=Exists(agreements),
        recorded=Subquery(months.order_by("-month").values("month")[:1]),
        valued=Subquery(current.values("end")[:1]),
    )
    failed = failed_valuations(starts)
    for unit in units.order_by("code"):
        yield from _failed(unit, [one for one in failed if one.job.unit_id == unit.pk])
        if unit.pk in drafts and not unit.agreed:
            yield Need(
                kind="agreement",
                unit_code=unit.code,
                title=_("No agreement is in force today"),
                about=_("Without one, the time that is recorded now cannot be valued."),
                label=_("Agreements"),
                address="agreements",
                query={"unit": unit.code},
            )
        if unit.pk in starts:
            yield from _not_valued(unit)


def _failed(unit: Unit, failed: list[FailedValuation]) -> Iterator[Need]:
    """Yield the valuations of a unit that failed: the one by itself, several by their list."""
    if not failed:
        return
    text = ngettext(
        "A valuation could not be computed",
        "%(number)s valuations could not be computed",
        len(failed),
    )
    periods = [period(one.start.isoformat(), one.end.isoformat()) for one in failed]
    is_one = len(failed) == 1
    yield Need(
        kind="failed",
        unit_code=unit.code,
        title=text % {"number": len(failed)},
        about=_("%(periods)s. Put right what is missing, then try it again.")
        % {"periods": "; ".join(periods[:SOME])},
        label=_("See what is missing"),
        address="job" if is_one else "valuations",
        arguments=(failed[0].job.pk,) if is_one else (),
        query={} if is_one else {"unit": unit.code},
    )


def _not_valued(unit: Any) -> Iterator[Need]:
    recorded: dt.date | None = unit.recorded
    if recorded is None or (unit.valued is not None and month_end(recorded) <= unit.valued):
        return
    first = unit.valued + ONE_DAY if unit.valued is not None else recorded.replace(month=1)
    yield Need(
        kind="not_valued",
        unit_code=unit.code,
        title=_("Time is recorded that was not valued yet"),
        about=_("The record reaches to %(month)s.")
        % {"month": formats.date_format(recorded, "YEAR_MONTH_FORMAT")},
        label=_("Value a period"),
        address="new_valuation",
        query={
            "unit": unit.code,
            "from": month_start(first).isoformat(),
            "to": month_end(recorded).isoformat(),
        },
    )
