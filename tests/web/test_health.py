"""Machines ask whether the site lives; they hold no login."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imca import health

if TYPE_CHECKING:
    import pytest
    from django.test import Client


def test_it_says_that_it_lives_without_a_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"alive": True}


def test_it_is_ready_with_database_and_disk(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": True, "disk": True}


def test_a_full_disk_makes_it_not_ready(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "FREE_BYTES", 1 << 62)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "disk": False}


def test_a_broker_that_is_away_makes_it_not_ready(client: Client, db: None, settings: Any) -> None:
    settings.EMBEDDED_WORKER = False
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] is False
