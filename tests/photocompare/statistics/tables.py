"""Tables of measurements with known content."""

from __future__ import annotations

from photocompare import __version__
from photocompare.table import COLUMNS, Row, csv_text, number

BEFORE_T = [27.03, 20.91, 29.14, 29.22, 16.35, 20.24, 24.61, 24.57, 24.93, 21.42, 27.86]
AFTER_T = [22.81, 18.83, 27.77, 26.04, 12.07, 16.01, 22.63, 22.71, 22.68, 17.39, 25.12]
BEFORE_C = [27.44, 20.72, 27.58, 28.41, 17.69, 20.17, 25.93, 24.18, 27.12, 21.23, 28.05]
AFTER_C = [26.61, 20.05, 27.93, 27.68, 17.72, 19.34, 25.27, 24.06, 23.87, 19.68, 26.29]


def row(subject: str, before: float | None, after: float | None, **cells: str) -> Row:
    """Return a row of the table; None is a value that could not be measured."""
    known = before is not None and after is not None
    change = after - before if before is not None and after is not None else None
    blank = dict.fromkeys(COLUMNS, "")
    return blank | {
        "subject": subject,
        "view": "face front",
        "lighting": "normal",
        "timepoint": "2 weeks",
        "day": "14",
        "region": "cheek",
        "metric": "erythema_index",
        "unit": "points",
        "baseline": number(before),
        "followup": number(after),
        "change": number(change),
        "verdict": "error unknown" if known else "not comparable",
        "status": "ok" if known else "error",
        "codes": "" if known else "E405",
        "version": __version__,
        **cells,
    }


def split_face(n: int = 11, metric: str = "erythema_index") -> list[Row]:
    """Return science.md's check set: n of its 11 subjects, treated on the left, untreated on the right."""
    rows = []
    for index in range(n):
        left = {"arm": "treated", "side": "left", "region": "left cheek", "metric": metric}
        right = {"arm": "untreated", "side": "right", "region": "right cheek", "metric": metric}
        rows.append(row(f"S{index + 1:02}", BEFORE_T[index], AFTER_T[index], **left))
        rows.append(row(f"S{index + 1:02}", BEFORE_C[index], AFTER_C[index], **right))
    return rows


def as_csv(rows: list[Row]) -> str:
    """Return the rows as a metrics.csv."""
    return csv_text(rows)
