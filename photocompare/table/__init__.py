"""The metrics table: one tidy row per pair, region and metric; the same bytes for the same input."""

from photocompare.table.agreement import AGREEMENT_COLUMNS, AGREEMENT_FILE
from photocompare.table.formats import (
    PARQUET,
    csv_chunks,
    csv_rows,
    csv_text,
    parquet_bytes,
    read_rows,
    wide_chunks,
)
from photocompare.table.repeats import REPEAT_COLUMNS, REPEATS_FILE, RepeatShot, repeat_chunks
from photocompare.table.rows import (
    COLUMNS,
    Occasion,
    Row,
    comparison_rows,
    failed_rows,
    number,
    picture_name,
    restored,
    safe_cell,
)

__all__ = [
    "AGREEMENT_COLUMNS",
    "AGREEMENT_FILE",
    "COLUMNS",
    "PARQUET",
    "REPEATS_FILE",
    "REPEAT_COLUMNS",
    "Occasion",
    "RepeatShot",
    "Row",
    "comparison_rows",
    "csv_chunks",
    "csv_rows",
    "csv_text",
    "failed_rows",
    "number",
    "parquet_bytes",
    "picture_name",
    "read_rows",
    "repeat_chunks",
    "restored",
    "safe_cell",
    "wide_chunks",
]
