"""The page of one report: written, handed over, signed, refused, published, corrected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from reporting.actions import hand_over_report, make_report
from reporting.models import Report
from secretariats.models import Job
from tests.db.reporting.published import HEAD, set_quickly, sign
from tests.web.test_pages import check
from tests.world import World

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

WRITTEN = {
    name: value.isoformat() if isinstance(value, dt.date) else value
    for name, value in HEAD.items()
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    set_quickly(monkeypatch)


def read(client: Client, report: Report, *, status: int = 200) -> str:
    response = client.get(reverse("report", args=[report.pk]))
    assert response.status_code == status
    html = response.content.decode()
    check(html)
    return html


def act(client: Client, name: str, report: Report, **body: Any) -> Any:
    return client.post(reverse(name, args=[report.pk]), body, follow=True)


def work() -> None:
    """Do the newest job as its worker does."""
    job = Job.objects.latest("created")
    done = {
        make_report.TASK: make_report.carry_out,
        hand_over_report.TASK: hand_over_report.carry_out,
    }
    done[job.task](job, tell=lambda *_: None)


def handed_over(world: World, client: Client) -> Report:
    client.force_login(world.cast.coordinator)
    act(client, "report_edit", world.report, **WRITTEN)
    act(client, "report_hand_over", world.report)
    work()
    return Report.objects.get(pk=world.report.pk)


def test_a_draft_says_what_it_lacks_and_shows_its_document(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    html = read(client, world.report)
    assert "Is this ready to be signed?" in html
    assert "Symbol is missing" in html
    assert reverse("report_hand_over", args=[world.report.pk]) not in html
    assert "Value of the services to each instrument" in html
    assert html.count("<h1") == 1
    refused = act(client, "report_hand_over", world.report)
    assert refused.status_code == 422
    assert "Symbol is missing" in refused.content.decode()
    assert "Nothing was changed" in refused.content.decode()


def test_what_is_written_stands_in_the_document_at_once(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    form = client.get(reverse("report_edit", args=[world.report.pk])).content.decode()
    check(form)
    body = {**WRITTEN, "lessons": "Log on <b>Fridays</b>.\n\nAnd look."}
    answer = act(client, "report_edit", world.report, **body)
    assert Job.objects.filter(task=make_report.TASK).count() == 1
    assert answer.redirect_chain[0][0].startswith("/jobs/")
    html = read(client, world.report)
    assert "Log on &lt;b&gt;Fridays&lt;/b&gt;." in html
    assert "UNEP/CMS/StC57/Doc.14.2" in html
    assert reverse("report_hand_over", args=[world.report.pk]) in html
    work()
    assert Report.objects.get().pages == 1


def test_a_mistake_keeps_what_was_typed_and_says_where(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    body = {**WRITTEN, "meeting_end": "2018-01-01", "lessons": "Kept."}
    answer = act(client, "report_edit", world.report, **body)
    html = answer.content.decode()
    check(html)
    assert answer.status_code == 422
    assert "before it begins" in html
    assert "Kept." in html
    assert Report.objects.get().lessons == ""


def test_who_comes_second_is_told_and_may_send_again(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    first = client.get(reverse("report_edit", args=[world.report.pk]))
    seen = first.context["form"]["seen"].value()
    act(client, "report_edit", world.report, **WRITTEN, seen=seen, title="First")
    late = act(client, "report_edit", world.report, **WRITTEN, seen=seen, title="Second")
    assert late.status_code == 422
    assert "Somebody changed this draft" in late.content.decode()
    assert Report.objects.get().title == "First"
    seen = late.context["form"]["seen"].value()
    act(client, "report_edit", world.report, **WRITTEN, seen=seen, title="Second")
    assert Report.objects.get().title == "Second"


def test_a_new_report_is_asked_for_once(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    page = client.get(reverse("report_new"))
    check(page.content.decode())
    body = {
        **WRITTEN, "committee": world.cast.cms_committee.pk, "start": "2017-01", "end": "2017-03",
        "languages": ["en", "fr"], "key": "one",
    }  # fmt: skip
    for _time in range(2):
        answer = client.post(reverse("report_new"), body)
        assert answer.status_code == 302
    job = Job.objects.get(task=make_report.TASK)
    assert job.asked["languages"] == ["en", "fr"]
    assert (job.asked["from"], job.asked["to"]) == ("2017-01-01", "2017-03-31")
    assert job.asked["head"]["date"] == "2018-01-10"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start": "2017-13"}, "such as 2017-01"),
        ({"end": "2016-12"}, "before it begins"),
        ({"languages": ["es"]}, "has no reports in es"),
        ({"languages": []}, "at least one language"),
    ],
)
def test_a_wrong_request_for_a_report_says_what_to_do(
    world: World, client: Client, changes: dict[str, Any], said: str
) -> None:
    client.force_login(world.cast.coordinator)
    body = {
        **WRITTEN, "committee": world.cast.cms_committee.pk, "start": "2017-01", "end": "2017-03",
        "languages": ["en"], "key": "two", **changes,
    }  # fmt: skip
    answer = client.post(reverse("report_new"), body)
    assert answer.status_code == 422
    html = answer.content.decode()
    check(html)
    assert said in html
    assert not Job.objects.filter(task=make_report.TASK).exists()


def test_each_secretary_is_asked_for_their_own_signature(world: World, client: Client) -> None:
    report = handed_over(world, client)
    client.force_login(world.cast.aewa_secretary)
    html = read(client, report)
    assert "Is this what I sign?" in html
    assert "Sign for AEWA" in html
    assert "Sign for CMS" not in html
    body = {"instrument": "AEWA", "digest": report.digest, "decision": "signed"}
    done = act(client, "report_sign", report, **body)
    assert "The other side is still waited for" in done.content.decode()
    assert "Sign for AEWA" not in done.content.decode()
    assert act(client, "report_sign", report, **body).status_code == 422
    other = act(client, "report_sign", report, **(body | {"instrument": "CMS"}))
    assert other.status_code == 422
    client.force_login(world.cast.coordinator)
    html = read(client, report)
    assert "Signed for AEWA" in html
    assert "Waiting for CMS" in html


def test_a_refusal_needs_a_reason_that_the_coordinator_reads(world: World, client: Client) -> None:
    report = handed_over(world, client)
    client.force_login(world.cast.cms_secretary)
    body = {"instrument": "CMS", "digest": report.digest, "decision": "refused"}
    bare = act(client, "report_sign", report, **body)
    assert bare.status_code == 422
    assert "Say why you refuse" in bare.content.decode()
    assert "Nothing was signed" in bare.content.decode()
    act(client, "report_sign", report, **body, reason="Table 1 is of <March>.")
    client.force_login(world.cast.coordinator)
    html = read(client, report)
    assert "It came back from Sam Secretary of CMS" in html
    assert "Table 1 is of &lt;March&gt;." in html
    assert "came back" in client.get(reverse("reports")).content.decode()


def test_a_page_of_before_signs_nothing(world: World, client: Client) -> None:
    report = handed_over(world, client)
    client.force_login(world.cast.cms_secretary)
    body = {"instrument": "CMS", "digest": "sha256:old", "decision": "signed"}
    late = act(client, "report_sign", report, **body)
    assert late.status_code == 422
    assert "read it again" in late.content.decode()
    assert "Waiting for CMS" in late.content.decode()


def test_publishing_asks_once_more_and_then_opens_it(world: World, client: Client) -> None:
    report = sign(world.cast, handed_over(world, client), "CMS", "AEWA")
    client.force_login(world.cast.coordinator)
    assert "Shall this be published?" in read(client, report)
    page = client.get(reverse("report_publish", args=[report.pk])).content.decode()
    check(page)
    assert "It cannot be changed or taken back" in page
    done = act(client, "report_publish", report)
    assert "see it from now on" in done.content.decode()
    client.force_login(world.cast.cms_member)
    html = read(client, report)
    assert "What does this report say?" in html
    assert "What you can do" not in html
    client.force_login(world.cast.coordinator)
    again = act(client, "report_publish", report)
    assert again.status_code == 422
    back = act(client, "report_withdraw", report, reason="Oh")
    assert "never changes" in back.content.decode()
    edit = client.get(reverse("report_edit", args=[report.pk]))
    assert edit.status_code == 409
    assert "draft a revision" in edit.content.decode()


def test_a_withdrawal_says_why(world: World, client: Client) -> None:
    report = handed_over(world, client)
    bare = act(client, "report_withdraw", report, reason="")
    assert bare.status_code == 422
    assert "Say why you withdraw it" in bare.content.decode()
    act(client, "report_withdraw", report, reason="A date.")
    assert "It came back from Cleo Coordinator" in read(client, report)


def test_a_revision_is_drafted_from_what_is_published(world: World, client: Client) -> None:
    report = sign(world.cast, handed_over(world, client), "CMS", "AEWA")
    act(client, "report_publish", report)
    bare = act(client, "report_revise", report, correction="")
    assert bare.status_code == 422
    answer = client.post(
        reverse("report_revise", args=[report.pk]), {"correction": "Table 1 corrected"}
    )
    revision = Report.objects.get(supersedes=report)
    assert answer["Location"] == reverse("report_edit", args=[revision.pk])
    html = read(client, revision)
    assert "Revision 1" in html
    assert "Table 1 corrected" in html
    assert "A revision of this report is in preparation" in read(client, report)
    client.force_login(world.cast.cms_member)
    assert "in preparation" not in read(client, report)
    read(client, revision, status=403)


def test_the_page_asks_a_fixed_number_of_questions(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = handed_over(world, client)
    client.force_login(world.cast.cms_secretary)
    with django_assert_num_queries(11):
        client.get(reverse("report", args=[report.pk]))
