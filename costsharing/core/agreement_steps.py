"""The steps of an agreement's way: staff heard, committees asked, everybody told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costsharing.core.agreed_terms import YEARS
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

CONSULTATION, APPROVAL, MEMO = "consultation", "approval", "memo"
KINDS = (CONSULTATION, APPROVAL, MEMO)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken, or left out.

    Attributes:
        kind: ``consultation``, ``approval`` or ``memo``.
        committee: code of the committee that approved; empty for the other kinds.
        date: when.
        document: where it stands, such as a paper's symbol.
        text: the staff's statement, a committee's conditions, what the memo told, or why the
            step was left out.
        waived: whether it was left out.
    """

    kind: str
    committee: str
    date: dt.date
    document: str = ""
    text: str = ""
    waived: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """What tells it apart within an agreement, in the order of the way."""
        return KINDS.index(self.kind), self.committee


def step_problems(step: Step, *, today: dt.date) -> list[tuple[str, Message]]:
    """Return what is wrong with a step, as pairs of field and message.

    Args:
        step: what is to be noted.
        today: consultations and approvals do not lie ahead.
    """
    found: list[tuple[str, Message]] = []
    if step.date.year not in YEARS:
        text = gettext_noop("Write a day between the years %(first)s and %(last)s.")
        found.append(("date", message(text, first=YEARS[0], last=YEARS[-1])))
    elif step.kind != MEMO and step.date > today:
        text = gettext_noop("This day lies ahead: note what has happened, on the day it did.")
        found.append(("date", message(text)))
    if step.waived and step.kind != APPROVAL:
        text = gettext_noop("Only the approval of a committee can be left out.")
        found.append(("waived", message(text)))
    if step.waived and not step.text:
        text = gettext_noop("Say why it is left out: the Executive Secretaries sign that too.")
        found.append(("text", message(text)))
    if step.waived and step.document:
        text = gettext_noop("What was left out has no document: name it in the reason.")
        found.append(("document", message(text)))
    if step.kind == CONSULTATION and not step.text:
        text = gettext_noop("Write what the staff said, or that they had nothing to say.")
        found.append(("text", message(text)))
    if step.kind == APPROVAL and not step.waived and not step.document:
        text = gettext_noop("Name the document in which the committee approved.")
        found.append(("document", message(text)))
    if step.kind == MEMO and not step.document:
        text = gettext_noop("Name the memo, such as its number or title.")
        found.append(("document", message(text)))
    return found


def steps_missing(
    steps: Iterable[Step], committees: Mapping[str, str]
) -> list[tuple[str, Message]]:
    """Return what has to be noted before an agreement is handed over, each with what to do.

    Args:
        steps: those noted so far.
        committees: code → name of each committee of the agreement's instruments.
    """
    noted = {(step.kind, step.committee) for step in steps}
    found: list[tuple[str, Message]] = []
    if (CONSULTATION, "") not in noted:
        text = gettext_noop(
            "The staff were not heard, as far as is noted: note the day of the consultation and "
            "what the staff said."
        )
        found.append(("steps", message(text)))
    for code, name in sorted(committees.items()):
        if (APPROVAL, code) not in noted:
            text = gettext_noop(
                "%(name)s has not approved, as far as is noted: note the day and the document, "
                "or leave the step out with the reason."
            )
            found.append(("steps", message(text, name=name)))
    return found


def steps_content(steps: Iterable[Step]) -> list[dict[str, object]]:
    """Return the steps that are signed, as plain JSON values: all but the memo, which follows."""
    return [
        {
            "kind": step.kind,
            "committee": step.committee or None,
            "date": step.date.isoformat(),
            "document": step.document,
            "text": step.text,
            "waived": step.waived,
        }
        for step in sorted(steps, key=lambda step: step.place)
        if step.kind != MEMO
    ]


def standing_problem(
    old: Step | None, new: Step | None, *, state: str, signed: Sequence[Mapping[str, object]]
) -> Message | None:
    """Return why a step may not become another now; None where it may.

    Args:
        old: as it is noted; None where it is not.
        new: as it shall be; None where it is to go.
        state: where the agreement stands: ``draft``, ``signing`` or ``in_force``.
        signed: the steps in what was signed.
    """
    step = new or old
    kind = step.kind if step else ""
    if state != "in_force":
        if kind == MEMO:
            return message(
                gettext_noop(
                    "The memo announces what all sides have signed: note it once the agreement "
                    "is in force."
                )
            )
        if state == "signing":
            return message(
                gettext_noop(
                    "This agreement waits for signatures, and its steps are part of what is "
                    "signed: withdraw it first, then change them."
                )
            )
        return None
    place = (kind, (step.committee if step else "") or None)
    was = next((one for one in signed if (one["kind"], one["committee"]) == place), None)
    if was is None:
        return None
    if not was["waived"]:
        return message(
            gettext_noop("This step is part of what all sides signed, and stands as it is.")
        )
    if new is None or new.waived:
        return message(
            gettext_noop(
                "All sides signed that this step was left out: an approval that came afterwards "
                "can take its place, and nothing else."
            )
        )
    return None
