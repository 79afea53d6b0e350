"""One pane: pictures on one grid, looked at through a sight, with what is painted over them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QTransform
from PySide6.QtWidgets import QApplication, QWidget

from photocompare_ui.document import Document, Grid, Place
from photocompare_ui.look import Point
from photocompare_ui.overrides import guarded
from photocompare_ui.views import cut, link
from photocompare_ui.views.arrangement import Arrangement
from photocompare_ui.views.cut import cut_layers
from photocompare_ui.views.divider import Divider
from photocompare_ui.views.drawing import BRUSHES
from photocompare_ui.views.hit import REACH, Outline, snapped
from photocompare_ui.views.outlines import from_grid, outlines
from photocompare_ui.views.pane_paint import paint_over
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
        blank_pointer: whether what follows the pointer is left out, for a picture.
        nothing_over: whether nothing is painted over the photographs, for a drawing that does it itself.
        pointed: the baseline point the crosshair stands at, or None.
        readout: what the photos measure there, a line each.
        message: shown while there is no picture.

    Signals:
        sight_wanted(object, bool): the Sight the user moved or zoomed to, and whether for this pane alone.
        pointed_at(object): the baseline point under the pointer, or None.
        length_drawn(float): the line a user drew along a known length, in baseline pixels.
        refused(str): why a click did nothing.
        menu_wanted(str, object): a right click on the region of this name, or empty; where on the screen.
    """

    sight_wanted = Signal(object, bool)
    pointed_at = Signal(object)
    length_drawn = Signal(float)
    refused = Signal(str)
    menu_wanted = Signal(str, object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.arrangement: Arrangement | None = None
        self.outlines: tuple[Outline, ...] = ()
        self.hovered: QPointF | None = None
        self.blank_pointer = False
        self.nothing_over = False
        self.pointed: Point | None = None
        self.readout: tuple[str, ...] = ()
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
        flipped = arrangement.half is not None and arrangement.half.flipped
        turn = cut.reflection(arrangement.half.midline) if arrangement.half and flipped else QTransform()
        for item, layer in zip(self._items, arrangement.layers, strict=True):
            item.setOpacity(layer.opacity)
            item.setTransform(turn)
        self.outlines = outlines(self.document, arrangement.grid)
        self.setAccessibleName("; ".join(f"{c.title} {c.details}" for c in arrangement.captions))
        self.look(self.sight)

    def look(self, sight: Sight) -> None:
        """Look at `sight`."""
        self.sight = sight
        self.show_at(link.on_grid(self.document, self.grid, sight))
        cut_layers(self, self._items)

    def point_out(self, point: Point | None) -> None:
        """Show the crosshair at a baseline point and what the photos measure there, or none."""
        self.pointed = point
        moved = any(layer.part == "lens" for layer in (self.arrangement.layers if self.arrangement else ()))
        if moved:
            cut_layers(self, self._items)
        self.viewport().update()

    def divider(self) -> Divider:
        """Return where the wipe's divider stands in this pane."""
        look = self.document.look
        return Divider(self.viewport().rect(), look.divider, look.angle)

    @property
    def grid(self) -> Grid:
        """Return on whose pixel grid the pane shows its pictures."""
        return self.arrangement.grid if self.arrangement else "baseline"

    def snap(self, at: QPointF, but: str = "") -> QPointF:
        """Return the screen point of another outline that is near, else the point itself."""
        reach = REACH / self.transform().m11()
        shown = self.outlines if self.document.look.shapes else ()
        return self.viewportTransform().map(QPointF(*snapped(shown, self.grid_point(at), reach, but)))

    def carried(self, frame: Place, point: Point) -> Point | None:
        """Return a point of the pane's grid in pixels of `frame`, or None without a trusted map."""
        return from_grid(self.document, self.grid, point, frame)

    def point_in(self, frame: Place, at: QPointF) -> Point | None:
        """Return the point shown at a screen point in pixels of `frame`, or None without a trusted map."""
        return self.carried(frame, self.grid_point(at))

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Ask for a zoom about a screen point."""
        x, y = link.off_grid(self.document, self.grid, self.grid_point(at))
        self.ask_sight(self.sight.zoomed(factor, x, y))

    def ask_sight(self, sight: Sight) -> None:
        """Ask for another sight: of this pane alone while Ctrl is held."""
        alone = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self.sight_wanted.emit(sight, alone)

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
        self.pointed_at.emit(link.off_grid(self.document, self.grid, self.grid_point(event.position())))
        if self.document.look.draft or self.document.look.tool in BRUSHES:
            self.viewport().update()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._pointer.release(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close the polygon being drawn."""
        self._pointer.double_click(event)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for what can be done here, unless a tool is in hand."""
        if self.document.look.tool == "view" and not self.document.glimpses:
            at = self.viewport().mapFromGlobal(QPointF(event.globalPos()))
            self.menu_wanted.emit(self._pointer.hit(at).name, event.globalPos())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        self.hovered = None
        self.pointed_at.emit(None)
        self.viewport().update()
        super().leaveEvent(event)

    def paint_over(self, painter: QPainter, room: QRect) -> None:
        """Paint regions, captions, scale bar and legend."""
        if self.arrangement is not None and not self.nothing_over:
            paint_over(self, self.arrangement, painter, room)
