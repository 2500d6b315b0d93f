"""What is shown: reports and the documents made of them."""

from reporting.models.report import Report

__all__ = ["Report"]
