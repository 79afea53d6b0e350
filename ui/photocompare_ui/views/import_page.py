"""The one page between a dropped folder and a study: what each photo is taken for, and the button Import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photocompare.errors import displayable
from photocompare.study.importing import Proposal, Shot
from photocompare_ui.focus import take_focus
from photocompare_ui.labels import Elided, heading, plain
from photocompare_ui.models.proposal import COLUMNS, PICTURE, ProposalModel
from photocompare_ui.overrides import guarded

Index = QModelIndex | QPersistentModelIndex
WIDTHS = (232, 96, 116, 84, 46, 74, 52, 84)


class ImportPage(QWidget):
    """Shows a proposal, lets it be corrected, and hands it on.

    Attributes:
        model, table: the photos.
        counts: how many are taken in.
        take: the button that imports.

    Signals:
        taken(object): the proposals as they now are.
        target_wanted(): the user wants the study to lie elsewhere.
        dismissed(): nothing is to be imported.
    """

    taken = Signal(object)
    target_wanted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importPage")
        self.model = ProposalModel(self)
        self.table = _Table(self.model)
        self.counts, self._target = plain(quiet=True), Elided()
        self.take = QPushButton(self.tr("Import"))
        self.take.setProperty("primary", True)
        self.take.clicked.connect(self.confirm)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismissed)
        self.change = QPushButton(self.tr("Another place…"))
        self.change.setAccessibleName(self.tr("Keep the study at another place"))
        self.change.clicked.connect(self.target_wanted)
        self.model.dataChanged.connect(self._count)
        self.model.modelReset.connect(self._count)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._target, 1)
        foot.addWidget(self.change)
        foot.addSpacing(16)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Import photographs")))
        column.addWidget(self.counts)
        column.addWidget(self.table, 1)
        says = plain(quiet=True, wrap=True)
        says.setText(
            self.tr(
                "Click a cell to correct it; clear the box of a photograph to leave it out. Originals stay "
                "as and where they are; names that may be a person's are not kept."
            )
        )
        column.addWidget(says)
        column.addLayout(foot)

    def show_proposals(
        self, shots: Sequence[Shot], proposals: Sequence[Proposal], target: Path, new: bool
    ) -> None:
        """Show a proposal for the study at `target`, which is `new` or there already."""
        self.model.show(shots, proposals)
        self.show_target(target, new)
        take_focus(self.take)

    def show_target(self, target: Path, new: bool) -> None:
        """Say into which study the photos go."""
        text = self.tr("New study: {0}") if new else self.tr("Into the study: {0}")
        self._target.show_text(displayable(text.format(target)))
        self.change.setVisible(new)

    def confirm(self) -> None:
        """Hand the proposals on."""
        self.taken.emit(self.model.proposals)

    def _count(self) -> None:
        used, subjects, left = self.model.counts()
        text = self.tr("{0} photographs of {1} subjects are imported").format(used, subjects)
        if left:
            text += self.tr(", {0} left out").format(left)
        unsure = sum(one.use and one.confidence != "sure" for one in self.model.proposals)
        if unsure:
            text += self.tr("   ·   {0} to look at: not sure").format(unsure)
        self.counts.setText(text)
        self.take.setEnabled(used > 0)
        self.take.setText(self.tr("Import {0} photographs").format(used))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Import on Enter, put the page away on Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take.isEnabled():
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class _Table(QTableView):
    def __init__(self, model: ProposalModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Photographs to import"))
        self.setIconSize(PICTURE)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(PICTURE.height() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
            if COLUMNS[column].choices:
                self.setItemDelegateForColumn(column, _Choice(COLUMNS[column].choices, self))
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)


class _Choice(QStyledItemDelegate):
    """Offers the words a cell may hold."""

    def __init__(self, choices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    @guarded
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list of the words."""
        box = QComboBox(parent)
        box.addItems(list(self._choices))
        return box

    @guarded
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Choose the word that stands there."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data()))

    @guarded
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the chosen word over."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText())
