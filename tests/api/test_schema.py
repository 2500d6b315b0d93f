"""The description of the interface: complete, valid, and true of what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from django.urls import reverse

from tests.web.test_routes import ADDRESSES
from tests.world import World

if TYPE_CHECKING:
    from django.test import Client

DIALECT = jsonschema.Draft202012Validator
NOT_DESCRIBED = {"api_schema", "api_docs", "api_nothing"}


@pytest.fixture
def schema(world: World, client: Client) -> dict[str, Any]:
    client.force_login(world.cast.coordinator)
    found: dict[str, Any] = yaml.safe_load(client.get(reverse("api_schema")).content)
    return found


def test_it_is_of_version_3_1_and_describes_every_address(schema: dict[str, Any]) -> None:
    assert schema["openapi"] == "3.1.0"
    described = {name for name in ADDRESSES if name.startswith("api_")} - NOT_DESCRIBED
    assert len(schema["paths"]) == len(described)
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert "4XX" in operation["responses"]


def test_answers_are_as_it_says(schema: dict[str, Any], world: World, client: Client) -> None:
    period = "?unit=IMCA&from=2017-01-01&to=2017-03-31"
    for path, asked in {
        "/api/v1/valuations/": "/api/v1/valuations/",
        "/api/v1/valuations/{id}/": f"/api/v1/valuations/{world.run.pk}/",
        "/api/v1/jobs/{id}/": f"/api/v1/jobs/{world.job.pk}/",
        "/api/v1/reports/": "/api/v1/reports/",
        "/api/v1/reports/{id}/": f"/api/v1/reports/{world.report.pk}/",
        "/api/v1/limitations/": f"/api/v1/limitations/{period}",
    }.items():
        content = schema["paths"][path]["get"]["responses"]["200"]["content"]
        rule = {**content["application/json"]["schema"], "components": schema["components"]}
        DIALECT(rule).validate(client.get(asked).json())
    problem = {"$ref": "#/components/schemas/Problem", "components": schema["components"]}
    DIALECT(problem).validate(client.get("/api/v1/valuations/?method=none").json())
