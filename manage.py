#!/usr/bin/env python3
"""Entry point of the management commands."""

import os
import sys


def main() -> None:
    """Run the command named on the command line with the settings of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imca.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.stderr.write(
            "Django is not installed for this Python. Run 'make setup', then use "
            ".venv/bin/python manage.py ….\n"
        )
        sys.exit(1)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
