"""The command palette: a few letters of what is wanted, Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui.fuzzy import score
from photocompare_ui.overrides import guarded

KEYS = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True)
class Command:
    """One line of the palette: the action's id, its words, the menu it stands in and its keys."""

    id: str
    text: str
    menu: str
    keys: str


class Palette(QDialog):
    """Finds an action by a few letters of it and does it; keyboard only, or a click.

    Attributes:
        search: the letters.
        list: the actions that fit, the best first; those that cannot be used now are dim and last.
    """

    def __init__(
        self, commands: Sequence[Command], made: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands, self._made = commands, made
        self.setWindowTitle(self.tr("Commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("What do you want to do?"))
        self.search.setAccessibleName(self.tr("Search all commands"))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._do)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self._do())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.resize(560, 420)
        self._find("")

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list while the letters keep the focus."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.list.count():
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _find(self, letters: str) -> None:
        fits = [(score(letters, f"{one.text} {one.menu}"), one) for one in self._commands]
        found = [(value, one) for value, one in fits if value is not None]
        if letters:
            found.sort(key=lambda pair: -pair[0])
        found.sort(key=lambda pair: not self._made[pair[1].id].isEnabled())
        self.list.clear()
        for _, one in found:
            item = QListWidgetItem(one.text)
            item.setData(KEYS, (one.id, one.menu, one.keys))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.text}, {one.menu}, {one.keys}")
            if not self._made[one.id].isEnabled():
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        item = self.list.currentItem()
        action = self._made[item.data(KEYS)[0]] if item else None
        if action is not None and action.isEnabled():
            self.accept()
            action.trigger()


class _Line(QStyledItemDelegate):
    """Draws the words at the left, the keys at the right, the menu before them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.height() + 12)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        text, whole.text = whole.text, ""
        style = whole.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        _, menu, keys = index.data(KEYS)
        room = QRect(option.rect).adjusted(10, 0, -10, 0)
        colors: QPalette = option.palette
        middle = Qt.AlignmentFlag.AlignVCenter
        usable = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        quiet = colors.color(QPalette.ColorRole.PlaceholderText)
        metrics = option.fontMetrics
        painter.setPen(quiet)
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), keys)
        left = room.adjusted(0, 0, -max(metrics.horizontalAdvance(keys) + 16, 90), 0)
        painter.drawText(left, int(middle | Qt.AlignmentFlag.AlignRight), menu)
        painter.setPen(colors.color(QPalette.ColorRole.Text) if usable else quiet)
        space = left.width() - metrics.horizontalAdvance(menu) - 16
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space)
        painter.drawText(left, int(middle | Qt.AlignmentFlag.AlignLeft), shown)
