"""What the forms have in common in which a sheet of time leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from timetracking.core.timesheet import Timesheet


@dataclass(frozen=True, slots=True)
class Renderer:
    """A form's record of what it is.

    Attributes:
        name: what people and programs call it.
        media_type: of the file.
        suffix: how its name ends, with the dot.
        render: the sheet → the file, in the language that is active.
        longest: the most days that it holds; 0 is no limit of its own.
    """

    name: str
    media_type: str
    suffix: str
    render: Callable[[Timesheet], bytes]
    longest: int = 0


def file_name(sheet: Timesheet, suffix: str) -> str:
    """Return a name that says whose time it is, where, and from when until when."""
    return f"time-{sheet.unit}-{sheet.username}-{sheet.start}-{sheet.end}{suffix}".replace(
        "/", "-"
    )
