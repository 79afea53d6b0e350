"""A CSV table as people save it: any usual encoding and separator, every fault of its form said at once."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from photocompare.errors import Finding, Problem

LARGEST_BYTES = 128_000_000
MOST_ROWS = 200_000
LONGEST_CELL = 32_767
SEPARATORS = ",;\t|"
SPOKEN = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
LIKELY = ("cp1252", "mac_roman", "cp850")


@dataclass(frozen=True)
class Sheet:
    """A table of text cells.

    Attributes:
        name: the file's name.
        sha256: hex hash of its bytes.
        columns: the header, lower case, words joined by `_`.
        rows: the number of the line each row begins on (from 1, the header) and its cells.
        decimal_comma: whether numbers may be written `0,05`, because no comma separates cells.
        findings: W301, W302, W303 for what had to be guessed.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    decimal_comma: bool = False
    findings: tuple[Finding, ...] = ()


def read_sheet(
    path: Path,
    *,
    required: Sequence[str],
    known: Sequence[str],
    encoding: str | None = None,
    believable: Callable[[str], bool] = lambda text: False,
) -> Sheet:
    """Return the table in the CSV file at `path`, which must have the `required` of the `known` columns.

    Without `encoding` it is UTF-8 or, by its mark, UTF-16; text that is neither is taken for cp1252 only
    where `believable(text)` says so.

    Raises:
        Problem: E301 with every fault of the header, or the first of the file's form.
    """
    try:
        if path.is_file() and path.stat().st_size > LARGEST_BYTES:
            raise Problem("E301", path.name, f"it has more than {LARGEST_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Problem("E301", path.name, error.strerror or "it cannot be read") from error
    text, encoded = _text(data, path.name, encoding, believable)
    text, separator = _separated(text, known)
    lines = _lines(text, separator, path.name)
    header = next(lines, None)
    if header is None:
        raise Problem("E301", path.name, "it has no rows")
    columns = tuple(_plain(cell) for cell in header[1])
    _check_header(columns, header[1], required, known, path.name)
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line, cells in lines:
        if len(rows) >= MOST_ROWS:
            raise Problem("E301", path.name, f"it has more than {MOST_ROWS} rows; split the study")
        if any(cell.strip() for cell in cells):
            rows.append((line, tuple(cells)))
    if not rows:
        raise Problem("E301", path.name, "it has no rows")
    findings = [] if encoded is None else [Finding("W301", path.name, f"it was read as {encoded}")]
    if separator != ",":
        findings.append(Finding("W302", path.name, f"its cells are separated by {SPOKEN[separator]}"))
    if any(cell != plain for cell, plain in zip(header[1], columns, strict=True)):
        findings.append(Finding("W303", path.name))
    sha256 = hashlib.sha256(data).hexdigest()
    return Sheet(path.name, sha256, columns, tuple(rows), separator != ",", tuple(findings))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the phrase that suggests the known word most like `word`, or nothing.

    >>> nearest("subjct", ("subject", "view")), nearest("zzz", ("subject", "view"))
    ('; did you mean subject?', '')
    """
    found = difflib.get_close_matches(word.lower(), list(known), n=1)
    return f"; did you mean {found[0]}?" if found else ""


def _text(
    data: bytes, name: str, encoding: str | None, believable: Callable[[str], bool]
) -> tuple[str, str | None]:
    """Return the text, and its encoding where that is not UTF-8."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Problem("E301", name, "it is an Excel workbook; save it as CSV UTF-8")
    if encoding is not None:
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError) as error:
            raise Problem("E301", name, f"it is not {encoding}: {error}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise Problem("E301", name, f"it is not UTF-16 at byte {error.start}") from error
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        guess = data.decode("cp1252", errors="replace")
        if "\ufffd" not in guess and believable(guess):
            return guess, "cp1252"
        line = data.count(b"\n", 0, error.start) + 1
        likely = ", ".join(LIKELY)
        reason = (
            f"it is not UTF-8 at byte {error.start}, line {line}; give --encoding, likely one of {likely}"
        )
        raise Problem("E301", name, reason) from error


def _separated(text: str, known: Sequence[str]) -> tuple[str, str]:
    """Return the text below a `sep=` line, and the separator under which most columns are known."""
    if told := re.match(r"sep=(.)\r?\n", text):
        return text[told.end() :], told[1] if told[1] in SEPARATORS else ","
    first = text.split("\n", 1)[0]
    hits = {sign: sum(_plain(cell.strip('"')) in known for cell in first.split(sign)) for sign in SEPARATORS}
    return text, max(SEPARATORS, key=lambda sign: hits[sign])


def _lines(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line each row begins on, and its cells."""
    if "\0" in text:
        raise Problem("E301", name, f"line {text.count(chr(10), 0, text.index(chr(0))) + 1} holds a NUL")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width, begins = None, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            unclosed = "unexpected end" in str(error)
            reason = "a quote is opened and never closed" if unclosed else str(error)
            raise Problem("E301", name, f"line {begins}: {reason}") from error
        if cells is None:
            return
        width = width or len(cells)
        if any("\n" in cell and cell.count(separator) >= width - 1 > 0 for cell in cells):
            raise Problem("E301", name, f"line {begins}: a quote swallows the rows below it")
        yield begins, cells
        begins = reader.line_num + 1


def _check_header(
    columns: Sequence[str], read: Sequence[str], required: Sequence[str], known: Sequence[str], name: str
) -> None:
    faults = []
    for missing in (column for column in required if column not in columns):
        others = {column: cell.strip() for column, cell in zip(columns, read, strict=True)}
        like = difflib.get_close_matches(missing, [c for c in others if c not in known], n=1)
        hint = f" (is it {others[like[0]]!r}?)" if like else ""
        faults.append(f"the column {missing} is missing{hint}")
    faults += [f"the column {name} stands there twice" for name in known if columns.count(name) > 1]
    if faults:
        header = ", ".join(cell.strip()[:40] for cell in read[:30])
        raise Problem("E301", name, f"{'; '.join(faults)}; its header reads: {header}")


def _plain(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower())
