"""The glossary, the words that lead to it, and what programs get of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import reverse

from secretariats.glossary import TERMS

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World


def test_every_word_has_an_anchor_and_a_sentence(world: World, client: Client) -> None:
    client.force_login(world.cast.ada)
    page = client.get(reverse("glossary")).content.decode()
    for term in TERMS.values():
        assert re.search(rf'<div id="{term.code}"><dt>.*?{term.word}</dt><dd>\w.+\.</dd>', page)


def test_words_stand_in_the_order_of_the_language(world: World, client: Client) -> None:
    client.force_login(world.cast.ada)
    page = client.get(reverse("glossary")).content.decode()
    found = re.findall(r'<div id="([^"]+)">', page)
    assert found.index("activity") < found.index("agreement") < found.index("week-sheet")


def test_a_word_leads_to_its_place_and_what_stands_in_it_is_escaped() -> None:
    text = '{% load terms %}{% term "received" %}{{ word }}{% endterm %}'
    found = Template(text).render(Context({"word": "<b>"}))
    assert found == f'<a class="term" href="{reverse("glossary")}#received">&lt;b&gt;</a>'


def test_a_word_that_the_glossary_does_not_have_is_found_before_the_page_is_shown() -> None:
    with pytest.raises(TemplateSyntaxError, match="nonsense"):
        Template('{% load terms %}{% term "nonsense" %}x{% endterm %}')


def test_programs_get_the_words_in_the_language_they_ask_for(world: World, client: Client) -> None:
    client.force_login(world.cast.ada)
    rows = client.get(reverse("api_glossary"), headers={"accept-language": "en"}).json()
    found = {row["code"]: row for row in rows}
    assert set(found) == set(TERMS)
    assert found["received"]["term"] == "received"
    assert found["received"]["definition"].startswith("The value of the work")
