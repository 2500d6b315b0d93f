"""A year's programme brought in from a workbook: all or nothing, through the actions of items."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change
from timetracking.actions.edit_programme import add_item
from timetracking.actions.hand_over_programme import hand_over_programme, programme_mark
from timetracking.actions.mark_milestone import mark_milestone
from timetracking.actions.replace_programme import Replacement, replace_programme
from timetracking.core.milestones import Milestone
from timetracking.core.programme import Planned
from timetracking.models import ProgrammeItem
from timetracking.programme_workbook import by_cell, programme_workbook, read_workbook
from timetracking.queries.programme import milestones_marked, working_items

if TYPE_CHECKING:
    from tests.cast import Cast

YEAR = 2017
DAY = Milestone(dt.date(2017, 5, 10), "Main day")
WEB = Planned("1.1", "Websites", days=(("AEWA", Fraction(5)), ("CMS", Fraction(21, 2))))
NEWS = Planned("1.2", "News", milestones=(DAY,))
FILMS = Planned("2", "Films")

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast: Cast) -> Cast:
    for item in (WEB, NEWS, FILMS):
        add_item(cast.unit, YEAR, item, actor=cast.coordinator)
    return cast


def items(cast: Cast) -> list[Planned]:
    return [row.planned for row in working_items(cast.unit, YEAR)]


def become(cast: Cast, *wanted: Planned, **options: Any) -> Replacement:
    options = {"actor": cast.coordinator, **options}
    return replace_programme(cast.unit, YEAR, wanted, **options)


def kinds(found: Replacement) -> list[tuple[str, str]]:
    return [(one.kind, one.number) for one in found.changes]


def test_a_programme_becomes_what_is_wanted_with_a_history_of_each_item(planned: Cast) -> None:
    web, more = replace(WEB, title="Websites and apps"), Planned("3", "Training")
    before = items(planned)
    tried = become(planned, web, replace(NEWS, number="1.9"), more, dry_run=True)
    assert items(planned) == before
    mark_milestone(planned.unit, YEAR, "1.2", "Main day", done=DAY.date, actor=planned.coordinator)
    done = become(planned, web, replace(NEWS, number="1.9"), more, seen=tried.mark)
    assert kinds(done) == kinds(tried) == [
        ("changed", "1.1"), ("changed", "1.9"), ("removed", "2"), ("added", "3"),
    ]  # fmt: skip
    assert items(planned) == [web, replace(NEWS, number="1.9"), more]
    marks = milestones_marked(planned.unit, YEAR)
    assert marks["1.9", "Main day"] == DAY.date, "it stays reached under the new number"
    told = Change.objects.filter(table="timetracking_programmeitem").order_by("pk")
    assert [one.kind for one in told][3:] == ["removed", "changed", "changed", "created"]
    again = become(planned, *items(planned))
    assert (again.changes, again.same) == ([], 3)


def test_one_wrong_item_keeps_all_as_it_is(planned: Cast) -> None:
    before, history = items(planned), Change.objects.count()
    wrong = replace(FILMS, activity="NONE", categories=(("P", Fraction(1)),))
    with pytest.raises(Refused) as refused:
        become(planned, replace(WEB, title="Changed"), wrong, replace(NEWS, number="1.1"))
    assert [one.path for one in refused.value.problems] == [
        "items[1].activity", "items[1].categories", "items[2].number",
    ]  # fmt: skip
    assert (items(planned), Change.objects.count()) == (before, history)
    with pytest.raises(Refused, match="nothing would be left"):
        become(planned)


def test_it_is_refused_to_others_when_it_waits_and_when_it_is_another(planned: Cast) -> None:
    for person in (planned.ada, planned.cms_secretary, planned.auditor, planned.stranger):
        with pytest.raises(NotAllowed):
            become(planned, WEB, actor=person)
    with pytest.raises(Refused, match="Somebody changed this programme"):
        become(planned, WEB, seen="sha256:other")
    mark = programme_mark(planned.unit, YEAR)
    hand_over_programme(planned.unit, YEAR, actor=planned.coordinator, seen=mark)
    with pytest.raises(Refused, match="waits for signatures: withdraw it first"):
        become(planned, WEB)


def test_a_workbook_comes_back_as_it_went_and_mistakes_name_their_cell(planned: Cast) -> None:
    data = programme_workbook(planned.unit, YEAR, items(planned))
    sheet = read_workbook(planned.unit, data)
    assert [row.item for row in sheet.rows] == items(planned)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.active is not None
    book.active["C3"], book.active["J3"] = "NONE", 20_000
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = read_workbook(planned.unit, buffer.getvalue())
    with pytest.raises(Refused) as refused:
        become(planned, *(row.item for row in sheet.rows))
    told = [str(one) for one in by_cell(refused.value, sheet).problems]
    assert told == [
        "C3: There is no activity NONE in this unit.",
        "J3: Plan between 0 and 10000 days.",
    ]


def run(*arguments: Any) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_commands_take_a_programme_along_and_bring_it_back(planned: Cast, tmp_path: Path) -> None:
    file, where = tmp_path / "p.xlsx", ("--unit", "IMCA", "--year")
    run("export_programme", *where, YEAR, "--out", file)
    told = json.loads(run("import_programme", file, *where, 2018, "--dry-run", "--json"))
    # Its milestones are days of another year, near enough.
    assert (len(told["items"]), told["same"], told["dry_run"]) == (3, 0, True)
    assert not ProgrammeItem.objects.filter(year=2018).exists()
    assert "new: 1.1 Websites" in run("import_programme", file, *where, 2018)
    assert ProgrammeItem.objects.filter(year=2018).count() == 3
    assert "The same: 3." in run("import_programme", file, *where, YEAR)
    (tmp_path / "x.xlsx").write_bytes(b"number;title")
    for name, reason in (("x.xlsx", "This is no workbook"), ("none.xlsx", "cannot be read")):
        with pytest.raises(CommandError, match=reason):
            run("import_programme", tmp_path / name, *where, YEAR)
    with pytest.raises(CommandError, match="There is no unit NOPE"):
        run("export_programme", "--unit", "NOPE", "--year", YEAR, "--out", file)
