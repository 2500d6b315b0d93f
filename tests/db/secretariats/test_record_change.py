"""The history: what a change keeps, and where personal text stands."""

from __future__ import annotations

import pytest
from django.db import transaction

from secretariats.actions.record_change import record_change
from secretariats.models import Change, ChangeText
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_who_did_what_to_which_row_and_why(cast: Cast) -> None:
    change = record_change(
        cast.cms,
        kind=Change.Kind.CHANGED,
        actor=cast.coordinator,
        unit=cast.unit,
        before={"code": "C"},
        after={"code": "CMS"},
        reason="a slip of the pen",
        request="request-1",
    )
    kept = Change.objects.get()
    assert kept == change
    assert (kept.table, kept.row) == ("secretariats_instrument", str(cast.cms.pk))
    assert (kept.actor, kept.unit, kept.kind) == (cast.coordinator, cast.unit, "changed")
    assert (kept.before, kept.after) == ({"code": "C"}, {"code": "CMS"})
    assert (kept.reason, kept.request) == ("a slip of the pen", "request-1")
    assert kept.at is not None


def test_a_new_row_has_nothing_before_and_a_removed_one_nothing_after(cast: Cast) -> None:
    record_change(cast.cms, kind=Change.Kind.CREATED, actor=None, unit=None, after={"code": "CMS"})
    record_change(
        cast.cms, kind=Change.Kind.REMOVED, actor=None, unit=None, before={"code": "CMS"}
    )
    created, removed = Change.objects.all()
    assert (created.before, created.after) == (None, {"code": "CMS"})
    assert (removed.before, removed.after) == ({"code": "CMS"}, None)
    assert created.actor is None


def test_personal_text_can_be_erased_without_touching_the_change(cast: Cast) -> None:
    change = record_change(
        cast.ada,
        kind=Change.Kind.CHANGED,
        actor=cast.administrator,
        unit=cast.unit,
        texts={"name": ("Ada", "Ada Staff"), "email": ("", "ada@example.org")},
    )
    assert sorted(change.texts.values_list("field", "before", "after")) == [
        ("email", "", "ada@example.org"),
        ("name", "Ada", "Ada Staff"),
    ]
    before = Change.objects.values().get()
    ChangeText.objects.all().delete()
    assert Change.objects.values().get() == before
    assert "Ada" not in str(before)


def test_what_is_not_done_is_not_in_the_history(cast: Cast) -> None:
    with transaction.atomic():
        record_change(cast.cms, kind=Change.Kind.CHANGED, actor=cast.ada, unit=cast.unit)
        transaction.set_rollback(True)
    assert not Change.objects.exists()
