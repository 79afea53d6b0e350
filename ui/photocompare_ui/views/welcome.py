"""What stands in the window before a photo does: what to do, in one look."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photocompare_ui.image import SURROUND
from photocompare_ui.overrides import guarded


class Welcome(QWidget):
    """Teaches the first steps and offers them.

    Attributes:
        samples: the button that opens the sample studies; hidden where there are none.

    Signals:
        pair_wanted(), samples_wanted(): the user pressed a button.
    """

    pair_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.samples = _button(self.tr("Open the sample studies"), primary=False)
        self.samples.hide()
        self.samples.clicked.connect(self.samples_wanted)
        pair = _button(self.tr("Open a pair…"), primary=True)
        pair.clicked.connect(self.pair_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(pair)
        buttons.addWidget(self.samples)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(3)
        column.addWidget(_Frames(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        column.addWidget(_line(self.tr("Drop two photographs of the same skin here"), "welcomeTitle"))
        column.addWidget(
            _line(
                self.tr("The one taken first becomes the baseline. Files stay as and where they are."),
                "quiet",
            )
        )
        column.addSpacing(14)
        column.addLayout(buttons)
        column.addStretch(2)
        column.addWidget(
            _line(self.tr("1  Open a pair     2  Press P and outline skin     3  Read what changed"), "quiet")
        )
        column.addSpacing(24)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the neutral surround and the outline of the place to drop on."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(*SURROUND))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(255, 255, 255, 70), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(18, 18, -18, -18), 14, 14)


class _Frames(QWidget):
    """Two photographs, one after the other, the same outline on both."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(190, 96)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for left, fill in ((1.5, 40), (107.5, 22)):
            frame = QRectF(left, 6, 80, 84)
            painter.setPen(QPen(QColor(255, 255, 255, 210), 2))
            painter.setBrush(QColor(255, 255, 255, 14))
            painter.drawRoundedRect(frame, 7, 7)
            painter.setPen(QPen(QColor(255, 176, 0), 2))
            painter.setBrush(QColor(255, 176, 0, fill * 2))
            painter.drawEllipse(frame.center() + QPointF(4, 2), 20, 24)
        painter.setPen(QPen(QColor(255, 255, 255, 210), 2))
        painter.drawPolyline([QPointF(90, 43), QPointF(97, 48), QPointF(90, 53)])


def _line(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label


def _button(text: str, *, primary: bool) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setProperty("primary", primary)
    button.setMinimumHeight(34)
    return button
