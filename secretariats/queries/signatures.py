"""Where the signatures of a document stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Role, Signature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Signatures:
    """One content of a document: which sides signed, refused, and are still waited for.

    Each is a sorted tuple of instrument codes; the three together are all sides.
    """

    signed: tuple[str, ...]
    refused: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def in_force(self) -> bool:
        """Whether every side, and there are at least two, has signed."""
        return len(self.signed) > 1 and not self.refused and not self.waiting


def signatures_of(
    document: str, document_id: str, *, digest: str, sides: Iterable[str]
) -> Signatures:
    """Return where a document's signatures stand; one query.

    Args:
        document: the kind of document.
        document_id: which one.
        digest: of the content in question; signatures to another content do not count.
        sides: codes of the instruments that must sign.
    """
    decided = dict(
        Signature.objects.filter(
            document=document, document_id=document_id, digest=digest
        ).values_list("instrument__code", "decision")
    )
    by_decision: dict[str | None, list[str]] = {}
    for side in sorted(sides):
        by_decision.setdefault(decided.get(side), []).append(side)
    return Signatures(
        signed=tuple(by_decision.get(Signature.Decision.SIGNED, ())),
        refused=tuple(by_decision.get(Signature.Decision.REFUSED, ())),
        waiting=tuple(by_decision.get(None, ())),
    )


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Where one side of a document stands.

    Attributes:
        instrument: code of the side.
        state: ``signed``, ``refused`` or ``waiting``.
        people: who signed or refused; while it waits, who may sign for the side today.
        at: when it was decided.
        reason: why, where one was given.
    """

    instrument: str
    state: str
    people: tuple[str, ...] = ()
    at: dt.datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits for one side's signature.

    Attributes:
        kind: of document, such as ``report``.
        document_id: which one.
        title: what it is called.
        about: a sentence on what it is and what the signature does.
        address: name of the address of its page.
        arguments: of that address.
        unit_code: of the unit it belongs to.
        instrument: code of the side that is waited for.
        signed_by: codes of the sides that have signed.
        since: when it was handed over.
        digest: of the content that is to be signed.
    """

    kind: str
    document_id: str
    title: str
    about: str
    address: str
    arguments: tuple[object, ...]
    unit_code: str
    instrument: str
    since: dt.datetime | None
    digest: str
    signed_by: tuple[str, ...] = ()


def signature_lines(
    document: str,
    document_id: str,
    *,
    digest: str,
    unit: Unit,
    sides: Iterable[str],
    role: str = Role.Kind.EXECUTIVE_SECRETARY,
) -> list[SignatureLine]:
    """Return each side of a document with who decided, when and why; two queries.

    Args:
        document: the kind of document.
        document_id: which one.
        digest: of the content in question.
        unit: whose Executive Secretaries sign.
        sides: codes of the instruments that must sign; the lines come in their order.
        role: who decides for a side, where it is not its Executive Secretary.
    """
    rows = Signature.objects.filter(document=document, document_id=document_id, digest=digest)
    decided = {
        row.instrument.code: SignatureLine(
            row.instrument.code, row.decision, (str(row.person),), row.at, row.reason
        )
        for row in rows.select_related("person", "instrument")
    }
    signers: dict[str, list[str]] = {}
    roles = (
        Role.objects.in_force(timezone.localdate())
        .filter(unit=unit, role=role, person__is_active=True)
        .select_related("person", "instrument")
    )
    for held in roles:
        if held.instrument:
            signers.setdefault(held.instrument.code, []).append(str(held.person))
    return [
        decided.get(code)
        or SignatureLine(code, "waiting", tuple(sorted(set(signers.get(code, ())))))
        for code in sides
    ]


def signed_sides(document: str, keys: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return document identity → side → decision, of many documents of a kind; one query.

    Args:
        document: the kind of document.
        keys: pairs of identity and digest; signatures to another content do not count.
    """
    wanted = dict(keys)
    found: dict[str, dict[str, str]] = {name: {} for name in wanted}
    rows = Signature.objects.filter(document=document, document_id__in=wanted).values_list(
        "document_id", "digest", "instrument__code", "decision"
    )
    for name, digest, code, decision in rows:
        if wanted[name] == digest:
            found[name][code] = decision
    return found


def sides_shown(sides: Iterable[str], decided: Mapping[str, str]) -> dict[str, str]:
    """Return side → ``signed``, ``refused`` or ``waiting``; those who have decided come first.

    Args:
        sides: codes of the instruments that must sign.
        decided: code → decision, of those who did (``signed_sides``).
    """
    found = {side: decided.get(side, "waiting") for side in sides}
    return dict(sorted(found.items(), key=lambda pair: (pair[1] == "waiting", pair[0])))


def still_waiting(handed: Sequence[Waiting]) -> list[Waiting]:
    """Return those of what was handed over on which the side has not decided; one query.

    None where nothing was handed over. Each tells which sides have signed.

    Args:
        handed: documents of any kinds, once for each side that is to sign; ``signed_by`` is not
            looked at.
    """
    if not handed:
        return []
    decided: dict[tuple[str, str, str], dict[str, str]] = {}
    rows = Signature.objects.filter(
        document__in={one.kind for one in handed},
        document_id__in={one.document_id for one in handed},
    ).values_list("document", "document_id", "digest", "instrument__code", "decision")
    for kind, name, digest, side, decision in rows:
        decided.setdefault((kind, name, digest), {})[side] = decision
    waiting = []
    for one in handed:
        found = decided.get((one.kind, one.document_id, one.digest), {})
        signed = [side for side, what in found.items() if what == Signature.Decision.SIGNED]
        if one.instrument not in found:
            waiting.append(replace(one, signed_by=tuple(sorted(signed))))
    return waiting


def sides_of(
    person: Person, *, role: str = Role.Kind.EXECUTIVE_SECRETARY
) -> list[tuple[Unit, str]]:
    """Return unit and code of each instrument that a person may sign for today; one query.

    With another ``role``, that they decide for as its holder.
    """
    if not person.is_active:
        return []
    roles = (
        Role.objects.in_force(timezone.localdate())
        .filter(person=person, role=role, instrument__isnull=False)
        .select_related("unit", "instrument")
    )
    return [(role.unit, role.instrument.code) for role in roles if role.instrument]
