"""The measurements, grouped by region."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
)
from PySide6.QtGui import QCursor, QGuiApplication, QImage, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui.document import Document
from photocompare_ui.labels import heading, plain
from photocompare_ui.models.measurements import CHANGE, COLUMNS, UNIT, Line, MeasurementModel
from photocompare_ui.overrides import guarded
from photocompare_ui.panel import Panel
from photocompare_ui.panels.error_bar import ErrorBarDelegate

Index = QModelIndex | QPersistentModelIndex
FOLD_WIDTH = 22
LEAST_NAME = 150
"""Points a name needs to be read on two lines, beside its mark."""


class MeasurementPanel(Panel):
    """The live table, or what to do to get one.

    Attributes:
        model: what the table shows.
        table: the view of it.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MeasurementModel(document)
        self.table = _Table(self.model)
        self._empty = plain(quiet=True, wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        room = QWidget()
        self._stack = QStackedLayout(room)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Measurements")))
        column.addWidget(room, 1)
        self._document, self._busy = document, False
        self._chosen: tuple[set[Line], Line | None] = set(), None
        self.table.activated.connect(self._fold)
        self.table.clicked.connect(self._clicked)
        self.model.modelAboutToBeReset.connect(self._note)
        self.model.modelReset.connect(self._choose_again)
        self.model.modelReset.connect(self._refresh)
        document.photos_changed.connect(self._refresh)
        document.glimpses_changed.connect(lambda: self.setVisible(not document.covered))
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        """Say that numbers are on their way, or no more."""
        if busy != self._busy:
            self._busy = busy
            self._refresh()

    def copy(self) -> None:
        """Copy the selected rows, or all, as text that a spreadsheet parts into cells.

        By `setText`: clipboard data made in Python would outlive Python and crash the program as it ends.
        """
        rows = sorted({index.row() for index in self.table.selectedIndexes()}) or list(
            range(self.model.rowCount())
        )
        QGuiApplication.clipboard().setText(self.model.as_text(rows))

    def picture(self) -> QImage:
        """Return the table as it is drawn, all its lines."""
        return self.table.whole()

    def _note(self) -> None:
        """Take note of the lines the user chose, before others take their places."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        line = self.model.line(self.table.currentIndex().row())
        self._chosen = {found for row in rows if (found := self.model.line(row))}, line

    def _choose_again(self) -> None:
        """Choose the same lines among the new numbers; nobody did anything, and nobody is told."""
        chosen, line = self._chosen
        rows = {self.model.line(row): row for row in range(self.model.rowCount())}
        selection, flags = QItemSelection(), QItemSelectionModel.SelectionFlag
        for row in (rows[one] for one in chosen if one in rows):
            selection.select(self.model.index(row, 0), self.model.index(row, len(COLUMNS) - 1))
        picked = self.table.selectionModel()
        picked.blockSignals(True)
        picked.select(selection, flags.ClearAndSelect)
        if line in rows:
            picked.setCurrentIndex(self.model.index(rows[line], 0), flags.NoUpdate)
        picked.blockSignals(False)
        self.table.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        """Unfold by a click on the mark, left of the name."""
        left = self.table.visualRect(index).left()
        at = self.table.viewport().mapFromGlobal(QCursor.pos()).x()
        if index.column() == 0 and left <= at <= left + FOLD_WIDTH:
            self._fold(index)

    def _fold(self, index: QModelIndex) -> None:
        row = index.row()
        self.model.toggle(index)
        self.table.selectRow(row)

    def _refresh(self) -> None:
        pair = self._document.baseline is not None and self._document.followup is not None
        if pair and self._busy:
            text = self.tr("Being measured …")
        elif pair:
            text = self.tr("Not measured yet. F5 measures the pair.")
        else:
            text = self.tr("Open a pair: what changed appears here, measured in both photographs.")
        self._empty.setText(text)
        self._stack.setCurrentIndex(1 if self.model.rows else 0)
        self.table.clearSpans()
        for row in self.model.groups():
            self.table.setSpan(row, 0, 1, len(COLUMNS))
        self.table.fit()


class _NameDelegate(QStyledItemDelegate):
    """Writes the name of a measure, and its unit where that has no column."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    @guarded
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Add the unit to the text."""
        super().initStyleOption(option, index)
        unit = index.model().index(index.row(), UNIT).data() if self._table.isColumnHidden(UNIT) else None
        if unit:
            option.text = f"{option.text} ({unit})"


class _Table(QTableView):
    def __init__(self, model: MeasurementModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Measurements"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setIconSize(QSize(12, 12))
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(0, _NameDelegate(self))
        self.setItemDelegateForColumn(CHANGE, ErrorBarDelegate(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the unit behind the measure instead of in a column of its own where there is little room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the names the room they need."""
        others = sum(self.sizeHintForColumn(one) for one in range(1, len(COLUMNS)))
        self.setColumnHidden(UNIT, self.viewport().width() - others < LEAST_NAME)

    def whole(self) -> QImage:
        """Return a picture of all lines."""
        kept = self.size()
        high = self.horizontalHeader().height() + self.verticalHeader().length() + 4
        self.resize(kept.width(), high)
        picture = QImage(self.size() * 2, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(2)
        painter = QPainter(picture)
        self.render(painter, QPoint(0, 0))
        painter.end()
        self.resize(kept)
        return picture

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by the window's action, not cell by cell; keep letters for the shortcuts."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
