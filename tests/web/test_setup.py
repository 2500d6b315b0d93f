"""The first steps: an empty installation becomes one with an administrator and a unit, once."""

from __future__ import annotations

import datetime as dt
import stat
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from secretariats.actions.open_site import code_file, open_site, setup_code
from secretariats.core.errors import NotAllowed
from secretariats.models import Change, Person, Role, Unit
from tests.web.test_pages import check

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

    from tests.cast import Cast

PASSWORD = "a-long-enough-word"
UNIT = {
    "code": "NEW", "name": "New unit", "currency": "eur", "timezone": "Europe/Berlin",
    "hours": "7:36", "code_1": "CMS", "name_1": "Convention", "code_3": "AEWA",
    "name_3": "Agreement",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def first(**values: str) -> dict[str, str]:
    given = {
        "code": setup_code()[0], "name": "Max First", "username": "max", "email": "",
        "language": "fr", "password": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    return given | values


@pytest.fixture
def max_first(db: None, client: Client) -> Person:
    client.post(reverse("setup"), first(language="en"))
    return Person.objects.get()


def test_an_empty_installation_leads_to_its_first_steps(db: None, client: Client) -> None:
    page = client.get(reverse("start"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("setup")
    check(page.content.decode())
    assert setup_code()[0] not in page.content.decode()
    assert stat.S_IMODE(code_file().stat().st_mode) == 0o600


def test_the_console_is_told_the_code_once(
    db: None, client: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get(reverse("setup"))
    client.get(reverse("setup"))
    code = code_file().read_text("ascii").strip()
    assert caplog.text.count(code) == 1
    call_command("setup_code")
    assert capsys.readouterr().out.strip() == code


def test_the_first_person_administers_the_site_and_the_door_closes(
    db: None, client: Client
) -> None:
    answer = client.post(reverse("setup"), first())
    assert answer["Location"] == reverse("unit_new")
    person = Person.objects.get()
    assert person.is_superuser
    assert person.check_password(PASSWORD)
    assert not code_file().exists()
    page = client.get(reverse("start"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("unit_new")
    check(page.content.decode(), "fr")
    for who in (client, Client()):
        assert who.get(reverse("setup")).status_code == 404
        assert who.post(reverse("setup"), {"code": "x"}).status_code == 404
    with pytest.raises(CommandError, match="set up"):
        call_command("setup_code")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "abcde-abcde-abcde-abcde"}, "not the code"),
        ({"again": "something-else"}, "not the same"),
        ({"password": "12345", "again": "12345"}, "too short"),
        ({"password": "max-first", "again": "max-first"}, "similar"),
        ({"username": "with space"}, "username"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    values: dict[str, str], said: str, db: None, client: Client
) -> None:
    answer = client.post(reverse("setup"), first(**values))
    assert answer.status_code == 422
    html = answer.content.decode()
    check(html)
    assert said in html
    assert 'value="max' in html or "username" in values
    assert PASSWORD not in html, "passwords are typed again"
    assert not Person.objects.exists()


def test_codes_are_not_guessed_without_end(
    db: None, client: Client, settings: LazySettings
) -> None:
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"setup": (2, dt.timedelta(hours=1))}
    for _time in range(2):
        assert client.post(reverse("setup"), first(code="wrong")).status_code == 422
    assert client.post(reverse("setup"), first()).status_code == 429
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins(settings: LazySettings) -> None:
    code = setup_code()[0]
    start = threading.Barrier(2)
    ended: list[str] = []

    def press(name: str) -> None:
        start.wait()
        try:
            open_site(
                code=code, username=name, name=name, email="", language="en", password=PASSWORD
            )
            ended.append("in")
        except NotAllowed:
            ended.append("out")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[f"person-{number}"]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["in", "out"]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_who_comes_a_moment_later_is_told_that_the_site_is_open(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    code, _made = setup_code()
    # Somebody else opens the site between the first look and the reading of the code.
    looks = iter([True, False])
    monkeypatch.setattr("secretariats.actions.open_site.is_new", lambda: next(looks))
    code_file().unlink()
    with pytest.raises(NotAllowed, match="opened this site already"):
        open_site(code=code, username="b", name="B", email="", language="en", password=PASSWORD)
    assert not code_file().exists()


def test_a_unit_begins_with_little(max_first: Person, client: Client) -> None:
    answer = client.post(reverse("unit_new"), UNIT, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("people")
    unit = Unit.objects.get()
    assert (unit.code, unit.currency, unit.timezone, unit.daily_minutes) == (
        "NEW", "EUR", "Europe/Berlin", 456,
    )  # fmt: skip
    assert set(unit.instruments.values_list("code", flat=True)) == {"CMS", "AEWA"}
    assert set(unit.secretariats.values_list("code", flat=True)) == {"CMS", "AEWA"}
    assert set(unit.committees.values_list("code", flat=True)) == {"CMS", "AEWA"}
    role = Role.objects.get()
    assert (role.person, role.role) == (max_first, Role.Kind.ADMINISTRATOR)
    assert Change.objects.filter(kind=Change.Kind.LOADED, actor=max_first, unit=unit).exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "two words"}, "without spaces"),
        ({"code": "joint"}, "joint"),
        ({"hours": "25"}, "such as 8:00"),
        ({"hours": "7.999"}, "such as 8:00"),
        ({"timezone": ""}, "required"),
        ({"currency": "E1"}, "Three letters"),
        ({"code_1": ""}, "required"),
        ({"name_3": ""}, "Write the name"),
        ({"code_3": ""}, "Write the code"),
        ({"code_3": "CMS"}, "stands above"),
    ],
)
def test_a_mistake_in_the_short_form_stands_beside_its_field(
    values: dict[str, str], said: str, max_first: Person, client: Client
) -> None:
    answer = client.post(reverse("unit_new"), UNIT | values)
    assert answer.status_code == 422
    html = answer.content.decode()
    check(html)
    assert said in html
    assert "New unit" in html
    assert not Unit.objects.exists()


def upload(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("unit.yaml", content)
    return client.post(reverse("unit_new"), {"upload": "1", "file": file})


def test_a_unit_comes_by_its_file(max_first: Person, client: Client) -> None:
    bad = upload(client, b"imca: 1\nunit: {code: X}\nfoo: 2\n")
    assert bad.status_code == 422
    check(bad.content.decode())
    assert "foo" in bad.content.decode()
    assert not Unit.objects.exists()
    good = (
        b"imca: 1\ninstruments: [{code: CMS, name: Convention}]\n"
        b"unit: {code: X, name: Unit X, currency: EUR, timezone: UTC, daily_minutes: 480, "
        b"weekdays: [1]}\npeople: [{username: ada, name: Ada}, {username: max, name: Max First}]\n"
        b"roles: [{person: max, role: administrator, from: 2017-01-01}]\n"
    )
    assert upload(client, good).status_code == 302
    unit = Unit.objects.get()
    assert Role.objects.filter(unit=unit, person=max_first).count() == 1
    assert max_first in unit.people.all()
    again = upload(client, good)
    assert again.status_code == 422, "a unit that exists stays as it is"
    assert "already" in again.content.decode()


def test_a_site_with_people_asks_whoever_opened_it_alone(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    assert client.get(reverse("unit_new")).status_code == 403
    assert client.post(reverse("unit_new"), UNIT).status_code == 403
    assert not Unit.objects.filter(code="NEW").exists()
