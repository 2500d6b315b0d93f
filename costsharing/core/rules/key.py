"""By the key in force on the entry's date, restricted to those who share."""

from costsharing.core.sharing import Rule, by_key

RULE = Rule(name="key", for_joint=True, for_overhead=True, weigh=by_key)
