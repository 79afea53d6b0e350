"""The regions as a list: a color, a name, and what was done where."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from photocompare_ui import words
from photocompare_ui.document import Document
from photocompare_ui.icons import swatch
from photocompare_ui.overrides import guarded

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class RegionModel(QAbstractListModel):
    """The document's regions, in their order."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        document.regions_changed.connect(self._reset)

    @guarded
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of regions."""
        return 0 if parent.isValid() else len(self._document.regions)

    @guarded
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the label or the color of a region."""
        if not index.isValid() or not 0 <= index.row() < len(self._document.regions):
            return None
        region = self._document.regions[index.row()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return words.label(region)
        if role == Role.DecorationRole:
            return swatch(words.color_of(region))
        return None

    def _reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()
