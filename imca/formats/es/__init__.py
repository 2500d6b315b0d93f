"""Dates of one language."""
