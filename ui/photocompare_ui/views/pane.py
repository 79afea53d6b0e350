"""One pane: pictures on one grid, looked at through a sight, with what is painted over them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QTransform
from PySide6.QtWidgets import QApplication, QWidget

from photocompare_ui.document import Document, Place
from photocompare_ui.look import Point
from photocompare_ui.overrides import guarded
from photocompare_ui.views import cut, link, overlay, region_paint
from photocompare_ui.views.aim import (
    paint_brush,
    paint_crosshair,
    paint_lens,
    paint_midline,
    paint_stroke,
    paint_vessels,
)
from photocompare_ui.views.arrangement import Arrangement
from photocompare_ui.views.divider import Divider
from photocompare_ui.views.drawing import BRUSHES, DRAGGED, VESSEL_ACTIONS
from photocompare_ui.views.hit import REACH, Outline, snapped
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
    """

    sight_wanted = Signal(object, bool)
    pointed_at = Signal(object)
    length_drawn = Signal(float)
    refused = Signal(str)

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
        self.outlines = () if arrangement.further else outlines(self.document, arrangement.grid)
        self.setAccessibleName("; ".join(f"{c.title} {c.details}" for c in arrangement.captions))
        self.look(self.sight)

    def look(self, sight: Sight) -> None:
        """Look at `sight`."""
        self.sight = sight
        self.show_at(link.on_grid(self.document, self.grid, sight))
        self._cut()

    def point_out(self, point: Point | None) -> None:
        """Show the crosshair at a baseline point and what the photos measure there, or none."""
        self.pointed = point
        moved = any(layer.part == "lens" for layer in (self.arrangement.layers if self.arrangement else ()))
        if moved:
            self._cut()
        self.viewport().update()

    def _cut(self) -> None:
        """Let each layer be seen where its part is."""
        shown = self.arrangement
        if shown is None:
            return
        to_scene, room = self.viewportTransform().inverted()[0], self.viewport().rect()
        for item, layer in zip(self._items, shown.layers, strict=True):
            paths = [cut.half_path(shown.half)] if shown.half else []
            item.squares = None
            if layer.part == "beyond" and shown.divided:
                paths.append(cut.beyond(self.divider().beyond(), to_scene))
            elif layer.part == "squares":
                item.squares = cut.squares(room, to_scene, self.transform().m11())
            elif layer.part == "lens":
                paths.append(cut.lens(self.hovered or QPointF(room.center()), to_scene))
            item.seen_in = tuple(paths)

    def divider(self) -> Divider:
        """Return where the wipe's divider stands in this pane."""
        look = self.document.look
        return Divider(self.viewport().rect(), look.divider, look.angle)

    @property
    def grid(self) -> Place:
        """Return on whose pixel grid the pane shows its pictures."""
        return self.arrangement.grid if self.arrangement else "baseline"

    @property
    def free_frame(self) -> Place:
        """Return whose pixels a new outline is in: the follow-up's only without a way to the baseline."""
        return "followup" if self.grid == "followup" and self.document.alignment is None else "baseline"

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

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        self.hovered = None
        self.pointed_at.emit(None)
        self.viewport().update()
        super().leaveEvent(event)

    def paint_over(self, painter: QPainter, room: QRect) -> None:
        """Paint regions, captions, scale bar and legend."""
        if self.arrangement is None or self.nothing_over:
            return
        to_screen, look = self.viewportTransform(), self.document.look
        if not self.arrangement.layers:
            overlay.paint_message(painter, room, self.message)
        if look.shapes:
            self._paint_shapes(painter, to_screen)
        covered = bool(self.document.glimpses)
        drawn = () if covered else look.draft
        draft = to_grid(self.document, self.arrangement.grid, drawn, look.draft_on)
        cornered = look.tool in ("polygon", "view")
        region_paint.paint_draft(
            painter,
            to_screen,
            draft,
            self.hovered if look.tool == "polygon" else None,
            handles=cornered,
            closed=look.tool in DRAGGED,
        )
        if look.tool in BRUSHES and self.hovered is not None:
            paint_brush(painter, self.hovered, look.brush)
        if self.arrangement.divided:
            overlay.paint_divider(painter, self.divider())
        if self.arrangement.fading:
            overlay.paint_fader(painter, room, look.fade)
        if self.arrangement.legend:
            overlay.paint_legend(painter, room, self.arrangement.legend)
        if (
            look.midline
            and not (self.arrangement.half or self.arrangement.further)
            and self.grid == "baseline"
        ):
            paint_midline(painter, to_screen, look.midline)
        self._paint_labels(painter, room, covered)

    def _paint_shapes(self, painter: QPainter, to_screen: QTransform) -> None:
        """Paint the regions, cut to the half of the midline that the pane shows; and the vessels found."""
        look, half = self.document.look, self.arrangement.half if self.arrangement else None
        painter.save()
        if half is not None:
            painter.setClipPath(to_screen.map(cut.half_path(half)))
            if half.flipped:
                to_screen = cut.reflection(half.midline) * to_screen
        region_paint.paint_regions(painter, to_screen, self.outlines, named=look.labels)
        if look.tool in VESSEL_ACTIONS and half is None:
            self._paint_vessels(painter, to_screen)
        painter.restore()

    def _paint_vessels(self, painter: QPainter, to_screen: QTransform) -> None:
        """Paint the vessels found on the photo that is shown, and what was painted there."""
        document, place = self.document, self.arrangement.place if self.arrangement else "baseline"
        found = (document.pictures.vessels or {}).get(place)
        if found is not None:
            found = to_grid(document, self.grid, found, place)
        for one in document.vessels.strokes:
            if one.photo == place:
                paint_stroke(painter, to_screen, to_grid(document, self.grid, one.points, place), one)
        paint_vessels(painter, to_screen, found)

    def _paint_labels(self, painter: QPainter, room: QRect, covered: bool) -> None:
        """Paint captions, scale bar, crosshair and read-out."""
        assert self.arrangement is not None
        look, lens = self.document.look, any(layer.part == "lens" for layer in self.arrangement.layers)
        if lens and not self.blank_pointer:
            paint_lens(painter, self.hovered or QPointF(room.center()))
        if self.pointed is not None and not covered and not self.blank_pointer:
            here = link.on_grid(self.document, self.grid, Sight(*self.pointed, 1.0))
            at = self.viewportTransform().map(QPointF(here.x, here.y))
            paint_crosshair(painter, room, at, self.readout, lens or self.hovered is not None)
        if look.labels:
            divided = self.arrangement.divided and abs(look.angle) < 30
            overlay.paint_captions(
                painter, room, self.arrangement.captions, look.divider if divided else None
            )
            if self.document.mm_per_pixel and self.arrangement.layers and not covered:
                overlay.paint_scale_bar(painter, room, self.sight.scale / self.document.mm_per_pixel)
