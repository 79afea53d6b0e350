"""The command line: each command a few lines over a core call, in a file of its own."""

from photocompare.one_thread import use_one_thread

use_one_thread()

# Imported in the order in which `photocompare --help` lists them.
from photocompare.cli import score, align, maps, batch, stats, report, check  # noqa: E402, F401, I001
from photocompare.cli import regions, study, study_export, study_people, study_import, grade, catalog  # noqa: E402, F401
from photocompare.cli.program import app, main  # noqa: E402

__all__ = ["app", "main"]
