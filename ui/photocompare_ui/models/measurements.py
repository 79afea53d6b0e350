"""The measurement table: a heading per region, below it a line per metric."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QPalette, QPixmap

from photocompare import Measurement, Region
from photocompare.table import comparison_rows, csv_text
from photocompare_ui import words
from photocompare_ui.document import Document
from photocompare_ui.icons import fold_mark, swatch
from photocompare_ui.overrides import guarded
from photocompare_ui.tr import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Column:
    """A column: its heading, what is read, the bare value (None where there is none), and its side."""

    heading: str
    text: Callable[[Measurement], str]
    value: Callable[[Measurement], Any]
    number: bool = False


COLUMNS = (
    Column(QT_TRANSLATE_NOOP("MeasurementModel", "Measure"), words.metric, words.metric),
    Column(QT_TRANSLATE_NOOP("MeasurementModel", "Unit"), words.unit, words.unit),
    Column(
        QT_TRANSLATE_NOOP("MeasurementModel", "Before"),
        lambda row: words.number(row.baseline, largest=words.size(row)),
        lambda row: row.baseline,
        number=True,
    ),
    Column(
        QT_TRANSLATE_NOOP("MeasurementModel", "After"),
        lambda row: words.number(row.followup, largest=words.size(row)),
        lambda row: row.followup,
        number=True,
    ),
    Column(
        QT_TRANSLATE_NOOP("MeasurementModel", "Change"),
        words.change,
        lambda row: row.change,
        number=True,
    ),
    Column(QT_TRANSLATE_NOOP("MeasurementModel", "Verdict"), words.verdict, lambda row: row.verdict),
)


Line = tuple[str, str]
"""A line by its region and its measure, empty for a heading."""
UNIT = 1
CHANGE = 4
MEASUREMENT = Role.UserRole + 1
"""The role under which a cell gives its whole Measurement."""


class MeasurementModel(QAbstractTableModel):
    """The measurements of the document's comparison.

    Attributes:
        rows: a Region (its heading) or a Measurement each.
        unfolded: region and measure whose spreads and classes are shown below them.
    """

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self.rows: list[Region | Measurement] = []
        self.unfolded: set[tuple[str, str]] = set()
        document.comparison_changed.connect(self._reset)
        document.regions_changed.connect(self._grow_stale)
        document.scale_changed.connect(self._grow_stale)
        self._reset()

    @guarded
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of headings and measurements."""
        return 0 if parent.isValid() else len(self.rows)

    @guarded
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    @guarded
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == Role.DisplayRole:
                return self.tr(COLUMNS[section].heading)
            if role == Role.TextAlignmentRole:
                return _side(COLUMNS[section])
        return None

    @guarded
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the text, the bare value (UserRole), the reason (tool tip) or the looks of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if isinstance(row, Region):
            return _heading(row, role) if index.column() == 0 else None
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.DecorationRole:
            return self._fold_mark(row) if index.column() == 0 else None
        if role == Role.UserRole:
            return column.value(row)
        if role == MEASUREMENT:
            return row
        if role == Role.TextAlignmentRole:
            return _side(column)
        if role == Role.ToolTipRole:
            return words.tooltip(words.explained(row)) or None
        quiet = not self._document.measured or row.baseline is None or index.column() == UNIT
        if role == Role.ForegroundRole and quiet:
            return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        return None

    def groups(self) -> list[int]:
        """Return the rows that are headings."""
        return [index for index, row in enumerate(self.rows) if isinstance(row, Region)]

    def line(self, row: int) -> Line | None:
        """Return what stands in a row, whichever row it will be in."""
        if not 0 <= row < len(self.rows):
            return None
        one = self.rows[row]
        return (one.name, "") if isinstance(one, Region) else (one.region.name, one.metric)

    def as_text(self, chosen: Iterable[int]) -> str:
        """Return rows as they read, a line each, columns parted by tabs, each with its region."""
        lines = ["\t".join([self.tr("Region"), *(self.tr(column.heading) for column in COLUMNS)])]
        for row in map(self.rows.__getitem__, chosen):
            if isinstance(row, Measurement):
                lines.append("\t".join([words.label(row.region), *(column.text(row) for column in COLUMNS)]))
        return "\n".join(lines) + "\n"

    def as_csv(self) -> str:
        """Return the core's CSV of the comparison: the same digits as from the command line."""
        comparison = self._document.comparison
        return csv_text(comparison_rows(comparison, self._document.occasion) if comparison else [])

    def _reset(self) -> None:
        self.beginResetModel()
        self.rows = []
        comparison = self._document.comparison
        measurements = comparison.measurements if comparison else ()
        for region, group in groupby(measurements, key=lambda row: row.region):
            self.rows.append(region)
            for row in group:
                if row.worth_a_line or (self._unfolded(row) and row.status != "skipped"):
                    self.rows.append(row)
        self.endResetModel()

    def details(self, row: Measurement) -> list[Measurement]:
        """Return the spreads and classes of a plain measure: `.iqr`, `.red_lt1`..., of the same region."""
        comparison = self._document.comparison
        start = f"{row.metric}."
        return [
            one
            for one in (comparison.measurements if comparison else ())
            if one.region == row.region and one.metric.startswith(start) and one.status != "skipped"
        ]

    def toggle(self, index: Index) -> None:
        """Unfold the spreads and classes of the measure at `index`, or fold them away."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        if isinstance(row, Measurement) and "." not in row.metric and self.details(row):
            self.unfolded ^= {(row.region.name, row.metric)}
            self._reset()

    def _unfolded(self, row: Measurement) -> bool:
        return (row.region.name, row.metric.partition(".")[0]) in self.unfolded

    def _fold_mark(self, row: Measurement) -> QPixmap:
        """Return the mark beside the name, clear where nothing unfolds: all names begin in one column."""
        if "." in row.metric or not self.details(row):
            return fold_mark("")
        return fold_mark("open" if self._unfolded(row) else "closed")

    def _grow_stale(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.ForegroundRole])


def _side(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _heading(region: Region, role: int) -> Any:
    if role == Role.DisplayRole:
        return words.label(region)
    if role == Role.DecorationRole:
        return swatch(words.color_of(region))
    if role == Role.FontRole:
        bold = QFont()
        bold.setBold(True)
        return bold
    return None
