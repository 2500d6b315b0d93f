"""A write under a key: once, whatever happens in between."""

from __future__ import annotations

from typing import Any

import pytest

from secretariats.actions.once_only import KeyReused, digest_of, once_only
from secretariats.core.errors import Refused
from secretariats.models import IdempotencyKey, Instrument


def make(code: str) -> dict[str, Any]:
    """Write a row and answer with its identity."""
    return {"made": Instrument.objects.create(code=code, name=code).pk}


def test_it_is_done_once_and_answers_the_same(db: None) -> None:
    asked = {"scope": "test", "key": "k", "digest": digest_of({"code": "A"})}
    first = once_only(**asked, do=lambda: make("A"))
    assert once_only(**asked, do=lambda: make("B")) == first
    assert [row.code for row in Instrument.objects.all()] == ["A"]


def test_what_fails_leaves_neither_key_nor_row(db: None) -> None:
    def fail() -> dict[str, Any]:
        make("A")
        raise Refused(["no"])

    with pytest.raises(Refused):
        once_only(scope="test", key="k", digest="d", do=fail)
    assert not IdempotencyKey.objects.exists()
    assert not Instrument.objects.exists()


def test_a_key_is_told_apart_by_its_scope(db: None) -> None:
    once_only(scope="one", key="k", digest="d", do=lambda: make("A"))
    once_only(scope="two", key="k", digest="other", do=lambda: make("B"))
    assert Instrument.objects.count() == 2


def test_the_same_key_for_something_else_is_refused(db: None) -> None:
    once_only(scope="test", key="k", digest=digest_of({"a": 1}), do=dict)
    with pytest.raises(KeyReused, match="used before"):
        once_only(scope="test", key="k", digest=digest_of({"a": 2}), do=dict)


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_has_a_length(key: str, db: None) -> None:
    with pytest.raises(Refused, match="between 1 and 200"):
        once_only(scope="test", key=key, digest="d", do=dict)


def test_the_order_of_names_makes_no_other_request() -> None:
    assert digest_of({"a": 1, "b": "é"}) == digest_of({"b": "é", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": "1"})
