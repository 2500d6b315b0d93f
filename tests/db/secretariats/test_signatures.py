"""Two sides sign one content, each by its own Executive Secretary, never one person for both."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from secretariats.actions.sign_document import sign_document
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Instrument, Person, Role, Signature
from secretariats.queries.signatures import signatures_of
from tests.cast import Cast, make_cast

DIGEST = "sha256:" + "0" * 64
SIDES = ("CMS", "AEWA")

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def sign(cast: Cast, person: Person, side: Instrument, **options: Any) -> Signature:
    options.setdefault("digest", DIGEST)
    return sign_document("report", "7", unit=cast.unit, instrument=side, actor=person, **options)


def test_both_signatures_put_a_document_into_force(cast: Cast) -> None:
    sign(cast, cast.cms_secretary, cast.cms)
    half = signatures_of("report", "7", digest=DIGEST, sides=SIDES)
    assert (half.signed, half.waiting, half.in_force) == (("CMS",), ("AEWA",), False)
    sign(cast, cast.aewa_secretary, cast.aewa)
    assert signatures_of("report", "7", digest=DIGEST, sides=SIDES).in_force


def test_another_content_needs_new_signatures(cast: Cast) -> None:
    sign(cast, cast.cms_secretary, cast.cms)
    other = signatures_of("report", "7", digest="sha256:" + "1" * 64, sides=SIDES)
    assert other.waiting == ("AEWA", "CMS")


@pytest.mark.parametrize("who", ["administrator", "coordinator", "aewa_secretary", "stranger"])
def test_nobody_else_signs_for_a_side(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only the Executive Secretary of CMS signs for CMS"):
        sign(cast, getattr(cast, who), cast.cms)
    assert not Signature.objects.exists()


def test_a_superuser_signs_for_nobody(cast: Cast) -> None:
    cast.administrator.is_superuser = True
    with pytest.raises(NotAllowed):
        sign(cast, cast.administrator, cast.cms)


def test_one_person_with_both_offices_signs_for_one_side_only(cast: Cast) -> None:
    Role.objects.create(
        unit=cast.unit,
        person=cast.cms_secretary,
        role=Role.Kind.EXECUTIVE_SECRETARY,
        instrument=cast.aewa,
        start=dt.date(2014, 1, 1),
    )
    sign(cast, cast.cms_secretary, cast.cms)
    with pytest.raises(Refused, match="two people sign, never one"):
        sign(cast, cast.cms_secretary, cast.aewa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            unit=cast.unit,
            document="report",
            document_id="7",
            digest=DIGEST,
            instrument=cast.aewa,
            person=cast.cms_secretary,
            decision=Signature.Decision.SIGNED,
        )


def test_a_side_decides_once(cast: Cast) -> None:
    sign(cast, cast.cms_secretary, cast.cms)
    with pytest.raises(Refused, match="CMS has decided on this content already"):
        sign(cast, cast.cms_secretary, cast.cms)


def test_a_refusal_says_why_and_keeps_the_document_out_of_force(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say why you refuse"):
        sign(cast, cast.cms_secretary, cast.cms, decision="refused", reason=" ")
    sign(cast, cast.cms_secretary, cast.cms, decision="refused", reason="Table 1 is last year's.")
    sign(cast, cast.aewa_secretary, cast.aewa)
    found = signatures_of("report", "7", digest=DIGEST, sides=SIDES)
    assert (found.refused, found.in_force) == (("CMS",), False)


def test_an_office_that_has_ended_signs_no_more(cast: Cast) -> None:
    Role.objects.filter(person=cast.cms_secretary).update(end=dt.date(2020, 12, 31))
    with pytest.raises(NotAllowed):
        sign(cast, cast.cms_secretary, cast.cms)


def test_every_signature_is_in_the_history(cast: Cast) -> None:
    signature = sign(cast, cast.cms_secretary, cast.cms)
    change = Change.objects.get(table="secretariats_signature", row=str(signature.pk))
    assert change.actor == cast.cms_secretary
    assert change.after is not None
    assert change.after["decision"] == "signed"
