"""What is painted over the pictures of a pane: regions, the outline being drawn, labels, the pointer's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QTransform

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
from photocompare_ui.views.caption_paint import Chip, laid_out, paint_captions
from photocompare_ui.views.drawing import BRUSHES, DRAGGED, VESSEL_ACTIONS
from photocompare_ui.views.outlines import to_grid
from photocompare_ui.views.sight import Sight

if TYPE_CHECKING:
    from photocompare_ui.views.pane import Pane

LEANING = 30.0
"""From this angle of the divider on, the captions no longer stand on its two sides."""


@dataclass(frozen=True)
class Labels:
    """The captions and the scale bar of a pane, in screen pixels; none where labels are off."""

    chips: tuple[Chip, ...] = ()
    bar: tuple[QRectF, float, str] | None = None

    @property
    def taken(self) -> tuple[QRectF, ...]:
        """Return the room they take."""
        return (*(chip.veil for chip in self.chips), *((self.bar[0],) if self.bar else ()))


def paint_over(pane: Pane, shown: Arrangement, painter: QPainter, room: QRect) -> None:
    """Paint all that lies over the pictures, in screen pixels."""
    to_screen, look = pane.viewportTransform(), pane.document.look
    if not shown.layers:
        overlay.paint_message(painter, room, pane.message)
    labels = _laid_out(pane, shown, room)
    legend = overlay.legend_chip(room, labels.bar[0] if labels.bar else None)
    if look.shapes:
        taken = (*labels.taken, legend) if shown.legend else labels.taken
        _shapes(pane, shown, painter, to_screen, room, taken)
    _draft(pane, shown, painter, to_screen)
    if shown.divided:
        overlay.paint_divider(painter, pane.divider())
    if shown.fading:
        overlay.paint_fader(painter, room, look.fade)
    if shown.legend:
        overlay.paint_legend(painter, legend, shown.legend)
    if look.midline and not shown.half and shown.grid == "baseline":
        paint_midline(painter, to_screen, look.midline)
    if any(layer.part == "lens" for layer in shown.layers):
        paint_lens(painter, pane.hovered or QPointF(room.center()))
    _labels(pane, shown, painter, room, labels)


def captions_of(pane: Pane) -> tuple[Chip, ...]:
    """Return the captions of a pane as they lie in it; none where labels are off."""
    look, shown = pane.document.look, pane.arrangement
    if shown is None or not look.labels:
        return ()
    divided = shown.divided and abs(look.angle) < LEANING
    room = pane.viewport().rect()
    return laid_out(pane.font(), room, shown.captions, look.divider if divided else None)


def _laid_out(pane: Pane, shown: Arrangement, room: QRect) -> Labels:
    """Return where the captions and the scale bar go: the names of the regions keep off them."""
    document, look = pane.document, pane.document.look
    if not look.labels:
        return Labels()
    chips = captions_of(pane)
    if not shown.layers or document.glimpses:
        return Labels(chips)
    if look.units == "pixels":
        return Labels(chips, overlay.scale_bar(room, pane.sight.scale, "px"))
    if document.mm_per_pixel:
        return Labels(chips, overlay.scale_bar(room, pane.sight.scale / document.mm_per_pixel, "mm"))
    return Labels(chips)


def _shapes(
    pane: Pane,
    shown: Arrangement,
    painter: QPainter,
    to_screen: QTransform,
    room: QRect,
    taken: Sequence[QRectF],
) -> None:
    """Paint the regions, cut to the half of the midline that the pane shows; and the vessels."""
    look, half = pane.document.look, shown.half
    seen = QRectF(room)
    painter.save()
    if half is not None:
        side = to_screen.map(cut.half_path(half))
        painter.setClipPath(side)
        seen &= side.boundingRect()
        if half.flipped:
            to_screen = cut.reflection(half.midline) * to_screen
    region_paint.paint_regions(painter, to_screen, pane.outlines, named=look.labels, room=seen, taken=taken)
    if look.tool in VESSEL_ACTIONS and half is None and not shown.further:
        _vessels(pane, shown, painter, to_screen)
    painter.restore()


def _vessels(pane: Pane, shown: Arrangement, painter: QPainter, to_screen: QTransform) -> None:
    """Paint the vessels found on the photo that is shown, and what was painted there."""
    document, place = pane.document, shown.place
    found = (document.pictures.vessels or {}).get(place)
    if found is not None:
        found = to_grid(document, shown.grid, found, place)
    for one in document.vessels.strokes:
        if one.photo == place:
            paint_stroke(painter, to_screen, to_grid(document, shown.grid, one.points, place), one)
    paint_vessels(painter, to_screen, found)


def _draft(pane: Pane, shown: Arrangement, painter: QPainter, to_screen: QTransform) -> None:
    """Paint what is being drawn, and the brush."""
    look = pane.document.look
    drawn = () if pane.document.glimpses else look.draft
    region_paint.paint_draft(
        painter,
        to_screen,
        to_grid(pane.document, shown.grid, drawn, look.draft_on),
        pane.hovered if look.tool == "polygon" else None,
        handles=look.tool in ("polygon", "view"),
        closed=look.tool in DRAGGED,
    )
    if look.tool in BRUSHES and pane.hovered is not None and not pane.blank_pointer:
        paint_brush(painter, pane.hovered, look.brush)


def _labels(pane: Pane, shown: Arrangement, painter: QPainter, room: QRect, labels: Labels) -> None:
    """Paint captions, scale bar, crosshair and read-out."""
    document = pane.document
    covered = bool(document.glimpses)
    if pane.pointed is not None and not covered and not pane.blank_pointer:
        here = link.on_grid(document, shown.grid, Sight(*pane.pointed, 1.0))
        at = pane.viewportTransform().map(QPointF(here.x, here.y))
        below = max((chip.veil.bottom() for chip in labels.chips), default=0.0)
        paint_crosshair(painter, room, at, pane.readout, pane.hovered is not None, below)
    paint_captions(painter, labels.chips)
    if labels.bar is not None:
        overlay.paint_scale_bar(painter, labels.bar)
