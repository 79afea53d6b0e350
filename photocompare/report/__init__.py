"""The readable result of a study: HTML, PDF, slides."""

from photocompare.report.build import document, write_report
from photocompare.report.results import Results, read_results

__all__ = ["Results", "document", "read_results", "write_report"]
