"""The programming interface: the same reads and actions as the pages and commands."""
