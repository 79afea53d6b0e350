"""What a rater can answer: a row of large buttons, or a line to touch."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from photocompare.grading import Scale
from photocompare_ui import said

HEIGHT = 64


class Answers(QWidget):
    """The steps of a scale as buttons with their keys, or its line.

    Signals:
        given(float): an answer, as the scale counts it.
    """

    given = Signal(float)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._line: Line | None = None
        self._buttons: dict[float, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if scale.kind == "line":
            self._line = Line(scale)
            self._line.given.connect(self.given)
            row.addWidget(self._line)
            return
        keys = {number: key for key, number in scale.keys.items()}
        for step in scale.steps:
            button = self._buttons[float(step.number)] = _button(
                keys[float(step.number)], said.text(step.label)
            )
            button.clicked.connect(lambda _=False, number=float(step.number): self.given.emit(number))
            row.addWidget(button, 1)

    def show_given(self, value: float | None) -> None:
        """Mark the answer that was given before, or none."""
        for number, button in self._buttons.items():
            button.setProperty("primary", number == value)
            button.style().unpolish(button)
            button.style().polish(button)
        if self._line:
            self._line.show_given(value)


def _button(key: str, label: str) -> QPushButton:
    button = QPushButton(f"{key}\n{label}".replace("&", "&&"))
    button.setAccessibleName(label)
    button.setMinimumHeight(HEIGHT)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class Line(QWidget):
    """A line between two ends; where it is touched is the answer, to a tenth.

    Signals:
        given(float): the place, as the scale counts it.
    """

    given = Signal(float)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._given: float | None = None
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(said.text(scale.question))
        self.setAccessibleDescription(self.tr("Digits answer in whole numbers, X the end of the line"))

    def show_given(self, value: float | None) -> None:
        """Mark the place that was given before, or none."""
        self._given = value
        self.update()

    def value_at(self, x: float) -> float:
        """Return the answer at a place of the widget, x in its pixels."""
        left, right = self._ends()
        share = min(max((x - left) / (right - left), 0.0), 1.0)
        return round(self._scale.least + share * (self._scale.most - self._scale.least), 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Answer where the line is left."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.given.emit(self.value_at(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, its ends, and what was given before."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._ends()
        palette, scale = self.palette(), self._scale
        usable = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        color = palette.color(usable, QPalette.ColorRole.WindowText)
        painter.setPen(color)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(left, 20, right - left, 3), 1.5, 1.5)
        for end in (left, right):
            painter.drawRoundedRect(QRectF(end - 1.5, 11, 3, 21), 1.5, 1.5)
        words = QRectF(left, 36, right - left, 24)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, f"{scale.least:g}  {said.text(scale.ends[0])}")
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, f"{said.text(scale.ends[1])}  {scale.most:g}")
        if self._given is not None:
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            place = left + (right - left) * (self._given - scale.least) / (scale.most - scale.least)
            painter.drawEllipse(QPointF(place, 21.5), 8, 8)

    def _ends(self) -> tuple[float, float]:
        width = min(self.width() - 40.0, 860.0)
        return (self.width() - width) / 2, (self.width() + width) / 2
