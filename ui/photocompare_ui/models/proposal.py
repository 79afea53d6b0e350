"""The proposal of an import as a table that can be corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QGuiApplication, QIcon, QImage, QPalette, QPixmap

from photocompare.errors import Finding, displayable
from photocompare.metric import LIGHTINGS
from photocompare.regions.region import SIDES
from photocompare.study.importing import Proposal, Shot
from photocompare_ui import said, words
from photocompare_ui.overrides import guarded
from photocompare_ui.tr import QT_TRANSLATE_NOOP, translate

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
PICTURE = QSize(72, 54)
MARKS = {"sure": "●", "likely": "◐", "guess": "○"}


@dataclass(frozen=True)
class Column:
    """A column: its heading, what is read, and the field an edit changes (empty: none)."""

    heading: str
    text: Callable[[Proposal], str]
    field: str = ""
    choices: tuple[str, ...] = ()


def _day(one: Proposal) -> str:
    return "?" if one.day is None else f"{one.day:g}"


def sure(one: Proposal) -> str:
    """Return how sure a proposal is, in shape and word."""
    if not one.use:
        return translate("ProposalModel", "– left out")
    said = {
        "sure": translate("ProposalModel", "sure"),
        "likely": translate("ProposalModel", "likely"),
        "guess": translate("ProposalModel", "guess"),
    }
    return f"{MARKS[one.confidence]} {said[one.confidence]}"


def why(one: Proposal) -> str:
    """Return the doubts about a proposal, then where it comes from."""
    doubts = dict.fromkeys(map(_doubt, one.findings))
    marked = [f"▲ {doubt}" for doubt in doubts]
    return displayable(
        "  ·  ".join([*marked, *([said.reason(one.reason)] if one.reason and one.use else [])])
    )


def _doubt(found: Finding) -> str:
    """Return what is doubtful; what is said of the camera, not of the photo, begins with that."""
    if not found.detail:
        return said.title(found.code)
    detail = said.detail(found.detail)
    return f"{said.title(found.code)}: {detail}" if found.code == "W353" else detail


COLUMNS = (
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Photograph"), lambda one: displayable(one.photo.name), "use"),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Subject"), lambda one: displayable(one.subject), "subject"),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "View"), lambda one: displayable(one.view), "view"),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Visit"), lambda one: displayable(one.timepoint), "timepoint"),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Day"), _day, "day"),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Light"), lambda one: one.lighting, "lighting", LIGHTINGS),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Side"), lambda one: one.side, "side", SIDES),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Sure?"), sure),
    Column(QT_TRANSLATE_NOOP("ProposalModel", "Why"), why),
)


class ProposalModel(QAbstractTableModel):
    """What each photo is to become.

    Attributes:
        proposals: as they are corrected so far.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.proposals: tuple[Proposal, ...] = ()
        self._pictures: dict[str, QIcon] = {}

    def show(self, shots: Sequence[Shot], proposals: Sequence[Proposal]) -> None:
        """Show proposals: what is used first, by subject, view and day; what is left out last."""
        self.beginResetModel()
        self.proposals = tuple(
            sorted(
                proposals,
                key=lambda one: (
                    not one.use,
                    one.subject,
                    one.view,
                    one.lighting,
                    one.day or 0.0,
                    one.repeat,
                ),
            )
        )
        self._pictures = {
            str(shot.path): _icon(shot.thumbnail) for shot in shots if shot.thumbnail is not None
        }
        self.endResetModel()

    @guarded
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of photos."""
        return 0 if parent.isValid() else len(self.proposals)

    @guarded
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    @guarded
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's heading."""
        known = orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS)
        if known and role == Role.DisplayRole:
            return self.tr(COLUMNS[section].heading)
        return None

    @guarded
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that names and days can be edited, and a photo be left out."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == 0:
            return found | Qt.ItemFlag.ItemIsUserCheckable
        editable = bool(COLUMNS[index.column()].field)
        return found | Qt.ItemFlag.ItemIsEditable if editable else found

    @guarded
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return text, picture, check mark, tool tip or looks of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self.proposals):
            return None
        one, column = self.proposals[index.row()], COLUMNS[index.column()]
        if role in (Role.DisplayRole, Role.EditRole):
            return column.text(one)
        if role == Role.ToolTipRole:
            return words.tooltip(why(one)) or None
        if index.column() == 0:
            if role == Role.DecorationRole:
                return self._pictures.get(str(one.photo))
            if role == Role.CheckStateRole:
                return (Qt.CheckState.Checked if one.use else Qt.CheckState.Unchecked).value
        if role == Role.ForegroundRole and not one.use:
            return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        return None

    @guarded
    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take a correction over; a day that is no number is not taken."""
        field = COLUMNS[index.column()].field
        if role == Role.CheckStateRole and index.column() == 0:
            changed: dict[str, Any] = {"use": Qt.CheckState(value) == Qt.CheckState.Checked}
        elif role == Role.EditRole and field == "day":
            try:
                changed = {"day": float(str(value).replace(",", "."))}
            except ValueError:
                return False
        elif role == Role.EditRole and field:
            changed = {field: str(value).strip()}
        else:
            return False
        return self._change(index.row(), changed)

    def counts(self) -> tuple[int, int, int]:
        """Return how many photos are taken in, of how many subjects, and how many are left out."""
        used = [one for one in self.proposals if one.use]
        return len(used), len({one.subject for one in used}), len(self.proposals) - len(used)

    def _change(self, row: int, changed: dict[str, Any]) -> bool:
        if "subject" in changed or "view" in changed or "timepoint" in changed:
            changed["confidence"] = "sure"
        after = replace(self.proposals[row], **changed)
        self.proposals = (*self.proposals[:row], after, *self.proposals[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
        return True


def _icon(rgb: NDArray[np.uint8]) -> QIcon:
    height, width = rgb.shape[:2]
    picture = QImage(
        np.ascontiguousarray(rgb).tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888
    )
    small = picture.scaled(
        PICTURE * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return QIcon(QPixmap.fromImage(small))
