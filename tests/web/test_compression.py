"""Text is sent compressed to who takes it so; documents are sent as they are."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest
from django.test import Client
from django.urls import reverse

from tests.world import PDF, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


def test_a_file_of_the_site_is_as_small_as_it_gets(client: Client, db: None) -> None:
    answer = client.get("/static/css/site.css", headers={"accept-encoding": "br"})
    assert answer["Content-Encoding"] == "br"
    assert b".btn" in brotli.decompress(answer.content)
    again = client.get("/static/css/site.css", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    plain = client.get("/static/css/site.css")
    assert "Content-Encoding" not in plain
    assert b".btn" in plain.getvalue()
    plain.close()


@pytest.mark.parametrize(
    ("accepted", "used", "unpack"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br;q=0", "gzip", gzip.decompress),
        ("gzip, deflate, br", "br", brotli.decompress),
    ],
)
def test_a_page_is_compressed_for_who_takes_it_so(
    accepted: str, used: str, unpack: Callable[[bytes], bytes], cast: Cast
) -> None:
    client = Client(headers={"accept-encoding": accepted})
    client.force_login(cast.coordinator)
    answer = client.get(reverse("reports"))
    assert answer["Content-Encoding"] == used
    assert "Accept-Encoding" in answer["Vary"]
    assert b"</html>" in unpack(answer.content)
    assert int(answer["Content-Length"]) == len(answer.content)
    plain = Client()
    plain.force_login(cast.coordinator)
    assert "Content-Encoding" not in plain.get(reverse("reports"))


@pytest.mark.parametrize("accepted", ["gzip", "br"])
def test_the_same_page_has_another_length_each_time(accepted: str, cast: Cast) -> None:
    client = Client(headers={"accept-encoding": accepted})
    client.force_login(cast.coordinator)
    answers = [client.get(reverse("reports")) for _ in range(20)]
    lengths = {len(one.content) + len(one.get("X-Pad", "")) for one in answers}
    assert len(lengths) > 1, "a length tells nothing about what is secret in a page"


def test_a_document_is_sent_as_it_is(world: World) -> None:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(world.cast.coordinator)
    answer = client.get(reverse("report_pdf", args=[world.report.pk]))
    assert "Content-Encoding" not in answer
    assert b"".join(answer) == PDF
