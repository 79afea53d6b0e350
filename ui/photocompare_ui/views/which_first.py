"""Two photographs that do not say when they were taken: the user picks the earlier one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photocompare.errors import displayable
from photocompare_ui.focus import take_focus
from photocompare_ui.image import SURROUND
from photocompare_ui.opening import Opened
from photocompare_ui.overrides import guarded

CARD = QSize(300, 260)
LONGEST_NAME = 34


class WhichFirst(QWidget):
    """Shows both as buttons; a click on one makes it the baseline.

    Attributes:
        cards: the two buttons.

    Signals:
        chosen(object, object): baseline and follow-up, `Opened` each.
        dismissed(): neither is opened.
    """

    chosen = Signal(object, object)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._pair: tuple[Opened, Opened] | None = None
        self.cards = (_card(), _card())
        title = QLabel(self.tr("Which photograph was taken first?"))
        title.setObjectName("welcomeTitle")
        why = QLabel(self.tr("The files do not say. The one you choose becomes the baseline."))
        why.setObjectName("quiet")
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addStretch()
        for index, card in enumerate(self.cards):
            card.clicked.connect(lambda checked=False, index=index: self._choose(index))
            row.addWidget(card)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch()
        for label in (title, why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(12)
        column.addLayout(row)
        column.addSpacing(12)
        neither = QPushButton(self.tr("Open neither"))
        neither.clicked.connect(self.dismissed)
        column.addWidget(neither, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def ask(self, first: Opened, second: Opened) -> None:
        """Show both."""
        self._pair = first, second
        for card, opened in zip(self.cards, self._pair, strict=True):
            name = displayable(opened.photo.name)
            card.setText(_shortened(name).replace("&", "&&"))
            card.setAccessibleName(self.tr("{0} was taken first").format(name))
            picture = opened.pyramid.level(CARD.width() / opened.pyramid.size.width())
            card.setIcon(QIcon(QPixmap.fromImage(picture)))
        take_focus(self.cards[0])

    def _choose(self, index: int) -> None:
        if self._pair is not None:
            self.chosen.emit(self._pair[index], self._pair[1 - index])
            self._pair = None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the neutral surround."""
        QPainter(self).fillRect(self.rect(), QColor(*SURROUND))


def _card() -> QToolButton:
    card = QToolButton()
    card.setObjectName("card")
    card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    card.setIconSize(CARD)
    card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    card.setFixedSize(CARD + QSize(24, 50))
    return card


def _shortened(name: str) -> str:
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[-half:]}"
