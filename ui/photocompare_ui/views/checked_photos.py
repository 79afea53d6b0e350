"""What was found in a folder or in many files: one list in the window, from which a pair is opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui import words
from photocompare_ui.checking import CheckedPhoto, first_and_last, on_one_clock
from photocompare_ui.document import Place
from photocompare_ui.labels import Elided, heading, plain
from photocompare_ui.models.checked import FINDING, NAME, TAKEN, USE, CheckedModel, Index
from photocompare_ui.overrides import guarded

ROW_HEIGHT = 26


class CheckedPhotos(QWidget):
    """The summary of a check; two of the good photos can be opened as the pair.

    Attributes:
        model, table: the list.
        counts: how many can be measured, how many were refused.
        baseline_button, followup_button, open_button: choose the current photo; open the chosen pair.

    Signals:
        pair_wanted(object, object): paths of the baseline and the follow-up.
        dismissed(): the user put the list away.
    """

    pair_wanted = Signal(object, object)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CheckedModel(self)
        self.table = _Table(self.model)
        self.table.copy_wanted.connect(self.copy)
        self.table.activated.connect(self._take)
        self.table.selectionModel().currentRowChanged.connect(self._refresh)
        self.counts, self._says = Elided(), plain(wrap=True)
        self.counts.setObjectName("quiet")
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._says.setFixedHeight(3 * self._says.fontMetrics().lineSpacing())
        self._chosen = Elided(), Elided()
        self.baseline_button = QPushButton(self.tr("Use as baseline"))
        self.followup_button = QPushButton(self.tr("Use as follow-up"))
        self.baseline_button.clicked.connect(lambda checked=False: self.use("baseline"))
        self.followup_button.clicked.connect(lambda checked=False: self.use("followup"))
        self.open_button = QPushButton(self.tr("Open this pair"))
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(lambda checked=False: self._open())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(self.counts)
        column.addWidget(self.table, 1)
        column.addWidget(self._says)
        column.addLayout(self._foot())

    def show_photos(self, photos: list[CheckedPhoto]) -> None:
        """Show what was found, the first and the last good photo chosen."""
        refused = sum(not photo.good for photo in photos)
        doubtful = sum(photo.status == "warn" for photo in photos)
        counts = [
            self.tr("{0} checked").format(len(photos)),
            self.tr("{0} can be measured").format(len(photos) - refused),
        ]
        if doubtful:
            all_of_them = doubtful == len(photos) - refused
            counts[1] += (
                self.tr(", all with doubts")
                if all_of_them
                else self.tr(", {0} of them with doubts").format(doubtful)
            )
        if refused:
            counts.append(self.tr("{0} refused").format(refused))
        self.counts.show_text("   ·   ".join(counts))
        self.model.show(photos)
        self.table.sortByColumn(TAKEN, Qt.SortOrder.AscendingOrder)
        self._choose(*first_and_last(photos))
        row = max(self.model.row_of(self.model.baseline), 0)
        self.table.setCurrentIndex(self.model.index(row, NAME))
        self._refresh()

    def use(self, place: Place) -> None:
        """Choose the current photo as the baseline or the follow-up; it is not both."""
        photo = self._current()
        if photo is None or not photo.good:
            return
        baseline, followup = self.model.baseline, self.model.followup
        if place == "baseline":
            self._choose(photo, None if photo is followup else followup)
        else:
            self._choose(None if photo is baseline else baseline, photo)

    def copy(self) -> None:
        """Copy the whole list as text."""
        QGuiApplication.clipboard().setText(self.model.as_text())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        title = heading(self.tr("Checked photographs"))
        copy, close = QPushButton(self.tr("Copy list")), QPushButton(self.tr("Close"))
        copy.clicked.connect(lambda checked=False: self.copy())
        close.clicked.connect(lambda checked=False: self.dismissed.emit())
        close.setAccessibleName(self.tr("Close this list"))
        row.addWidget(title, 1)
        row.addWidget(copy)
        row.addWidget(close)
        return row

    def _foot(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        rows = zip(
            (self.baseline_button, self.followup_button),
            (self.tr("Baseline"), self.tr("Follow-up")),
            self._chosen,
            strict=True,
        )
        for row, (button, title, chosen) in enumerate(rows):
            grid.addWidget(button, row, 0)
            grid.addWidget(plain(title, quiet=True), row, 1)
            grid.addWidget(chosen, row, 2)
        grid.addWidget(self.open_button, 1, 3)
        return grid

    def _current(self) -> CheckedPhoto | None:
        row = self.table.currentIndex().row()
        return self.model.photos[row] if 0 <= row < len(self.model.photos) else None

    def _choose(self, baseline: CheckedPhoto | None, followup: CheckedPhoto | None) -> None:
        self.model.choose(baseline, followup)
        self._refresh()

    def _take(self, index: QModelIndex) -> None:
        """Choose a double-clicked photo: the follow-up, or the baseline where there is none before it."""
        photo, baseline = self._current(), self.model.baseline
        if photo is None or photo is baseline:
            return
        self.use("baseline" if baseline is None or _earlier(photo, baseline) else "followup")

    def _refresh(self) -> None:
        photo = self._current()
        good = photo is not None and photo.good
        self.baseline_button.setEnabled(good)
        self.followup_button.setEnabled(good)
        says = self.model.says(photo) if photo else ""
        self._says.setText(says)
        self._says.setToolTip(words.tooltip(says))
        chosen = self.model.baseline, self.model.followup
        for label, one in zip(self._chosen, chosen, strict=True):
            label.show_text("  ·  ".join(filter(None, (one.name, one.taken))) if one else "–")
        self.open_button.setEnabled(None not in chosen)

    def _open(self) -> None:
        baseline, followup = self.model.baseline, self.model.followup
        if baseline and followup:
            self.pair_wanted.emit(baseline.path, followup.path)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the list away by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class _Table(QTableView):
    copy_wanted = Signal()

    def __init__(self, model: CheckedModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Checked photographs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in (NAME, FINDING):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().horizontalAdvance("0")
        for column, width in ((TAKEN, 18 * letter), (USE, 11 * letter)):
            header.resizeSection(column, width)
        header.setStyleSheet("QHeaderView::section { padding: 5px 6px; }")
        self.setItemDelegateForColumn(NAME, _Name(self))
        self.setSortingEnabled(True)

    @guarded
    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+C from the window's action, which copies the measurements."""
        copy = QKeySequence.StandardKey.Copy
        if isinstance(event, QKeyEvent) and event.matches(copy):
            if event.type() == QEvent.Type.KeyPress:
                self.copy_wanted.emit()
            event.accept()
            return True
        return bool(super().event(event))


class _Name(QStyledItemDelegate):
    """Elides names in the middle: what tells photos apart is a number before the ending."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


def _earlier(photo: CheckedPhoto, other: CheckedPhoto) -> bool:
    times = on_one_clock(one.captured for one in (photo, other) if one.captured)
    return len(times) == 2 and times[0] < times[1]
