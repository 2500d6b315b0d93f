"""What a file of time did, or would do, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from timetracking.core.matching import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from timetracking.core.pieces import Item
    from timetracking.core.rows import Name, Rejected, Skipped

# So many rows of each kind are listed; beyond them a count says enough.
LISTED = 2_000
NAMES_LISTED = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is stored with other values: field → [stored, in the file]."""

    row: int
    differences: dict[str, list[object]]
    item: Item


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file did, or with ``dry_run`` would do.

    Attributes:
        created: entries stored; 0 as long as a row is rejected.
        acceptable: entries that are new and free of fault, were it not for the rejected rows.
        unchanged: entries stored before, with the same values.
        updated: rows whose entries were amended (on request only).
        changed: rows stored before with other values.
        rejected: what is wrong, by row.
        skipped: what is no time to be stored, by row.
        ignored: names of accepted rows that stand for nothing → how often.
        seconds: what the accepted rows of the file say in all.
        minutes: what their entries say in all; the difference from seconds is rounding.
        new: the rows behind ``acceptable``.
        same: the rows behind ``unchanged``.
        names: every name of the file → how often, those of wrong rows included.
    """

    created: int = 0
    acceptable: int = 0
    unchanged: int = 0
    updated: int = 0
    changed: list[Changed] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    seconds: int = 0
    minutes: int = 0
    new: list[Item] = field(default_factory=list)
    same: list[Item] = field(default_factory=list)
    names: Counter[Name] = field(default_factory=Counter)

    def document(self) -> dict[str, object]:
        """Return it as plain JSON values, as ``import_time --json`` prints them."""
        return {
            "created": self.created,
            "acceptable": self.acceptable,
            "unchanged": self.unchanged,
            "updated": self.updated,
            "changed": [{"row": one.row, "differences": one.differences} for one in self.changed],
            "rejected": [asdict(one) for one in self.rejected],
            "skipped": [asdict(one) for one in self.skipped],
            "ignored": self.ignored,
            "seconds": self.seconds,
            "minutes": self.minutes,
        }

    @property
    def first_day(self) -> dt.date | None:
        """Return the work date of the first entry: of what is new or changed, else of all."""
        for items in ([*self.new, *(one.item for one in self.changed)], self.same):
            if items:
                return min(values.date for item in items for values in item.parts.values())
        return None


def preview(outcome: Outcome, *, words: bool = True) -> dict[str, object]:
    """Return an outcome as it is kept to be looked at: counts of all, and the first rows.

    Besides the keys of :meth:`Outcome.document` (each list cut at ``LISTED``) it has ``counts``,
    ``new`` and ``same`` (entries as JSON has them), ``names`` (the most frequent first) and
    ``first_day``.

    Args:
        outcome: what a file did or would do.
        words: whether the person's own words are kept; not needed once the time is stored.
    """
    names = outcome.names.most_common(NAMES_LISTED) if words else []
    return {
        **outcome.document(),
        "changed": [_changed(one, words=words) for one in outcome.changed[:LISTED]],
        "rejected": [asdict(one) for one in outcome.rejected[:LISTED]],
        "skipped": [asdict(one) for one in outcome.skipped[:LISTED]],
        "ignored": dict(islice(outcome.ignored.items(), NAMES_LISTED)) if words else {},
        "counts": {
            "new": outcome.acceptable,
            "same": outcome.unchanged,
            "changed": len(outcome.changed),
            "rejected": len(outcome.rejected),
            "skipped": len(outcome.skipped),
            "names": len(outcome.names),
        },
        "new": list(islice(_entries(outcome.new), LISTED)) if words else [],
        "same": list(islice(_entries(outcome.same), LISTED)) if words else [],
        "names": [
            {"text": name.text, "says": name.says.name.lower(), "count": count}
            for name, count in names
        ],
        "first_day": outcome.first_day.isoformat() if outcome.first_day else "",
    }


def _changed(one: Changed, *, words: bool) -> dict[str, object]:
    return {
        "row": one.row,
        "date": min(values.date for values in one.item.parts.values()).isoformat(),
        "differences": {
            name: pair for name, pair in one.differences.items() if words or name != "note"
        },
    }


def _entries(items: Iterable[Item]) -> Iterator[dict[str, object]]:
    for item in items:
        for values in item.parts.values():
            yield {
                "row": item.row,
                "date": plain(values.date),
                "minutes": values.minutes,
                "activity": values.activity,
                "for": plain(values.members),
                "note": values.note,
            }
