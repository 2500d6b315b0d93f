"""A person's own time as a file, the same for pages, programs and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from timetracking.queries.timesheet import check_span, timesheet
from timetracking.renderers import renderers

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person
    from timetracking.core.leaving import Renderer
    from timetracking.core.timesheet import Timesheet
    from timetracking.queries.workplaces import Workplace


def rendered(
    person: Person, place: Workplace, start: dt.date, end: dt.date, name: str
) -> tuple[Timesheet, Renderer, bytes]:
    """Return a person's time of some days, the form it leaves in, and the file.

    Args:
        person: whose time.
        place: where it was worked.
        start: the first day.
        end: the last day.
        name: of the form.

    Raises:
        Refused: there is no such form, or it does not hold so many days.
    """
    renderer = renderers().get(name)
    if renderer is None:
        text = _("There is no form %(name)s. Choose one of: %(known)s.")
        values = {"name": name, "known": ", ".join(renderers())}
        raise Refused([Problem("format", text % values)])
    check_span(start, end)
    days = (end - start).days + 1
    if renderer.longest and days > renderer.longest:
        text = _("This form holds %(most)d days at most: choose a month or less.")
        raise Refused([Problem("to", text % {"most": renderer.longest})])
    sheet = timesheet(person, place, start, end)
    return sheet, renderer, renderer.render(sheet)
