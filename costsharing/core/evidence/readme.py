"""How to recompute a run by hand from its evidence pack, with an example from its own numbers."""

# The results of a run are JSON, told by their writer; it has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.core.evidence.table import members, plain
from costsharing.core.explain import explain, total
from costsharing.core.explain_costs import GRADES, STAFF_COST, cost_of
from costsharing.core.explain_rows import basis_text
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.explain_costs import Cost
    from costsharing.core.explain_ground import Ground
    from costsharing.core.explain_lines import Line

_TEXT = """\
EVIDENCE OF VALUATION RUN {run}
{rule}

Unit {unit}, {start} to {end}, method "{method}", amounts in {currency}.
Digest of the inputs: {digest}

This pack lets a third party recompute every figure of the run with pencil and paper or a
spreadsheet. Nothing in it is a program. The rules are written out in method.txt; the steps below
say which columns to multiply.


WHAT IS IN IT

README.txt                    this page
method.txt                    the rules, complete
snapshot.json                 the inputs of the run, byte for byte; its SHA-256 is the digest above
results.json                  the results as the run has them
figures.csv                   each figure of each instrument, exact and rounded
table.csv                     the published table, in which rows and columns add up
blocks.csv                    what makes the cost of an hour, block by block
hours.csv                     minutes by block, stretch, activity and beneficiary, with their value
missing.csv                   expected minutes that were not recorded, by block and stretch
shares.csv                    each product that a figure is the sum of
entries.csv                   the entries as they are now: person by number, no notes
changes-since.csv             what happened to entries after the run
inputs/unit.csv               what holds for the whole run, and the unit's working days
inputs/agreements.csv         agreements in force, with policies and support rate
inputs/agreement-shares.csv   their instruments, and the fractions where these are fixed
inputs/keys.csv               the key that follows, from day to day
inputs/budgets.csv            budgets behind a key by budgets
inputs/rates.csv              rates of exchange: units for one US dollar
inputs/standard-costs.csv     annual standard costs and productive hours
inputs/activities.csv         kind of each activity
inputs/expenditure.csv        money spent
inputs/assignments.csv        who is on which post, share of full time, pattern of the week
inputs/post-grades.csv        grade of each post, from a day on
inputs/contracts.csv          fees
inputs/staff-costs.csv        staff cost by person and month
inputs/holidays.csv           days off; minutes where it is a part of a day
SHA256SUMS                    the SHA-256 of every other file

Numbers such as 200/3 are exact fractions: numerator, stroke, denominator. Days are year-month-day.
A text that a spreadsheet would take for a formula has an apostrophe before it. "for" lists the
instruments that a piece of work served, joined by +; it is empty for overhead. People are numbers
that mean nothing outside this pack.

Agreements, budgets, rates, standard costs, activities, expenditure, blocks, hours, missing minutes
and shares come from the snapshot and never change. Entries, people, posts, contracts, staff costs
and holidays are those of the day on which the pack was made; what happened to entries after the
run is told in changes-since.csv.


HOW TO RECOMPUTE IT

 1. Are the files whole? The SHA-256 of each file is in SHA256SUMS, and that of snapshot.json is
    the digest above.
 2. From entries to minutes. Leave out entries of kind "absence". For each row of hours.csv add the
    minutes of the entries of that block, between its "from" and "to", with its activity and "for".
    The sum is "minutes_in_entries". Where "minutes" (which the run counted) is another number,
    changes-since.csv tells why.
 3. From blocks to cost per hour.
{cost_step}
 4. Value. value = minutes / 60 x cost_per_hour.
 5. The key. For a day of the stretch take the shares of inputs/keys.csv. Where the agreement is by
    budgets, share = budget / sum of budgets of the year, each in {currency} at the rates in force
    on 1 January.
 6. Direct. The sum of the values with one instrument in "for".
 7. Joint. For each row with several instruments in "for", multiply the value by the instrument's
    part: by the agreement's policy "joint", as method.txt, 5, says. In shares.csv "reason" tells
    the rule that applied and "in_proportion_to" the numbers it went by: the part is the
    instrument's number over the sum of all of them.
 8. Overhead. For each row without "for", likewise by the policy "overhead".
 9. Support. The amounts of 6 to 8, each times the support rate of its agreement.
10. Received = 6 + 7 + 8 + 9. Funded = the sum over all rows (overhead of policy "none" left out)
    of value x (1 + support rate) x share in the key. Balance = received - funded.
11. Lowest and highest: method.txt, 7, with the minutes of missing.csv.
12. Money spent. inputs/expenditure.csv: the amount in {currency} at the rate of its day; paid by
    the instrument in "paid_by"; due from the one in "charged_to" or, where that is empty, from
    each by its share in the key of the day.
13. Compare. In shares.csv, amount = value x part x factor; the amounts of a figure and instrument
    add up to "exact" in figures.csv. Received is direct + joint + overhead + support there,
    balance is received - funded, net is paid - due.
14. Rounding. method.txt, 9, leads from the exact numbers to table.csv and "rounded".


AN EXAMPLE FROM THIS RUN
{example}
"""

_STANDARD = """\
    With "fee" in blocks.csv, the amount. With "grades", for each of its rows annual /
    productive_hours of inputs/standard-costs.csv for the year of the stretch, times "part", and
    the sum of these. In another currency than {currency}: x rate of {currency} / rate of the
    currency, as in force on the first day of the stretch."""
_ACTUAL = """\
    A block is a person's month. Add the amounts of its rows in blocks.csv, each in {currency} at
    the rates in force on the first day of the month, divide by the sum of the block's minutes in
    hours.csv, and multiply by 60. Without any minutes the amount is "unrecorded"."""


def readme(ground: Ground, results: Mapping[str, Any], *, run: str, digest: str) -> str:
    """Return the page that leads through the pack.

    Args:
        ground: what the run's figures stand on.
        results: the document of ``value --json``.
        run: identity of the run.
        digest: of its snapshot.
    """
    inputs = ground.inputs
    step = _STANDARD if inputs.method == "standard" else _ACTUAL
    return _TEXT.format(
        run=run,
        rule="=" * (len("EVIDENCE OF VALUATION RUN ") + len(run)),
        unit=inputs.unit,
        start=inputs.start,
        end=inputs.end,
        method=inputs.method,
        currency=inputs.currency,
        digest=digest,
        cost_step=step.format(currency=inputs.currency),
        example=_example(ground, results),
    )


def _example(ground: Ground, results: Mapping[str, Any]) -> str:
    """Return one line of one figure worked out, and the sum of all its lines."""
    for figure in ("joint", "direct", "overhead"):
        for code in sorted(results["instruments"]):
            lines = [line for line in explain(ground, figure, code) if line.amount]
            if lines:
                return _worked(ground, results, figure, code, lines)
    return "\nThe run has no valued time.\n"


def _worked(
    ground: Ground, results: Mapping[str, Any], figure: str, code: str, lines: list[Line]
) -> str:
    line = lines[0]
    inputs = ground.inputs
    assert line.block is not None  # noqa: S101 - recorded time has its block
    cost = cost_of(inputs, line.block, line.start)
    hourly = exact_text(cost.hourly or 0)
    whom = f" for {members(line.whom)}" if line.whom else ""
    by = f", in proportion to {basis_text(line.weight)}" if line.weight.basis else ""
    policy = f' (policy "{line.weight.rule}")' if line.weight.rule else ""
    printed = results["instruments"][code][figure]
    place = f"{line.start} to {line.end}, activity {line.activity}{whom}"
    part = exact_text(line.weight.part)
    value, amount = exact_text(line.value), exact_text(line.amount)
    whole = exact_text(total(lines))
    texts = [
        "",
        f"{code}, {figure}: the first of {len(lines)} products is block {line.block + 1},",
        f"{place}.",
        f"Cost of an hour: {_cost(cost, inputs.currency)} = {hourly}.",
        f"Value: {line.minutes} / 60 x {hourly} = {value}.",
        f'Part of {code}: {part}, by reason "{line.weight.reason}"{policy}{by}.',
        f"Amount: {value} x {part} = {amount}.",
        f"All {len(lines)} amounts of {code}, {figure}, in shares.csv add up to {whole};",
        f"figures.csv has {printed['exact']}, printed as {printed['rounded']}.",
        "",
    ]
    return "\n".join(texts)


def _cost(cost: Cost, currency: str) -> str:
    texts = []
    for step in cost.steps:
        text = f"{plain(step.amount)} {step.currency}"
        if cost.kind == GRADES and step.hours is not None:
            text += f" (grade {step.grade}) / {plain(step.hours)}"
        if step.rates is not None:
            to, of = (plain(rate) for rate in step.rates)
            text += f" x {to} / {of} (rates of {currency} and {step.currency} on {step.day})"
        texts.append(f"{text} x {step.part}" if step.part != 1 else text)
    listed = " + ".join(texts)
    return f"({listed}) / {cost.minutes} minutes x 60" if cost.kind == STAFF_COST else listed
