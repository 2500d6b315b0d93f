"""Roles given and ended: by whom, for whom, on which days; nothing of them is lost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from secretariats.actions.end_role import end_role, withdraw_role
from secretariats.actions.give_role import give_role
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Committee, Instrument, Role, Unit
from tests.cast import SINCE

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast

KIND = Role.Kind


def days(count: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=count)


def give(cast: Cast, person: Person, kind: str, **values: Any) -> Role:
    given = {"start": days(0), "actor": cast.administrator, **values}
    return give_role(person, unit=cast.unit, kind=kind, **given)


def test_a_role_is_given_with_its_days_and_its_history(cast: Cast) -> None:
    role = give(cast, cast.ada, KIND.FINANCE, instrument=cast.cms, start=days(3), end=days(9))
    assert (role.instrument, role.start, role.end) == (cast.cms, days(3), days(9))
    change = Change.objects.get(table="secretariats_role")
    assert change.actor == cast.administrator
    assert change.unit == cast.unit
    assert change.after == {
        "person": cast.ada.pk, "role": "finance", "instrument": "CMS", "committee": None,
        "from": days(3).isoformat(), "to": days(9).isoformat(),
    }  # fmt: skip


def test_a_member_of_a_committee_is_of_its_instrument(cast: Cast) -> None:
    role = give(cast, cast.ada, KIND.COMMITTEE_MEMBER, committee=cast.aewa_committee)
    assert role.instrument == cast.aewa


@pytest.mark.parametrize(
    "who",
    ["ada", "coordinator", "cms_secretary", "cms_finance", "auditor", "cms_member", "stranger"],
)
def test_only_administrators_give_and_end_roles(who: str, cast: Cast) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        joint_policy="key", overhead_policy="proportional", method="standard",
    )  # fmt: skip
    Role.objects.create(unit=other, person=cast.stranger, role=KIND.ADMINISTRATOR, start=SINCE)
    actor = getattr(cast, who)
    with pytest.raises(NotAllowed):
        give(cast, cast.ada, KIND.AUDITOR, actor=actor)
    with pytest.raises(NotAllowed):
        end_role(cast.ada.roles.get(), last_day=days(0), actor=actor)
    future = give(cast, cast.ada, KIND.AUDITOR, start=days(2))
    with pytest.raises(NotAllowed):
        withdraw_role(future, actor=actor)


@pytest.mark.parametrize(("start", "end"), [(-9, -1), (1, 9)])
def test_an_administrator_acts_on_the_days_of_that_role(start: int, end: int, cast: Cast) -> None:
    cast.administrator.roles.update(start=days(start), end=days(end))
    with pytest.raises(NotAllowed):
        give(cast, cast.ada, KIND.AUDITOR)


def test_nobody_gives_a_role_to_themselves(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="themselves"):
        give(cast, cast.administrator, KIND.EXECUTIVE_SECRETARY, instrument=cast.cms)
    cast.administrator.is_superuser = True
    cast.administrator.save()
    with pytest.raises(NotAllowed, match="themselves"):
        give(cast, cast.administrator, KIND.STAFF)


def test_two_instruments_have_two_executive_secretaries(cast: Cast) -> None:
    with pytest.raises(Refused, match="signed by two people"):
        give(cast, cast.cms_secretary, KIND.EXECUTIVE_SECRETARY, instrument=cast.aewa)
    end_role(cast.cms_secretary.roles.get(), last_day=days(5), actor=cast.administrator)
    with pytest.raises(Refused):
        give(
            cast, cast.cms_secretary, KIND.EXECUTIVE_SECRETARY, instrument=cast.aewa, start=days(5)
        )
    give(cast, cast.cms_secretary, KIND.EXECUTIVE_SECRETARY, instrument=cast.aewa, start=days(6))


def test_the_same_role_does_not_overlap(cast: Cast) -> None:
    with pytest.raises(Refused, match="this role already"):
        give(cast, cast.cms_finance, KIND.FINANCE, instrument=cast.cms)
    give(cast, cast.cms_finance, KIND.FINANCE, instrument=cast.aewa)
    later = give(cast, cast.ada, KIND.AUDITOR, start=days(10))
    with pytest.raises(Refused, match="this role already"):
        give(cast, cast.ada, KIND.AUDITOR)
    first = give(cast, cast.ada, KIND.AUDITOR, end=days(9))
    with pytest.raises(Refused, match="this role already"):
        end_role(first, last_day=later.start, actor=cast.administrator)


def wrong(cast: Cast) -> list[tuple[str, dict[str, Any], str]]:
    """Return the kind, what is given with it, and the path of the problem."""
    elsewhere = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        joint_policy="key", overhead_policy="proportional", method="standard",
    )  # fmt: skip
    foreign = Instrument.objects.create(code="EURO", name="Agreement on bats")
    body = Committee.objects.create(unit=elsewhere, code="X", name="X", instrument=foreign)
    return [
        (KIND.EXECUTIVE_SECRETARY, {}, "instrument"),
        (KIND.FINANCE, {}, "instrument"),
        (KIND.FINANCE, {"instrument": foreign}, "instrument"),
        (KIND.COMMITTEE_MEMBER, {}, "committee"),
        (KIND.COMMITTEE_MEMBER, {"committee": body}, "committee"),
        (
            KIND.COMMITTEE_MEMBER,
            {"committee": cast.cms_committee, "instrument": cast.aewa},
            "instrument",
        ),
        (KIND.STAFF, {"instrument": cast.cms}, "instrument"),
        (KIND.AUDITOR, {"committee": cast.cms_committee}, "committee"),
        (KIND.AUDITOR, {"end": days(-1)}, "to"),
        ("king", {}, "role"),
    ]


def test_a_role_is_for_what_its_kind_is_for(cast: Cast) -> None:
    for kind, values, path in wrong(cast):
        with pytest.raises(Refused) as refused:
            give(cast, cast.auditor, kind, **values)
        assert [problem.path for problem in refused.value.problems] == [path], kind
    assert not Change.objects.exists(), "nothing was written"


def test_people_of_other_units_and_closed_accounts_get_none(cast: Cast) -> None:
    with pytest.raises(Refused, match="not one of the people"):
        give(cast, cast.stranger, KIND.STAFF)
    cast.ada.is_active = False
    cast.ada.save()
    with pytest.raises(Refused, match="closed"):
        give(cast, cast.ada, KIND.AUDITOR)


def test_a_role_ends_with_a_day_and_stays(cast: Cast) -> None:
    role = cast.ada.roles.get()
    end_role(role, last_day=days(-1), actor=cast.administrator)
    role.refresh_from_db()
    assert role.end == days(-1)
    assert not Role.objects.in_force(days(0)).filter(person=cast.ada).exists()
    assert Role.objects.in_force(days(-1)).filter(person=cast.ada).exists()
    change = Change.objects.get()
    assert (change.before or {})["to"] is None
    assert (change.after or {})["to"] == days(-1).isoformat()
    with pytest.raises(Refused, match="ended already"):
        end_role(role, last_day=days(5), actor=cast.administrator)


def test_a_role_ends_on_no_day_before_its_first(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        end_role(
            cast.ada.roles.get(), last_day=SINCE - dt.timedelta(days=1), actor=cast.administrator
        )
    assert refused.value.problems[0].path == "to"


def test_what_has_not_begun_can_be_taken_back(cast: Cast) -> None:
    role = give(cast, cast.ada, KIND.AUDITOR, start=days(1))
    withdraw_role(role, actor=cast.administrator)
    assert not Role.objects.filter(pk=role.pk).exists()
    assert Change.objects.filter(kind=Change.Kind.REMOVED, table="secretariats_role").exists()
    with pytest.raises(Refused, match="has begun"):
        withdraw_role(cast.ada.roles.get(), actor=cast.administrator)


def test_a_unit_keeps_an_administrator(cast: Cast) -> None:
    own = cast.administrator.roles.get()
    with pytest.raises(Refused, match="no administrator"):
        end_role(own, last_day=days(0), actor=cast.administrator)
    give(cast, cast.ada, KIND.ADMINISTRATOR, start=days(1))
    end_role(own, last_day=days(0), actor=cast.administrator)


def test_nobody_makes_their_own_role_longer(cast: Cast) -> None:
    give(cast, cast.ada, KIND.ADMINISTRATOR)
    own = cast.administrator.roles.get()
    end_role(own, last_day=days(3), actor=cast.administrator)
    with pytest.raises(NotAllowed, match="longer"):
        end_role(own, last_day=days(30), actor=cast.administrator)
    end_role(own, last_day=days(30), actor=cast.ada)
