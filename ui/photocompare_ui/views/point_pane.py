"""One photo as taken, on which points are set, moved and seen at any zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from photocompare_ui.image import Pyramid
from photocompare_ui.overrides import guarded
from photocompare_ui.pairing import Pairing
from photocompare_ui.views import markers
from photocompare_ui.views.arrangement import Caption
from photocompare_ui.views.caption_paint import laid_out, paint_captions
from photocompare_ui.views.picture_view import PictureView
from photocompare_ui.views.pyramid_item import PyramidItem
from photocompare_ui.views.sight import Sight, fitted

REACH = 13.0
CLICK = 4.0
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class PointPane(PictureView):
    """A photo with numbered points: a click sets one, a drag moves it or the picture.

    Attributes:
        place: `baseline` or `followup`.
        sight: where the pane looks, in pixels of its photo.
        hint: what to click next, painted while there is something to click.
    """

    def __init__(
        self, place: str, picture: Pyramid, caption: Caption, pairing: Pairing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.place, self._picture, self._caption, self._pairing = place, picture, caption, pairing
        self.scene().addItem(PyramidItem(picture))
        self.hint = ""
        self._fitted = True
        self._pressed: QPointF | None = None
        self._drag: Callable[[QPointF], None] | None = None
        self._moving = False
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(200, 200)
        self.setAccessibleName(f"{caption.title} {caption.details}".strip())
        pairing.changed.connect(self.viewport().update)
        pairing.selection_changed.connect(self._show_selected)

    def look(self, sight: Sight) -> None:
        """Look at `sight`."""
        self.sight = sight
        self.show_at(sight)

    def fit(self) -> None:
        """Show the whole photo."""
        size, room = self._picture.size, self.viewport()
        self.look(fitted(size.width(), size.height(), room.width(), room.height()))
        self._fitted = True

    def zoom_at(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a screen point, or the middle."""
        x, y = self.grid_point(at) if at is not None else (self.sight.x, self.sight.y)
        self._fitted = False
        self.look(self.sight.zoomed(factor, x, y))

    def ask_sight(self, sight: Sight) -> None:
        """Look at another sight, no longer at the whole picture."""
        self._fitted = False
        self.look(sight)

    def set_hint(self, text: str) -> None:
        """Say what is to be clicked here next, or nothing."""
        self.hint = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the point under the pointer, or the picture."""
        at = event.position()
        self._pressed, self._moving, self._drag = at, False, None
        hit = self._hit(at)
        if event.button() == Qt.MouseButton.LeftButton and hit >= 0:
            self._pairing.select(hit)
            self._drag = self._move_of(hit, at)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = self._pan_from(at)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what was taken."""
        at = event.position()
        if self._drag is None or self._pressed is None:
            over = self._hit(at) >= 0
            shape = Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor
            self.viewport().setCursor(shape)
        elif self._moving or (at - self._pressed).manhattanLength() >= CLICK:
            self._moving = True
            self._drag(at)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Set a point where nothing was taken and moved."""
        at = event.position()
        clicked = event.button() == Qt.MouseButton.LeftButton and self._pressed is not None
        if clicked and not self._moving and self._hit(at) < 0:
            x, y = self.grid_point(at)
            if 0 <= x <= self._picture.size.width() and 0 <= y <= self._picture.size.height():
                self._pairing.place(self.place, (x, y))
        self._pressed = self._drag = None
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Read the second press of a double click as one more press on the point it hit."""
        self.mousePressEvent(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selected point by a screen pixel, zoom by + and -, fit by 0."""
        selected, key = self._pairing.selected, Qt.Key(event.key())
        point = self._pairing.pairs[selected].at(self.place) if selected >= 0 else None
        if key in ARROWS and point is not None:
            x, y = ARROWS[key]
            after = point[0] + x / self.sight.scale, point[1] + y / self.sight.scale
            self._pairing.move(selected, self.place, after)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_at(0.8 if key == Qt.Key.Key_Minus else 1.25)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole picture in sight where it was, else the same middle."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self.look(self.sight)

    def paint_over(self, painter: QPainter, room: QRect) -> None:
        """Paint the points, the caption and what to do next."""
        to_screen = self.viewportTransform()
        for index, pair in enumerate(self._pairing.pairs):
            point = pair.at(self.place)
            if point is not None:
                at, selected = to_screen.map(QPointF(*point)), index == self._pairing.selected
                markers.paint_marker(painter, at, str(index + 1), selected=selected)
        paint_captions(painter, laid_out(painter.font(), room, (self._caption,), None))
        if self.hint:
            markers.paint_hint(painter, room, self.hint)

    def _hit(self, at: QPointF) -> int:
        """Return the index of the nearest point within reach, or -1."""
        nearest, found = REACH, -1
        for index, pair in enumerate(self._pairing.pairs):
            point = pair.at(self.place)
            if point is not None:
                away = self.viewportTransform().map(QPointF(*point)) - at
                if away.manhattanLength() <= nearest:
                    nearest, found = away.manhattanLength(), index
        return found

    def _move_of(self, index: int, at: QPointF) -> Callable[[QPointF], None]:
        start, drag = self._pairing.pairs[index].at(self.place) or self.grid_point(at), object()

        def move(now: QPointF) -> None:
            scale = self.sight.scale
            after = start[0] + (now.x() - at.x()) / scale, start[1] + (now.y() - at.y()) / scale
            if index < len(self._pairing.pairs):
                self._pairing.move(index, self.place, after, drag)

        return move

    def _pan_from(self, at: QPointF) -> Callable[[QPointF], None]:
        start = self.sight

        def pan(now: QPointF) -> None:
            self._fitted = False
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.look(start.panned(now.x() - at.x(), now.y() - at.y()))

        return pan

    def _show_selected(self) -> None:
        """Bring the selected point into sight."""
        selected = self._pairing.selected
        point = self._pairing.pairs[selected].at(self.place) if selected >= 0 else None
        if point is not None:
            at = self.viewportTransform().map(QPointF(*point))
            if not QRectF(self.viewport().rect()).contains(at):
                self.look(Sight(point[0], point[1], self.sight.scale))
        self.viewport().update()
