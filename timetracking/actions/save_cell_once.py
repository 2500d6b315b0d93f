"""One cell saved under a key of its sender's: sent again, it is stored once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariats.actions.once_only import digest_of, once_only
from secretariats.models import IdempotencyKey
from timetracking.actions.save_cell import Saved, save_cell
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariats.models import Person, Unit
    from timetracking.core.grid import RowKey

MOST_EARLIER = 20


def save_cell_once(
    key: RowKey,
    day: dt.date,
    minutes: int,
    *,
    actor: Person,
    unit: Unit,
    version: str,
    note: str | None = None,
    once: str = "",
    earlier: Sequence[str] = (),
) -> Saved:
    """Store one cell as :func:`save_cell` does; under a key that was used, do nothing more.

    Keys are each person's own. What is kept under one is no text of the person's.

    Args:
        key: activity and beneficiary.
        day: the work date.
        minutes: 0 removes the entry.
        actor: whose time it is.
        unit: where the work was done.
        version: of the cell as the actor saw it.
        note: None leaves it as it is.
        once: the sender's key; without one it is a plain :func:`save_cell`.
        earlier: keys of what the sender sent for this cell before without hearing of it, oldest
            first. What one of them stored is no change by somebody else.

    Raises:
        KeyReused: the key was used for something else.
        NotAllowed, Conflict, Refused: as :func:`save_cell`; the key is free again.
    """
    if not once:
        return save_cell(key, day, minutes, actor=actor, unit=unit, version=version, note=note)
    scope = f"cell of {actor.pk}"
    asked = {
        "unit": unit.code, "row": str(key), "date": day.isoformat(), "minutes": minutes,
        "version": version, "note": note,
    }  # fmt: skip

    def store() -> dict[str, str | int]:
        seen = _last_version(scope, earlier, version)
        saved = save_cell(key, day, minutes, actor=actor, unit=unit, version=seen, note=note)
        return {"minutes": saved.minutes, "version": saved.version, "what": saved.what}

    answer = once_only(scope=scope, key=once, digest=digest_of(asked), do=store)
    return Saved(
        answer["minutes"], answer["version"], answer["what"], _note(actor, answer["version"])
    )


def _last_version(scope: str, earlier: Sequence[str], version: str) -> str:
    """Return the version that the last of the earlier keys left behind, else the one seen."""
    wanted = list(earlier)[-MOST_EARLIER:]
    if not wanted:
        return version
    rows = IdempotencyKey.objects.filter(scope=scope, key__in=wanted)
    answers: dict[str, dict[str, str]] = dict(rows.values_list("key", "answer"))
    found = next((answers[key] for key in reversed(wanted) if key in answers), None)
    return found["version"] if found else version


def _note(person: Person, version: str) -> str:
    """Return the note of the entry that a version names, as it is now."""
    if not version:
        return ""
    pk, _dot, _version = version.partition(".")
    rows = TimeEntry.objects.filter(person=person, pk=pk).values_list("note", flat=True)
    return rows.first() or ""
