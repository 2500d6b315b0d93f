"""Addresses of values and what they rest on."""

from tests.web.routes.rows import (
    CLOSED,
    EVERYBODY,
    FINANCE,
    MONEY,
    SECRETARIES,
    STARTERS,
    Arguments,
    Body,
    Row,
    api,
    row,
)

# What a draft is asked with must say which draft was seen; what is signed, what was read.
ROUTES: dict[tuple[str, str], Row] = {
    ("agreements", "GET"): row(200, MONEY | {"stranger"}),
    ("agreements", "POST"): CLOSED,
    ("agreement_new", "GET"): row(200, STARTERS | {"stranger"}),
    ("agreement_new", "POST"): row(422, STARTERS | {"stranger"}),
    ("agreement", "GET"): row(200, MONEY),
    ("agreement", "POST"): CLOSED,
    ("agreement_edit", "GET"): row(200, STARTERS),
    ("agreement_edit", "POST"): row(422, STARTERS),
    ("agreement_discard", "GET"): CLOSED,
    ("agreement_discard", "POST"): row(422, STARTERS),
    ("agreement_hand_over", "GET"): CLOSED,
    ("agreement_hand_over", "POST"): row(422, STARTERS),
    ("agreement_withdraw", "GET"): CLOSED,
    ("agreement_withdraw", "POST"): row(422, STARTERS),
    ("agreement_sign", "GET"): CLOSED,
    ("agreement_sign", "POST"): row(422, SECRETARIES),
    ("inputs", "GET"): row(200, MONEY | {"stranger"}),
    ("inputs", "POST"): CLOSED,
    ("input_table", "GET"): row(200, MONEY | {"stranger"}),
    ("input_table", "POST"): CLOSED,
    ("input_new", "GET"): row(200, {"coordinator", "stranger"}),
    ("input_new", "POST"): row(422, {"coordinator", "stranger"}),
    ("input_edit", "GET"): row(200, MONEY),
    ("input_edit", "POST"): row(422, {"coordinator"}),
    ("input_remove", "GET"): CLOSED,
    ("input_remove", "POST"): row(409, {"coordinator"}),
    ("valuations", "GET"): row(200, MONEY | {"stranger"}),
    ("valuations", "POST"): CLOSED,
    ("new_valuation", "GET"): row(200, STARTERS | {"stranger"}),
    ("new_valuation", "POST"): row(422, STARTERS | {"stranger"}),
    ("snapshot", "GET"): row(200, FINANCE | {"auditor"}),
    ("snapshot", "POST"): CLOSED,
    ("api_valuations", "GET"): api(200, MONEY | {"stranger"}),
    ("api_valuations", "POST"): api(202, STARTERS),
    ("api_valuation", "GET"): api(200, MONEY),
    ("api_valuation", "POST"): api(405),
    ("api_inputs", "GET"): api(200, MONEY | {"stranger"}),
    ("api_inputs", "POST"): api(422, {"coordinator"}),
    ("api_input", "GET"): api(200, MONEY),
    ("api_input", "POST"): api(405),
    ("api_limitations", "GET"): api(200, EVERYBODY - {"stranger"}),
    ("api_limitations", "POST"): api(405),
}
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        ("agreement_edit", "agreement_discard", "agreement_hand_over"),
        lambda world: [world.draft.pk],
    ),
    **dict.fromkeys(
        ("agreement", "agreement_withdraw", "agreement_sign"),
        lambda world: [world.agreement.pk],
    ),
    **dict.fromkeys(("input_table", "input_new", "api_inputs"), lambda _world: ["posts"]),
    **dict.fromkeys(
        ("input_edit", "input_remove", "api_input"),
        lambda world: ["posts", world.cast.ada.assignments.get().post_id],
    ),
    "snapshot": lambda world: [world.run.pk],
    "api_valuation": lambda world: [world.run.pk],
}
QUERIES: dict[str, str] = {"api_limitations": "?unit=IMCA&from=2017-01-01&to=2017-03-31"}
BODIES: dict[str, Body] = {
    "api_inputs": {"unit": "IMCA", "values": {}},
    "api_valuations": {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31"},
}
