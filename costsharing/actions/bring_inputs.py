"""Inputs from a file: looked at row by row, then confirmed once, all of it or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.check_runs import check_after_change
from costsharing.actions.decide_inputs import apply
from costsharing.actions.input_lines import lines_of
from costsharing.actions.propose_inputs import State, lock_proposal, propose_inputs, reason_of
from costsharing.models import InputProposal
from costsharing.queries.input_file import SAME, FileLine, sort_file
from costsharing.queries.input_proposals import counts_of, rows_changed
from costsharing.queries.input_tables import TABLES
from secretariats.actions.write_input import BadLines, Through, write_inputs
from secretariats.core.errors import NotAllowed, Refused
from secretariats.input_fields import known_rows, take
from secretariats.input_table import every_instrument

if TYPE_CHECKING:
    from secretariats.input_table import BadLine, InputTable
    from secretariats.models import Person, Unit

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would do.

    Attributes:
        lines: what each row that can be taken would do.
        bad: what is wrong with the others; with any, nothing can be stored.
    """

    lines: list[FileLine]
    bad: list[BadLine]

    @property
    def kept(self) -> list[dict[str, Any]]:
        """The lines as proposals keep them."""
        return [asdict(line) for line in self.lines]

    @property
    def counts(self) -> dict[str, int]:
        """Act → how many lines do it."""
        return counts_of(self.kept)


def look_at_file(table: InputTable, unit: Unit, data: bytes, *, actor: Person | None) -> Looked:
    """Return what a file would do, by writing its lines with all checks and taking them back.

    Args:
        table: of inputs.
        unit: whose.
        data: CSV or a workbook.
        actor: who brings it; None is the operator.

    Raises:
        NotAllowed: the actor writes no row of the table in the unit.
        Refused: it is no table of these columns.
    """
    if actor is not None and not table.offers(actor, unit):
        raise NotAllowed([_("This is changed by %(writers)s.") % {"writers": table.writers}])
    found = sort_file(table, unit, data)
    bad = list(found.bad)
    kept = [asdict(line) for line in found.lines]
    with transaction.atomic():
        try:
            write_inputs(table, unit, lines_of(kept), actor=actor, through=Through(agreed=True))
        except BadLines as refused:
            bad += refused.lines
        transaction.set_rollback(True)
    wrong = {one.place for one in bad}
    lines = [line for line in found.lines if line.place not in wrong]
    return Looked(lines, sorted(bad, key=lambda one: (one.place or 0, one.column)))


def bring_file(
    table: InputTable, unit: Unit, data: bytes, *, actor: Person, name: str
) -> InputProposal:
    """Keep what a file would do until its bringer has looked at it; no input is changed.

    What they brought for the same table before, and did not confirm, is dropped.

    Args:
        table: of inputs.
        unit: whose.
        data: CSV or a workbook.
        actor: who brings it.
        name: of the file.

    Raises:
        NotAllowed: the actor writes no row of the table in the unit.
        Refused: it is no table of these columns.
    """
    looked = look_at_file(table, unit, data, actor=actor)
    with transaction.atomic():
        InputProposal.objects.of_unit(unit).filter(
            table=table.name, person=actor, state=State.PREVIEW
        ).delete()
        row: InputProposal = InputProposal.objects.create(
            unit=unit,
            table=table.name,
            person=actor,
            lines=looked.kept,
            problems=[asdict(one) for one in looked.bad],
            file=_plain(name),
            sha256=hashlib.sha256(data).hexdigest(),
        )
    return row


def confirm_file(proposal: InputProposal, *, actor: Person, reason: str = "") -> InputProposal:
    """Do what a file that was looked at says: write it, or propose it to the other sides.

    Confirmed a second time it is as it stands.

    Raises:
        NotAllowed: somebody else brought it.
        Refused: rows of it are wrong, it changes nothing, or rows changed since it was looked at.
    """
    if proposal.person_id != actor.pk:
        raise NotAllowed([_("Only who brought a file confirms it.")])
    with transaction.atomic():
        row = lock_proposal(proposal.pk)
        if row.state != State.PREVIEW:
            return row
        if row.problems:
            raise Refused([_("Some rows are wrong: mend them in the file and bring it again.")])
        table = TABLES[row.table]
        row.lines = [line for line in row.lines if line["act"] != SAME]
        if not row.lines:
            raise Refused([_("The file changes nothing: all of it is there already.")])
        if rows_changed(table, row.unit, row.lines):
            text = _(
                "Rows of the table changed since you looked at the file. Nothing was stored: "
                "bring it again and look at what it does now."
            )
            raise Refused([text])
        sides = _sides(table, row)
        if sides:
            return propose_inputs(
                table, row.unit, row.lines, actor=actor, sides=sides, reason=reason, proposal=row
            )
        row.reason = reason_of(reason)
        row.save(update_fields=["lines", "reason"])
        apply(row, actor=actor, agreed=False)
    return row


def drop_file(proposal: InputProposal, *, actor: Person) -> None:
    """Give a file up that was looked at; nothing of it is kept.

    Raises:
        NotAllowed: somebody else brought it.
        Refused: it was confirmed.
    """
    if proposal.person_id != actor.pk:
        raise NotAllowed([_("Only who brought a file gives it up.")])
    with transaction.atomic():
        row = lock_proposal(proposal.pk)
        if row.state != State.PREVIEW:
            raise Refused([_("This was confirmed already: open it again.")])
        row.delete()


def write_file(table: InputTable, unit: Unit, data: bytes, *, name: str, dry_run: bool) -> Looked:
    """Write what a file says at once, as the operator at the command line.

    Args:
        table: of inputs.
        unit: whose.
        data: CSV or a workbook.
        name: of the file, for the history.
        dry_run: whether to look at it only.

    Raises:
        Refused: it is no table of these columns. Wrong rows are told by what is returned, and
            nothing is written then.
    """
    looked = look_at_file(table, unit, data, actor=None)
    if not dry_run and not looked.bad:
        through = Through(agreed=True, request=f"file {hashlib.sha256(data).hexdigest()[:40]}",
                          reason=_("From the file %(name)s") % {"name": _plain(name)})  # fmt: skip
        with transaction.atomic():
            write_inputs(table, unit, lines_of(looked.kept), actor=None, through=through)
            check_after_change(unit)
    return looked


def _sides(table: InputTable, row: InputProposal) -> list[str]:
    """Return who must agree to the lines of a file; no more is asked once that is everybody."""
    if table.sides is None:
        return []
    everybody = every_instrument(row.unit, {})
    known = known_rows(table.fields, row.unit)
    sides: set[str] = set()
    for texts in (texts for line in row.lines for texts in (line["texts"], line["before"])):
        if texts and sides != everybody:
            taken = take(table.fields, texts, row.unit, exact=True, known=known)
            sides |= set(table.must_agree(row.unit, taken.values))
    return sorted(sides)


def _plain(name: str) -> str:
    """Return the name of a file without what cannot be seen, cut short."""
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME]
