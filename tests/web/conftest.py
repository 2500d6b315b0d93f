"""Fixtures of what is asked over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.world import World, make_world, no_worker

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

    from tests.cast import Cast


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    no_worker(monkeypatch)
    cache.clear()


@pytest.fixture
def world(cast: Cast) -> World:
    """Give a unit with a run, a draft and a job."""
    return make_world(cast)
