"""The metrics table as a file: CSV written and read back, one row per region, Parquet."""

from __future__ import annotations

import csv
import importlib
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.table.rows import COLUMNS, Row, number, restored

KEY = ("subject", "view", "lighting", "timepoint", "region")
WIDE_VALUES = ("baseline", "followup", "change", "sdc", "verdict")
NUMBERS = {
    "day",
    "baseline",
    "followup",
    "change",
    "percent_change",
    "sdc",
    "usable_percent",
    "area_px",
    "area_mm2",
    "alignment_error_px",
    "color_error_de00",
}
PARQUET = ".parquet"
LONG_ONLY = {"metric", "unit", *WIDE_VALUES, "percent_change", "sdc_source", "status", "codes", "message"}


def csv_text(rows: Iterable[Row]) -> str:
    """Return the rows as CSV text: comma, `\\n`, one header line; text cells safe for spreadsheets."""
    return b"".join(csv_chunks(rows)).decode()


def csv_chunks(rows: Iterable[Row], extras: Sequence[str] = ()) -> Iterator[bytes]:
    """Yield the rows as CSV bytes, a part at a time; the columns `extras` come behind the contract's."""
    columns = [*COLUMNS, *extras]
    yield _line(columns)
    for row in rows:
        yield _line([row.get(column, "") for column in columns])


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a table that `csv_chunks` or `parquet_bytes` wrote, as its name's ending says.

    Raises:
        Problem: E337 where the file cannot be read or is no such table, E507 for Parquet without pyarrow.
    """
    if path.suffix.lower() == PARQUET:
        yield from _parquet_rows(path)
        return
    for _, row in csv_rows(path, COLUMNS):
        yield row


def csv_rows(path: Path, columns: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """Yield each row of a CSV file with its line, the apostrophes of `safe_cell` taken off again.

    Raises:
        Problem: E337 where the file cannot be read or lacks one of the columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
                raise Problem("E337", path.name, f"the column {missing[0]} is missing")
            for row in reader:
                if None in row or None in row.values():
                    raise Problem("E337", path.name, f"line {reader.line_num} does not fit the header")
                yield reader.line_num, {column: restored(cell) for column, cell in row.items()}
    except OSError as error:
        raise Problem("E337", path.name, error.strerror or "it cannot be read") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem("E337", path.name, str(error)) from error


def wide_chunks(rows: Iterable[Row], extras: Sequence[str] = ()) -> Iterator[bytes]:
    """Yield CSV bytes with one row per region; each metric has `<id>.<value>` for `WIDE_VALUES`."""
    header: list[str] = []
    kept = [column for column in (*COLUMNS, *extras) if column not in LONG_ONLY]
    for _, group in groupby(rows, key=lambda row: [row[column] for column in KEY]):
        measures = list(group)
        names = [f"{row['metric']}.{value}" for row in measures for value in WIDE_VALUES]
        if not header:
            header = names
            yield _line([*kept, *header])
        values = {f"{row['metric']}.{value}": row[value] for row in measures for value in WIDE_VALUES}
        yield _line([*(measures[0].get(column, "") for column in kept), *(values.get(n, "") for n in header)])


def parquet_bytes(rows: Iterable[Row], extras: Sequence[str] = ()) -> bytes:
    """Return the rows as a Parquet file: numbers as float64, an empty cell as null.

    Raises:
        Problem: E507 without pyarrow (extra `research`).
    """
    pa, pq = _pyarrow("pyarrow"), _pyarrow("pyarrow.parquet")
    columns = [*COLUMNS, *extras]
    kinds = {name: pa.float64() if name in NUMBERS else pa.string() for name in columns}
    out = io.BytesIO()
    with pq.ParquetWriter(out, pa.schema(kinds.items())) as writer:
        waiting = iter(rows)
        while part := list(islice(waiting, 50_000)):
            cells = {
                name: [_cell(row.get(name, ""), number=name in NUMBERS) for row in part] for name in columns
            }
            writer.write_table(pa.table(cells, schema=pa.schema(kinds.items())))
    return out.getvalue()


def _parquet_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a Parquet table as the CSV beside it has them: numbers as `number` writes them."""
    pq = _pyarrow("pyarrow.parquet")
    arrow = _pyarrow("pyarrow")
    try:
        with pq.ParquetFile(path, memory_map=False) as file:
            schema = file.schema_arrow
            if missing := [column for column in COLUMNS if column not in schema.names]:
                raise Problem("E337", path.name, f"the column {missing[0]} is missing")
            for name in schema.names:
                wanted = arrow.float64() if name in NUMBERS else arrow.string()
                if schema.field(name).type != wanted:
                    raise Problem("E337", path.name, f"the column {name} is no {wanted}")
            for batch in file.iter_batches():
                for row in batch.to_pylist():
                    yield {name: _text(cell) for name, cell in row.items()}
    except OSError as error:
        raise Problem("E337", path.name, error.strerror or "it cannot be read") from error
    except (arrow.ArrowException, ValueError) as error:
        raise Problem("E337", path.name, "it is no Parquet table, or it is damaged") from error


def _pyarrow(module: str) -> Any:
    """Return a module of pyarrow, which only who wants Parquet needs."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Problem("E507", "Parquet", "pyarrow is not installed") from error


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()


def _cell(text: str, *, number: bool) -> float | str | None:
    return None if not text else float(text) if number else text


def _text(cell: float | str | None) -> str:
    return number(cell) if isinstance(cell, float) else restored(cell or "")
