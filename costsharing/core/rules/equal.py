"""Equally among those who share."""

from costsharing.core.sharing import Case, Rule, Weights, equally


def weigh(case: Case) -> Weights:
    """Return the same part for each member, an instrument with share 0 included."""
    return Weights(equally(case.members))


RULE = Rule(name="equal", for_joint=True, for_overhead=True, weigh=weigh)
