"""What all sides share: one proposes, the others agree, refuse, or find that rows changed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from costsharing.actions.decide_inputs import decide_inputs
from costsharing.actions.propose_inputs import withdraw_inputs
from costsharing.actions.save_inputs import add_row, change_row, remove_row
from costsharing.models import ExchangeRate, InputProposal, StandardCost
from costsharing.queries.input_proposals import (
    inputs_waiting,
    sharing_of,
    sides_shown,
)
from costsharing.queries.input_tables import TABLES
from secretariats.actions.write_input import add_input, change_input, mark_of, remove_input
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Role, Signature
from tests.cast import SINCE
from tests.db.costsharing.test_inputs import ROWS, SHARED, agree

if TYPE_CHECKING:
    from tests.cast import Cast

RATES = TABLES["exchange-rates"]
RATE = {"currency": "EUR", "start": "2017-01-01", "per_usd": "0.956"}
State = InputProposal.State


@pytest.fixture
def rate(cast: Cast) -> ExchangeRate:
    return ExchangeRate.objects.create(
        unit=cast.unit, currency="EUR", start=dt.date(2017, 1, 1), per_usd=Decimal("0.9")
    )


def propose(
    cast: Cast, rate: ExchangeRate, per_usd: str, who: str = "cms_finance"
) -> InputProposal:
    found = change_row(
        RATES, cast.unit, rate, RATE | {"per_usd": per_usd}, actor=getattr(cast, who),
        seen=mark_of(RATES, rate), exact=True,
    ).proposal  # fmt: skip
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(SHARED))
def test_what_is_shared_is_written_by_nobody_alone(cast: Cast, name: str) -> None:
    table, (writer, texts) = TABLES[name], ROWS[name]
    actor = getattr(cast, writer)
    with pytest.raises(NotAllowed, match="AEWA, CMS share this: propose the change"):
        add_input(table, cast.unit, texts, actor=actor)
    saved = add_row(table, cast.unit, texts, actor=actor, reason="new")
    assert not table.model.objects.exists()
    assert saved.proposal is not None
    agree(cast, saved.proposal)
    row = table.model.objects.get()
    mark = mark_of(table, row)
    for person in (cast.cms_finance, cast.aewa_finance):
        with pytest.raises(NotAllowed, match="share this"):
            change_input(table, cast.unit, row, texts, actor=person, seen=mark)
        with pytest.raises(NotAllowed, match="share this"):
            remove_input(table, cast.unit, row, actor=person, seen=mark)


def test_a_proposal_changes_nothing_until_the_other_side_agrees(
    cast: Cast, rate: ExchangeRate
) -> None:
    proposal = propose(cast, rate, "0.956")
    rate.refresh_from_db()
    assert (rate.per_usd, proposal.state) == (Decimal("0.9"), State.WAITING)
    assert (proposal.sides, proposal.instrument) == (["AEWA", "CMS"], cast.cms)
    assert [(one.instrument, one.state) for one in sides_shown(proposal)] == [
        ("AEWA", "waiting"), ("CMS", "signed"),
    ]  # fmt: skip
    (waiting,) = inputs_waiting(cast.aewa_finance, [(cast.unit, "AEWA")])
    assert "Finn Finance of CMS proposed it for CMS" in waiting.about
    assert inputs_waiting(cast.cms_finance, [(cast.unit, "CMS")]) == []
    done = agree(cast, proposal)
    rate.refresh_from_db()
    assert (rate.per_usd, done.state) == (Decimal("0.956"), State.APPLIED)
    assert inputs_waiting(cast.aewa_finance, [(cast.unit, "AEWA")]) == []
    written = Change.objects.get(table="costsharing_exchangerate")
    assert written.request == f"inputs {proposal.pk}"
    # The same decision sent twice changes nothing.
    changes = Change.objects.count()
    assert agree(cast, proposal).state == State.APPLIED
    assert Change.objects.count() == changes


def test_the_same_change_sent_twice_is_one_proposal(cast: Cast, rate: ExchangeRate) -> None:
    assert propose(cast, rate, "0.956").pk == propose(cast, rate, "0.956").pk
    assert InputProposal.objects.count() == 1
    assert Signature.objects.count() == 1


def test_what_changes_nothing_is_not_proposed(cast: Cast, rate: ExchangeRate) -> None:
    same = {field.name: field.typed(field.of(rate)) for field in RATES.fields}
    saved = change_row(
        RATES, cast.unit, rate, same, actor=cast.cms_finance, seen=mark_of(RATES, rate)
    )
    assert saved.proposal is None
    assert not InputProposal.objects.exists()


@pytest.mark.parametrize(
    "who",
    [
        *("ada", "coordinator", "cms_secretary", "aewa_secretary", "auditor", "cms_member"),
        *("administrator", "stranger"),
    ],
)
def test_nobody_but_finance_proposes_agrees_or_withdraws(
    cast: Cast, rate: ExchangeRate, who: str
) -> None:
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        propose(cast, rate, "0.956", who)
    proposal = propose(cast, rate, "0.956")
    for side in (cast.cms, cast.aewa):
        with pytest.raises(NotAllowed):
            decide_inputs(proposal, actor=person, instrument=side, digest=proposal.digest)
    with pytest.raises(NotAllowed):
        withdraw_inputs(proposal, actor=person)
    rate.refresh_from_db()
    assert rate.per_usd == Decimal("0.9")


def test_a_side_decides_for_itself_alone(cast: Cast, rate: ExchangeRate) -> None:
    proposal = propose(cast, rate, "0.956")
    for person, side in ((cast.cms_finance, cast.aewa), (cast.aewa_finance, cast.cms)):
        with pytest.raises(NotAllowed, match=f"finance officers of {side.code} agree"):
            decide_inputs(proposal, actor=person, instrument=side, digest=proposal.digest)
    with pytest.raises(NotAllowed, match="withdraw what CMS proposed"):
        withdraw_inputs(proposal, actor=cast.aewa_finance)


def test_one_person_with_both_roles_does_not_agree_to_their_own(
    cast: Cast, rate: ExchangeRate
) -> None:
    Role.objects.create(
        unit=cast.unit, person=cast.cms_finance, role=Role.Kind.FINANCE, instrument=cast.aewa,
        start=SINCE,
    )  # fmt: skip
    proposal = propose(cast, rate, "0.956")
    assert inputs_waiting(cast.cms_finance, [(cast.unit, "CMS"), (cast.unit, "AEWA")]) == []
    other = cast.cms if proposal.instrument == cast.aewa else cast.aewa
    for decision in Signature.Decision.values:
        with pytest.raises(Refused, match="You proposed this"):
            decide_inputs(
                proposal, actor=cast.cms_finance, instrument=other, digest=proposal.digest,
                decision=decision, reason="mine",
            )  # fmt: skip
    proposal.refresh_from_db()
    assert proposal.state == State.WAITING
    rate.refresh_from_db()
    assert rate.per_usd == Decimal("0.9")


def test_a_refusal_needs_a_reason_and_ends_it(cast: Cast, rate: ExchangeRate) -> None:
    proposal = propose(cast, rate, "0.956")

    def refuse(reason: str) -> InputProposal:
        return decide_inputs(
            proposal, actor=cast.aewa_finance, instrument=cast.aewa, digest=proposal.digest,
            decision=Signature.Decision.REFUSED, reason=reason,
        )  # fmt: skip

    with pytest.raises(Refused, match="Say why you refuse"):
        refuse(" ")
    assert refuse("not the rate of January").state == State.REFUSED
    with pytest.raises(Refused, match="does not wait for anybody"):
        agree(cast, proposal)
    with pytest.raises(Refused, match="does not wait for anybody"):
        withdraw_inputs(proposal, actor=cast.cms_finance)
    rate.refresh_from_db()
    assert rate.per_usd == Decimal("0.9")


def test_what_was_withdrawn_waits_no_longer(cast: Cast, rate: ExchangeRate) -> None:
    proposal = propose(cast, rate, "0.956")
    assert withdraw_inputs(proposal, actor=cast.cms_finance).state == State.WITHDRAWN
    assert withdraw_inputs(proposal, actor=cast.cms_finance).state == State.WITHDRAWN
    with pytest.raises(Refused, match="does not wait for anybody"):
        agree(cast, proposal)
    again = propose(cast, rate, "0.956")
    assert again.pk != proposal.pk
    assert agree(cast, again).state == State.APPLIED


def test_of_two_proposals_for_a_row_the_second_finds_it_changed(
    cast: Cast, rate: ExchangeRate
) -> None:
    first, second = propose(cast, rate, "0.95"), propose(cast, rate, "0.96", "aewa_finance")
    removal = remove_row(
        RATES, cast.unit, rate, actor=cast.cms_finance, seen=mark_of(RATES, rate)
    ).proposal
    assert removal is not None
    agree(cast, first)
    for late in (second, removal):
        with pytest.raises(Refused, match="1 row of it changed since this was proposed"):
            agree(cast, late)
        late.refresh_from_db()
        assert late.state == State.WAITING
    assert ExchangeRate.objects.get().per_usd == Decimal("0.95")
    assert Signature.objects.filter(document_id=str(second.pk)).count() == 1
    withdraw_inputs(second, actor=cast.aewa_finance)
    rate.refresh_from_db()
    assert agree(cast, propose(cast, rate, "0.96", "aewa_finance")).state == State.APPLIED


def test_of_two_that_add_the_same_row_the_second_is_told(cast: Cast) -> None:
    made = [
        add_row(RATES, cast.unit, RATE | {"per_usd": text}, actor=cast.cms_finance).proposal
        for text in ("0.95", "0.96")
    ]
    first, second = made
    assert first is not None
    assert second is not None
    agree(cast, first)
    with pytest.raises(Refused, match="a row for the same and the same date"):
        agree(cast, second)
    assert ExchangeRate.objects.get().per_usd == Decimal("0.95")


def test_what_was_not_read_is_not_agreed_to(cast: Cast, rate: ExchangeRate) -> None:
    proposal = propose(cast, rate, "0.956")
    with pytest.raises(Refused, match="not the proposal that you read"):
        decide_inputs(
            proposal, actor=cast.aewa_finance, instrument=cast.aewa, digest="sha256:other"
        )
    # Nor what somebody wrote into the database since.
    lines = [line | {"texts": line["texts"] | {"per_usd": "9.99"}} for line in proposal.lines]
    InputProposal.objects.update(lines=lines)
    with pytest.raises(Refused, match="not the proposal that you read"):
        agree(cast, proposal)


def test_three_sides_all_agree_and_a_side_without_finance_is_named(
    cast: Cast, rate: ExchangeRate
) -> None:
    third = Instrument.objects.create(code="EUROBATS", name="Bats")
    cast.unit.instruments.add(third)
    sharing = sharing_of(RATES, cast.unit, cast.cms_finance)
    assert sharing is not None
    assert (sharing.others, sharing.lacking) == (("AEWA", "EUROBATS"), ("EUROBATS",))
    proposal = propose(cast, rate, "0.956")
    assert agree(cast, proposal).state == State.WAITING
    rate.refresh_from_db()
    assert rate.per_usd == Decimal("0.9")
    Role.objects.create(
        unit=cast.unit, person=cast.ada, role=Role.Kind.FINANCE, instrument=third, start=SINCE
    )
    done = decide_inputs(proposal, actor=cast.ada, instrument=third, digest=proposal.digest)
    assert done.state == State.APPLIED


def test_an_instrument_that_joins_must_be_asked_too(cast: Cast, rate: ExchangeRate) -> None:
    proposal = propose(cast, rate, "0.956")
    cast.unit.instruments.add(Instrument.objects.create(code="EUROBATS", name="Bats"))
    with pytest.raises(Refused, match="serves other instruments than when this was proposed"):
        agree(cast, proposal)


def test_a_unit_of_one_instrument_asks_nobody(cast: Cast, rate: ExchangeRate) -> None:
    cast.unit.instruments.remove(cast.aewa)
    assert sharing_of(RATES, cast.unit, cast.cms_finance) is None
    saved = change_row(
        RATES, cast.unit, rate, RATE, actor=cast.cms_finance, seen=mark_of(RATES, rate)
    )
    assert saved.proposal is None
    assert saved.row.per_usd == Decimal("0.956")


def test_a_proposal_that_breaks_a_rule_is_refused_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add_row(RATES, cast.unit, RATE | {"per_usd": "0", "start": "x"}, actor=cast.cms_finance)
    assert {one.path for one in refused.value.problems} == {"per_usd", "start"}
    StandardCost.objects.create(
        unit=cast.unit, grade="P2", year=2017, annual=1, currency="EUR", productive_hours=1
    )
    texts = ROWS["standard-costs"][1]
    with pytest.raises(Refused, match="the same year"):
        add_row(TABLES["standard-costs"], cast.unit, texts, actor=cast.cms_finance)
    with pytest.raises(Refused, match="at most 500"):
        add_row(RATES, cast.unit, RATE, actor=cast.cms_finance, reason="x" * 501)
    assert not InputProposal.objects.exists()
