"""The patient's screen: a full screen wipe without names or numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from photocompare_ui.image import SURROUND, Pyramid
from photocompare_ui.overrides import guarded
from photocompare_ui.views import overlay
from photocompare_ui.views.divider import Divider

MARGIN = 24


class Patient(QWidget):
    """Shows both photographs under a divider to drag, by mouse or finger; Esc leaves.

    Attributes:
        share: where the divider stands (0-1).
        mirrored: whether the person sees themselves as in a mirror.
    """

    def __init__(self, before: Pyramid, after: Pyramid, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The title of a window is a name on the screen too.
        self.setWindowTitle(" ")
        self.setAccessibleName(self.tr("Patient view"))
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._before, self._after = before, after
        self.share, self.mirrored = 0.5, False
        self.mirror = QPushButton(self.tr("Mirror"))
        self.mirror.setCheckable(True)
        self.mirror.setShortcut("M")
        self.mirror.setToolTip(self.tr("As in a mirror  (M)"))
        self.leave = QPushButton(self.tr("Close"))
        self.leave.setToolTip(self.tr("Close  (Esc)"))
        self.mirror.toggled.connect(self._turn)
        self.leave.clicked.connect(self.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.addStretch(1)
        for button in (self.mirror, self.leave):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setMinimumSize(QSize(96, 44))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def set_share(self, share: float) -> None:
        """Move the divider."""
        self.share = min(max(share, 0.0), 1.0)
        self.update()

    def _turn(self, mirrored: bool) -> None:
        self.mirrored = mirrored
        self.update()

    def place(self) -> QRectF:
        """Return where the photographs lie: as large as the screen allows."""
        size = self._before.size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(x, y, size.width(), size.height())

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc; move the divider by the arrows."""
        steps = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in steps:
            self.set_share(self.share + steps[Qt.Key(event.key())])

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the divider wherever the press is; a finger is a press too."""
        self.set_share(event.position().x() / max(self.width(), 1))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.set_share(event.position().x() / max(self.width(), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint all of it again."""
        super().resizeEvent(event)
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both photographs and the divider."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(*SURROUND))
        place, x = self.place(), self.width() * self.share
        scale = place.width() / max(self._before.size.width(), 1) * self.devicePixelRatioF()
        # Before is left of the divider in the mirror too: the picture is turned, the reading order is not.
        for picture, room in (
            (self._before, QRect(0, 0, round(x), self.height())),
            (self._after, QRect(round(x), 0, self.width() - round(x), self.height())),
        ):
            painter.save()
            painter.setClipRect(room)
            if self.mirrored:
                painter.translate(QPointF(self.width(), 0.0))
                painter.scale(-1, 1)
            painter.drawImage(place, picture.level(scale))
            painter.restore()
        overlay.paint_divider(painter, Divider(self.rect(), self.share))
        painter.end()
