"""Reads entries: millions of them, each mistake with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.unit_file.problems import shown
from costsharing.core.unit_file.read_unit import read_zone
from costsharing.core.unit_file.row import Row
from costsharing.core.unit_file.times import parse_time
from costsharing.core.unit_file.words import DAY, KEYS, KINDS
from costsharing.core.unit_file.work_records import Entry, RemovedEntry

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.unit_file.context import Context

SERVICE = KINDS[0]
_NOTE = 500
_BENEFICIARY = 500
_SOURCE = 16
_SOURCE_ID = 64
_COMMON = frozenset({"person", "date", "minutes", "activity", "for", "note", "saved"})


class EntryReader:
    """Reads entry after entry; what repeats is kept once."""

    def __init__(self, context: Context) -> None:
        """Read against the codes of ``context``."""
        self.context = context
        self.entries: list[Entry] = []
        # What the quick way may take without looking again: all from rows read carefully.
        self._dates: dict[object, dt.date] = {}
        self._members: dict[object, tuple[str, ...]] = {}
        self._people = context.people or {}
        self._activities = {
            code: (code, kind) for code, kind in (context.kinds or {}).items() if kind is not None
        }
        self._minutes: dict[tuple[str, dt.date], int] = {}
        self._sources: dict[tuple[str, str, str], int] = {}

    def read(self, nodes: list[object]) -> list[Entry]:
        """Return the entries of a list, which is emptied on the way to save memory."""
        for index, node in enumerate(nodes):
            entry = self._quick(node) or self._careful(node, index)
            if entry is not None:
                self._count(entry, index)
                self.entries.append(entry)
            nodes[index] = None
        return self.entries

    def _quick(self, node: object) -> Entry | None:
        """Return the entry of a plain row without any mistake, None for all others."""
        if type(node) is not dict or not node.keys() <= _COMMON:
            return None
        try:
            person = self._people[node["person"]]
            date = self._dates[node["date"]]
            activity, kind = self._activities[node["activity"]]
            minutes = node["minutes"]
            members = self._members[tuple(node["for"])] if kind == SERVICE else ()
            note, saved = node.get("note", ""), node.get("saved")
            if (
                type(minutes) is not int
                or not 1 <= minutes <= DAY
                or (not members and node.get("for") is not None)
                or type(note) is not str
                or len(note) > _NOTE
                or not note.isprintable()
            ):
                return None
            time = None if saved is None else parse_time(saved, self.context.zone)
        except (KeyError, TypeError, ValueError):
            return None
        return Entry(person, date, minutes, activity, members, note, time, minutes)

    def _careful(self, node: object, index: int) -> Entry | None:
        """Return the entry of a row, or note all that is wrong with it."""
        row = Row(node, f"entries[{index}]", KEYS["entries"], self.context.problems)
        date = row.date("date")
        if row.ok:
            self._dates[row.mapping["date"]] = date
        person = row.reference("person", self.context.people, "person") or ""
        activity = row.reference("activity", self.context.kinds, "activity") or ""
        minutes = row.number("minutes", 1, DAY)
        first = row.whole("first_minutes", 1, DAY, required=False)
        zone_text = row.string("zone", required=False)
        zone = read_zone(row, "zone") or self.context.zone
        entry = Entry(
            person=person,
            date=self._dates.get(row.mapping.get("date"), date) if row.ok else date,
            minutes=minutes,
            activity=activity,
            members=self._read_members(row, activity),
            note=row.text("note", _NOTE, required=False, prose=True),
            saved=_time(row, "saved", self.context.zone),
            first_minutes=minutes if first is None else first,
            begin=_time(row, "begin", zone),
            end=_time(row, "end", zone),
            zone=zone_text,
            source=row.text("source", _SOURCE, required=False),
            source_id=row.text("source_id", _SOURCE_ID, required=False),
        )
        if row.has("begin") != row.has("end"):
            row.wrong(
                "end" if row.has("begin") else "begin", "is missing: begin and end go together"
            )
        elif entry.begin and entry.end and entry.end < entry.begin:
            row.wrong("end", "is before begin")
        return entry if row.ok else None

    def _read_members(self, row: Row, activity: str) -> tuple[str, ...]:
        kind = (self.context.kinds or {}).get(activity)
        if kind is not None and kind != SERVICE:
            if row.has("for"):
                row.wrong(
                    "for", f"{activity} is {kind}, which is for nobody in particular; leave it out"
                )
            return ()
        before = len(row.problems)
        members = row.references(
            "for", self.context.instruments, "instrument", required=kind == SERVICE
        )
        if len("+".join(members)) > _BENEFICIARY:
            row.wrong("for", "names more instruments than are kept")
        found = row.mapping.get("for")
        if isinstance(found, list) and len(row.problems) == before:
            return self._members.setdefault(tuple(found), members)
        return members

    def _count(self, entry: Entry, index: int) -> None:
        """Note days of more than 1440 minutes, and identities of a source that stand twice."""
        day = (entry.person, entry.date)
        before = self._minutes.get(day, 0)
        total = self._minutes[day] = before + entry.minutes
        if before <= DAY < total:
            self.context.problems.add(
                f"entries[{index}].minutes",
                f"with it {entry.person} has {total} minutes on {entry.date}; a day has {DAY}",
            )
        if entry.source_id:
            identity = (entry.person, entry.source, entry.source_id)
            first = self._sources.setdefault(identity, index)
            if first != index:
                self.context.problems.add(
                    f"entries[{index}].source_id",
                    f"{shown(entry.source_id)} stands already at entries[{first}]; keep one",
                )


def _time(row: Row, key: str, zone: dt.tzinfo) -> dt.datetime | None:
    if not row.has(key):
        return None
    text = row.string(key)
    if not isinstance(row.mapping[key], str):
        return None
    try:
        return parse_time(text, zone)
    except ValueError as error:
        row.wrong(key, f"{shown(text)} {error}")
        return None


def read_removed(top: Row, context: Context) -> tuple[RemovedEntry, ...]:
    """Return what is left of removed entries."""
    return tuple(
        RemovedEntry(
            person=row.reference("person", context.people, "person") or "",
            date=row.date("date"),
            kind=row.choice("kind", KINDS, SERVICE),
            first_minutes=row.number("first_minutes", 1, DAY),
        )
        for row in top.rows("removed_entries", KEYS["removed_entries"])
    )
