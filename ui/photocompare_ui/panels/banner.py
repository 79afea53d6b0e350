"""A message in the window, over the photographs and never in the way of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from photocompare.errors import displayable
from photocompare_ui.labels import plain

MARKS = {"error": "✕", "warning": "▲", "note": "•"}
LONGEST = 400


class Banner(QWidget):
    """One message with its shape, an answer where there is one, and a button to put it away.

    Attributes:
        text: the message shown, empty while hidden.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.text = ""
        self._answer: Callable[[], object] | None = None
        self._answer_text = ""
        self._later = QTimer(self, singleShot=True, interval=50)
        self._later.timeout.connect(self._lay_out)
        self._mark, self._label = plain(), plain(wrap=True)
        self._mark.setObjectName("mark")
        self._action, self._close = QPushButton(), QPushButton(self.tr("Close"))
        self._action.clicked.connect(self._answered)
        self._close.clicked.connect(self.clear)
        self._close.setAccessibleName(self.tr("Close this message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def show_message(
        self, text: str, severity: str = "error", answer: str = "", then: Callable[[], object] | None = None
    ) -> None:
        """Show a message; more of the same severity at once are added to it, each once."""
        line = displayable(text)
        line = line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
        lines = self.text.split("\n") if self.text and self.property("severity") == severity else []
        self.text = "\n".join(dict.fromkeys([*lines, line][-4:]))
        self._answer, self._answer_text = then, answer
        self.setProperty("severity", severity)
        self._lay_out()

    def clear(self) -> None:
        """Put the message away."""
        self.text = self._answer_text = ""
        self._answer = None
        self._lay_out()

    def _lay_out(self) -> None:
        """Show what stands, once no mouse button is held: a drag keeps its photo under the hand."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._later.start()
            return
        if self.text:
            self._mark.setText(MARKS[self.property("severity")])
            self._label.setText(self.text)
            self._label.setAccessibleName(self.text)
            self._action.setText(self._answer_text)
            self._action.setVisible(bool(self._answer_text))
            self.style().unpolish(self)
            self.style().polish(self)
        self.setVisible(bool(self.text))

    def _answered(self) -> None:
        answer = self._answer
        self.clear()
        if answer:
            answer()
