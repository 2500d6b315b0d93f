"""Time from a file, as a person brings it: look, say what names stand for, confirm once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from secretariats.models import Change, Job
from tests.web.test_pages import check
from timetracking.actions import work_on_upload
from timetracking.core.outcome import LISTED
from timetracking.models import Activity, ImportMap, Kind, TimeEntry, Upload

if TYPE_CHECKING:
    from django.conf import LazySettings
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

TOGGL = "User,Email,Client,Project,Description,Start date,Start time,End date,End time,Duration\n"
ROW = "Ada,,AEWA,Website,{note},2017-01-{day:02d},09:00:00,2017-01-{day:02d},10:00:{s:02d},1:00:00"


def toggl(*notes: str, seconds: int = 0) -> bytes:
    lines = [ROW.format(note=note, day=day, s=seconds) for day, note in enumerate(notes, start=9)]
    return (TOGGL + "\n".join(lines)).encode()


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    """Give a browser in which Ada is logged in; her unit has a website and an office."""
    Activity.objects.create(unit=cast.unit, code="WEB", title="Web", kind=Kind.SERVICE)
    Activity.objects.create(unit=cast.unit, code="ADMIN", title="Office", kind=Kind.OVERHEAD)
    client.force_login(cast.ada)
    return client


def bring(client: Client, data: bytes, name: str = "toggl.csv", **fields: str) -> Any:
    body = {"file": SimpleUploadedFile(name, data), **fields}
    return client.post(reverse("uploads"), body)


def page(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    check(html)
    return html


def form_of(html: str) -> dict[str, str]:
    """Return the fields of the form as a browser would send them, without a button."""
    found = dict(re.findall(r'<input type="hidden" name="(name-\d+)" value="([^"]*)"', html))
    for name, inner in re.findall(
        r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else re.findall(r'value="([^"]*)"', inner)[0]
    if re.search(r'name="update" value="1" checked', html):
        found["update"] = "1"
    return found


def send(client: Client, address: str, fields: dict[str, str], do: str) -> str:
    """Press a button of the page and return where it leads."""
    answer: Any = client.post(address, fields | {"do": do})
    return str(answer.url)


def mapped(html: str, **names: tuple[str, str]) -> dict[str, str]:
    """Return the form with what names stand for: activity and for whom."""
    fields = form_of(html)
    numbers = {text: name.partition("-")[2] for name, text in fields.items() if "name-" in name}
    for text, (activity, whom) in names.items():
        fields |= {f"activity-{numbers[text]}": activity, f"for-{numbers[text]}": whom}
    return fields


def test_a_file_is_looked_at_mapped_and_stored_at_one_confirmation(
    ada: Client, cast: Cast
) -> None:
    address = bring(ada, toggl("home page", "letters", seconds=20)).url
    html = page(ada, address)
    assert "What do the names of the file stand for?" in html
    assert "names no activity" in html
    assert 'value="store"' not in html
    assert not TimeEntry.objects.exists()
    ada.post(address, mapped(html, Website=("WEB", "")) | {"do": "look"})
    html = page(ada, address)
    assert "Store 2 entries" in html
    assert "home page" in html
    assert "-40 seconds by rounding" in html
    assert send(ada, address, form_of(html), "store") == "/time/?unit=IMCA&week=2017-W02"
    assert TimeEntry.objects.count() == 2
    upload = Upload.objects.get()
    assert (upload.state, upload.content, upload.names) == ("stored", None, {})
    assert "home page" not in str(upload.outcome)
    after: Any = Change.objects.get(kind=Change.Kind.LOADED).after
    assert after["sha256"] == upload.sha256
    assert "2 entries were stored" in page(ada, address)


def test_what_names_stand_for_is_remembered_and_the_same_file_doubles_nothing(
    ada: Client,
) -> None:
    address = bring(ada, toggl("a")).url
    ada.post(address, mapped(page(ada, address), Website=("WEB", "")) | {"do": "look"})
    ada.post(address, form_of(page(ada, address)) | {"do": "store"})
    again = page(ada, bring(ada, toggl("a")).url)
    assert "There is nothing to store: all of it is there already." in again
    more = page(ada, bring(ada, toggl("a", "b")).url)
    assert "Store 1 entry" in more
    (kept,) = ImportMap.objects.all()
    assert kept.names == {"Website": {"activity": "WEB"}}


def test_a_code_is_understood_by_itself_unless_it_shall_stand_for_nothing(ada: Client) -> None:
    address = bring(ada, toggl("a").replace(b"Website", b"web")).url
    html = page(ada, address)
    assert "Store 1 entry" in html
    fields = form_of(html)
    (number,) = [name[5:] for name, text in fields.items() if text == "web"]
    assert (fields[f"activity-{number}"], fields[f"for-{number}"]) == ("WEB", "")
    ada.post(address, mapped(html, AEWA=("", "")) | {"do": "look"})
    assert "names no instrument" in page(ada, address)
    assert Upload.objects.get().names == {"AEWA": {"ignore": True}}


def test_who_changes_a_meaning_and_confirms_looks_first(ada: Client) -> None:
    address = bring(ada, toggl("a").replace(b"Website", b"WEB")).url
    changed = mapped(page(ada, address), AEWA=("", "CMS")) | {"do": "store"}
    assert send(ada, address, changed, "store") == address
    assert not TimeEntry.objects.exists()
    html = page(ada, address)
    assert "look at what it does now" in html
    ada.post(address, form_of(html) | {"do": "store"})
    assert str(TimeEntry.objects.get().beneficiary) == "CMS"


def test_the_order_of_dates_is_asked_for_and_remembered_never_guessed(ada: Client) -> None:
    data = toggl("a").replace(b"2017-01-09", b"02/03/2017").replace(b"Website", b"WEB")
    address = bring(ada, data).url
    html = page(ada, address)
    assert "Does the day or the month come first?" in html
    ada.post(address, form_of(html) | {"do": "look", "dates": "mdy"})
    html = page(ada, address)
    ada.post(address, form_of(html) | {"do": "store"})
    assert str(TimeEntry.objects.get().date) == "2017-02-03"
    next_file = page(ada, bring(ada, data.replace(b"02/03", b"02/04")).url)
    assert form_of(next_file)["dates"] == "mdy"
    assert "Store 1 entry" in next_file


def test_what_changed_at_the_source_is_shown_and_taken_on_request(ada: Client) -> None:
    data = toggl("a").replace(b"Website", b"WEB")
    first = bring(ada, data).url
    ada.post(first, form_of(page(ada, first)) | {"do": "store"})
    address = bring(ada, data.replace(b"10:00:00", b"11:30:00")).url
    html = page(ada, address)
    assert "<del>1:00</del> → <ins>2:30</ins>" in html
    assert 'value="store"' not in html
    ada.post(address, form_of(html) | {"do": "look", "update": "1"})
    html = page(ada, address)
    assert "Amend 1 row" in html
    ada.post(address, form_of(html) | {"do": "store"})
    assert TimeEntry.objects.get().minutes == 150


def test_giving_a_file_up_drops_its_content(ada: Client) -> None:
    address = bring(ada, toggl("a secret")).url
    ada.post(address, {"do": "drop"})
    upload = Upload.objects.get()
    assert (upload.state, upload.content, upload.outcome, upload.name) == (
        "dropped",
        None,
        None,
        "",
    )
    assert "given up" in page(ada, address)
    assert send(ada, address, {}, "store") == address
    assert not TimeEntry.objects.exists()


def test_confirmed_twice_it_is_stored_once(ada: Client) -> None:
    address = bring(ada, toggl("a").replace(b"Website", b"WEB")).url
    fields = form_of(page(ada, address)) | {"do": "store"}
    assert "/time/?" in send(ada, address, fields, "store")
    assert send(ada, address, fields, "store") == address
    assert TimeEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.csv", b"", "The file is empty"),
        ("x.csv", b"a" * 1_048_577, "more than 1 MB"),
        ("x.csv", b"\n" * 200_001, "more than 200000 rows"),
    ],
)
def test_what_cannot_be_kept_says_so_beside_the_file(
    name: str, data: bytes, words: str, ada: Client, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT = 1024**2
    answer = bring(ada, data, name)
    assert answer.status_code == 422
    html = answer.content.decode()
    check(html)
    assert words in html
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("notes.txt", b"no time in here\n"),
    ],
)
def test_a_file_of_no_known_program_asks_which(name: str, data: bytes, ada: Client) -> None:
    address = bring(ada, data, name).url
    assert "Which program wrote the file?" in page(ada, address)
    ada.post(address, {"do": "look", "format": "kimai"})
    assert "The file cannot be read like this" in page(ada, address)


def test_the_format_is_told_by_the_file_and_can_be_changed(ada: Client) -> None:
    timeclock = b"i 2017-01-09 09:00:00 WEB:AEWA\no 2017-01-09 10:00:00\n"
    address = bring(ada, timeclock, "time.txt").url
    assert form_of(page(ada, address))["format"] == "timeclock"
    ada.post(address, {"do": "look", "format": "csv"})
    assert "column &#x27;date&#x27; is missing" in page(ada, address)


def test_a_large_file_is_read_and_stored_by_a_worker(ada: Client, cast: Cast) -> None:
    head, crowded = "date,minutes,activity,for,note\n", "2017-01-10,5,ADMIN,,\n" * LISTED
    data = f"{head}{crowded}2017-01-09,1,WEB,CMS,a\n".encode()
    answer = bring(ada, data, "own.csv")
    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.pk])
    upload = Upload.objects.get()
    address = reverse("upload", args=[upload.pk])
    assert ada.get(address)["Location"] == answer.url
    told: list[tuple[str, int, int]] = []

    def work(found: Job) -> None:
        result = work_on_upload.carry_out(found, tell=lambda *how: told.append(how))
        Job.objects.filter(pk=found.pk).update(state=Job.State.DONE, result=result)

    work(job)
    assert told[0][1:] == (0, data.count(b"\n"))
    html = page(ada, address)
    assert "a day has 1440" in html
    ada.post(address, {"do": "drop"})
    days = [(2015, 1 + n // 28 % 12, 1 + n % 28, n) for n in range(LISTED + 100)]
    good = head.encode() + b"".join(b"%d-%02d-%02d,1,ADMIN,,%d\n" % one for one in days)
    bring(ada, good, "own.csv")
    work(Job.objects.get(state=Job.State.WAITING))
    address = reverse("upload", args=[Upload.objects.get(state="read").pk])
    html = page(ada, address)
    assert "The first 2000 of 2100" in html
    ada.post(address, form_of(html) | {"do": "store"})
    work(Job.objects.get(state=Job.State.WAITING))
    assert TimeEntry.objects.count() == good.count(b"\n") - 1
    assert "To the week of the first entry" in page(ada, address)


def test_the_preview_takes_as_many_queries_for_many_rows_as_for_one(
    ada: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    notes = [f"n{n}" for n in range(20)]
    address = bring(ada, toggl(*notes).replace(b"Website", b"WEB")).url
    with django_assert_max_num_queries(20):
        page(ada, address)


def test_rows_are_listed_in_pages(ada: Client) -> None:
    lines = "".join(f"2017-{1 + n // 28:02d}-{1 + n % 28:02d},5,ADMIN,,n{n}.\n" for n in range(70))
    address = bring(ada, f"date,minutes,activity,for,note\n{lines}".encode(), "own.csv").url
    assert "n49." in page(ada, address)
    second = page(ada, f"{address}?show=new&page=2")
    assert "n69." in second
    assert "n49." not in second


def test_forgotten_files_are_given_up_when_more_are_brought(ada: Client) -> None:
    for number in range(12):
        bring(ada, toggl(f"n{number}"))
    assert Upload.objects.filter(content__isnull=False).count() == 10
