"""Addresses of an agreement's way: its steps, and its end."""

from tests.web.routes.rows import CLOSED, SECRETARIES, STARTERS, Arguments, Body, Row, api, row
from tests.world import World

NOTERS = STARTERS | SECRETARIES


def _step(world: World) -> list[int]:
    """Return an agreement that waits for signatures, and the consultation noted for it."""
    return [world.agreement.pk, world.agreement.steps.get(kind="consultation").pk]


# Whoever notes anything at all is told what is wrong with what was sent; the end of an agreement
# is looked for where there is none.
ROUTES: dict[tuple[str, str], Row] = {
    ("agreement_step_note", "GET"): CLOSED,
    ("agreement_step_note", "POST"): row(422, NOTERS),
    ("agreement_step_change", "GET"): CLOSED,
    ("agreement_step_change", "POST"): row(422, STARTERS),
    ("agreement_step_remove", "GET"): CLOSED,
    ("agreement_step_remove", "POST"): row(422, STARTERS),
    ("agreement_end", "GET"): CLOSED,
    ("agreement_end", "POST"): row(422, STARTERS),
    ("agreement_end_sign", "GET"): CLOSED,
    ("agreement_end_sign", "POST"): row(404, SECRETARIES),
    ("agreement_end_withdraw", "GET"): CLOSED,
    ("agreement_end_withdraw", "POST"): row(404, STARTERS),
    ("api_agreement_steps", "GET"): api(405),
    ("api_agreement_steps", "POST"): api(422, STARTERS),
    ("api_agreement_step", "GET"): api(405),
    ("api_agreement_step", "POST"): api(405),
    ("api_agreement_endings", "GET"): api(405),
    ("api_agreement_endings", "POST"): api(422, STARTERS),
    ("api_agreement_ending_sign", "GET"): api(405),
    ("api_agreement_ending_sign", "POST"): api(404, SECRETARIES),
    ("api_agreement_ending_withdraw", "GET"): api(405),
    ("api_agreement_ending_withdraw", "POST"): api(404, STARTERS),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        (
            *("agreement_step_note", "agreement_end"),
            *("api_agreement_steps", "api_agreement_endings"),
        ),
        lambda world: [world.agreement.pk],
    ),
    **dict.fromkeys(
        ("agreement_step_change", "agreement_step_remove", "api_agreement_step"), _step
    ),
    **dict.fromkeys(
        (
            *("agreement_end_sign", "agreement_end_withdraw"),
            *("api_agreement_ending_sign", "api_agreement_ending_withdraw"),
        ),
        lambda world: [world.agreement.pk, 0],
    ),
}
QUERIES: dict[str, str] = {}
BODIES: dict[str, Body] = {
    "api_agreement_steps": {"kind": "memo", "date": "2017-12-01", "document": "Memo 1"},
    "api_agreement_endings": {"last": "2033-06-30", "reason": "as proposed"},
}
