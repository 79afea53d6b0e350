"""What the core found doubtful, each thing once, the gravest first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from photocompare import Comparison, Finding
from photocompare.errors import displayable
from photocompare_ui import said
from photocompare_ui.document import Document
from photocompare_ui.labels import heading
from photocompare_ui.panel import Panel

MARKS = {"error": "✕", "warning": "▲", "note": "•"}


class FindingPanel(Panel):
    """The list of findings; hidden while there are none.

    Attributes:
        list: a line per finding: shape, sentence.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Doubts"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("To keep in mind")))
        column.addWidget(self.list)
        document.comparison_changed.connect(self._refresh)
        document.photos_changed.connect(self._refresh)
        document.glimpses_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.list.clear()
        found = findings(self._document.comparison) if self._document.comparison else self._of_photos()
        for finding in found:
            item = QListWidgetItem(f"{MARKS[finding.severity]}  {displayable(said.message(finding))}")
            self.list.addItem(item)
        self.setVisible(bool(found) and not self._document.covered)

    def _of_photos(self) -> list[Finding]:
        photos = (self._document.baseline, self._document.followup)
        return [finding for photo in photos if photo for finding in photo.findings]


def findings(comparison: Comparison) -> list[Finding]:
    """Return every finding of a comparison and its rows once, errors before warnings before notes."""
    rows = [finding for row in comparison.measurements for finding in row.findings]
    once = dict.fromkeys([*comparison.findings, *rows])
    return sorted(once, key=lambda finding: list(MARKS).index(finding.severity))
