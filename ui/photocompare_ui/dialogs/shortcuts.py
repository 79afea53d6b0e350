"""The map of all keys (F1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from photocompare_ui.labels import heading, plain

Section = tuple[str, Sequence[tuple[str, str]]]


class Shortcuts(QDialog):
    """Shows sections of (keys, what they do), two columns of sections side by side."""

    def __init__(
        self,
        sections: Sequence[Section],
        change: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        lines = [line for title, keys in sections for line in [("", title), *keys, ("", "")]]
        half = _break(lines)
        for column, part in enumerate((lines[:half], lines[half:])):
            for row, (keys, text) in enumerate(part):
                label = plain(text) if keys else heading(text)
                if keys:
                    grid.addWidget(_keys(keys), row, 3 * column)
                grid.addWidget(label, row, 3 * column + 1 if keys else 3 * column, 1, 1 if keys else 2)
        grid.setColumnMinimumWidth(2, 20)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        other = buttons.addButton(self.tr("Change keys…"), QDialogButtonBox.ButtonRole.ActionRole)
        other.clicked.connect(self.close)
        other.clicked.connect(change)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(24, 20, 24, 16)
        column_box.addLayout(grid)
        column_box.addWidget(buttons)


def _keys(text: str) -> QLabel:
    label = plain(text, quiet=True)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _break(lines: Sequence[tuple[str, str]]) -> int:
    """Return the start of the section nearest to the middle."""
    starts = [index + 1 for index, line in enumerate(lines) if line == ("", "")]
    return min(starts, key=lambda start: abs(start - len(lines) / 2))
