"""The end of an agreement with nothing after it: asked for, signed by all, refused, withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest

from costsharing.actions.note_step import note_step
from costsharing.actions.propose_ending import propose_ending, withdraw_ending
from costsharing.actions.sign_ending import sign_ending
from costsharing.core.agreement_steps import Step
from costsharing.models import (
    Agreement,
    AgreementEnding,
    Expenditure,
    Statement,
)
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.agreements_listed import agreements_listed
from costsharing.queries.unit_file import stored_unit_file
from reporting.models import Report
from reporting.queries.waiting import waiting_signatures
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Person, Role, Signature
from tests.cast import SINCE, Cast
from tests.db.costsharing.agreements import (
    THIRDS,
    TODAY,
    both,
    drafted,
    handed,
    in_force,
    terms,
)
from tests.world import make_run
from timetracking.models import Activity, Beneficiary, Kind, TimeEntry

pytestmark = pytest.mark.django_db

LAST = dt.date(2027, 6, 30)
WHY = "Both Secretariats merge."


def proposed(cast: Cast, row: Agreement, last: dt.date = LAST) -> AgreementEnding:
    return propose_ending(row, last=last, reason=WHY, actor=cast.coordinator)


def sign(row: AgreementEnding, person: Person, side: Instrument, **more: str) -> AgreementEnding:
    return sign_ending(
        row, actor=person, instrument=side, digest=more.pop("digest", row.digest), **more
    )


def log(cast: Cast, day: dt.date, kind: Kind = Kind.SERVICE) -> TimeEntry:
    activity, _made = Activity.objects.get_or_create(
        unit=cast.unit, code=f"A{kind}", defaults={"title": "Work", "kind": kind}
    )
    whom = None
    if kind == Kind.SERVICE:
        whom, _made = Beneficiary.objects.get_or_create(unit=cast.unit, code="CMS")
        whom.members.set([cast.cms])
    entry: TimeEntry = TimeEntry.objects.create(
        unit=cast.unit, person=cast.ada, date=day, minutes=60, activity=activity, kind=kind,
        beneficiary=whom, first_minutes=60,
    )  # fmt: skip
    return entry


def test_with_the_last_signature_the_agreement_has_its_last_day(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    assert sign(ending, cast.cms_secretary, cast.cms).state == "signing"
    row.refresh_from_db()
    assert row.end is None, "one side alone ends nothing"
    assert sign(ending, cast.aewa_secretary, cast.aewa).state == "agreed"
    row.refresh_from_db()
    found = Agreement.objects.get(pk=row.pk)
    assert (found.end, found.closed_by) == (LAST, None)
    assert agreed_keys(cast.unit).agreement_on(LAST) is not None
    assert agreed_keys(cast.unit).agreement_on(dt.date(2027, 7, 1)) is None
    assert [one.span.end for one in stored_unit_file(cast.unit).agreements] == [LAST]
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.ended is not None
    assert line.ended.sides == {"AEWA": "signed", "CMS": "signed"}


def test_history_tells_who_ended_it_and_why(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    sign(ending, cast.cms_secretary, cast.cms)
    sign(ending, cast.aewa_secretary, cast.aewa)
    (change,) = Change.objects.filter(table="costsharing_agreement", row=str(row.pk))
    assert (change.before, change.after, change.reason, change.actor) == (
        {"to": None},
        {"to": "2027-06-30", "ending": ending.pk},
        WHY,
        cast.aewa_secretary,
    )
    found = Change.objects.filter(table="costsharing_agreementending", row=str(ending.pk))
    assert [(one.after or {})["state"] for one in found] == ["signing", "agreed"]


def test_signatures_to_the_agreement_stay_valid_when_it_ends(cast: Cast) -> None:
    row = both(cast, handed(cast, terms("2026-01-01", shares=THIRDS)))
    ending = proposed(cast, row)
    sign(ending, cast.cms_secretary, cast.cms)
    sign(ending, cast.aewa_secretary, cast.aewa)
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {"AEWA": "signed", "CMS": "signed"}


@pytest.mark.parametrize("who", ["ada", "auditor", "cms_secretary", "administrator", "stranger"])
def test_others_propose_and_withdraw_no_end(cast: Cast, who: str) -> None:
    row, person = in_force(cast), getattr(cast, who)
    with pytest.raises(NotAllowed):
        propose_ending(row, last=LAST, reason=WHY, actor=person)
    ending = proposed(cast, row)
    with pytest.raises(NotAllowed):
        withdraw_ending(ending, actor=person, reason="No.")


@pytest.mark.parametrize("who", ["ada", "administrator", "coordinator", "aewa_secretary"])
def test_nobody_else_signs_for_a_side(cast: Cast, who: str) -> None:
    ending = proposed(cast, in_force(cast))
    with pytest.raises(NotAllowed, match="Only the Executive Secretary of CMS signs for CMS"):
        sign(ending, getattr(cast, who), cast.cms)
    assert not Signature.objects.exists()


def test_one_person_with_both_offices_cannot_end_it(cast: Cast) -> None:
    Role.objects.create(
        unit=cast.unit, person=cast.cms_secretary, role=Role.Kind.EXECUTIVE_SECRETARY,
        instrument=cast.aewa, start=SINCE,
    )  # fmt: skip
    row = in_force(cast)
    ending = proposed(cast, row)
    sign(ending, cast.cms_secretary, cast.cms)
    with pytest.raises(Refused, match="two people sign, never one"):
        sign(ending, cast.cms_secretary, cast.aewa)
    row.refresh_from_db()
    assert row.end is None


def test_a_day_outside_the_agreement_or_no_reason(cast: Cast) -> None:
    row = in_force(cast, start=dt.date(2026, 1, 1), end=dt.date(2028, 12, 31))
    for day, match in (
        (dt.date(2025, 12, 31), "begins on 2026-01-01 only"),
        (dt.date(2028, 12, 31), "ends on 2028-12-31 as it is"),
        (dt.date(9999, 12, 31), "between the years 1979 and 2999"),
    ):
        with pytest.raises(Refused, match=match):
            proposed(cast, row, day)
    with pytest.raises(Refused, match="Say why"):
        propose_ending(row, last=LAST, reason=" ", actor=cast.coordinator)
    with pytest.raises(Refused, match="at most 500 characters, not 501"):
        propose_ending(row, last=LAST, reason="x" * 501, actor=cast.coordinator)
    with pytest.raises(Refused, match="Only an agreement in force can end"):
        proposed(cast, drafted(cast, terms("2030-01-01")), dt.date(2031, 1, 1))
    assert not AgreementEnding.objects.exists()


def test_work_and_money_after_the_last_day_are_named_with_their_dates(cast: Cast) -> None:
    row = in_force(cast)
    for day, kind in (
        (dt.date(2027, 6, 30), Kind.SERVICE),
        (dt.date(2027, 7, 1), Kind.SERVICE),
        (dt.date(2027, 9, 2), Kind.OVERHEAD),
        (dt.date(2027, 12, 1), Kind.ABSENCE),
    ):
        log(cast, day, kind)
    for charged in (None, cast.cms):
        Expenditure.objects.create(
            unit=cast.unit, date=dt.date(2027, 8, 3), amount="10.00", currency="EUR",
            paid_by=cast.cms, charged_to=charged,
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        proposed(cast, row)
    found = [problem.message for problem in refused.value.problems]
    assert len(found) == 2
    assert "2 entries of working time" in found[0]
    assert "from 2027-07-01 to 2027-09-02" in found[0]
    assert "1 shared expenditure" in found[1]
    assert "2027-08-03" in found[1]


def test_what_is_logged_while_it_waits_is_told_to_who_signs(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    sign(ending, cast.cms_secretary, cast.cms)
    log(cast, dt.date(2027, 7, 1))
    with pytest.raises(Refused, match="1 entry of working time"):
        sign(ending, cast.aewa_secretary, cast.aewa)
    row.refresh_from_db()
    assert row.end is None


def test_final_statements_and_published_reports_keep_it(cast: Cast) -> None:
    row = in_force(cast)
    statement = Statement.objects.create(
        unit=cast.unit, year=2027, start=dt.date(2027, 1, 1), end=dt.date(2027, 9, 30), number=3,
        state="final", snapshot="{}", content={}, digest="sha256:0", final="2027-10-01T00:00Z",
    )  # fmt: skip
    report = Report.objects.create(
        unit=cast.unit, committee=cast.cms_committee, start=dt.date(2027, 7, 1),
        end=dt.date(2027, 12, 31), language="en", run=make_run(cast), context={},
        state=Report.State.PUBLISHED,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        proposed(cast, row)
    told = str(refused.value)
    assert "Statement 3 of 2027, to 2027-09-30, is final" in told
    assert "The published report" in told
    assert "choose 2027-12-31 or a later day" in told
    assert proposed(cast, row, dt.date(2027, 12, 31)).state == "signing"
    assert statement.number == 3
    assert report.pk


def test_the_same_wish_twice_is_one_and_another_waits(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    assert proposed(cast, row) == ending
    with pytest.raises(Refused, match="Another end of this agreement waits"):
        proposed(cast, row, dt.date(2027, 12, 31))
    withdraw_ending(ending, actor=cast.cms_finance, reason="Not yet.")
    assert proposed(cast, row, dt.date(2027, 12, 31)) != ending


def test_a_refusal_or_a_withdrawal_leaves_it_as_it_is(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    with pytest.raises(Refused, match="Say why you refuse"):
        sign(ending, cast.cms_secretary, cast.cms, decision="refused")
    done = sign(ending, cast.cms_secretary, cast.cms, decision="refused", reason="Too early.")
    assert (done.state, done.returned) == ("refused", "Too early.")
    with pytest.raises(Refused, match="does not wait for signatures now"):
        sign(ending, cast.aewa_secretary, cast.aewa)
    other = proposed(cast, row)
    with pytest.raises(Refused, match="Say why you withdraw it"):
        withdraw_ending(other, actor=cast.coordinator, reason=" ")
    withdraw_ending(other, actor=cast.coordinator, reason="Not yet.")
    with pytest.raises(Refused, match="does not wait for signatures now"):
        withdraw_ending(other, actor=cast.coordinator, reason="Not yet.")
    row.refresh_from_db()
    assert row.end is None


def test_what_was_not_seen_is_not_signed_and_twice_is_once(cast: Cast) -> None:
    ending = proposed(cast, in_force(cast))
    with pytest.raises(Refused, match="not the end that you saw"):
        sign(ending, cast.cms_secretary, cast.cms, digest="sha256:0")
    for _time in range(2):
        sign(ending, cast.cms_secretary, cast.cms)
    assert Signature.objects.count() == 1


def test_an_agreement_that_is_followed_meanwhile_is_not_ended_by_the_old_wish(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    both(cast, handed(cast, terms("2027-09-01")))
    with pytest.raises(Refused, match="The agreement changed since its end was proposed"):
        sign(ending, cast.cms_secretary, cast.cms)
    # What follows it no longer touches it once it ends earlier.
    withdraw_ending(ending, actor=cast.coordinator, reason="Anew.")
    row.refresh_from_db()
    assert row.closed_by is not None
    again = proposed(cast, row)
    sign(again, cast.cms_secretary, cast.cms)
    sign(again, cast.aewa_secretary, cast.aewa)
    row.refresh_from_db()
    found = Agreement.objects.get(pk=row.pk)
    assert (found.end, found.closed_by) == (LAST, None)


def test_it_waits_among_all_that_waits_for_a_signature(cast: Cast) -> None:
    row = in_force(cast)
    ending = proposed(cast, row)
    (waiting,) = waiting_signatures([(cast.unit, "CMS")])
    assert (waiting.kind, waiting.document_id, waiting.digest) == (
        "agreement_ending",
        str(ending.pk),
        ending.digest,
    )
    assert (waiting.address, waiting.arguments) == ("agreement", (row.pk,))
    sign(ending, cast.cms_secretary, cast.cms)
    assert waiting_signatures([(cast.unit, "CMS")]) == []
    (waiting,) = waiting_signatures([(cast.unit, "AEWA")])
    assert waiting.signed_by == ("CMS",)


def test_an_agreement_with_an_end_still_takes_its_memo(cast: Cast) -> None:
    row = in_force(cast)
    proposed(cast, row)
    step = Step("memo", "", dt.date(2026, 5, 4), "Memo 1")
    assert note_step(row, step, actor=cast.coordinator).document == "Memo 1"
