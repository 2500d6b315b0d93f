"""Where each person begins, and what the start page lists for those with several things to do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from costsharing.models import Agreement, AgreementShare
from reporting.models import Report
from secretariats.models import Job, Person, Role
from tests.cast import SINCE
from tests.web.test_pages import check
from timetracking.models import Activity, Amendment, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from secretariats.models import Person
    from tests.cast import Cast
    from tests.world import World

MONDAY = dt.date(2017, 1, 9)


def page(client: Client) -> str:
    html = client.get(reverse("start")).content.decode()
    check(html)
    return html


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("ada", "week"),
        ("aewa_secretary", "dashboard"),
        ("cms_member", "reports"),
        ("administrator", "people"),
    ],
)
def test_who_has_one_thing_to_see_to_begins_there(
    who: str, home: str, world: World, client: Client
) -> None:
    client.force_login(world.people()[who])
    assert client.get(reverse("start"))["Location"] == reverse(home)


@pytest.mark.parametrize("who", ["coordinator", "cms_finance", "auditor", "stranger"])
def test_the_others_begin_with_what_needs_them(who: str, world: World, client: Client) -> None:
    client.force_login(world.people()[who])
    assert "What needs me?" in page(client)


def test_a_second_role_brings_the_list(world: World, client: Client) -> None:
    Role.objects.create(
        unit=world.cast.unit, person=world.cast.ada, role=Role.Kind.FINANCE,
        instrument=world.cast.cms, start=SINCE,
    )  # fmt: skip
    client.force_login(world.cast.ada)
    assert "What needs me?" in page(client)


def test_who_has_no_role_is_told_who_gives_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    html = page(client)
    assert "no role in any unit yet" in html
    assert "What needs me?" not in html


def _sheet(world: World, person: Person, state: str) -> None:
    WeekSheet.objects.create(
        unit=world.cast.unit, person=person, start=MONDAY, end=MONDAY + dt.timedelta(days=6),
        state=state,
    )  # fmt: skip


def _hour(world: World, day: dt.date) -> None:
    # Nothing else is recorded.
    TimeEntry.objects.all().delete()
    activity = Activity.objects.create(
        unit=world.cast.unit, code="RUN", title="Running the unit", kind=Kind.OVERHEAD
    )
    TimeEntry.objects.create(
        unit=world.cast.unit, person=world.cast.ada, date=day, minutes=60, first_minutes=60,
        activity=activity, kind=Kind.OVERHEAD,
    )  # fmt: skip


def test_the_coordinator_finds_weeks_drafts_and_what_is_not_valued(
    world: World, client: Client
) -> None:
    _sheet(world, world.cast.ada, WeekSheet.State.SUBMITTED)
    _sheet(world, world.cast.coordinator, WeekSheet.State.RETURNED)
    _hour(world, dt.date(2017, 5, 9))
    Job.objects.update(state=Job.State.FAILED, error="ada: no grade")
    client.force_login(world.cast.coordinator)
    html = page(client)
    assert "1 week waits for approval" in html
    assert "1 correction of an approved week is asked for" in html
    assert f'href="{reverse("approvals")}"' in html
    assert "Your week of 9" in html
    assert "came back" in html
    assert reverse("report", args=[world.report.pk]) in html
    assert reverse("job", args=[world.job.pk]) in html
    assert "No agreement is in force today" in html
    not_valued = f"{reverse('new_valuation')}?unit=IMCA&amp;from=2017-04-01&amp;to=2017-05-31"
    assert not_valued in html
    form = client.get(not_valued.replace("&amp;", "&")).content.decode()
    assert 'value="2017-04-01"' in form
    assert 'value="2017-05-31"' in form
    assert html.count("btn--primary") == 1


def test_what_is_done_is_not_listed(world: World, client: Client) -> None:
    _sheet(world, world.cast.coordinator, WeekSheet.State.SUBMITTED)
    _hour(world, dt.date(2017, 3, 31))
    agreed = Agreement.objects.create(
        unit=world.cast.unit, start=SINCE, basis=Agreement.Basis.FIXED
    )
    for instrument, part in ((world.cast.cms, 2), (world.cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=agreed, instrument=instrument, share_num=part, share_den=3
        )
    Report.objects.update(state=Report.State.PUBLISHED)
    Amendment.objects.update(state=Amendment.State.ACCEPTED)
    client.force_login(world.cast.coordinator)
    assert "days of yours still expect time" in page(client)
    Person.objects.update(reminders=False)
    html = page(client)
    assert "Nothing waits for you" in html, "nobody approves their own week"


def test_finance_finds_no_weeks_and_no_drafts(world: World, client: Client) -> None:
    _sheet(world, world.cast.ada, WeekSheet.State.SUBMITTED)
    client.force_login(world.cast.cms_finance)
    html = page(client)
    assert "waits for approval" not in html
    assert "Report in draft" not in html
    assert "No agreement is in force today" in html


def test_the_auditor_has_nothing_to_do(world: World, client: Client) -> None:
    _sheet(world, world.cast.ada, WeekSheet.State.SUBMITTED)
    client.force_login(world.cast.auditor)
    assert "Nothing waits for you" in page(client)


def test_whose_signature_is_waited_for_finds_it_first(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in (Role.Kind.COORDINATOR, Role.Kind.STAFF):
        Role.objects.create(
            unit=world.cast.unit, person=world.cast.aewa_secretary, role=kind, start=SINCE
        )
    Report.objects.update(state=Report.State.SIGNING, digest="sha256:1")
    client.force_login(world.cast.aewa_secretary)
    html = page(client)
    assert html.index("Read and sign") < html.index("No agreement is in force today")
    with django_assert_num_queries(24):
        client.get(reverse("start"))
