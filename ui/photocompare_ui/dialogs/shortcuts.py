"""The map of all keys (F1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui.labels import heading, plain

Section = tuple[str, Sequence[tuple[str, str]]]
MOST, WIDE = 4, 1560
"""A window at least so wide has room for all columns."""


class Shortcuts(QDialog):
    """Shows sections of (keys, what they do) in columns of about the same height."""

    def __init__(
        self, sections: Sequence[Section], change: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(18)
        around = parent.window().size() if parent is not None else self.screen().availableSize()
        for part in columns(sections, MOST if around.width() >= WIDE else MOST - 1):
            row.addLayout(_grid(part))
        room = QScrollArea()
        room.setWidget(page)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        other = buttons.addButton(self.tr("Change keys…"), QDialogButtonBox.ButtonRole.ActionRole)
        other.clicked.connect(self.close)
        other.clicked.connect(change)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 12, 16)
        column.addWidget(room, 1)
        column.addWidget(buttons)
        whole = page.sizeHint() + QSize(70, 90)
        self.resize(whole.boundedTo(around - QSize(40, 40)))


def columns(sections: Sequence[Section], count: int) -> list[list[Section]]:
    """Return the sections in at most `count` columns of about the same height, in order within each.

    A section is not broken; the longest is placed first, each where there is most room.
    """
    parts: list[list[int]] = [[] for _ in range(count)]
    heights = [len(lines) + 2 for _, lines in sections]
    for index in sorted(range(len(sections)), key=lambda index: -heights[index]):
        min(parts, key=lambda part: sum(heights[one] for one in part)).append(index)
    return [[sections[index] for index in sorted(part)] for part in sorted(map(sorted, parts)) if part]


def _grid(sections: Sequence[Section]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    row = 0
    for title, lines in sections:
        grid.addWidget(heading(title), row, 0, 1, 2)
        for below, (keys, text) in enumerate(lines, start=row + 1):
            grid.addWidget(_keys(keys), below, 0)
            grid.addWidget(plain(text), below, 1)
        row += len(lines) + 2
        grid.setRowMinimumHeight(row - 1, 12)
    grid.setRowStretch(row, 1)
    return grid


def _keys(text: str) -> QLabel:
    label = plain(text, quiet=True, wrap=False)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
