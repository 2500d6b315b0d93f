"""Which instruments joint work serves on a date: told by the app above, named in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from secretariats.models import Unit


def joint_by_date(unit: Unit) -> Callable[[dt.date], frozenset[str] | None]:
    """Return a function: date → instruments of the agreement in force, None without one."""
    found: Callable[[dt.date], frozenset[str] | None] = import_string(settings.JOINT_BY_DATE)(unit)
    return found
