"""Addresses of runs under other terms."""

from costsharing.models import Scenario
from tests.web.routes.rows import CLOSED, MONEY, Arguments, Body, Row, api, row
from tests.world import World

NOWHERE = "00000000-0000-0000-0000-000000000000"
ROUTES: dict[tuple[str, str], Row] = {
    ("what_if", "GET"): row(200, MONEY | {"stranger"}),
    # Nothing is different, so that there is nothing to keep; the stranger's unit has no run.
    ("what_if", "POST"): row(422, MONEY - {"auditor"}),
    ("scenario", "GET"): row(200, MONEY),
    ("scenario", "POST"): CLOSED,
    ("scenario_discard", "GET"): CLOSED,
    ("scenario_discard", "POST"): row(302, {"coordinator"}),
    ("api_what_if", "GET"): api(405),
    ("api_what_if", "POST"): api(404, others=404),
    ("api_scenarios", "GET"): api(200, MONEY | {"stranger"}),
    ("api_scenarios", "POST"): api(404, others=404),
    ("api_scenario", "GET"): api(200, MONEY),
    ("api_scenario", "POST"): api(405),
}


def _scenario(world: World) -> list[object]:
    """Return the identity of a scenario of the coordinator's, there anew if it was thrown away."""
    found, _ = Scenario.objects.get_or_create(
        run=world.run,
        name="Dearer",
        actor=world.cast.coordinator,
        defaults={"changes": {"costs": "+5%"}, "results": world.run.results},
    )
    return [found.pk]


ARGUMENTS: dict[str, Arguments] = dict.fromkeys(
    ("scenario", "scenario_discard", "api_scenario"), _scenario
)
BODIES: dict[str, Body] = {
    "api_what_if": {"run": NOWHERE, "changes": {"costs": "+5%"}},
    "api_scenarios": {"run": NOWHERE, "changes": {"costs": "+5%"}, "name": "Dearer"},
}
