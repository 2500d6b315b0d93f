"""Accounts: who comes, who changes what an account says, who closes it, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from secretariats.actions.add_person import add_person
from secretariats.actions.change_account import change_account, close_account, open_account
from secretariats.actions.change_own_details import change_own_details
from secretariats.actions.change_password import change_password
from secretariats.actions.mail_link import invite, mail_links, mail_welcome
from secretariats.actions.make_token import LONGEST_DAYS, MOST, make_token, revoke_token
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import ApiToken, Change, ChangeText, Person, Role, Unit
from secretariats.permissions import may_change_account
from tests.cast import SINCE

if TYPE_CHECKING:
    from tests.cast import Cast

SITE = "https://imca.example"


def other_unit() -> Unit:
    return Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        joint_policy="key", overhead_policy="proportional", method="standard",
    )  # fmt: skip


def add(cast: Cast, **values: Any) -> Person:
    given = {"username": "nora", "name": "Nora New", "email": "nora@example.org", "language": "fr"}
    return add_person(cast.unit, **given | values, actor=values.pop("actor", cast.administrator))


def test_a_person_comes_without_a_password(cast: Cast) -> None:
    nora = add(cast)
    assert not nora.has_usable_password()
    assert cast.unit in nora.units.all()
    change = Change.objects.get()
    assert change.after == {"language": "fr", "unit": "IMCA"}, "no name of a person"
    assert set(ChangeText.objects.values_list("after", flat=True)) == {
        "nora", "Nora New", "nora@example.org",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"username": "ADA"}, "username"),
        ({"username": "no spaces"}, "username"),
        ({"username": ""}, "username"),
        ({"name": " "}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    values: dict[str, str], path: str, cast: Cast
) -> None:
    with pytest.raises(Refused) as refused:
        add(cast, **values)
    assert {problem.path for problem in refused.value.problems} == {path}


def test_somebody_of_another_unit_joins_by_name_and_address(cast: Cast) -> None:
    Person.objects.filter(pk=cast.stranger.pk).update(email="sid@example.org")
    with pytest.raises(Refused, match="taken"):
        add(cast, username="stranger", email="guess@example.org")
    joined = add(cast, username="stranger", email="Sid@example.org", name="Another name")
    assert joined == cast.stranger
    assert joined.name == "Sid Stranger"
    assert cast.unit in joined.units.all()
    assert joined.has_usable_password()


def test_only_administrators_add_people(cast: Cast) -> None:
    for actor in (cast.ada, cast.coordinator, cast.cms_secretary, cast.auditor, cast.stranger):
        with pytest.raises(NotAllowed):
            add_person(cast.unit, username="x", name="X", email="", language="en", actor=actor)


def test_an_account_that_others_rely_on_is_not_one_units_affair(cast: Cast) -> None:
    change = {"name": "Ada", "email": "thief@example.org", "language": "en"}
    assert may_change_account(cast.administrator, cast.ada)
    other = other_unit()
    Role.objects.create(unit=other, person=cast.ada, role=Role.Kind.STAFF, start=SINCE)
    with pytest.raises(NotAllowed):
        change_account(cast.ada, actor=cast.administrator, **change)
    with pytest.raises(NotAllowed):
        close_account(cast.ada, actor=cast.administrator, reason="left")
    Role.objects.create(
        unit=other, person=cast.administrator, role=Role.Kind.ADMINISTRATOR, start=SINCE
    )
    assert may_change_account(cast.administrator, cast.ada)


def test_nobody_takes_the_account_of_the_whole_site(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(is_superuser=True)
    cast.ada.refresh_from_db()
    assert not may_change_account(cast.administrator, cast.ada)


def test_a_closed_account_lets_nobody_in_until_it_is_opened(cast: Cast) -> None:
    with pytest.raises(Refused, match="why"):
        close_account(cast.ada, actor=cast.administrator, reason=" ")
    close_account(cast.ada, actor=cast.administrator, reason="left in June")
    cast.ada.refresh_from_db()
    assert not Person.objects.get(pk=cast.ada.pk).is_active
    assert cast.ada.roles.exists()
    assert Change.objects.get().reason == "left in June"
    open_account(cast.ada, actor=cast.administrator, reason="came back")
    assert Person.objects.get(pk=cast.ada.pk).is_active
    with pytest.raises(Refused, match="their own"):
        close_account(cast.administrator, actor=cast.administrator, reason="tired")


def test_people_change_what_they_say_of_themselves(cast: Cast) -> None:
    changed = change_own_details(
        cast.ada, {"name": "Ada Lovelace", "timezone": "Europe/London"}, actor=cast.ada
    )
    assert (changed.name, changed.timezone, changed.language) == (
        "Ada Lovelace", "Europe/London", "en",
    )  # fmt: skip
    change = Change.objects.get()
    assert change.after == {"timezone": "Europe/London"}
    assert change.texts.get().after == "Ada Lovelace"
    for values, error in (
        ({"timezone": "Mars/Olympus"}, Refused),
        ({"name": ""}, Refused),
        ({"language": "xx"}, Refused),
    ):
        with pytest.raises(error):
            change_own_details(cast.ada, values, actor=cast.ada)
    with pytest.raises(NotAllowed):
        change_own_details(cast.ada, {"name": "X"}, actor=cast.administrator)


def test_a_password_is_ones_own_and_no_easy_one(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_password(cast.ada, "a-long-enough-word", actor=cast.administrator)
    with pytest.raises(Refused, match=r"too short|too common"):
        change_password(cast.ada, "1234", actor=cast.ada)
    make_token(cast.ada, name="figures", days=1, actor=cast.ada)
    change_password(cast.ada, "a-long-enough-word", actor=cast.ada)
    assert cast.ada.tokens.exists()
    change_password(cast.ada, "another-long-word", actor=cast.ada, by_link=True)
    assert not cast.ada.tokens.exists(), "somebody else may have known the old one"
    told = str(list(Change.objects.values_list("before", "after")))
    assert "long" not in told


def test_a_token_is_stored_as_its_hash(cast: Cast) -> None:
    token, secret = make_token(cast.ada, name="figures", days=30, actor=cast.ada)
    assert secret.startswith("imca_")
    row = ApiToken.objects.values().get(pk=token.pk)
    assert secret not in str(row)
    assert secret not in str(list(Change.objects.values()))
    for values, path in (
        ({"name": "figures", "days": 1}, "name"),
        ({"name": " ", "days": 1}, "name"),
        ({"name": "x", "days": 0}, "days"),
        ({"name": "x", "days": LONGEST_DAYS + 1}, "days"),
    ):
        with pytest.raises(Refused) as refused:
            make_token(cast.ada, **values, actor=cast.ada)  # type: ignore[arg-type]
        assert refused.value.problems[0].path == path
    with pytest.raises(NotAllowed):
        make_token(cast.ada, name="x", days=1, actor=cast.administrator)
    with pytest.raises(NotAllowed):
        revoke_token(token, actor=cast.administrator)
    for number in range(MOST - 1):
        make_token(cast.ada, name=str(number), days=1, actor=cast.ada)
    with pytest.raises(Refused, match="revoke one"):
        make_token(cast.ada, name="one more", days=1, actor=cast.ada)
    revoke_token(token, actor=cast.ada)
    assert Change.objects.filter(kind=Change.Kind.REMOVED).count() == 1


def test_links_go_to_those_who_may_log_in_in_their_language(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(email="Ada@example.org", language="fr")
    history_only = Person.objects.create_user("old", None, email="ada@example.org")
    closed = Person.objects.create_user("gone", "gone", email="ada@example.org", is_active=False)
    assert mail_links("ada@EXAMPLE.org", site=SITE) == 1
    assert mail_links("nobody@example.org", site=SITE) == 0
    assert [message.to for message in mail.outbox] == [["Ada@example.org"]]
    assert f"{SITE}/password/new/" in mail.outbox[0].body
    assert "ada" in mail.outbox[0].body
    for person in (history_only, closed):
        assert person.username not in mail.outbox[0].body


def test_an_invitation_needs_an_address_and_an_administrator(cast: Cast) -> None:
    with pytest.raises(Refused, match="no e-mail address"):
        invite(cast.ada, site=SITE, actor=cast.administrator)
    Person.objects.filter(pk=cast.ada.pk).update(email="ada@example.org")
    cast.ada.refresh_from_db()
    for actor in (cast.coordinator, cast.stranger, cast.auditor):
        with pytest.raises(NotAllowed):
            invite(cast.ada, site=SITE, actor=actor)
    mail_welcome(cast.ada, site=SITE)
    assert f"{SITE}/password/new/" in mail.outbox[0].body
