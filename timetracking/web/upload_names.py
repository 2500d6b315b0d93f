"""What the names of a file stand for: an activity, whom it is for, or both, in a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetracking.core.maps import read_names
from timetracking.core.meanings import JOINT, Meaning, Meanings, Unclear
from timetracking.core.rows import Name, Says
from timetracking.queries.importing import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from timetracking.models import Upload
    from timetracking.queries.uploads import Choices


@dataclass(frozen=True, slots=True)
class Line:
    """A name of the file with what it stands for now.

    Attributes:
        number: of its fields in the form.
        text: the name.
        count: how often the file has it.
        activity: code, or empty.
        whom: codes of instruments joined by ``+``, ``joint``, or empty.
        takes_activity: whether it may stand for an activity.
        takes_whom: whether it may stand for instruments.
    """

    number: int
    text: str
    count: int
    activity: str
    whom: str
    takes_activity: bool
    takes_whom: bool

    @property
    def known(self) -> bool:
        """Return whether it stands for anything."""
        return bool(self.activity or self.whom)


def lines_of(upload: Upload) -> list[Line]:
    """Return the names of a file that was looked at, the most frequent first; two queries."""
    known = codes(upload.unit)
    mapped = Meanings(known, _meanings(upload.names))
    return [
        Line(
            number,
            name.text,
            count,
            *_stands_for(mapped, name),
            takes_activity=name.says is not Says.BENEFICIARY,
            takes_whom=name.says is not Says.ACTIVITY,
        )
        for number, (name, count) in enumerate(_names(upload))
    ]


def whom_offered(choices: Choices, lines: Iterable[Line]) -> list[str]:
    """Return what can be chosen as whom work is for: instruments, sets used before, and joint."""
    asked = [line.whom for line in lines if line.whom and line.whom != JOINT]
    return list(dict.fromkeys([*choices.instruments, *choices.sets, *sorted(asked)]))


def read_typed(upload: Upload, typed: QueryDict) -> dict[str, Any]:
    """Return the map that a form says: what was remembered, and what was chosen now.

    A name that stands for what its code says anyway is left out; one that shall stand for nothing
    though it is a code says so.
    """
    plain = Meanings(codes(upload.unit))
    listed = {name.text: name for name, _count in _names(upload)}
    found = {name: value for name, value in upload.names.items() if name not in listed}
    for number in range(len(listed)):
        name = listed.get(typed.get(f"name-{number}", ""))
        if name is None:
            continue
        chosen = typed.get(f"activity-{number}", ""), typed.get(f"for-{number}", "")
        if chosen != _stands_for(plain, name):
            found[name.text] = _as_map(*chosen)
    return read_names(found, codes(upload.unit))


def _names(upload: Upload) -> list[tuple[Name, int]]:
    listed = (upload.outcome or {}).get("names", [])
    return [(Name(one["text"], Says[one["says"].upper()]), one["count"]) for one in listed]


def _as_map(activity: str, whom: str) -> dict[str, Any]:
    said: dict[str, Any] = {"activity": activity} if activity else {}
    if whom:
        said["for"] = JOINT if whom == JOINT else whom.split("+")
    return said or {"ignore": True}


def _meanings(names: Mapping[str, Any]) -> dict[str, Meaning]:
    found = {}
    for text, said in names.items():
        whom = said.get("for", [])
        joint = whom in (JOINT, [JOINT])
        members = frozenset[str]() if joint else frozenset(whom)
        found[text] = Meaning(said.get("activity", ""), members, joint)
    return found


def _stands_for(meanings: Meanings, name: Name) -> tuple[str, str]:
    """Return activity and beneficiary that a name stands for, as the form has them."""
    try:
        found = meanings.understood(name)
    except Unclear:
        return "", ""
    activity = next((one.activity for one in found if one.activity), "")
    if any(one.joint for one in found):
        return activity, JOINT
    return activity, "+".join(sorted({code for one in found for code in one.members}))
