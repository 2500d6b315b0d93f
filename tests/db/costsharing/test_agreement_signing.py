"""An agreement on its way into force: draft, handed over, signed by both sides or refused."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from costsharing.actions.draft_agreement import (
    change_agreement,
    discard_agreement,
    draft_agreement,
    draft_mark,
)
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.actions.sign_agreement import sign_agreement
from costsharing.core.agreed_terms import Terms
from costsharing.models import Agreement, AgreementShare
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.agreements import members_by_date
from costsharing.queries.agreements_listed import agreements_listed, waiting_agreements
from costsharing.queries.unit_file import stored_unit_file
from secretariats.core.dates import Span
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Person, Role, Signature
from tests.cast import SINCE, Cast, make_cast

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

THIRDS = (("AEWA", Fraction(1, 3)), ("CMS", Fraction(2, 3)))
HALVES = (("AEWA", Fraction(1, 2)), ("CMS", Fraction(1, 2)))
TODAY = dt.date(2026, 6, 1)

pytestmark = pytest.mark.django_db


def terms(first: str, last: str | None = None, shares: object = HALVES) -> Terms:
    end = dt.date.fromisoformat(last) if last else None
    return Terms(
        Span(dt.date.fromisoformat(first), end),
        "fixed",
        shares,  # type: ignore[arg-type]
        reason="Both budgets are as large as each other.",
    )


def in_force(cast: Cast, start: dt.date = SINCE, end: dt.date | None = None) -> Agreement:
    """Store an agreement as a unit file brings it."""
    row = Agreement.objects.create(unit=cast.unit, start=start, end=end, basis="fixed")
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=row, instrument=instrument, share_num=share, share_den=3
        )
    return row


def drafted(cast: Cast, what: Terms | None = None) -> Agreement:
    return draft_agreement(cast.unit, what or terms("2027-01-01"), actor=cast.coordinator)


def handed(cast: Cast, what: Terms | None = None) -> Agreement:
    row = drafted(cast, what)
    return hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))


def sign(row: Agreement, person: Person, side: Instrument, **options: str) -> Agreement:
    return sign_agreement(
        row, actor=person, instrument=side, digest=options.pop("digest", row.digest), **options
    )


def both(cast: Cast, row: Agreement) -> Agreement:
    sign(row, cast.cms_secretary, cast.cms)
    return sign(row, cast.aewa_secretary, cast.aewa)


def state_of(row: Agreement) -> str:
    return str(Agreement.objects.get(pk=row.pk).state)


def test_with_the_second_signature_it_is_in_force_and_ends_the_one_before(cast: Cast) -> None:
    before = in_force(cast)
    row = handed(cast)
    assert sign(row, cast.cms_secretary, cast.cms).state == "signing"
    assert agreed_keys(cast.unit).agreement_on(dt.date(2027, 1, 1)).shares["CMS"] == Fraction(2, 3)
    assert sign(row, cast.aewa_secretary, cast.aewa).state == "in_force"
    before.refresh_from_db()
    assert (before.end, before.closed_by) == (dt.date(2026, 12, 31), row)
    keys = agreed_keys(cast.unit)
    assert keys.agreement_on(dt.date(2026, 12, 31)).shares["CMS"] == Fraction(2, 3)
    assert keys.agreement_on(dt.date(2027, 1, 1)).shares["CMS"] == Fraction(1, 2)


def test_what_is_not_in_force_is_nowhere(cast: Cast) -> None:
    in_force(cast, end=dt.date(2026, 12, 31))
    file, keys = stored_unit_file(cast.unit), agreed_keys(cast.unit)
    drafted(cast)
    row = handed(cast, terms("2027-01-01", shares=THIRDS))
    sign(row, cast.cms_secretary, cast.cms)
    assert stored_unit_file(cast.unit) == file
    assert agreed_keys(cast.unit) == keys
    assert members_by_date(cast.unit)(dt.date(2027, 1, 1)) is None
    sign(row, cast.aewa_secretary, cast.aewa)
    assert members_by_date(cast.unit)(dt.date(2027, 1, 1)) == {"AEWA", "CMS"}
    assert len(stored_unit_file(cast.unit).agreements) == 2


def test_an_end_without_a_successor_is_an_agreement_with_a_last_day(cast: Cast) -> None:
    in_force(cast)
    both(cast, handed(cast, terms("2027-01-01", "2027-12-31", THIRDS)))
    members = members_by_date(cast.unit)
    assert members(dt.date(2027, 12, 31)) == {"AEWA", "CMS"}
    assert members(dt.date(2028, 1, 1)) is None


def test_a_side_that_is_left_out_of_what_follows_signs_too(cast: Cast) -> None:
    in_force(cast)
    bats = Instrument.objects.create(code="EUROBATS", name="Bats")
    cast.unit.instruments.add(bats)
    shares = (("CMS", Fraction(1, 2)), ("EUROBATS", Fraction(1, 2)))
    row = handed(cast, terms("2027-01-01", shares=shares))
    assert row.content["sides"] == ["AEWA", "CMS", "EUROBATS"]


def test_a_refusal_makes_it_a_draft_again_with_the_reason(cast: Cast) -> None:
    row = handed(cast)
    sign(row, cast.cms_secretary, cast.cms)
    found = sign(row, cast.aewa_secretary, cast.aewa, decision="refused", reason="Too much.")
    assert (found.state, found.returned) == ("draft", "Too much.")
    assert found.returned_by == cast.aewa_secretary
    again = hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(found))
    assert again.digest != row.digest, "signatures to what came back do not count"
    assert both(cast, again).state == "in_force"


def test_a_refusal_needs_a_reason(cast: Cast) -> None:
    row = handed(cast)
    with pytest.raises(Refused, match="Say why you refuse"):
        sign(row, cast.cms_secretary, cast.cms, decision="refused", reason=" ")
    assert state_of(row) == "signing"


def test_signatures_to_what_was_withdrawn_do_not_count(cast: Cast) -> None:
    row = handed(cast)
    sign(row, cast.cms_secretary, cast.cms)
    with pytest.raises(Refused, match="Say why you withdraw it"):
        withdraw_agreement(row, actor=cast.coordinator, reason=" ")
    back = withdraw_agreement(row, actor=cast.coordinator, reason="A number was wrong.")
    again = hand_over_agreement(back, actor=cast.cms_finance, seen=draft_mark(back))
    assert sign(again, cast.aewa_secretary, cast.aewa).state == "signing"
    with pytest.raises(Refused, match="changed since you opened it"):
        sign(again, cast.cms_secretary, cast.cms, digest=row.digest + "0")
    assert sign(again, cast.cms_secretary, cast.cms).state == "in_force"


def test_the_same_decision_again_gives_the_same_signature(cast: Cast) -> None:
    row = handed(cast)
    both(cast, row)
    assert sign(row, cast.aewa_secretary, cast.aewa).state == "in_force"
    assert Signature.objects.count() == 2
    with pytest.raises(Refused):
        sign(row, cast.aewa_secretary, cast.aewa, decision="refused", reason="Or not.")


@pytest.mark.parametrize(
    "who", ["ada", "administrator", "auditor", "coordinator", "aewa_secretary", "stranger"]
)
def test_nobody_else_signs_for_a_side(cast: Cast, who: str) -> None:
    row = handed(cast)
    person = getattr(cast, who)
    person.is_superuser = True
    with pytest.raises(NotAllowed, match="Only the Executive Secretary of CMS signs for CMS"):
        sign(row, person, cast.cms)
    assert not Signature.objects.exists()


def test_one_person_with_both_offices_cannot_put_it_into_force(cast: Cast) -> None:
    Role.objects.create(
        unit=cast.unit,
        person=cast.cms_secretary,
        role=Role.Kind.EXECUTIVE_SECRETARY,
        instrument=cast.aewa,
        start=SINCE,
    )
    row = handed(cast)
    sign(row, cast.cms_secretary, cast.cms)
    with pytest.raises(Refused, match="two people sign, never one"):
        sign(row, cast.cms_secretary, cast.aewa)
    assert state_of(row) == "signing"


@pytest.mark.parametrize("who", ["ada", "auditor", "cms_secretary", "administrator", "stranger"])
def test_others_draft_change_hand_over_and_withdraw_nothing(cast: Cast, who: str) -> None:
    person, row, waiting = getattr(cast, who), drafted(cast), handed(cast)
    mark = draft_mark(row)
    for wish in (
        lambda: draft_agreement(cast.unit, terms("2028-01-01"), actor=person),
        lambda: change_agreement(row, terms("2028-01-01"), actor=person, seen=mark),
        lambda: discard_agreement(row, actor=person, seen=mark),
        lambda: hand_over_agreement(row, actor=person, seen=mark),
        lambda: withdraw_agreement(waiting, actor=person, reason="No."),
    ):
        with pytest.raises(NotAllowed):
            wish()


def test_what_was_handed_over_is_not_changed(cast: Cast) -> None:
    row = handed(cast)
    with pytest.raises(Refused, match="withdraw it first"):
        change_agreement(row, terms("2028-01-01"), actor=cast.coordinator, seen=draft_mark(row))
    both(cast, row)
    with pytest.raises(Refused, match="is in force and never changes"):
        discard_agreement(row, actor=cast.coordinator, seen=draft_mark(row))


def test_two_people_who_change_a_draft_at_once(cast: Cast) -> None:
    row = drafted(cast)
    mark = draft_mark(row)
    change_agreement(row, terms("2028-01-01"), actor=cast.cms_finance, seen=mark)
    for wish in (
        lambda: change_agreement(row, terms("2029-01-01"), actor=cast.coordinator, seen=mark),
        lambda: hand_over_agreement(row, actor=cast.coordinator, seen=mark),
    ):
        with pytest.raises(Refused, match="Somebody changed this draft since you opened it"):
            wish()
    assert Agreement.objects.get(pk=row.pk).start == dt.date(2028, 1, 1)


def test_what_begins_later_is_never_touched_and_that_is_told_before(cast: Cast) -> None:
    in_force(cast, start=dt.date(2027, 6, 1))
    row = drafted(cast)
    with pytest.raises(Refused, match="An agreement is in force from 2027-06-01"):
        hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    assert state_of(row) == "draft"


def test_what_comes_into_force_meanwhile_is_told_to_who_signs(cast: Cast) -> None:
    row, other = handed(cast), handed(cast, terms("2026-01-01", shares=THIRDS))
    sign(row, cast.cms_secretary, cast.cms)
    both(cast, other)
    with pytest.raises(Refused, match="Other agreements changed since"):
        sign(row, cast.aewa_secretary, cast.aewa)
    assert Signature.objects.filter(document_id=str(row.pk)).count() == 1
    found = sign(row, cast.aewa_secretary, cast.aewa, decision="refused", reason="As told.")
    assert found.state == "draft"


def test_wrong_terms_are_all_named(cast: Cast) -> None:
    wrong = Terms(
        Span(dt.date(2027, 1, 1), dt.date(2026, 1, 1)),
        "fixed",
        (("AEWA", Fraction(1, 3)), ("GORILLA", Fraction(1, 3))),
        joint="fair",
        support=Fraction(-1, 2),
    )
    with pytest.raises(Refused) as refused:
        drafted(cast, wrong)
    found = [problem.path for problem in refused.value.problems]
    assert found == ["end", "shares", "shares", "reason", "joint", "support"]
    assert "add up to 2/3, not to 1" in str(refused.value)
    assert not Agreement.objects.exists()


def test_a_budget_key_has_no_fractions(cast: Cast) -> None:
    none = (("AEWA", None), ("CMS", None))
    row = drafted(cast, replace(terms("2027-01-01"), basis="budget", shares=none))
    assert row.shares.filter(share_num__isnull=True).count() == 2
    with pytest.raises(Refused, match="leave the fractions out"):
        drafted(cast, replace(terms("2027-01-01"), basis="budget"))


def test_history_tells_every_step(cast: Cast) -> None:
    before = in_force(cast)
    row = both(cast, handed(cast))
    changes = Change.objects.filter(table="costsharing_agreement", row=str(row.pk))
    states = [(change.after or {}).get("state") for change in changes]
    assert states == [None, "signing", "in_force"]
    ended = Change.objects.get(table="costsharing_agreement", row=str(before.pk))
    assert ended.after == {"to": "2026-12-31", "closed_by": row.pk}
    assert Change.objects.filter(table="secretariats_signature").count() == 2
    gone = drafted(cast, terms("2029-01-01"))
    discard_agreement(gone, actor=cast.coordinator, seen=draft_mark(gone))
    last = Change.objects.filter(table="costsharing_agreement").last()
    assert last is not None
    assert last.kind == Change.Kind.REMOVED
    assert (last.before or {})["from"] == "2029-01-01"


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2027, 2033):
        handed(cast, terms(f"{year}-01-01", f"{year}-12-31"))
    with django_assert_num_queries(4):
        assert len(agreements_listed(cast.unit, today=TODAY)) == 6
    with django_assert_num_queries(3):
        waiting = waiting_agreements(cast.cms_secretary)
    assert len(waiting) == 6
    assert {(one.instrument, one.address) for one in waiting} == {("CMS", "agreement")}
    with django_assert_num_queries(1):
        assert waiting_agreements(cast.coordinator) == []


def test_what_waits_is_there_until_one_has_decided(cast: Cast) -> None:
    row = handed(cast)
    (waiting,) = waiting_agreements(cast.aewa_secretary)
    assert (waiting.document_id, waiting.digest, waiting.signed_by) == (
        str(row.pk),
        row.digest,
        (),
    )
    sign(row, cast.cms_secretary, cast.cms)
    assert waiting_agreements(cast.cms_secretary) == []
    (waiting,) = waiting_agreements(cast.aewa_secretary)
    assert waiting.signed_by == ("CMS",)
    sign(row, cast.aewa_secretary, cast.aewa)
    assert waiting_agreements(cast.aewa_secretary) == []


def test_a_unit_file_with_another_key_takes_the_signatures_away(cast: Cast) -> None:
    row = both(cast, handed(cast))
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {"AEWA": "signed", "CMS": "signed"}
    row.shares.filter(instrument=cast.cms).update(share_num=1, share_den=3)
    row.shares.filter(instrument=cast.aewa).update(share_num=2, share_den=3)
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_put_it_into_force_once() -> None:
    cast = make_cast()
    with transaction.atomic():
        before = in_force(cast)
    row = handed(cast)
    start = threading.Barrier(2)
    ends: list[str] = []

    def decide(person: Person, side: Instrument) -> None:
        start.wait()
        try:
            ends.append(sign(row, person, side).state)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair)
        for pair in ((cast.cms_secretary, cast.cms), (cast.aewa_secretary, cast.aewa))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["in_force", "signing"]
    assert state_of(row) == "in_force"
    before.refresh_from_db()
    assert before.end == dt.date(2026, 12, 31)
