"""Files of inputs, as the tests bring them and take them along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.actions.bring_inputs import (
    bring_file,
    look_at_file,
)
from costsharing.models import (
    InputProposal,
)
from costsharing.queries.input_rows import input_rows
from costsharing.queries.input_tables import TABLES
from costsharing.renderers.input_file import input_file

if TYPE_CHECKING:
    from tests.cast import Cast

State = InputProposal.State
BUDGETS = (
    "year,instrument,amount,currency,provisional\n"
    "2017,CMS,2400000.50,EUR,no\n2018,CMS,\"2.500.000,00\",eur,yes\n"
)  # fmt: skip
FEW = 150


def look(cast: Cast, name: str, data: bytes | str, who: str = "cms_finance") -> Any:
    content = data.encode() if isinstance(data, str) else data
    return look_at_file(TABLES[name], cast.unit, content, actor=getattr(cast, who))


def bring(cast: Cast, name: str, data: bytes | str, who: str = "cms_finance") -> InputProposal:
    content = data.encode() if isinstance(data, str) else data
    return bring_file(
        TABLES[name], cast.unit, content, actor=getattr(cast, who), name=f"{name}.csv"
    )


def taken(cast: Cast, name: str, form: str, **asked: str) -> bytes:
    table = TABLES[name]
    return input_file(table, cast.unit, input_rows(table, cast.unit, asked), form)


def bad(looked: Any) -> list[tuple[int | None, str]]:
    return [(one.place, one.column) for one in looked.bad]
