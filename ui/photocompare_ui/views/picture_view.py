"""A view on one pixel grid: zoomed about the pointer, never scrolled, painted over at screen scale."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPainter, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from photocompare_ui.image import SURROUND
from photocompare_ui.look import Point
from photocompare_ui.overrides import guarded
from photocompare_ui.views.sight import Sight
from photocompare_ui.views.touch import Touch

FAR = 1e6
WHEEL_STEP = 120


class PictureView(QGraphicsView):
    """Pictures without borders or scroll bars. What shows them says by `zoom_at` and `ask_sight` what moves.

    Attributes:
        sight: where the view looks; its meaning is the subclass's.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(-FAR, -FAR, 2 * FAR, 2 * FAR, self))
        self.sight = Sight(0, 0, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(*SURROUND))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._touch = Touch(self)
        self.setAcceptDrops(False)

    def show_at(self, here: Sight) -> None:
        """Show `here`, in pixels of the view's own grid."""
        self.resetTransform()
        self.scale(here.scale, here.scale)
        self.centerOn(here.x, here.y)
        self.viewport().update()

    def grid_point(self, at: QPointF) -> Point:
        """Return the point of the view's grid at a screen point, to a fraction of a pixel."""
        inverse, _ = self.viewportTransform().inverted()
        point = inverse.map(at)
        return point.x(), point.y()

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom about a screen point."""
        raise NotImplementedError

    def ask_sight(self, sight: Sight) -> None:
        """Ask for another sight."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter, room: QRect) -> None:
        """Paint over the pictures, in screen pixels."""
        raise NotImplementedError

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        self.zoom_at(1.25 ** (event.angleDelta().y() / WHEEL_STEP), event.position())
        event.accept()

    @guarded
    def event(self, event: QEvent) -> bool:
        """Zoom by pinch."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_at(1 + event.value(), event.position())
            return True
        return super().event(event)

    @guarded
    def viewportEvent(self, event: QEvent) -> bool:
        """Take fingers before the scene does."""
        if isinstance(event, QTouchEvent):
            self._touch.take(event)
            return True
        return super().viewportEvent(event)

    @guarded
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint over the pictures at the screen's scale."""
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_over(painter, self.viewport().rect())
        painter.restore()
