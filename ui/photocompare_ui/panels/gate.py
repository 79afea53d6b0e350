"""The traffic light: may this pair be compared, by which measures not, why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photocompare import Comparison
from photocompare.errors import displayable
from photocompare_ui import said, words
from photocompare_ui.document import Document
from photocompare_ui.labels import plain
from photocompare_ui.panel import Panel
from photocompare_ui.theme import traffic_color
from photocompare_ui.tr import translate

SHAPES = {"green": "●", "amber": "▲", "red": "✕"}


class GatePanel(Panel):
    """One line with shape and word, below it the reasons; hidden while nothing was compared.

    Attributes:
        light: `green`, `amber`, `red`, or empty.
        verdict, reasons: the labels.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.light = ""
        self.verdict, self.reasons = plain(wrap=True), plain(quiet=True, wrap=True)
        self.verdict.setObjectName("gate")
        self.setAccessibleName(self.tr("Comparability"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.verdict)
        column.addWidget(self.reasons)
        document.comparison_changed.connect(self._refresh)
        document.glimpses_changed.connect(self._refresh)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the light again when the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.light:
            self._color()

    def _color(self) -> None:
        colors = self.verdict.palette()
        colors.setColor(QPalette.ColorRole.WindowText, QColor(*traffic_color(self.light)))
        self.verdict.setPalette(colors)

    def _refresh(self) -> None:
        comparison = self._document.comparison
        if comparison is None or self._document.covered:
            self.light = ""
            self.hide()
            return
        self.light = light_of(comparison)
        self.verdict.setText(f"{SHAPES[self.light]}  {verdict_of(comparison)}")
        self._color()
        reasons = reasons_of(comparison)
        self.reasons.setText(reasons)
        self.reasons.setVisible(bool(reasons))
        self.reasons.setToolTip(words.tooltip(reasons))
        self.show()


def light_of(comparison: Comparison) -> str:
    """Return the worst light of all families: red only where none may be compared."""
    lights = [gate.light for gate in comparison.gate]
    if comparison.refused or not lights or set(lights) == {"red"}:
        return "red"
    return "green" if set(lights) == {"green"} else "amber"


def verdict_of(comparison: Comparison) -> str:
    """Return whether the pair may be compared, in words."""
    light = light_of(comparison)
    if light == "red":
        return translate("GatePanel", "Not comparable")
    if light == "green":
        return translate("GatePanel", "Comparable")
    red = [said.text(gate.family) for gate in comparison.gate if gate.light == "red"]
    if red:
        return translate("GatePanel", "Comparable, but not by {0}").format(", ".join(red))
    return translate("GatePanel", "Comparable, with doubts")


def reasons_of(comparison: Comparison) -> str:
    """Return each reason once with what to do, a line each."""
    gated = [one for gate in comparison.gate for one in gate.findings]
    errors = [one for one in comparison.findings if one.severity == "error"]
    lines = []
    for finding in dict.fromkeys((*errors, *gated)):
        lines.append(displayable(said.message(finding)))
    return "\n".join(dict.fromkeys(lines[:4]))
