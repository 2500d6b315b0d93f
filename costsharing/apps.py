"""Django's record of the app."""

from django.apps import AppConfig


class CostSharingConfig(AppConfig):
    """What it is worth and who pays: agreements, budgets, costs, rates, valuation, settlement."""

    name = "costsharing"
