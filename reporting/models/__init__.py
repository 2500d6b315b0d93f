"""What is shown: reports and the files made of them."""

from reporting.models.report import DataFile, Report

__all__ = ["DataFile", "Report"]
