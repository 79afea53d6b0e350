"""The list of checked files: a line each, everything shown in it made before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QPalette

from photocompare_ui import words
from photocompare_ui.checking import CheckedPhoto
from photocompare_ui.overrides import guarded
from photocompare_ui.tr import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MARKS = {"ok": "✓", "warn": "▲", "error": "✕"}
LONGEST = 1000
HEADINGS = (
    QT_TRANSLATE_NOOP("CheckedModel", "Photograph"),
    QT_TRANSLATE_NOOP("CheckedModel", "Taken"),
    QT_TRANSLATE_NOOP("CheckedModel", "Used as"),
    QT_TRANSLATE_NOOP("CheckedModel", "Finding"),
)
NAME, TAKEN, USE, FINDING = range(4)


class CheckedModel(QAbstractTableModel):
    """What was found about many files, sortable, and which two of them are chosen.

    Attributes:
        photos: a line each, as they are sorted.
        baseline, followup: the chosen photos, or None.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photos: list[CheckedPhoto] = []
        self.baseline: CheckedPhoto | None = None
        self.followup: CheckedPhoto | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, photos: Iterable[CheckedPhoto]) -> None:
        """Show other files."""
        self.beginResetModel()
        self.photos = list(photos)
        self.baseline = self.followup = None
        self.endResetModel()

    def choose(self, baseline: CheckedPhoto | None, followup: CheckedPhoto | None) -> None:
        """Take over which photos are to be compared."""
        self.baseline, self.followup = baseline, followup
        if self.photos:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.photos) - 1, FINDING))

    @guarded
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of files."""
        return 0 if parent.isValid() else len(self.photos)

    @guarded
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    @guarded
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADINGS):
            if role == Role.DisplayRole:
                return self.tr(HEADINGS[section])
            if role == Role.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    @guarded
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the text, the tool tip or the looks of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self.photos):
            return None
        photo, column = self.photos[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._text(photo, column)
        if role == Role.ToolTipRole:
            return words.tooltip(f"{photo.name}\n{self.says(photo)}"[:LONGEST])
        if role == Role.FontRole and column in (NAME, USE) and self._use(photo):
            return self._bold
        if role == Role.ForegroundRole and not photo.good:
            return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        return None

    @guarded
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the lines; a line that is current or selected stays so."""
        if not 0 <= column < len(HEADINGS):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.photos[index.row()] for index in before]
        self.photos.sort(key=_KEYS.get(column, self._by_use), reverse=order == Qt.SortOrder.DescendingOrder)
        rows = {id(photo): row for row, photo in enumerate(self.photos)}
        after = [self.index(rows[id(photo)], old.column()) for photo, old in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def row_of(self, photo: CheckedPhoto | None) -> int:
        """Return the row of a photo, -1 where it has none."""
        return next((row for row, one in enumerate(self.photos) if one is photo), -1)

    def says(self, photo: CheckedPhoto) -> str:
        """Return in sentences what was found about a photo."""
        return photo.says or self.tr("Can be measured; nothing was found to doubt.")

    def as_text(self) -> str:
        """Return the list as it reads, a line each, columns parted by tabs."""
        rows = [[*(self.tr(heading) for heading in HEADINGS[:FINDING]), "", self.tr(HEADINGS[FINDING])]]
        rows += [[*self._texts(photo), self.says(photo)] for photo in self.photos]
        return "".join("\t".join(row) + "\n" for row in rows)

    def _texts(self, photo: CheckedPhoto) -> list[str]:
        return [photo.name, photo.taken, self._use(photo), MARKS[photo.status]]

    def _text(self, photo: CheckedPhoto, column: int) -> str:
        if column == USE:
            return self._use(photo)
        if column == FINDING:
            short = photo.short or self.tr("Can be measured")
            return f"{MARKS[photo.status]}  {short}"
        return photo.name if column == NAME else photo.taken

    def _use(self, photo: CheckedPhoto) -> str:
        if photo is self.baseline:
            return self.tr("Baseline")
        return self.tr("Follow-up") if photo is self.followup else ""

    def _by_use(self, photo: CheckedPhoto) -> tuple[Any, ...]:
        rank = 0 if photo is self.baseline else 1 if photo is self.followup else 2
        return rank, photo.name.casefold()


def _by_name(photo: CheckedPhoto) -> tuple[Any, ...]:
    return (photo.name.casefold(),)


def _by_time(photo: CheckedPhoto) -> tuple[Any, ...]:
    return photo.taken or "~", photo.name.casefold()


def _by_finding(photo: CheckedPhoto) -> tuple[Any, ...]:
    return -list(MARKS).index(photo.status), photo.short, photo.name.casefold()


_KEYS: dict[int, Callable[[CheckedPhoto], tuple[Any, ...]]] = {
    NAME: _by_name,
    TAKEN: _by_time,
    FINDING: _by_finding,
}
