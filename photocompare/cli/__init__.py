"""The command line: each command a few lines over a core call, in a file of its own."""

# Imported in the order in which `photocompare --help` lists them.
from photocompare.cli import score, align, maps, batch, stats, report, check  # noqa: F401, I001
from photocompare.cli import regions, study, study_export, study_people, study_import, grade, catalog  # noqa: F401
from photocompare.cli.program import app, main

__all__ = ["app", "main"]
