"""All pairs of a batch at a glance, as one HTML file: sorted by change, and by trouble."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from photocompare.metric import metrics
from photocompare.report.blocks import Picture
from photocompare.report.html import environment
from photocompare.report.results import FAVORITES, figure_picture
from photocompare.table import Occasion, Row, read_rows

MOST = 60
"""So many pairs stand in each list; the table has them all."""
THUMBNAIL = 560
OF_A_PAIR = ("subject", "view", "lighting", "timepoint")


@dataclass(frozen=True)
class Card:
    """One pair: what changed most, and what troubles it.

    Attributes:
        index: its place in the table.
        title: whose skin, which view and when.
        change: its largest change in words, empty where none is told from the error.
        size: that change in smallest detectable changes.
        trouble: what is wrong, the worst first.
        weight: how bad that is.
        grade: of the alignment.
        occasion: names its figure.
        picture: its figure, or None.
    """

    index: int
    title: str
    change: str
    size: float
    trouble: tuple[str, ...]
    weight: float
    grade: str
    occasion: Occasion
    picture: Picture | None = None


def overview_html(folder: Path) -> bytes:
    """Return the overview of the results in `folder` as HTML: nothing is loaded from elsewhere.

    Raises:
        Problem: E337 where the folder has no table of measurements.
    """
    total = measured = 0
    changed: list[tuple[float, int, Card]] = []
    troubled: list[tuple[float, int, Card]] = []
    for index, card in enumerate(_cards(folder)):
        total, measured = total + 1, measured + (card.size >= 0)
        for kept, rank in ((changed, card.size if card.change else 0.0), (troubled, card.weight)):
            if rank > 0:
                push = heapq.heappush if len(kept) < MOST else heapq.heappushpop
                push(kept, (rank, -index, card))
    lists = [
        [_pictured(card, folder) for _, _, card in sorted(kept, reverse=True, key=lambda one: one[:2])]
        for kept in (changed, troubled)
    ]
    page = environment().get_template("overview.html")
    name = folder.resolve().name
    return page.render(
        title=name, total=total, measured=measured, changed=lists[0], troubled=lists[1], most=MOST
    ).encode()


def _cards(folder: Path) -> Iterator[Card]:
    rows = read_rows(folder / "metrics.csv")
    pairs = groupby(rows, key=lambda row: tuple(row[column] for column in OF_A_PAIR))
    for index, (_, group) in enumerate(pairs):
        yield _card(index, list(group))


def _card(index: int, rows: list[Row]) -> Card:
    sizes = [
        (abs(float(row["change"])) / float(row["sdc"]), row)
        for row in rows
        if row["metric"] in FAVORITES and row["change"] and row["sdc"] and float(row["sdc"]) > 0
    ]
    size, largest = max(sizes, key=lambda one: one[0], default=(0.0, None))
    errors, warnings = (
        list(dict.fromkeys(row["message"] for row in rows if row["status"] == status and row["message"]))
        for status in ("error", "warn")
    )
    first = rows[0]
    any_number = any(row["change"] for row in rows)
    return Card(
        index,
        ", ".join(filter(None, (first[column] for column in OF_A_PAIR))),
        _words(largest) if largest and size > 1 else "",
        size if any_number else -1.0,
        (*errors, *warnings)[:3],
        (1000.0 if not any_number else 10.0 * len(errors)) + len(warnings),
        first["alignment_grade"],
        Occasion(first["subject"], first["view"], first["lighting"], first["timepoint"]),
    )


def _words(row: Row) -> str:
    known = metrics().get(row["metric"])
    change = float(row["change"])
    sign = "+" if change > 0 else "−"
    label = known.label if known else row["metric"]
    return f"{label} {sign}{abs(change):.3g} ± {float(row['sdc']):.2g} {row['unit']}, {row['region']}".strip()


def _pictured(card: Card, folder: Path) -> Card:
    return replace(card, picture=figure_picture(folder / "figures", card.occasion, widest=THUMBNAIL))
