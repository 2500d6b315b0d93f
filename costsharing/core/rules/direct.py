"""In proportion to the members' direct value of the month."""

from fractions import Fraction

from costsharing.core.sharing import Case, Rule, Weights, by_key, in_proportion


def weigh(case: Case) -> Weights:
    """Return parts by direct value; by the key where no member has any."""
    zero = Fraction(0)
    parts = in_proportion({code: case.basis.get(code, zero) for code in case.members})
    return by_key(case) if parts is None else Weights(parts)


RULE = Rule(name="direct", for_joint=True, for_overhead=False, weigh=weigh)
