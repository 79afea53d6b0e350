"""Which measure the difference and the maps show, chosen over the pictures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from photocompare.maps import pixelwise
from photocompare_ui import said
from photocompare_ui.document import Document
from photocompare_ui.views.arrangement import can_overlay

GAP = 6
"""Below the captions, in screen pixels; the foot has the color bars, the scale bar, the fader."""


class MetricChoice(QComboBox):
    """The pixelwise measures of the pair's lighting; shown while a map or the difference is."""

    def __init__(self, document: Document, parent: QWidget, captions_end: Callable[[], float]) -> None:
        super().__init__(parent)
        self._captions_end = captions_end
        self._document = document
        self.setObjectName("metric_choice")
        self.setAccessibleName(self.tr("Measure of the maps and the difference"))
        self.setToolTip(self.tr("Which measure the colors show"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._choose)
        document.look.changed.connect(self.refresh)
        document.pictures_changed.connect(self.refresh)
        document.comparison_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Offer what there is, show what is chosen."""
        document = self._document
        comparison, look = document.comparison, document.look
        wanted = (look.view == "difference" or look.mapped) and not look.as_taken
        shown = wanted and comparison is not None and can_overlay(document)
        if shown and comparison is not None:
            offered = [(said.label(one.label), one.id) for one in pixelwise(comparison.lighting)]
            if offered != [(self.itemText(i), self.itemData(i)) for i in range(self.count())]:
                self.clear()
                for label, name in offered:
                    self.addItem(label, name)
            if self.findData(look.metric) < 0 and offered:
                look.set(metric=offered[0][1])
            self.setCurrentIndex(self.findData(look.metric))
        self.setVisible(bool(shown))
        self.settle()

    def settle(self) -> None:
        """Lie in the middle, below the captions."""
        parent = self.parentWidget()
        if parent is not None:
            self.adjustSize()
            self.move((parent.width() - self.width()) // 2, round(self._captions_end()) + GAP)
            self.raise_()

    def _choose(self) -> None:
        self._document.look.set(metric=str(self.currentData()))
