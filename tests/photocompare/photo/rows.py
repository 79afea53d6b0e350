"""All rows: `ROWS` can be driven through the reader, the command line or the window."""

from __future__ import annotations

from tests.photocompare.photo import rows_files, rows_metadata

ROWS = (*rows_files.ROWS, *rows_metadata.ROWS)
