"""A run as accounts through pages and the interface: the same file, for those who see the run."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.world import World


def test_page_and_interface_give_the_same_file(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    for form, suffix in (("hledger", "journal"), ("beancount", "beancount")):
        page = client.get(reverse("ledger", args=[world.run.pk, form]))
        answer = client.get(reverse("api_ledger", args=[world.run.pk, form]))
        assert page.content == answer.content
        name = f"IMCA-2017-01-01-2017-03-31-standard.{suffix}"
        assert page["Content-Disposition"] == f'attachment; filename="{name}"'
        assert str(world.run.pk) in page.content.decode()


def test_an_unknown_program_is_not_found(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    assert client.get(reverse("ledger", args=[world.run.pk, "excel"])).status_code == 404
    assert client.get(reverse("api_ledger", args=[world.run.pk, "excel"])).status_code == 404


def test_the_page_of_the_run_offers_both(world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    page = client.get(reverse("valuation", args=[world.run.pk])).content.decode()
    for form in ("hledger", "beancount"):
        assert reverse("ledger", args=[world.run.pk, form]) in page
