"""Text is sent compressed to who takes it so; documents are sent as they are."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from tests.world import PDF, World

if TYPE_CHECKING:
    from tests.cast import Cast


def test_a_page_is_compressed_for_who_takes_it_so(cast: Cast) -> None:
    client = Client(headers={"accept-encoding": "gzip, br"})
    client.force_login(cast.coordinator)
    answer = client.get(reverse("reports"))
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert b"</html>" in gzip.decompress(answer.content)
    plain = Client()
    plain.force_login(cast.coordinator)
    assert "Content-Encoding" not in plain.get(reverse("reports"))


def test_the_same_page_has_another_length_each_time(cast: Cast) -> None:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(cast.coordinator)
    lengths = {len(client.get(reverse("reports")).content) for _ in range(20)}
    assert len(lengths) > 1, "a length tells nothing about what is secret in a page"


def test_a_document_is_sent_as_it_is(world: World) -> None:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(world.cast.coordinator)
    answer = client.get(reverse("report_pdf", args=[world.report.pk]))
    assert "Content-Encoding" not in answer
    assert b"".join(answer) == PDF
