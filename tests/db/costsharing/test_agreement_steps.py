"""Steps on an agreement's way: who notes which, what is asked before signing, what then stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from costsharing.actions.draft_agreement import change_agreement, draft_mark, terms_mark
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.actions.note_step import change_step, note_step, remove_step
from costsharing.core.agreement_steps import Step
from costsharing.models import Agreement, AgreementStep
from costsharing.queries.agreement_terms import terms_of
from costsharing.queries.agreements_listed import agreements_listed, readable
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Committee, Instrument
from tests.cast import Cast
from tests.db.costsharing.agreements import (
    THIRDS,
    TODAY,
    approved,
    both,
    drafted,
    handed,
    in_force,
    sign,
    state_of,
    terms,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 5, 4)
HEARD = Step("consultation", "", DAY, text="No objection.")
MEMO = Step("memo", "", DAY, "Memo 3")


def approval(code: str = "CMS-StC", document: str = "Doc.9") -> Step:
    return Step("approval", code, DAY, document)


def left(code: str = "CMS-StC") -> Step:
    return Step("approval", code, DAY, text="It does not meet this year.", waived=True)


@pytest.mark.parametrize(
    ("who", "heard", "cms", "aewa"),
    [
        ("coordinator", True, True, True),
        ("cms_finance", True, True, False),
        ("aewa_finance", True, False, True),
        ("cms_secretary", False, True, False),
        ("aewa_secretary", False, False, True),
        ("auditor", False, False, False),
        ("ada", False, False, False),
        ("cms_member", False, False, False),
        ("administrator", False, False, False),
        ("stranger", False, False, False),
    ],
)
def test_each_notes_what_is_of_their_side(
    cast: Cast, who: str, heard: bool, cms: bool, aewa: bool
) -> None:
    row, person = drafted(cast), getattr(cast, who)
    for step, may in ((HEARD, heard), (approval(), cms), (approval("AEWA-StC"), aewa)):
        if may:
            made = note_step(row, step, actor=person)
            change_step(made, actor=person, changes={"document": "Doc.10"})
            remove_step(made, actor=person)
        else:
            with pytest.raises(NotAllowed):
                note_step(row, step, actor=person)
            made = note_step(row, step, actor=cast.coordinator)
            with pytest.raises(NotAllowed):
                change_step(made, actor=person, changes={"document": "Doc.10"})
            with pytest.raises(NotAllowed):
                remove_step(made, actor=person)


def test_handing_over_names_all_that_is_missing(cast: Cast) -> None:
    row = drafted(cast)
    with pytest.raises(Refused) as refused:
        hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    found = [problem.message for problem in refused.value.problems]
    assert len(found) == 3
    assert "The staff were not heard" in found[0]
    assert "Standing Committee of AEWA has not approved" in found[1]
    assert "Standing Committee of CMS has not approved" in found[2]
    for step in (HEARD, approval("AEWA-StC"), left()):
        note_step(row, step, actor=cast.coordinator)
    row = Agreement.objects.get(pk=row.pk)
    done = hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    assert done.state == "signing"
    steps = (done.content or {})["steps"]
    assert [(one["kind"], one["committee"], one["waived"]) for one in steps] == [
        ("consultation", None, False),
        ("approval", "AEWA-StC", False),
        ("approval", "CMS-StC", True),
    ]


def test_each_committee_of_an_instrument_is_asked_and_no_other(cast: Cast) -> None:
    Committee.objects.create(
        unit=cast.unit, code="CMS-ScC", name="Scientific Council", instrument=cast.cms
    )
    bats = Instrument.objects.create(code="EUROBATS", name="Bats")
    cast.unit.instruments.add(bats)
    Committee.objects.create(unit=cast.unit, code="BATS", name="Bats' body", instrument=bats)
    row = drafted(cast)
    with pytest.raises(Refused) as refused:
        hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))
    assert "Scientific Council has not approved" in str(refused.value)
    assert "Bats' body" not in str(refused.value)
    with pytest.raises(Refused, match="AEWA-StC, CMS-ScC, CMS-StC"):
        note_step(row, approval("BATS"), actor=cast.coordinator)


def test_a_step_noted_meanwhile_is_seen_before_handing_over(cast: Cast) -> None:
    row = drafted(cast)
    mark = draft_mark(row)
    note_step(row, HEARD, actor=cast.coordinator)
    with pytest.raises(Refused, match="Somebody changed this draft since"):
        hand_over_agreement(row, actor=cast.coordinator, seen=mark)


def test_an_approval_is_of_the_terms_that_were_read(cast: Cast) -> None:
    row = drafted(cast)
    seen = terms_mark(row)
    note_step(row, HEARD, actor=cast.coordinator)
    assert terms_mark(row) == seen, "steps are no terms"
    other = terms("2027-01-01", shares=THIRDS)
    changed = change_agreement(row, other, actor=cast.coordinator, seen=draft_mark(row))
    with pytest.raises(Refused, match="changed since you opened it: read it again"):
        note_step(row, approval(), actor=cast.cms_finance, seen=seen)
    assert not changed.steps.filter(kind="approval").exists()
    out = note_step(row, left(), actor=cast.coordinator, seen=seen)
    back = {"waived": False, "document": "Doc.9"}
    with pytest.raises(Refused, match="changed since you opened it: read it again"):
        change_step(out, actor=cast.coordinator, changes=back, seen=seen)
    now = terms_mark(Agreement.objects.get(pk=row.pk))
    assert not change_step(out, actor=cast.coordinator, changes=back, seen=now).waived


def test_the_same_step_twice_is_one_and_another_is_told(cast: Cast) -> None:
    row = drafted(cast)
    first = note_step(row, HEARD, actor=cast.coordinator)
    assert note_step(row, HEARD, actor=cast.cms_finance) == first
    with pytest.raises(Refused, match="noted already"):
        note_step(row, Step("consultation", "", DAY, text="Else."), actor=cast.coordinator)
    assert AgreementStep.objects.count() == 1
    assert Change.objects.filter(table="costsharing_agreementstep").count() == 1


def test_bad_steps_are_refused_with_every_field(cast: Cast) -> None:
    row = drafted(cast)
    ahead = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        note_step(row, Step("consultation", "", ahead, "x" * 201), actor=cast.coordinator)
    assert [problem.path for problem in refused.value.problems] == ["date", "text", "document"]
    for step, match in (
        (Step("party", "", DAY), "no such step"),
        (Step("consultation", "CMS-StC", DAY, text="x"), "Only an approval names a committee"),
        (approval("NOWHERE"), "Name a committee of the agreement's instruments"),
        (MEMO, "once the agreement is in force"),
    ):
        with pytest.raises(Refused, match=match):
            note_step(row, step, actor=cast.coordinator)
    assert not AgreementStep.objects.exists()


def test_steps_stand_while_it_waits_and_come_back_with_the_draft(cast: Cast) -> None:
    row = handed(cast)
    heard = row.steps.get(kind="consultation")
    with pytest.raises(Refused, match="withdraw it first"):
        change_step(heard, actor=cast.coordinator, changes={"text": "Else."})
    with pytest.raises(Refused, match="withdraw it first"):
        remove_step(heard, actor=cast.coordinator)
    withdraw_agreement(row, actor=cast.coordinator, reason="The staff said more.")
    change_step(heard, actor=cast.coordinator, changes={"text": "Else."})
    again = Agreement.objects.get(pk=row.pk)
    again = hand_over_agreement(again, actor=cast.coordinator, seen=draft_mark(again))
    assert (again.content or {})["steps"][0]["text"] == "Else."


def test_after_all_signed_only_the_memo_and_a_late_approval_come(cast: Cast) -> None:
    row = drafted(cast)
    for step in (HEARD, approval("AEWA-StC"), left()):
        note_step(row, step, actor=cast.coordinator)
    row = Agreement.objects.get(pk=row.pk)
    row = both(cast, hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row)))
    with pytest.raises(Refused, match="part of what all sides signed"):
        change_step(
            row.steps.get(kind="consultation"), actor=cast.coordinator, changes={"text": "x"}
        )
    waived = row.steps.get(committee=cast.cms_committee)
    with pytest.raises(Refused, match="All sides signed that this step was left out"):
        remove_step(waived, actor=cast.coordinator)
    late = note_step(row, approval(), actor=cast.cms_secretary)
    assert (late.pk, late.waived, late.document) == (waived.pk, False, "Doc.9")
    memo = note_step(row, MEMO, actor=cast.aewa_finance)
    change_step(memo, actor=cast.coordinator, changes={"document": "Memo 4"})
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {"AEWA": "signed", "CMS": "signed"}, "signatures are not touched"
    assert [one.step.kind for one in line.steps] == ["consultation", *["approval"] * 2, "memo"]


def test_what_was_handed_over_before_steps_were_signed_is_still_signed(cast: Cast) -> None:
    row = handed(cast)
    content = dict(row.content or {})
    del content["steps"]
    Agreement.objects.filter(pk=row.pk).update(content=content, digest=digest_of(content))
    row = Agreement.objects.get(pk=row.pk)
    assert both(cast, row).state == "in_force"
    (line,) = agreements_listed(cast.unit, today=TODAY)
    assert line.sides == {"AEWA": "signed", "CMS": "signed"}


def test_steps_of_an_agreement_from_a_unit_file_are_noted_afterwards(cast: Cast) -> None:
    row = in_force(cast)
    for step in (HEARD, approval(), MEMO):
        note_step(row, step, actor=cast.coordinator)
    remove_step(row.steps.get(kind="memo"), actor=cast.coordinator)
    assert row.steps.count() == 2


def test_history_tells_each_step(cast: Cast) -> None:
    row = drafted(cast)
    made = note_step(row, HEARD, actor=cast.coordinator)
    change_step(made, actor=cast.cms_finance, changes={"text": "Else."})
    remove_step(made, actor=cast.aewa_finance)
    found = Change.objects.filter(table="costsharing_agreementstep", row=str(made.pk))
    told = [
        (one.kind, (one.before or {}).get("text"), (one.after or {}).get("text"), one.actor)
        for one in found
    ]
    assert told == [
        ("created", None, "No objection.", cast.coordinator),
        ("changed", "No objection.", "Else.", cast.cms_finance),
        ("removed", "Else.", None, cast.aewa_finance),
    ]
    with pytest.raises(Refused, match="took this step back meanwhile"):
        remove_step(AgreementStep(pk=1, agreement=row), actor=cast.coordinator)


def test_one_signature_puts_no_agreement_and_no_step_into_force(cast: Cast) -> None:
    row = handed(cast)
    sign(row, cast.cms_secretary, cast.cms)
    assert state_of(row) == "signing"
    with pytest.raises(Refused, match="once the agreement is in force"):
        note_step(row, MEMO, actor=cast.coordinator)
    assert readable(Agreement.objects.all()).in_force().count() == 0


def test_what_a_committee_approved_is_not_changed_behind_its_back(cast: Cast) -> None:
    row = approved(cast, drafted(cast, terms("2027-01-01")))
    mark = draft_mark(row)
    reworded = replace(terms("2027-01-01"), reason="Said better.")
    change_agreement(row, reworded, actor=cast.coordinator, seen=mark)
    mark = draft_mark(Agreement.objects.get(pk=row.pk))
    with pytest.raises(Refused, match="was approved by: Standing Committee of AEWA, Standing"):
        change_agreement(
            row, terms("2027-01-01", shares=THIRDS), actor=cast.coordinator, seen=mark
        )
    for step in row.steps.filter(kind="approval"):
        remove_step(step, actor=cast.coordinator)
    mark = draft_mark(Agreement.objects.get(pk=row.pk))
    changed = change_agreement(
        row, terms("2027-01-01", shares=THIRDS), actor=cast.coordinator, seen=mark
    )
    assert terms_of(changed).shares == THIRDS
