"""The status line: alignment, color and scale in words; what is being done, and a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from photocompare_ui import said, words
from photocompare_ui.document import Document
from photocompare_ui.labels import plain
from photocompare_ui.tr import QT_TRANSLATE_NOOP, translate

HINTS = {
    "polygon": QT_TRANSLATE_NOOP(
        "hints", "Click around the skin; Enter or the first corner closes, Backspace takes a corner back"
    ),
    "rectangle": QT_TRANSLATE_NOOP("hints", "Drag from corner to corner; Shift adds, Alt takes off"),
    "ellipse": QT_TRANSLATE_NOOP("hints", "Drag from corner to corner; Shift adds, Alt takes off"),
    "freehand": QT_TRANSLATE_NOOP("hints", "Draw around the skin; Shift adds, Alt takes off"),
    "brush": QT_TRANSLATE_NOOP("hints", "Paint the skin; Shift adds, Alt takes off"),
    "ruler": QT_TRANSLATE_NOOP("hints", "Draw a line along a length you know, then say how long it is"),
    "vessel_add": QT_TRANSLATE_NOOP("hints", "Paint along a vessel that was not found"),
    "vessel_remove": QT_TRANSLATE_NOOP("hints", "Paint over what is no vessel"),
    "gray": QT_TRANSLATE_NOOP("hints", "Draw a rectangle inside the gray card"),
    "chart": QT_TRANSLATE_NOOP("hints", "Draw a rectangle around the color chart"),
}


def hint(tool: str, role: str) -> str:
    """Return what the tool in hand waits for, and how to put it away."""
    words = translate("hints", HINTS.get(role) or HINTS[tool])
    return "   ·   ".join((words, translate("hints", "Esc puts the tool away")))


class StatusLine(QStatusBar):
    """Says how far the numbers can be trusted.

    Signals:
        cancel_wanted(): the user pressed Cancel.
    """

    cancel_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setSizeGripEnabled(False)
        self.words = plain()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.activity = plain(quiet=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 6)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.zoom = plain(quiet=True)
        self.addWidget(self.words, 1)
        for widget in (self.activity, self.bar, self.cancel, self.zoom):
            self.addPermanentWidget(widget)
        document.comparison_changed.connect(self._refresh)
        document.photos_changed.connect(self._refresh)
        document.glimpses_changed.connect(self._refresh)
        document.scale_changed.connect(self._refresh)
        document.look.changed.connect(self._refresh)
        self.set_busy(False)
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        """Show or hide the progress."""
        for widget in (self.activity, self.bar, self.cancel):
            widget.setVisible(busy)
        if not busy:
            self.bar.setValue(0)
            self.activity.setText("")

    def set_progress(self, share: float, text: str) -> None:
        """Show how far the work is."""
        self.bar.setValue(round(100 * share))
        text = said.text(text)
        self.activity.setText(text if len(text) <= 60 else text[:59] + "…")

    def set_zoom(self, scale: float) -> None:
        """Show the zoom."""
        self.zoom.setText(f"{100 * scale:.0f} %" if scale >= 0.1 else f"{100 * scale:.1f} %")

    def _refresh(self) -> None:
        document = self._document
        if document.glimpses:
            parts = [self.tr("Reading, not measured")]
        elif document.look.tool != "view":
            parts = [hint(document.look.tool, document.look.role)]
        elif document.comparison is not None:
            comparison = document.comparison
            parts = [words.alignment(comparison), words.color(comparison), words.scale(document.mm_per_pixel)]
            if document.look.as_taken:
                parts.append(self.tr("Shown as taken"))
        elif document.baseline is None and document.followup is None:
            parts = [self.tr("No photographs open")]
        elif document.baseline is None or document.followup is None:
            parts = [self.tr("One photograph open")]
        else:
            parts = [self.tr("Not measured")]
        self.words.setText("   ·   ".join(parts))
