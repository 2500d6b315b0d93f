"""What the database itself keeps as it is: final statements, their documents, decided endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from costsharing.models import AgreementEnding, Statement, StatementFile
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import final, prepared, spend

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_final_statement_and_its_documents_are_never_changed(cast: Cast) -> None:
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    row = final(cast)
    file = StatementFile.objects.create(
        statement=row, medium="pdf", language="en", content=b"%PDF", sha256="0" * 64
    )
    text = "final statement is never changed"
    with pytest.raises(IntegrityError, match=text), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(digest="1")
    text = "document of a final statement is never changed"
    with pytest.raises(IntegrityError, match=text), transaction.atomic():
        StatementFile.objects.filter(pk=file.pk).update(sha256="1")
    row.refresh_from_db()
    assert row.digest != "1"


def test_a_statement_that_waits_may_still_change(cast: Cast) -> None:
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    row = prepared(cast)
    assert Statement.objects.filter(pk=row.pk).update(returned="A line comes still.") == 1


@pytest.mark.parametrize("state", ["agreed", "refused", "withdrawn"])
def test_a_decided_ending_is_never_changed(state: str, cast: Cast) -> None:
    ending = AgreementEnding.objects.create(
        agreement=in_force(cast), last="2030-12-31", reason="Over.", content={}, digest="d"
    )
    rows = AgreementEnding.objects.filter(pk=ending.pk)
    rows.update(state=state, decided=timezone.now())
    text = "ending of an agreement that was decided is never changed"
    with pytest.raises(IntegrityError, match=text), transaction.atomic():
        rows.update(state="signing")
    assert rows.get().state == state
