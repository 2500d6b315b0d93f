"""How long people wait, in words that stay true."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


def minutes_of(wait: dt.timedelta) -> int:
    """Return whole minutes, never too few and at least one."""
    return max(1, math.ceil(wait.total_seconds() / 60))
