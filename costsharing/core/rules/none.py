"""Not shared out: shown as unallocated, without support."""

from costsharing.core.sharing import Case, Rule, Weights


def weigh(case: Case) -> Weights:  # noqa: ARG001 - every rule looks at a case, this one at none
    """Return no parts."""
    return Weights({})


RULE = Rule(name="none", for_joint=False, for_overhead=True, weigh=weigh)
