"""One pane: pictures on one grid, looked at through a sight, with what is painted over them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from photocompare_ui.document import Document, Place
from photocompare_ui.look import Point
from photocompare_ui.overrides import guarded
from photocompare_ui.views import link, overlay, region_paint
from photocompare_ui.views.arrangement import Arrangement
from photocompare_ui.views.hit import Outline
from photocompare_ui.views.outlines import from_grid, outlines, to_grid
from photocompare_ui.views.picture_view import PictureView
from photocompare_ui.views.pointer import Pointer
from photocompare_ui.views.pyramid_item import PyramidItem
from photocompare_ui.views.sight import Sight


class Pane(PictureView):
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
        self.document = document
        self.arrangement: Arrangement | None = None
        self.outlines: tuple[Outline, ...] = ()
        self.hovered: QPointF | None = None
        self.message = ""
        self._items: list[PyramidItem] = []
        self._pointer = Pointer(self)

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
        self.show_at(link.on_grid(self.document, self.grid, sight))
        divider = self.divider_x()
        for item, layer in zip(self._items, self.arrangement.layers if self.arrangement else (), strict=True):
            divided = layer.part == "right" and divider is not None
            item.left = self.mapToScene(round(divider or 0), 0).x() if divided else None

    def divider_x(self) -> float | None:
        """Return where the wipe's divider stands, in screen pixels, or None."""
        if self.arrangement is None or not self.arrangement.divided:
            return None
        return self.viewport().width() * self.document.look.divider

    @property
    def grid(self) -> Place:
        """Return on whose pixel grid the pane shows its pictures."""
        return self.arrangement.grid if self.arrangement else "baseline"

    def point_in(self, frame: Place, at: QPointF) -> Point | None:
        """Return the point shown at a screen point in pixels of `frame`, or None without a trusted map."""
        return from_grid(self.document, self.grid, self.grid_point(at), frame)

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Ask for a zoom about a screen point."""
        x, y = link.off_grid(self.document, self.grid, self.grid_point(at))
        self.sight_wanted.emit(self.sight.zoomed(factor, x, y))

    @guarded
    def event(self, event: QEvent) -> bool:
        """Keep Esc, Enter and Backspace for the polygon being drawn."""
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

    def paint_over(self, painter: QPainter, room: QRect) -> None:
        """Paint regions, captions, scale bar and legend."""
        if self.arrangement is None:
            return
        to_screen, look = self.viewportTransform(), self.document.look
        if not self.arrangement.layers:
            overlay.paint_message(painter, room, self.message)
        if look.shapes:
            region_paint.paint_regions(painter, to_screen, self.outlines, named=look.labels)
        covered = bool(self.document.glimpses)
        drawn = () if covered else look.draft
        draft = to_grid(self.document, self.arrangement.grid, drawn, look.draft_on)
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
