"""Asking for a correction of an approved week: first which cell, then what it shall say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.form_parts import add_problems, dress
from timetracking.actions.amend_week import ask_amendment
from timetracking.actions.submit_week import LONGEST_TEXT
from timetracking.core.checks import Barrier
from timetracking.core.grid import SERVICE, RowKey
from timetracking.core.typed import Mistyped, clock, read_typed
from timetracking.queries.week_grid import tasks_of, week_grid
from timetracking.web.asked import read_asked
from timetracking.web.shown import mark_of
from timetracking.wording import named_day, point, say, why_barred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from timetracking.core.grid import Cell, Grid, Row, Task
    from timetracking.web.asked import Asked
    from timetracking.web.shown import Mark


class AmendForm(forms.Form):
    """What a cell shall hold, and why."""

    minutes = forms.CharField(
        label=gettext_lazy("It should be"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("As 1:30, 1.5, 90m or 1h30; leave it empty to remove the time."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why, so that whoever approves the week can decide.")
        },
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the fields."""
        super().__init__(*args, **kwargs)
        dress(self)
        self.fields["minutes"].widget.attrs["autocomplete"] = "off"

    def clean_minutes(self) -> int:
        """Return what was typed as minutes."""
        try:
            return read_typed(self.cleaned_data["minutes"], point=point())
        except Mistyped as mistyped:
            raise forms.ValidationError(say(mistyped.message)) from mistyped


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell to choose: minutes as they are shown, and the address of its form; empty: barred."""

    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A row of cells to choose."""

    task: Task
    mark: Mark
    choices: tuple[Choice, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest) -> HttpResponse:
    """Show the approved cells of a week, or the form for one of them; take what it asks for."""
    asked = read_asked(request)
    day, key = asked.day, asked.rows[0] if asked.rows else None
    also = asked.also | ({day.isoweekday()} if day else set())
    rows = [key] if key else []
    grid = week_grid(asked.person, asked.place, asked.week, asked=rows, also=frozenset(also))
    if day is None or key is None:
        return _which(request, asked, grid)
    found = _found(grid, key, day)
    if found is None:
        raise Http404
    row, cell = found
    if request.method != "POST":
        form = AmendForm(initial={"version": cell.version, "minutes": _shown(cell)})
        return _page(request, asked, row, cell, form)
    form = AmendForm(request.POST.dict())
    status = 422
    if form.is_valid():
        try:
            _ask(asked, row, cell, form)
        except NotAllowed:
            raise
        except Refused as refused:
            # What is hidden has no place of its own for what is wrong with it.
            add_problems(form, refused, {"version": ""})
            if isinstance(refused, Conflict):
                form.data = {**form.data, "version": cell.version}
                status = 409
        else:
            text = _("The correction is asked for. The week says what becomes of it.")
            messages.success(request, text)
            return HttpResponseRedirect(_week(asked))
    return _page(request, asked, row, cell, form, status=status)


def _ask(asked: Asked, row: Row, cell: Cell, form: AmendForm) -> None:
    ask_amendment(
        row.key,
        cell.day,
        form.cleaned_data["minutes"],
        actor=asked.person,
        unit=asked.place.unit,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
    )


def _found(grid: Grid, key: RowKey, day: dt.date) -> tuple[Row, Cell] | None:
    for row in grid.rows:
        for cell in row.cells:
            if row.key == key and cell.day == day:
                return row, cell
    return None


def _shown(cell: Cell) -> str:
    return clock(cell.minutes) if cell.minutes else ""


def _page(
    request: HttpRequest, asked: Asked, row: Row, cell: Cell, form: AmendForm, *, status: int = 200
) -> HttpResponse:
    barred = ""
    if cell.several:
        barred = _(
            "This cell sums several entries, mostly of what a file brought. They are changed "
            "where they came from."
        )
    elif cell.barrier is None:
        barred = _("%(day)s is not approved: change it in the week itself.") % {
            "day": named_day(cell.day)
        }
    elif cell.barrier is not Barrier.LOCKED:
        barred = why_barred(cell.barrier, cell.day)
    context = {
        "asked": asked,
        "row": row,
        "mark": mark_of(row.key.beneficiary, row.task.kind, frozenset()),
        "cell": cell,
        "form": form,
        "barred": barred,
        "back": _week(asked),
        "others": _address(asked),
    }
    return render(request, "timetracking/amend.html", context, status=status)


def _which(request: HttpRequest, asked: Asked, grid: Grid) -> HttpResponse:
    """Show the cells of the approved days, each with the address of its form."""
    days = [day for day in grid.days if day.state == "approved"]
    dates = {day.date for day in days}
    rows = [
        ChoiceRow(
            row.task,
            mark_of(row.key.beneficiary, row.task.kind, grid.joint),
            tuple(_choice(asked, row, cell) for cell in row.cells if cell.day in dates),
        )
        for row in grid.rows
    ]
    context = {
        "asked": asked,
        "days": days,
        "rows": rows,
        "others": tuple(_other_rows(asked, grid)) if days else (),
        "back": _week(asked),
    }
    return render(request, "timetracking/amend_which.html", context)


def _choice(asked: Asked, row: Row, cell: Cell) -> Choice:
    text = _shown(cell) or "–"
    url = "" if cell.several else _address(asked, cell.day, row.key)
    label = _("%(title)s, %(day)s") % {"title": row.task.title, "day": named_day(cell.day)}
    return Choice(text, url, label)


def _other_rows(asked: Asked, grid: Grid) -> Iterator[tuple[str, str]]:
    """Yield key and name of rows that the week does not have."""
    there = {row.key for row in grid.rows}
    joint = grid.joint or frozenset(asked.instruments)
    for task in sorted(tasks_of(asked.place.unit).values(), key=lambda task: task.code):
        whom = [""]
        if task.kind == SERVICE:
            whom = [*asked.instruments, "+".join(sorted(joint))]
        for beneficiary in dict.fromkeys(whom):
            key = RowKey(task.code, beneficiary)
            if key not in there:
                word = mark_of(beneficiary, task.kind, grid.joint).word
                yield str(key), f"{task.code} · {task.title} · {word}"


def _address(asked: Asked, day: dt.date | None = None, key: RowKey | None = None) -> str:
    query = {"unit": asked.place.unit.code, "week": str(asked.week)}
    if day and key:
        query |= {"day": day.isoformat(), "row": str(key)}
    return f"{reverse('amend')}?{urlencode(query)}"


def _week(asked: Asked) -> str:
    return f"{reverse('week')}?{replace(asked, rows=()).query}"
