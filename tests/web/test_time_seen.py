"""What others see of my time: the page says what the rules are, and changes with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from costsharing import permissions
from costsharing.core.limitations.figures import PRIVATE
from costsharing.models import StaffCost, ValuationRun
from secretariats.models import Role
from tests.web.week_pages import BOTH, Weekly, ada, store
from timetracking.audiences import AUDIENCES, FOR_OWN_EYES
from timetracking.models import DayTotal, MonthTotal, RemovedEntry, TimeEntry, WeekSheet
from timetracking.permissions import TEAM_READERS

if TYPE_CHECKING:
    from typing import Any

    from tests.cast import Cast

__all__ = ["ada"]


def told(field: str) -> set[str]:
    """Return the roles of which the page says that they see something."""
    return {one.role for one in AUDIENCES if getattr(one, field)}


def test_the_page_is_true_to_the_rules() -> None:
    for model in (TimeEntry, DayTotal, MonthTotal, RemovedEntry, WeekSheet):
        assert set(model.readers) == told("entries"), f"{model.__name__}: tell people first"
        assert model.owner_path == "person"
    assert told("figures") == told("history") == TEAM_READERS
    assert set(ValuationRun.readers) == told("team")
    assert told("team") == permissions._SEE_THE_TEAM  # noqa: SLF001 - the rule itself
    assert set(StaffCost.readers) == told("pay")
    assert {one.role for one in AUDIENCES} == set(Role.Kind)


def test_figures_of_habits_are_for_own_eyes() -> None:
    assert {name for names, _text in FOR_OWN_EYES for name in names} == PRIVATE


def test_it_names_who_has_each_role_today(ada: Weekly, cast: Cast) -> None:
    Role.objects.filter(person=cast.cms_secretary).update(end=dt.date(2020, 1, 1))
    html = ada.client.get(reverse("time_seen")).content.decode()
    assert "Cleo Coordinator" in html
    assert "Otto Auditor" in html
    assert "Aya Secretary of AEWA" in html
    assert "Sam Secretary of CMS" not in html, "the role is over"
    assert "three people or more" in html


def test_the_own_last_month_is_the_example(ada: Weekly, cast: Cast) -> None:
    assert "Once you have logged time" in ada.client.get(reverse("time_seen")).content.decode()
    store(cast, 90, note="Broken links")
    store(cast, 45, BOTH)
    store(cast, 400, BOTH, person=cast.coordinator)
    html = ada.client.get(reverse("time_seen")).content.decode()
    assert "For example, January 2017" in html
    assert "2 entries, 1 of them with a note" in html
    assert "0:45" in html
    assert "6:40" not in html, "of somebody else"
    assert "Broken links" not in html


def test_whoever_keeps_no_time_is_told_the_rules_without_names(ada: Weekly, cast: Cast) -> None:
    client: Any = Client()
    client.force_login(cast.cms_member)
    html = client.get(reverse("time_seen")).content.decode()
    assert "You keep no time here yourself" in html
    assert "Cleo Coordinator" not in html
