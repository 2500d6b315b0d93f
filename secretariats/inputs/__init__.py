"""Tables of inputs about posts, people on them and the calendar, one file each."""

from __future__ import annotations

from secretariats.input_table import tables_of

INPUTS = tables_of(__name__, __path__)
