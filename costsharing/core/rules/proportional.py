"""In proportion to each instrument's direct and joint value of the month."""

from costsharing.core.sharing import Case, Rule, Weights, by_key, in_proportion


def weigh(case: Case) -> Weights:
    """Return parts by value served, instruments outside the agreement included.

    By the key where nobody was served in the month.
    """
    parts = in_proportion(case.basis)
    return by_key(case) if parts is None else Weights(parts)


RULE = Rule(name="proportional", for_joint=False, for_overhead=True, weigh=weigh)
