"""What every kind of document and every medium keeps to, whatever the packages hold."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from reporting.core.document import Attachment, Source
from reporting.documents import documents
from reporting.renderers import renderers
from tests.unit.reporting.reports import FIVE, TWO, context

PLAIN = Source(
    html='<!DOCTYPE html><html lang="en"><title>Plain</title><body><p>One</p></body></html>',
    title="Plain",
    language="en",
    made=dt.datetime(2018, 1, 15, tzinfo=dt.UTC),
    attachments=(Attachment("data.csv", "Data", b"a\r\n1\r\n"),),
)


@pytest.mark.parametrize("name", sorted(documents()))
@pytest.mark.parametrize("frozen", [TWO, FIVE])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_document_is_one_page_without_references(name: str, frozen: str, language: str) -> None:
    compose = documents()[name].compose
    source = compose(context(frozen), language)
    assert source == compose(context(frozen), language)
    assert source.title
    assert f'<html lang="{language}">' in source.html
    assert not re.search(r'(?:src|href)="(?!#)', source.html)
    assert source.made.tzinfo is not None


@pytest.mark.parametrize("name", sorted(renderers()))
def test_a_medium_gives_the_same_file_for_the_same_source(name: str) -> None:
    renderer = renderers()[name]
    assert renderer.render(PLAIN) == renderer.render(PLAIN)
    assert renderer.fingerprint(PLAIN) == renderer.fingerprint(PLAIN)
    assert renderer.suffix == f".{name}"
    assert "/" in renderer.media_type
