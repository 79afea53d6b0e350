"""The measurements, grouped by region."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPalette
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
from photocompare_ui.models.measurements import COLUMNS, UNIT, MeasurementModel
from photocompare_ui.panels.parts import heading, plain

Index = QModelIndex | QPersistentModelIndex


class MeasurementPanel(QWidget):
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
        self._document = document
        self.model.modelReset.connect(self._refresh)
        document.photos_changed.connect(self._refresh)
        self._refresh()

    def copy(self) -> None:
        """Copy the selected rows, or all, as text and as CSV."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()}) or list(
            range(self.model.rowCount())
        )
        data = QMimeData()
        data.setText(self.model.as_text(rows))
        data.setData("text/csv", self.model.as_csv(rows).encode())
        QGuiApplication.clipboard().setMimeData(data)

    def _refresh(self) -> None:
        pair = self._document.baseline is not None and self._document.followup is not None
        self._empty.setText(
            self.tr("Not measured yet. F5 measures the pair.")
            if pair
            else self.tr("Open a pair: what changed appears here, measured in both photographs.")
        )
        self._stack.setCurrentIndex(1 if self.model.rows else 0)
        self.table.clearSpans()
        for row in self.model.groups():
            self.table.setSpan(row, 0, 1, len(COLUMNS))


class _Table(QTableView):
    def __init__(self, model: MeasurementModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Measurements"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(12, 12))
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        self.setColumnHidden(UNIT, True)
        self.setItemDelegateForColumn(0, _WithUnit(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by the window's action, not cell by cell; keep letters for the shortcuts."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _WithUnit(QStyledItemDelegate):
    """The measure at the left, elided where it must, and quietly at the right its unit."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        room = option.rect.width() - _unit_width(option, index) - 14
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if _unit_width(option, index):
            painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -6, 0), int(flags), _unit(index))


def _unit(index: Index) -> str:
    return index.model().index(index.row(), UNIT).data() or ""


def _unit_width(option: QStyleOptionViewItem, index: Index) -> int:
    unit = _unit(index)
    return option.fontMetrics.horizontalAdvance(unit) + 12 if unit else 0
