"""An agreement on its way into force: draft, handed over, signed by both sides or refused."""

from __future__ import annotations

import datetime as dt
import threading
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from costsharing.actions.draft_agreement import (
    discard_agreement,
    draft_mark,
)
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.agreement_terms import sides_of_agreement
from costsharing.queries.agreements import members_by_date
from costsharing.queries.unit_file import stored_unit_file
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Person, Role, Signature
from tests.cast import SINCE, Cast, make_cast
from tests.db.costsharing.agreements import (
    THIRDS,
    both,
    drafted,
    handed,
    in_force,
    sign,
    state_of,
    terms,
)

if TYPE_CHECKING:
    pass


pytestmark = pytest.mark.django_db


def cms_share(cast: Cast, day: dt.date) -> Fraction | None:
    agreed = agreed_keys(cast.unit).agreement_on(day)
    return agreed.shares["CMS"] if agreed and agreed.shares else None


def test_with_the_second_signature_it_is_in_force_and_ends_the_one_before(cast: Cast) -> None:
    before = in_force(cast)
    row = handed(cast)
    assert sign(row, cast.cms_secretary, cast.cms).state == "signing"
    assert cms_share(cast, dt.date(2027, 1, 1)) == Fraction(2, 3)
    assert sign(row, cast.aewa_secretary, cast.aewa).state == "in_force"
    before.refresh_from_db()
    assert (before.end, before.closed_by) == (dt.date(2026, 12, 31), row)
    assert cms_share(cast, dt.date(2026, 12, 31)) == Fraction(2, 3)
    assert cms_share(cast, dt.date(2027, 1, 1)) == Fraction(1, 2)


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
    assert members_by_date(cast.unit)(dt.date(2027, 1, 1)) == frozenset({"AEWA", "CMS"})
    assert len(stored_unit_file(cast.unit).agreements) == 2


def test_an_end_without_a_successor_is_an_agreement_with_a_last_day(cast: Cast) -> None:
    in_force(cast)
    both(cast, handed(cast, terms("2027-01-01", "2027-12-31", THIRDS)))
    members = members_by_date(cast.unit)
    assert members(dt.date(2027, 12, 31)) == frozenset({"AEWA", "CMS"})
    assert members(dt.date(2028, 1, 1)) is None


def test_a_side_that_is_left_out_of_what_follows_signs_too(cast: Cast) -> None:
    in_force(cast)
    bats = Instrument.objects.create(code="EUROBATS", name="Bats")
    cast.unit.instruments.add(bats)
    shares = (("CMS", Fraction(1, 2)), ("EUROBATS", Fraction(1, 2)))
    row = handed(cast, terms("2027-01-01", shares=shares))
    assert sides_of_agreement(row) == ["AEWA", "CMS", "EUROBATS"]


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


def test_what_comes_into_force_meanwhile_is_told_to_who_signs(cast: Cast) -> None:
    row, other = handed(cast), handed(cast, terms("2026-01-01", shares=THIRDS))
    sign(row, cast.cms_secretary, cast.cms)
    both(cast, other)
    with pytest.raises(Refused, match="Other agreements changed since"):
        sign(row, cast.aewa_secretary, cast.aewa)
    assert Signature.objects.filter(document_id=str(row.pk)).count() == 1
    found = sign(row, cast.aewa_secretary, cast.aewa, decision="refused", reason="As told.")
    assert found.state == "draft"


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
