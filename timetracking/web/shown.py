"""The grid as the templates show it: names, marks, states and reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariats.queries.palette import look_of
from timetracking.core.checks import Barrier
from timetracking.core.grid import ABSENCE, OVERHEAD
from timetracking.core.timer import SOURCE as TIMER
from timetracking.core.typed import clock
from timetracking.web.cell_html import cells_html, slots_html
from timetracking.web.typed import name_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from timetracking.core.grid import Cell, Grid, Row, RowKey, Task
    from timetracking.web.typed import Outcome


@dataclass(frozen=True, slots=True)
class Mark:
    """A beneficiary as it is shown: class of its colours, letter and word."""

    css: str
    letter: str
    word: str
    long: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell: its names, what stands in it and at its foot, and why it is as it is.

    Attributes:
        slug: tells it apart on the page.
        name: of the field.
        rest: the name without what makes it a cell's.
        day: the work date.
        css: classes of its column and state.
        column: class of its column alone.
        labels: identities of what names it: head of the column, title of the row.
        told: identity of what says more about it.
        value: what stands in it.
        seen: version and minutes as the person saw them, empty where nothing was stored.
        open: whether it can be changed.
        word: its state in words.
        icon: of the state.
        notes: of its entries.
        outcome: what became of what was typed.
        focus: whether the page begins here.
    """

    slug: str
    name: str
    rest: str
    day: dt.date
    css: str
    column: str
    labels: str
    told: str
    value: str
    seen: str
    open: bool
    word: str
    icon: str
    notes: tuple[str, ...]
    outcome: Outcome | None
    focus: bool

    @property
    def failed(self) -> bool:
        """Whether what was typed into it is not stored."""
        return self.outcome is not None and self.outcome.failed


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row with its mark.

    Attributes:
        html: the cells, as elements of the table.
        slots: where their errors would stand.
        added: whether it can be taken away again.
        head: what stands before the cells, once it is known on which page.
    """

    key: RowKey
    slug: str
    task: Task
    mark: Mark
    absence: bool
    cells: tuple[CellShown, ...]
    html: SafeString
    slots: SafeString
    total: str
    added: bool
    head: str = ""

    @property
    def failed(self) -> bool:
        """Whether one of its cells is not stored as typed."""
        return any(cell.failed for cell in self.cells)

    @property
    def noted(self) -> list[CellShown]:
        """Its cells with a note, which the telephone shows below the title."""
        return [cell for cell in self.cells if cell.notes]


def show_rows(
    grid: Grid,
    outcomes: Mapping[str, Outcome] | None = None,
    *,
    focus: RowKey | None = None,
    day: dt.date | None = None,
) -> list[RowShown]:
    """Return the rows of a grid.

    Args:
        grid: the week.
        outcomes: name of a cell → what became of it just now.
        focus: the row in which the page begins.
        day: the one to go on with.
    """
    marks = Marks(grid.joint)
    return [
        show_row(grid, row, outcomes or {}, focus=row.key == focus, day=day, marks=marks)
        for row in grid.rows
    ]


def show_row(
    grid: Grid,
    row: Row,
    outcomes: Mapping[str, Outcome],
    *,
    focus: bool = False,
    day: dt.date | None = None,
    marks: Marks | None = None,
) -> RowShown:
    """Return one row; with ``focus`` the page begins in its cell of the day, if that is open."""
    first, slug = None, row.key.slug
    if focus:
        opened = [cell.day for cell in row.cells if cell.open]
        first = day if day in opened else next(iter(opened), None)
    cells = tuple(
        show_cell(
            cell,
            slug,
            outcomes.get(name_of(cell.key, cell.day)) if outcomes else None,
            today=grid.today,
            focus=cell.day == first,
        )
        for cell in row.cells
    )
    return RowShown(
        key=row.key,
        slug=slug,
        task=row.task,
        mark=(marks or Marks(grid.joint)).of(row.key.beneficiary, row.task.kind),
        absence=row.task.kind == ABSENCE,
        cells=cells,
        html=cells_html(cells),
        slots=slots_html(cells),
        total=clock(row.minutes) if row.minutes else "–",
        added=row.added,
    )


def show_cell(
    cell: Cell,
    row: str,
    outcome: Outcome | None = None,
    *,
    today: dt.date,
    focus: bool = False,
) -> CellShown:
    """Return one cell of the row of a slug; what failed keeps what was typed."""
    word, icon = _state(cell, outcome)
    failed = outcome is not None and outcome.failed
    name = name_of(cell.key, cell.day)
    stamp = cell.day.isoformat().replace("-", "")
    slug = f"{row}-{stamp}"
    # A conflict keeps what the person saw, so that nobody's change is overwritten unseen.
    version, minutes = cell.version, cell.minutes
    if outcome is not None and outcome.what == "conflict":
        version, minutes = outcome.typed.version, outcome.typed.minutes
    return CellShown(
        slug=slug,
        name=name,
        rest=name.partition("/")[2],
        day=cell.day,
        css=_classes(cell, today),
        column=column(cell.day),
        labels=f"d-{stamp} r-{row}",
        told=f"e-{slug}" if failed else _why(cell) or f"s-{slug}",
        value=outcome.typed.text if outcome and failed else _value(cell),
        seen=f"{version} {minutes}" if version else "",
        open=cell.open,
        word=word,
        icon=icon,
        notes=cell.notes,
        outcome=outcome,
        focus=focus,
    )


def _value(cell: Cell) -> str:
    return clock(cell.minutes) if cell.minutes else ""


def _classes(cell: Cell, today: dt.date) -> str:
    found = column(cell.day)
    if cell.day == today:
        found += " today"
    held = cell.barrier in {Barrier.LOCKED, Barrier.SUBMITTED}
    return f"{found} is-locked" if held else found


def column(day: dt.date) -> str:
    """Return the class of a day's column."""
    return f"d{day.isoweekday()}"


def _why(cell: Cell) -> str:
    """Return the identity of the note that says why a cell cannot be changed."""
    if cell.barrier is not None:
        return f"why-{cell.barrier.value}"
    return "why-several" if cell.several else ""


def _state(cell: Cell, outcome: Outcome | None) -> tuple[str, str]:
    """Return the state of a cell in words, and its icon."""
    words, icon = [], ""
    if outcome is not None:
        icon = "alert" if outcome.failed else "check"
        removed = _("removed") if outcome.what == "removed" else _("saved")
        words.append(_("not saved") if outcome.failed else removed)
    elif cell.several:
        count = len(cell.entries)
        text = ngettext("%(count)s entry", "%(count)s entries", count)
        words.append(text % {"count": count})
    elif sources := {entry.source for entry in cell.entries} - {""}:
        words.append(_("timer") if sources == {TIMER} else _("imported"))
    if cell.notes:
        words.append(_("note"))
    return " · ".join(words), icon


class Marks:
    """The marks of a grid's beneficiaries, each looked up once.

    ``joint`` are the instruments of the agreement in force.
    """

    def __init__(self, joint: frozenset[str]) -> None:
        """Begin with none."""
        self._joint = joint
        self._known: dict[tuple[str, str], Mark] = {}

    def of(self, beneficiary: str, kind: str) -> Mark:
        """Return the mark of a beneficiary on an activity of a kind."""
        found = self._known.get((beneficiary, kind))
        if found is None:
            found = self._known[beneficiary, kind] = mark_of(beneficiary, kind, self._joint)
        return found


def mark_of(beneficiary: str, kind: str, joint: frozenset[str]) -> Mark:
    """Return how a beneficiary is shown; ``joint`` are all instruments of the agreement."""
    if kind == ABSENCE:
        return Mark("m-other", "–", _("absence"), _("absence"))
    if kind == OVERHEAD or not beneficiary:
        return Mark("m-other", "U", _("no beneficiary"), _("running the unit"))
    members = beneficiary.split("+")
    if len(members) == 1:
        look = look_of(beneficiary)
        css = f"m-{look.slot}" if look else "m-other"
        return Mark(css, look.letter if look else beneficiary[:1], beneficiary, beneficiary)
    together = _("%(first)s and %(last)s") % {
        "first": ", ".join(members[:-1]),
        "last": members[-1],
    }
    if joint == frozenset(members):
        return Mark("m-joint", "J", _("joint"), _("joint, %(codes)s") % {"codes": together})
    return Mark("m-joint", "+", " + ".join(members), together)
