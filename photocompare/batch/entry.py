"""One row of a manifest, checked cell by cell: what is wrong with it travels in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from photocompare.batch.sheet import nearest
from photocompare.errors import Finding, Problem
from photocompare.metric import LIGHTINGS
from photocompare.regions import Region, Ring, chart_corners
from photocompare.regions.region import SIDES
from photocompare.study import PaintedStroke
from photocompare.study.timepoint import day_of

REQUIRED = ("subject", "view", "timepoint", "photo")
OPTIONAL = ("day", "lighting", "regions", "mm_per_pixel", "arm", "side", "repeat", "chart_corners")
COLUMNS = (*REQUIRED, *OPTIONAL)


@dataclass(frozen=True)
class Entry:
    """One row of a manifest, or a photo of a study.

    Attributes:
        line: where it begins, from 1, the header.
        day: of the timepoint, or None where it cannot be told.
        root: the folder its files may not lead out of.
        extras: the further columns, in order.
        findings: what is wrong with the row; one with an error is not measured.
        outlines: the regions to compare this photo with its baseline in, in place of a file `regions`.
        sha256: what the photo's content must be, or empty.
        chart: corners of a chart that a person placed on the photo, in pixels.
        alignment: how a person laid the photo on its baseline, as JSON of `Alignment.to_json`, or empty.
        painted: what a person painted over the photo's vessels.
    """

    line: int
    subject: str
    view: str
    timepoint: str
    photo: Path
    day: float | None
    lighting: str = "normal"
    regions: Path | None = None
    mm_per_pixel: float | None = None
    arm: str = ""
    side: str = ""
    repeat: int = 1
    root: Path | None = None
    extras: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    outlines: tuple[Region, ...] | None = None
    sha256: str = ""
    chart: Ring = ()
    alignment: str = ""
    painted: tuple[PaintedStroke, ...] = ()

    @property
    def series(self) -> tuple[str, str, str]:
        """Return whose skin it shows, in which view and light: what has one baseline."""
        return self.subject, self.view, self.lighting


class Cells:
    """The cells of a row by column, collecting what is wrong with them."""

    def __init__(self, cells: dict[str, str], where: str, *, decimal_comma: bool = False) -> None:
        self._cells, self._where, self._decimal_comma = cells, where, decimal_comma
        self.findings: list[Finding] = []

    def fault(self, reason: str, code: str = "E304") -> None:
        """Note what is wrong."""
        self.findings.append(Finding(code, self._where, reason))

    def text(self, column: str) -> str:
        """Return the cell without the space around it."""
        return self._cells.get(column, "").strip()

    def number(self, column: str, *, above: float | None = None) -> float | None:
        """Return the cell's number; None where it is empty or none, which is noted."""
        text = self.text(column)
        plain = text.replace(",", ".", 1) if self._decimal_comma else text
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", plain, re.ASCII):
            self.fault(f"{column} {text[:40]!r} is not a number")
            return None
        if above is not None and float(plain) <= above:
            self.fault(f"{column} {text} is not above {above:g}")
            return None
        return float(plain)

    def choice(self, column: str, known: tuple[str, ...], otherwise: str) -> str:
        """Return the cell in lower case, which must be one of `known`."""
        text = self.text(column).lower() or otherwise
        if text not in known:
            names = ", ".join(filter(None, known))
            self.fault(f"{column} {text[:40]!r} is none of {names}{nearest(text, known)}")
        return text

    def path(self, column: str, root: Path) -> Path | None:
        """Return the file the cell names, relative to the manifest; nothing in it is expanded."""
        text = self.text(column)
        if not text:
            return None
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:[/\\]{2}|file:", text):
            self.fault("It is an address, not a file: nothing is fetched", "E115")
            return None
        if "\\" in text and not (root / text).exists():
            self.fault("its back-slashes were read as slashes", "W316")
            text = text.replace("\\", "/")
        return root / text

    def corners(self, column: str) -> Ring:
        """Return the corners of a chart that the cell gives; empty where it is empty or wrong: noted."""
        text = self.text(column)
        try:
            return chart_corners(text) if text else ()
        except Problem as problem:
            self.fault(f"{column}: {problem.finding.detail}")
            return ()


def entry_of(cells: Cells, line: int, root: Path, extras: tuple[tuple[str, str], ...]) -> Entry:
    """Return the row; each of its faults is among its findings."""
    for column in REQUIRED:
        if not cells.text(column):
            cells.fault(f"the cell {column} is empty")
    timepoint, day = cells.text("timepoint"), cells.number("day")
    if not cells.text("day"):
        day = day_of(timepoint)
        if day is None and timepoint:
            cells.fault(f"no day can be read from {timepoint[:40]!r}", "E315")
    repeat = cells.number("repeat", above=0)
    if repeat is not None and repeat != int(repeat):
        cells.fault(f"repeat {cells.text('repeat')} is not a whole number")
    chart = cells.corners("chart_corners")
    return Entry(
        line,
        cells.text("subject"),
        cells.text("view"),
        timepoint,
        cells.path("photo", root) or root,
        day,
        cells.choice("lighting", LIGHTINGS, "normal"),
        cells.path("regions", root),
        cells.number("mm_per_pixel", above=0),
        cells.text("arm"),
        cells.choice("side", SIDES, ""),
        int(repeat or 1),
        root,
        extras,
        tuple(cells.findings),
        chart=chart,
    )
