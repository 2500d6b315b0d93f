"""The page of components: for those who build the pages, and for nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.conf import LazySettings
    from django.test import Client

    from tests.world import World


def test_it_is_there_in_debug_alone(world: World, client: Client, settings: LazySettings) -> None:
    client.force_login(world.cast.ada)
    assert client.get(reverse("design")).status_code == 404
    settings.DEBUG = True
    assert client.get(reverse("design")).status_code == 200


def test_every_part_stands_there_by_day_and_by_night(
    world: World, client: Client, settings: LazySettings
) -> None:
    settings.DEBUG = True
    client.force_login(world.cast.ada)
    page = client.get(reverse("design")).content.decode()
    sections = page.count('class="spec"')
    # Type needs no second theme.
    assert page.count('class="pane" data-theme="light"') == sections - 1
    assert page.count('class="pane" data-theme="dark"') == sections - 1
    assert "too little" not in page, "a contrast"
    targets = re.findall(r' id="([^"]+)"', page)
    assert len(targets) == len(set(targets))
