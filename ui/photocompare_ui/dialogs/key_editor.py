"""Every action's key, to be changed; what takes another's key says whose it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui.keys import RESERVED, Keys, holders, native, portable
from photocompare_ui.labels import plain

Button = QDialogButtonBox.StandardButton


class KeyEditor(QDialog):
    """A table of actions; a press of keys gives the selected one another key.

    Attributes:
        keys: for each action its keys as they stand in the dialog.
        table: a line per action: what it does, its keys.
        edit: takes the keys pressed for the selected action.
    """

    def __init__(
        self,
        names: Sequence[tuple[str, str]],
        keys: Keys,
        defaults: Keys,
        then: Callable[[Keys], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.keys, self._defaults, self._then = dict(keys), defaults, then
        self._names = dict(names)
        self.setWindowTitle(self.tr("Change keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search"))
        self.filter.setAccessibleName(self.tr("Search the actions"))
        self.filter.textChanged.connect(self._show_only)
        self._make_table()
        self.edit = QKeySequenceEdit()
        self.edit.setAccessibleName(self.tr("Press the new key"))
        self.edit.setMaximumSequenceLength(1)
        self.edit.editingFinished.connect(self._take)
        self._none = QPushButton(self.tr("No key"))
        self._none.clicked.connect(lambda: self._give(()))
        self._reset = QPushButton(self.tr("As at first"))
        self._reset.clicked.connect(lambda: self._give(self._defaults[self._id()]))
        self.said = plain(wrap=True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().height())
        self._lay_out()
        self._fill()
        self.table.selectRow(0)

    def _make_table(self) -> None:
        self.table = QTableWidget(len(self._names), 2)
        self.table.setHorizontalHeaderLabels([self.tr("What it does"), self.tr("Keys")])
        self.table.setAccessibleName(self.tr("Actions and their keys"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.itemSelectionChanged.connect(self._select)

    def _lay_out(self) -> None:
        all_first = QPushButton(self.tr("All as at first"))
        all_first.clicked.connect(self.reset)
        row = QHBoxLayout()
        row.addWidget(plain(self.tr("New key")))
        row.addWidget(self.edit, 1)
        row.addWidget(self._none)
        row.addWidget(self._reset)
        buttons = QDialogButtonBox(Button.Save | Button.Cancel)
        buttons.addButton(all_first, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(buttons)
        self.resize(560, 560)

    def reset(self) -> None:
        """Give every action the keys it had at first."""
        self.keys = dict(self._defaults)
        self._fill()
        self.said.setText(self.tr("Every action has the keys it had at first."))

    def _fill(self) -> None:
        for row, (id, name) in enumerate(self._names.items()):
            for column, text in enumerate((name, "   ".join(map(native, self.keys.get(id, ()))))):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, id)
                self.table.setItem(row, column, item)

    def _show_only(self, letters: str) -> None:
        for row, name in enumerate(self._names.values()):
            self.table.setRowHidden(row, letters.casefold() not in name.casefold())

    def _id(self) -> str:
        return list(self._names)[max(self.table.currentRow(), 0)]

    def _select(self) -> None:
        own = self.keys.get(self._id(), ())
        self.edit.setKeySequence(QKeySequence(own[0] if own else ""))
        self.said.setText("")

    def _take(self) -> None:
        """Give the pressed key to the selected action, away from whichever had it."""
        key = portable(self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText))
        own = self.keys.get(self._id(), ())
        if not key or key in own[:1]:
            return
        if key in RESERVED:
            self.said.setText(self.tr("{0} cannot be given away.").format(native(key)))
            self.edit.setKeySequence(QKeySequence(own[0] if own else ""))
            return
        self._give((key, *(other for other in own[1:] if other != key)))

    def _give(self, wanted: tuple[str, ...]) -> None:
        chosen, taken = self._id(), []
        for key in wanted:
            for holder in holders(self.keys, key):
                if holder != chosen:
                    self.keys[holder] = tuple(one for one in self.keys[holder] if one != key)
                    taken.append(
                        self.tr("{0} was the key of “{1}”, which no longer has it.").format(
                            native(key), self._names.get(holder, holder)
                        )
                    )
        self.keys[chosen] = wanted
        row = self.table.currentRow()
        self._fill()
        self.table.selectRow(row)
        self.said.setText("\n".join(taken))

    def _save(self) -> None:
        self.accept()
        self._then(self.keys)
