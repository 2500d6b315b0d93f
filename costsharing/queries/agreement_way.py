"""The way of an agreement, point by point: who did what when, and what is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.agreement_steps import APPROVAL, CONSULTATION, MEMO
from costsharing.models import Agreement
from secretariats.models import Change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from costsharing.queries.agreement_steps import StepShown
    from costsharing.queries.agreements_listed import AgreementShown
    from secretariats.models import Committee
    from secretariats.queries.signatures import SignatureLine

State = Agreement.State


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the way.

    Attributes:
        name: ``drafted``, ``loaded``, ``consultation``, ``approval``, ``handed_over``,
            ``signature``, ``memo``, ``in_force`` or ``end``.
        state: ``done``, ``now`` (it is its turn), ``refused``, ``left`` (left out), ``ahead``, or
            ``none`` (nothing is noted, and nothing waits for it).
        title: what it is, and how it stands.
        who: did it, or is asked to.
        day: on which it happened, or will.
        at: the moment, where it happened here.
        document: in which it stands.
        text: statement, conditions or reason.
        committee: of an approval.
        step: as it was noted, where it was.
        leads_to: the agreement that took its place.
    """

    name: str
    state: str
    title: str
    who: str = ""
    day: dt.date | None = None
    at: dt.datetime | None = None
    document: str = ""
    text: str = ""
    committee: Committee | None = None
    step: StepShown | None = None
    leads_to: int | None = None


def way_of(
    line: AgreementShown,
    *,
    committees: Sequence[Committee],
    signatures: Sequence[SignatureLine],
    today: dt.date,
) -> list[Point]:
    """Return the points of an agreement's way, in order; one query.

    Args:
        line: the agreement.
        committees: of its instruments.
        signatures: to what was handed over, a line for each side.
        today: what lies before it is over.
    """
    table = Agreement._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    changes = Change.objects.filter(table=table, row=str(line.pk)).select_related("actor")
    acts = list(changes.order_by("pk"))
    noted = {one.step.place: one for one in line.steps}
    signed_here = bool(line.digest)
    points = [_beginning(acts), _consultation(line, noted.get((0, "")))]
    points += [_approval(line, body, noted.get((1, body.code))) for body in committees]
    if line.state != State.IN_FORCE or signed_here:
        points.append(_handed_over(line, acts))
    points += [_signature(one) for one in signatures]
    points += [_memo(line, noted.get((2, ""))), _in_force(line, today)]
    return [*points, *_end(line, today)]


def _act(acts: list[Change], **after: str) -> Change | None:
    """Return the last change that made some values what they say."""
    return next(
        (
            act
            for act in reversed(acts)
            if all((act.after or {}).get(name) == value for name, value in after.items())
        ),
        None,
    )


def _beginning(acts: list[Change]) -> Point:
    made = next((act for act in acts if act.kind == Change.Kind.CREATED), None)
    if made is None:
        return Point("loaded", "done", _("Brought in by a unit file"))
    return Point("drafted", "done", _("Drafted"), str(made.actor or ""), at=made.at)


def _noted(name: str, title: str, one: StepShown, committee: Committee | None = None) -> Point:
    return Point(
        name,
        "left" if one.step.waived else "done",
        title,
        day=one.step.date,
        document=one.step.document,
        text=one.step.text,
        committee=committee,
        step=one,
    )


def _open(line: AgreementShown) -> str:
    return "now" if line.state == State.DRAFT else "none"


def _consultation(line: AgreementShown, one: StepShown | None) -> Point:
    if one is not None:
        return _noted(CONSULTATION, _("Staff consulted"), one)
    return Point(CONSULTATION, _open(line), _("Staff consultation: not noted"))


def _approval(line: AgreementShown, body: Committee, one: StepShown | None) -> Point:
    words = {"name": body.name}
    if one is None:
        title = _("Approval by the %(name)s: not noted") % words
        return Point(APPROVAL, _open(line), title, committee=body)
    left = one.step.waived
    title = _("Approval by the %(name)s: left out") if left else _("Approved by the %(name)s")
    return _noted(APPROVAL, title % words, one, body)


def _handed_over(line: AgreementShown, acts: list[Change]) -> Point:
    if not line.digest:
        return Point("handed_over", "ahead", _("To be handed over for signature"))
    act = _act(acts, state=State.SIGNING, digest=line.digest)
    who = str(act.actor or "") if act else ""
    return Point("handed_over", "done", _("Handed over for signature"), who, at=line.handed_over)


def _signature(one: SignatureLine) -> Point:
    titles = {
        "signed": _("Signed for %(side)s"),
        "refused": _("Refused for %(side)s"),
        "waiting": _("Waiting for %(side)s"),
    }
    title = titles[one.state] % {"side": one.instrument}
    people = ", ".join(one.people)
    if not people:
        text = _("Nobody is Executive Secretary of %(side)s here today.")
        return Point("signature", "now", title, text=text % {"side": one.instrument})
    state = {"signed": "done", "refused": "refused"}.get(one.state, "now")
    return Point("signature", state, title, people, at=one.at, text=one.reason)


def _memo(line: AgreementShown, one: StepShown | None) -> Point:
    if one is not None:
        return _noted(MEMO, _("Announced by memo"), one)
    if line.state != State.IN_FORCE:
        return Point(MEMO, "ahead", _("To be announced by memo"))
    return Point(MEMO, "now" if line.digest else "none", _("Announcement by memo: not noted"))


def _in_force(line: AgreementShown, today: dt.date) -> Point:
    start = line.terms.span.start
    if line.state != State.IN_FORCE:
        return Point("in_force", "ahead", _("In force once every side has signed"), day=start)
    title = _("In force") if start <= today else _("Agreed; its days are to come")
    return Point("in_force", "done", title, day=start, at=line.agreed)


def _end(line: AgreementShown, today: dt.date) -> Iterator[Point]:
    last = line.terms.span.end
    for one in line.endings:
        if one.state in {"refused", "withdrawn"}:
            title = (
                _("An end was proposed and refused")
                if one.state == "refused"
                else _("An end was proposed and withdrawn")
            )
            yield Point("end", "left", title, day=one.last, at=one.decided, text=one.returned)
    if line.closed_by is not None:
        title = _("Replaced by the next agreement")
        state = "done" if last and last < today else "ahead"
        yield Point("end", state, title, day=last, leads_to=line.closed_by[0])
    elif line.ended is not None:
        ended = line.ended
        state = "done" if last and last < today else "ahead"
        title = _("Ended by all sides, with nothing after it")
        yield Point("end", state, title, day=last, at=ended.decided, text=ended.reason)
    elif last is not None:
        over = line.state == State.IN_FORCE and last < today
        yield Point("end", "done" if over else "ahead", _("Its last day"), day=last)
    if line.ending is not None:
        asked, title = line.ending, _("Its end waits for signatures")
        yield Point("end", "now", title, asked.by, day=asked.last, at=asked.created)
