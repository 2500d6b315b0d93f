"""Settlement of money really spent: nets in cents and the fewest transfers that clear them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.exact import cents, largest_remainders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Time and memory double with each open net; twenty take seconds.
MOST_OPEN_NETS = 20

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Settlement:
    """Rounded figures of a settlement, instrument code → whole cents, codes in order.

    Attributes:
        due: each instrument's agreed share of the money spent.
        paid: what it laid out; adds up to the same as ``due``.
        net: paid less due; adds up to zero. Positive: the instrument gets money back.
    """

    due: dict[str, int]
    paid: dict[str, int]
    net: dict[str, int]


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment of ``cents`` (above zero) from one instrument to another."""

    payer: str
    payee: str
    cents: int


def round_settlement(due: Mapping[str, Fraction], paid: Mapping[str, Fraction]) -> Settlement:
    """Round what each instrument owes and what it paid to the same total.

    Args:
        due: instrument code → exact amount in units of the currency; what is missing is zero.
        paid: likewise; adds up to the same as ``due``.

    Returns:
        Due and paid each by largest remainders to the exact total, half towards plus infinity,
        for every instrument named in either (valuation.md, Settlement and Rounding).

    Raises:
        ValueError: due and paid do not add up to the same.
    """
    total = sum(due.values(), _ZERO)
    if total != sum(paid.values(), _ZERO):
        message = f"due adds up to {total}, paid to {sum(paid.values(), _ZERO)}"
        raise ValueError(message)
    codes = sorted({*due, *paid})
    rounded_due, rounded_paid = (
        largest_remainders({code: 100 * part.get(code, _ZERO) for code in codes}, cents(total))
        for part in (due, paid)
    )
    return _settlement(rounded_due, rounded_paid)


def final_settlement(
    due_so_far: Mapping[str, Fraction],
    paid_so_far: Mapping[str, Fraction],
    before: Iterable[Settlement],
) -> Settlement:
    """Settle the year so far less the final settlements before, so that cents do not drift.

    Args:
        due_so_far: instrument code → exact amount since the year's first day.
        paid_so_far: likewise.
        before: the final settlements of the year before this one; none for the first.

    Returns:
        What this settlement adds; all of the year's add up to the year rounded at once. A part
        may be a cent below zero, and a correction of earlier months is in it.

    Raises:
        ValueError: due and paid do not add up to the same.
    """
    so_far = round_settlement(due_so_far, paid_so_far)
    earlier = list(before)
    codes = sorted({*so_far.due, *(code for final in earlier for code in final.due)})
    return _settlement(
        {
            code: so_far.due.get(code, 0) - sum(final.due.get(code, 0) for final in earlier)
            for code in codes
        },
        {
            code: so_far.paid.get(code, 0) - sum(final.paid.get(code, 0) for final in earlier)
            for code in codes
        },
    )


def transfers(nets: Mapping[str, int]) -> list[Transfer]:
    """Return the transfers that clear the nets, as few as possible.

    The nets are parted into the most groups that each add up to zero; of equal partitions it is
    the first, when each group's codes are sorted, the groups are sorted and the lists of lists
    compared. Within a group the largest debtor pays the largest creditor what it can, again and
    again, ties by code. An instrument whose net is zero is a group of its own.

    Args:
        nets: instrument code → paid less due in whole cents, adding up to zero.

    Returns:
        The transfers in the order in which they arise, group by group.

    Raises:
        ValueError: the nets do not add up to zero, or more than ``MOST_OPEN_NETS`` of them are
            not zero.
    """
    if sum(nets.values()) != 0:
        message = f"nets add up to {sum(nets.values())} cents instead of zero"
        raise ValueError(message)
    codes = sorted(code for code, net in nets.items() if net != 0)
    if len(codes) > MOST_OPEN_NETS:
        message = (
            f"{len(codes)} instruments have a net other than zero; the fewest transfers are"
            f" found for at most {MOST_OPEN_NETS}"
        )
        raise ValueError(message)
    return [
        transfer
        for group in _groups([nets[code] for code in codes])
        for transfer in _cleared({codes[number]: nets[codes[number]] for number in group})
    ]


def _settlement(due: dict[str, int], paid: dict[str, int]) -> Settlement:
    return Settlement(due, paid, {code: paid[code] - due[code] for code in due})


def _cleared(open_nets: dict[str, int]) -> list[Transfer]:
    """Return the transfers within one group that adds up to zero."""
    done: list[Transfer] = []
    while any(open_nets.values()):
        payer = min(open_nets, key=lambda code: (open_nets[code], code))
        payee = min(open_nets, key=lambda code: (-open_nets[code], code))
        amount = min(-open_nets[payer], open_nets[payee])
        open_nets[payer] += amount
        open_nets[payee] -= amount
        done.append(Transfer(payer, payee, amount))
    return done


def _groups(nets: Sequence[int]) -> list[list[int]]:
    """Return the first of the partitions into the most groups that add up to zero.

    Args:
        nets: whole cents other than zero, adding up to zero; their places are the names.

    A set of nets is the mask of its places. The first list of a partition holds the lowest place,
    so the partition is found group by group: the lowest place left with the first companions
    that leave as many groups as possible to the rest.
    """
    most = _most_groups(nets)
    rest = len(most) - 1
    found: list[list[int]] = []
    while rest:
        group = _first_group(nets, most, rest)
        found.append(group)
        rest ^= sum(1 << place for place in group)
    return found


def _most_groups(nets: Sequence[int]) -> bytearray:
    """Return for each mask the most disjoint groups in it that add up to zero.

    Such groups, added one by one, are a chain of masks that add up to zero. The longest chain in
    a mask is the longest after taking one place out, and one more where the mask adds up to zero:
    n 2^n steps, where going through the subsets of each mask would be 3^n.
    """
    sums = [0]
    for net in nets:
        sums += [total + net for total in sums]
    most = bytearray(len(sums))
    for mask in range(1, len(sums)):
        longest = 0
        places = mask
        while places:
            lowest = places & -places
            places ^= lowest
            if most[mask ^ lowest] > longest:
                longest = most[mask ^ lowest]
        most[mask] = longest + (sums[mask] == 0)
    return most


def _first_group(nets: Sequence[int], most: bytearray, rest: int) -> list[int]:
    """Return the first group, as lists compare, with the lowest place of ``rest``.

    It adds up to zero and leaves one group less in what remains.
    """
    wanted = most[rest] - 1
    lowest = (rest & -rest).bit_length() - 1
    places = [place for place in range(lowest, len(nets)) if rest >> place & 1]
    # A stack of prefixes in the order of lists: the prefix itself before its extensions.
    stack = [([0], nets[lowest], rest ^ (1 << lowest))]
    while stack:
        chosen, total, left = stack.pop()
        if most[left] < wanted:
            continue
        if total == 0:
            return [places[number] for number in chosen]
        stack += [
            ([*chosen, number], total + nets[places[number]], left ^ (1 << places[number]))
            for number in reversed(range(chosen[-1] + 1, len(places)))
        ]
    message = "nets that add up to zero are a group themselves"
    raise AssertionError(message)
