"""The readable result of a study: HTML, PDF, slides."""

from photocompare.report.build import document, kind_of, write_report, write_reports
from photocompare.report.overview import overview_html
from photocompare.report.results import Results, read_results

__all__ = ["Results", "document", "kind_of", "overview_html", "read_results", "write_report", "write_reports"]
