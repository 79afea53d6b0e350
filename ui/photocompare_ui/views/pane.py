"""One pane: pictures on one grid, looked at through a sight, with what is painted over them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from photocompare_ui.document import Document
from photocompare_ui.image import SURROUND
from photocompare_ui.look import Point
from photocompare_ui.overrides import guarded
from photocompare_ui.views import link, overlay, region_paint
from photocompare_ui.views.arrangement import Arrangement
from photocompare_ui.views.hit import Outline
from photocompare_ui.views.outlines import from_grid, outlines, to_grid
from photocompare_ui.views.pointer import Pointer
from photocompare_ui.views.pyramid_item import PyramidItem
from photocompare_ui.views.sight import Sight

FAR = 1e6
WHEEL_STEP = 120


class Pane(QGraphicsView):
    """Shows one `Arrangement`; asks for other sights, never changes its own.

    Attributes:
        arrangement: what is shown, or None.
        sight: where the pane looks, in baseline pixels.
        outlines: the regions as they lie on this pane's grid.
        hovered: where the pointer is, in screen pixels, or None.
        message: shown while there is no picture.

    Signals:
        sight_wanted(object): the Sight the user moved or zoomed to.
        refused(str): why a click did nothing.
    """

    sight_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(-FAR, -FAR, 2 * FAR, 2 * FAR, self))
        self.document = document
        self.arrangement: Arrangement | None = None
        self.sight = Sight(0, 0, 1)
        self.outlines: tuple[Outline, ...] = ()
        self.hovered: QPointF | None = None
        self.message = ""
        self._items: list[PyramidItem] = []
        self._pointer = Pointer(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(*SURROUND))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMouseTracking(True)
        self.setAcceptDrops(False)

    def arrange(self, arrangement: Arrangement) -> None:
        """Show `arrangement`, reusing the items of pictures already shown."""
        old = [layer.picture for layer in self.arrangement.layers] if self.arrangement else []
        self.arrangement = arrangement
        if [layer.picture for layer in arrangement.layers] != old:
            self.scene().clear()
            self._items = [PyramidItem(layer.picture) for layer in arrangement.layers]
            for item in self._items:
                self.scene().addItem(item)
        for item, layer in zip(self._items, arrangement.layers, strict=True):
            item.setOpacity(layer.opacity)
        self.outlines = outlines(self.document, arrangement.grid)
        self.setAccessibleName("; ".join(f"{c.title} {c.details}" for c in arrangement.captions))
        self.look(self.sight)

    def look(self, sight: Sight) -> None:
        """Look at `sight`."""
        self.sight = sight
        grid = self.arrangement.grid if self.arrangement else "baseline"
        here = link.on_grid(self.document, grid, sight)
        self.resetTransform()
        self.scale(here.scale, here.scale)
        self.centerOn(here.x, here.y)
        divider = self.divider_x()
        for item, layer in zip(self._items, self.arrangement.layers if self.arrangement else (), strict=True):
            divided = layer.part == "right" and divider is not None
            item.left = self.mapToScene(round(divider or 0), 0).x() if divided else None
        self.viewport().update()

    def divider_x(self) -> float | None:
        """Return where the wipe's divider stands, in screen pixels, or None."""
        if self.arrangement is None or not self.arrangement.divided:
            return None
        return self.viewport().width() * self.document.look.divider

    def grid_point(self, at: QPointF) -> Point:
        """Return the point of the pane's grid at a screen point, to a fraction of a pixel."""
        inverse, _ = self.viewportTransform().inverted()
        point = inverse.map(at)
        return point.x(), point.y()

    def baseline_point(self, at: QPointF) -> Point | None:
        """Return the point of the baseline shown at a screen point, or None without a trusted map."""
        grid = self.arrangement.grid if self.arrangement else "baseline"
        return from_grid(self.document, grid, self.grid_point(at))

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Ask for a zoom about a screen point."""
        grid = self.arrangement.grid if self.arrangement else "baseline"
        x, y = link.off_grid(self.document, grid, self.grid_point(at))
        self.sight_wanted.emit(self.sight.zoomed(factor, x, y))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        self.zoom_at(1.25 ** (event.angleDelta().y() / WHEEL_STEP), event.position())
        event.accept()

    @guarded
    def event(self, event: QEvent) -> bool:
        """Zoom by pinch; keep Esc, Enter and Backspace for the polygon being drawn."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_at(1 + event.value(), event.position())
            return True
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._pointer.takes(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the pointer's tool have its keys; the view scrolls by none."""
        if not self._pointer.key(event):
            event.ignore()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the tool does."""
        self._pointer.press(event)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self.hovered = event.position()
        self._pointer.move(event)
        if self.document.look.draft:
            self.viewport().update()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._pointer.release(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close the polygon being drawn."""
        self._pointer.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        self.hovered = None
        self.viewport().update()
        super().leaveEvent(event)

    @guarded
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint regions, captions, scale bar and legend at the screen's scale."""
        if self.arrangement is None:
            return
        to_screen, room, look = self.viewportTransform(), self.viewport().rect(), self.document.look
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.arrangement.layers:
            overlay.paint_message(painter, room, self.message)
        if look.shapes:
            region_paint.paint_regions(painter, to_screen, self.outlines, named=look.labels)
        covered = bool(self.document.glimpses)
        draft = to_grid(self.document, self.arrangement.grid, () if covered else look.draft)
        region_paint.paint_draft(painter, to_screen, draft, self.hovered if look.tool == "polygon" else None)
        if self.arrangement.divided:
            overlay.paint_divider(painter, room, look.divider)
        if self.arrangement.fading:
            overlay.paint_fader(painter, room, look.fade)
        if self.arrangement.legend:
            overlay.paint_legend(painter, room, self.arrangement.legend)
        if look.labels:
            divider = look.divider if self.arrangement.divided else None
            overlay.paint_captions(painter, room, self.arrangement.captions, divider)
            if self.document.mm_per_pixel and self.arrangement.layers and not covered:
                overlay.paint_scale_bar(painter, room, self.sight.scale / self.document.mm_per_pixel)
        painter.restore()
