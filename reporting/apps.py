"""Django's record of the app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """What is shown: reports, charts, renderers."""

    name = "reporting"

    def ready(self) -> None:
        """Guard what published reports rest on."""
        from costsharing.actions.load_unit import REPLACE_GUARDS
        from costsharing.actions.propose_ending import ENDING_GUARDS
        from reporting.actions.guard_published import guard_ended, guard_published

        if guard_published not in REPLACE_GUARDS:
            REPLACE_GUARDS.append(guard_published)
        if guard_ended not in ENDING_GUARDS:
            ENDING_GUARDS.append(guard_ended)
