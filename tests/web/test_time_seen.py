"""What others see of my time: the page says what the rules are, and changes with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.apps import apps
from django.test import Client
from django.urls import reverse

from costsharing import permissions
from costsharing.core.limitations.figures import PRIVATE
from costsharing.models import StaffCost, ValuationRun
from secretariats.models import Role
from secretariats.models.scope import UnitScoped
from tests.web.week_pages import BOTH, MONDAY, TUESDAY, Weekly, ada, store
from timetracking.actions.enter_absence import enter_absence
from timetracking.audiences import AUDIENCES, FOR_OWN_EYES, OWN_ALONE
from timetracking.core.absence import Wish
from timetracking.models import (
    Activity,
    Amendment,
    DayTotal,
    Kind,
    MonthTotal,
    Reminder,
    RemovedEntry,
    TimeEntry,
    WeekSheet,
)
from timetracking.permissions import TEAM_READERS

if TYPE_CHECKING:
    from typing import Any

    from tests.cast import Cast

__all__ = ["ada"]


def told(field: str) -> set[str]:
    """Return the roles of which the page says that they see something."""
    return {one.role for one in AUDIENCES if getattr(one, field)}


def test_the_page_is_true_to_the_rules() -> None:
    for model in (
        *(TimeEntry, DayTotal, MonthTotal, RemovedEntry, WeekSheet, Amendment, Reminder),
    ):
        assert set(model.readers) == told("entries"), f"{model.__name__}: tell people first"
        assert model.owner_path == "person"
    assert told("figures") == told("history") == TEAM_READERS
    assert set(ValuationRun.readers) == told("team")
    assert told("team") == permissions._SEE_THE_TEAM  # noqa: SLF001 - the rule itself
    assert set(StaffCost.readers) == told("pay")
    assert {one.role for one in AUDIENCES} == set(Role.Kind)


def test_what_helps_to_log_is_for_the_person_alone() -> None:
    told_alone = {name for names, _text in OWN_ALONE for name in names}
    owned: dict[str, Any] = {
        model.__name__: model
        for model in apps.get_app_config("timetracking").get_models()
        if any(field.name == "person" for field in model._meta.get_fields())  # noqa: SLF001
    }
    shared = {name for name, model in owned.items() if getattr(model, "readers", ())}
    assert told_alone == owned.keys() - shared, "tell people who sees a new table"
    for name in told_alone & {"Timer", "Favourite", "Upload", "ImportMap"}:
        assert owned[name].owner_path == "person"
        assert owned[name].readers == ()
    for name in ("OwnCalendar", "CalendarEvent"):
        assert not issubclass(owned[name], UnitScoped), "no role leads to it"


def test_executive_secretaries_never_learn_the_kind_of_an_absence(ada: Weekly, cast: Cast) -> None:
    Activity.objects.create(unit=cast.unit, code="SICK", title="Sick leave", kind=Kind.ABSENCE)
    wish = Wish("SICK", TUESDAY, TUESDAY)
    enter_absence(wish, actor=cast.coordinator, unit=cast.unit, note="Fever")
    enter_absence(wish, actor=cast.ada, unit=cast.unit)
    sheets = {
        person: WeekSheet.objects.create(
            unit=cast.unit, person=person, start=MONDAY, end=MONDAY + dt.timedelta(days=6),
            state=WeekSheet.State.SUBMITTED,
        )
        for person in (cast.coordinator, cast.ada)
    }  # fmt: skip
    Amendment.objects.create(
        unit=cast.unit, person=cast.coordinator, date=TUESDAY, minutes_before=480,
        minutes_after=240, activity=Activity.objects.get(code="SICK"), reason="was better",
    )  # fmt: skip
    client: Any = Client()
    client.force_login(cast.aewa_secretary)
    own = client.get(reverse("approval", args=[sheets[cast.coordinator].pk]))
    assert own.status_code == 200
    list_ = client.get(reverse("approvals"))
    api = client.get(reverse("api_amendments"))
    for answer in (own, list_, api):
        text = answer.content.decode()
        assert "SICK" not in text
        assert "Sick" not in text
        assert "Fever" not in text
    assert "Absence" in own.content.decode()
    assert "8:00" in own.content.decode()
    assert "was better" in list_.content.decode()
    assert [one["activity"] for one in api.json()["results"]] == [""]
    assert client.get(reverse("approval", args=[sheets[cast.ada].pk])).status_code == 403
    client.force_login(cast.auditor)
    told_all = client.get(reverse("approval", args=[sheets[cast.coordinator].pk]))
    assert "Sick leave" in told_all.content.decode()
    client.force_login(cast.coordinator)
    assert (
        "Sick leave"
        in client.get(reverse("approval", args=[sheets[cast.ada].pk])).content.decode()
    )


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
