"""Django's record of the app."""

from django.apps import AppConfig


class CostSharingConfig(AppConfig):
    """What it is worth and who pays: agreements, budgets, costs, rates, valuation, settlement."""

    name = "costsharing"

    def ready(self) -> None:
        """Guard what final statements rest on."""
        from costsharing.actions.guard_statements import guard_statements
        from costsharing.actions.load_unit import REPLACE_GUARDS

        if guard_statements not in REPLACE_GUARDS:
            REPLACE_GUARDS.append(guard_statements)
