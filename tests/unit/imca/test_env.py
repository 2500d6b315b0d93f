"""The readers of the environment."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured

from imca import env

if TYPE_CHECKING:
    from pathlib import Path


def test_a_value_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("SOME_VALUE", "from the variable")
    monkeypatch.setenv("SOME_VALUE_FILE", str(tmp_path / "secret"))
    assert env.read_text("SOME_VALUE") == "from the file"


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_VALUE_FILE", "/nowhere/secret")
    with pytest.raises(ImproperlyConfigured, match="SOME_VALUE_FILE names /nowhere/secret"):
        env.read_text("SOME_VALUE")


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXT", "FLAG", "NUMBER", "LIST"):
        monkeypatch.setenv(name, "")
    assert env.read_text("TEXT", default="given") == "given"
    assert env.read_flag("FLAG", default=True) is True
    assert env.read_number("NUMBER", 7) == 7
    assert env.read_list("LIST") == []


def test_a_flag_that_says_no_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", "no")
    assert env.read_flag("FLAG", default=True) is False


def test_a_number_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBER", "ten")
    with pytest.raises(ImproperlyConfigured, match="NUMBER must be a whole number, not 'ten'"):
        env.read_number("NUMBER", 7)


def test_a_list_has_no_empty_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIST", " a.example , ,b.example,")
    assert env.read_list("LIST") == ["a.example", "b.example"]


def test_networks_are_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETWORKS", "10.0.0.0/8, fd00::/8")
    assert env.read_networks("NETWORKS") == ["10.0.0.0/8", "fd00::/8"]
    monkeypatch.setenv("NETWORKS", "10.0.0.0/8,inside")
    with pytest.raises(ImproperlyConfigured, match="NETWORKS holds 'inside'"):
        env.read_networks("NETWORKS")


def test_a_site_in_use_must_state_its_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        env.secret_key(local_only=False, var=tmp_path)


def test_a_first_look_gets_a_secret_that_stays_and_is_private(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    key = env.secret_key(local_only=True, var=tmp_path / "var")
    assert len(key) >= 50
    assert env.secret_key(local_only=True, var=tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
