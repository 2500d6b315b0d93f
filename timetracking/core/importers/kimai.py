"""Kimai: its CSV export, whose headers are in the user's language, and its import form.

``Date,From,To,Duration,Currency,…,Name,User,E-mail,…,Customer,Project,Activity,Description,…``;
the import form has fewer columns, and its durations are seconds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timetracking.core.exports import Export, timed
from timetracking.core.rows import Dated, Format
from timetracking.core.written import read_day

if TYPE_CHECKING:
    from timetracking.core.rows import Settings, Timed
    from timetracking.core.tables import Record

_WHOLE = re.compile(r"-?[0-9]{1,9}")
# Whole numbers up to a day's hours are hours; the import form counts seconds.
_MOST_HOURS = 24
CALLED = {
    # German, French, Spanish.
    "datum": "date", "von": "from", "beginn": "from", "bis": "to", "ende": "to",
    "dauer": "duration", "benutzer": "user", "kunde": "customer", "projekt": "project",
    "tätigkeit": "activity", "beschreibung": "description", "schlagworte": "tags",
    "de": "from", "début": "from", "à": "to", "fin": "to", "durée": "duration",
    "utilisateur": "user", "client": "customer", "projet": "project", "activité": "activity",
    "étiquettes": "tags", "nom": "name", "courriel": "e-mail",
    "fecha": "date", "desde": "from", "hasta": "to", "duración": "duration",
    "usuario": "user", "cliente": "customer", "proyecto": "project", "actividad": "activity",
    "descripción": "description", "etiquetas": "tags", "nombre": "name",
    "correo electrónico": "e-mail",
}  # fmt: skip


def _when(record: Record, order: str, settings: Settings) -> Dated | Timed:
    cells = record.cells
    told = cells.get("duration", "")
    clocks = cells.get("from") and cells.get("to")
    if not clocks and _WHOLE.fullmatch(told) and abs(int(told)) > _MOST_HOURS:
        return Dated(read_day(cells["date"], order), int(told))
    return timed(
        record, order, settings, day="date", begin="from", end="to", durations=["duration"]
    )


EXPORT = Export(
    required=("date", "duration", "project", "activity"),
    optional=("from", "to", "name", "user", "e-mail", "customer", "description", "tags"),
    days=("date",),
    people=("name", "user", "e-mail"),
    names=("customer", "project", "activity"),
    note="description",
    when=_when,
    called=CALLED,
    tags="tags",
)
FORMAT = Format(name="kimai", label="Kimai (CSV export)", endings=(".csv",), read=EXPORT.read)
