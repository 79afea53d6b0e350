"""What stands in the window before a photo does: what to do, in one look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photocompare_ui.image import SURROUND
from photocompare_ui.labels import plain
from photocompare_ui.overrides import guarded

MOST_SHOWN = 4
LONGEST = 44


class Welcome(QWidget):
    """Teaches the first steps and offers them.

    Attributes:
        samples: the button that opens the sample studies; hidden where there are none.
        recent: a button for each recent work; hidden where there is none.

    Signals:
        pair_wanted(), study_wanted(), samples_wanted(): the user pressed a button.
        recent_wanted(int): the user pressed this one of the recent works.
    """

    pair_wanted = Signal()
    study_wanted = Signal()
    samples_wanted = Signal()
    recent_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.samples = _button(self.tr("Open the sample studies"), primary=False)
        self.samples.hide()
        self.samples.clicked.connect(self.samples_wanted)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        pair = _button(self.tr("Open a pair…"), primary=True)
        pair.clicked.connect(self.pair_wanted)
        study = _button(self.tr("Open a study…"), primary=False)
        study.clicked.connect(self.study_wanted)
        self._buttons.addStretch()
        self._buttons.addWidget(pair)
        self._buttons.addWidget(study)
        self._buttons.addWidget(self.samples)
        self._buttons.addStretch()
        self._make_recent()
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 36, 36, 36)
        column.setSpacing(10)
        column.addStretch(3)
        column.addWidget(_Frames(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addWidget(_line(self.tr("Drop two photographs of the same skin here"), "welcomeTitle"))
        column.addWidget(
            _line(
                self.tr("The one taken first becomes the baseline. Files stay as and where they are."),
                "quiet",
            )
        )
        column.addSpacing(12)
        column.addLayout(self._buttons)
        column.addSpacing(18)
        column.addWidget(self._past, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        column.addLayout(
            _steps(
                (self.tr("Open"), self.tr("two photographs, a folder or a study")),
                (self.tr("Outline"), self.tr("press P and click around the skin")),
                (self.tr("Read"), self.tr("what changed, and how sure that is")),
            )
        )

    def show_recent(self, titles: Sequence[str]) -> None:
        """Offer recent work, the newest first."""
        for index, button in enumerate(self.recent):
            here = index < len(titles)
            text = _short(titles[index]) if here else ""
            button.setText(text.replace("&", "&&"))
            button.setAccessibleName(text)
            button.setVisible(here)
        self._past.setVisible(bool(titles))

    def _make_recent(self) -> None:
        self._past = QWidget()
        rows = QVBoxLayout(self._past)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(_line(self.tr("Opened before"), "quiet"))
        self.recent = tuple(QPushButton() for _ in range(MOST_SHOWN))
        for index, button in enumerate(self.recent):
            button.setObjectName("recent")
            button.clicked.connect(lambda checked=False, index=index: self.recent_wanted.emit(index))
            rows.addWidget(button)
        self.show_recent(())

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


def _steps(*steps: tuple[str, str]) -> QGridLayout:
    """Return the steps beside each other: number and word, below it a few words more."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(2)
    for number, (word, more) in enumerate(steps):
        grid.setColumnStretch(number, 1)
        grid.addWidget(_line(f"{number + 1}  {word}", "welcomeStep"), 0, number)
        grid.addWidget(_line(more, "quiet"), 1, number, Qt.AlignmentFlag.AlignTop)
    return grid


def _line(text: str, name: str) -> QLabel:
    label = plain(text)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"


def _button(text: str, *, primary: bool) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setProperty("primary", primary)
    button.setMinimumHeight(34)
    return button
