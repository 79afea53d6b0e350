"""The baseline as a ghost: its skin outline and inner lines, to pose the next photograph by."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from photocompare.alignment.skin import find_skin
from photocompare.color import CorrectedPhoto
from photocompare.color.lab import encoded

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Line = NDArray[np.float64]
Point = tuple[float, float]
WORKING_SIDE = 900
FINE_PX, COARSE_PX = 1.5, 9.0
DARK_SD = 2.0
SMALLEST_MARK = 0.02
"""The way around the smallest mark that helps to pose, as a share of the picture's longer side."""
MOST_MARKS = 60
OUTLINE, INNER, MARK = (255, 214, 64, 255), (255, 255, 255, 150), (255, 214, 64, 255)
MARGIN_PT = 36
HOW_TO = (
    "Same camera, same distance, same light. Bring the skin to lie as the outline and the marks do.",
    "Photographs stay on the computer: this sheet carries no name and no picture.",
)


@dataclass(frozen=True, eq=False)
class Ghost:
    """Lines in shares of a photo's width and height (0-1, 0-1), so that they fit any frame of its shape.

    Attributes:
        aspect: width over height of the photo.
        outline: N x 2 each, closed: around the skin; empty where the photo shows nothing else.
        inner: N x 2 each, closed: around the darkest marks inside.
        marks: points set by hand.
    """

    aspect: float
    outline: tuple[Line, ...]
    inner: tuple[Line, ...]
    marks: tuple[Point, ...] = ()


def ghost_of(photo: CorrectedPhoto, marks: Sequence[Point] = ()) -> Ghost:
    """Return the ghost of a photo; `marks` are points (x, y) on it, in its pixels."""
    height, width = photo.shape
    small = _small(photo)
    skin = find_skin(small)
    inside = np.ones(small.shape[:2], dtype=bool)
    outline: tuple[Line, ...] = ()
    if skin is not None:
        inside = cv2.resize(skin, small.shape[1::-1], interpolation=cv2.INTER_LINEAR) > 127
        outline = _rings(inside)
    shares = tuple((x / width, y / height) for x, y in marks)
    return Ghost(width / height, outline, _inner_lines(small, inside), shares)


def ghost_overlay(ghost: Ghost, width: int, height: int) -> NDArray[np.uint8]:
    """Return H x W x 4 uint8 RGBA, transparent but for the lines, for a frame of this size."""
    page = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw, fit = ImageDraw.Draw(page), _fit(ghost, width, height)
    thick = max(round(min(width, height) / 250), 1)
    for lines, color, wide in ((ghost.inner, INNER, thick), (ghost.outline, OUTLINE, 2 * thick)):
        for line in lines:
            points = [tuple(point) for point in fit(np.concatenate([line, line[:1]])).tolist()]
            draw.line(points, fill=(0, 0, 0, 140), width=wide + 2, joint="curve")
            draw.line(points, fill=color, width=wide, joint="curve")
    arm = 6 * thick
    for x, y in fit(np.array(ghost.marks).reshape(-1, 2)).tolist():
        draw.line([(x - arm, y), (x + arm, y)], fill=MARK, width=thick)
        draw.line([(x, y - arm), (x, y + arm)], fill=MARK, width=thick)
    return np.asarray(page)


def ghost_sheet(
    photo: CorrectedPhoto, marks: Sequence[Point] = (), *, kind: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Return the ghost of a photo on a page to print (A4, PDF), or as a transparent PNG of its size.

    Lines only: neither names nor pixels of the photo go onto it.
    """
    ghost = ghost_of(photo, marks)
    out = io.BytesIO()
    if kind == "png":
        height, width = photo.shape
        Image.fromarray(ghost_overlay(ghost, width, height)).save(out, "PNG")
        return out.getvalue()
    # Here, so that the window, which draws ghosts on the screen, starts without what draws a PDF.
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    from photocompare.report.style import register_fonts

    size = landscape(A4) if ghost.aspect > 1 else A4
    # Invariant: the same photo gives the same bytes, and no date.
    page = Canvas(out, pagesize=size, invariant=1)
    page.setTitle("photocompare ghost sheet")
    register_fonts()
    _draw_sheet(page, ghost, size)
    page.showPage()
    page.save()
    return out.getvalue()


def _draw_sheet(page: Canvas, ghost: Ghost, size: tuple[float, float]) -> None:
    from photocompare.report.style import MEDIUM, REGULAR

    width, height = size[0] - 2 * MARGIN_PT, size[1] - 2 * MARGIN_PT - 60
    fit = _fit(ghost, width, height)
    corners = fit(np.array([(0.0, 0.0), (1.0, 1.0)]))
    bottom = MARGIN_PT + 24

    def up(points: Line) -> list[list[float]]:
        x, y = fit(points).T
        return [[MARGIN_PT + float(a), bottom + height - float(b)] for a, b in zip(x, y, strict=True)]

    page.setFont(MEDIUM, 14)
    page.drawString(MARGIN_PT, size[1] - MARGIN_PT - 8, "Ghost of the baseline")
    page.setStrokeGray(0.75)
    page.rect(
        MARGIN_PT + corners[0, 0],
        bottom + height - corners[1, 1],
        corners[1, 0] - corners[0, 0],
        corners[1, 1] - corners[0, 1],
    )
    for lines, gray, wide in ((ghost.inner, 0.4, 0.7), (ghost.outline, 0.0, 2.0)):
        page.setStrokeGray(gray)
        page.setLineWidth(wide)
        for line in lines:
            _draw_path(page, up(line))
    page.setStrokeGray(0)
    page.setLineWidth(1)
    page.setFont(REGULAR, 9)
    for number, (x, y) in enumerate(up(np.array(ghost.marks).reshape(-1, 2)), 1):
        page.line(x - 6, y, x + 6, y)
        page.line(x, y - 6, x, y + 6)
        page.drawString(x + 8, y + 3, str(number))
    for row, text in enumerate(HOW_TO):
        page.drawString(MARGIN_PT, MARGIN_PT + 8 - 12 * row, text)


def _draw_path(page: Canvas, points: list[list[float]]) -> None:
    path = page.beginPath()
    path.moveTo(*points[0])
    for x, y in points[1:]:
        path.lineTo(x, y)
    path.close()
    page.drawPath(path)


def _small(photo: CorrectedPhoto) -> NDArray[np.float32]:
    """Return the photo at working size, screen-encoded RGB 0-1."""
    step = max(max(photo.shape) // WORKING_SIDE, 1)
    rows, columns = (np.arange(0, side, step) for side in photo.shape)
    return np.ascontiguousarray(encoded(photo.linear_at(rows, columns)), dtype=np.float32)


def _rings(inside: NDArray[np.bool_]) -> tuple[Line, ...]:
    found, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    large = [one for one in found if cv2.contourArea(one) > 0.01 * inside.size]
    return tuple(_shares(cv2.approxPolyDP(one, 1.0, True), inside.shape) for one in large)


def _inner_lines(small: NDArray[np.float32], inside: NDArray[np.bool_]) -> tuple[Line, ...]:
    """Return closed lines around the darkest marks inside the skin: moles, vessels, eyes, lips.

    Dark in green, where melanin and blood both absorb, against what lies around; the strongest first.
    """
    green = np.ascontiguousarray(small[..., 1])
    fine, coarse = (cv2.GaussianBlur(green, (0, 0), sigma) for sigma in (FINE_PX, COARSE_PX))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (15, 15))
    well_inside = cv2.erode(inside.astype(np.uint8), kernel, borderValue=1) > 0
    if not well_inside.any():
        return ()
    darker = np.where(well_inside, coarse - fine, np.float32(0))
    marked = darker > DARK_SD * float(darker[well_inside].std())
    found, _ = cv2.findContours(marked.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    least = SMALLEST_MARK * max(small.shape[:2])
    large = sorted((one for one in found if len(one) >= least), key=len, reverse=True)[:MOST_MARKS]
    return tuple(_shares(cv2.approxPolyDP(one, 0.6, True), inside.shape) for one in large)


def _shares(points: NDArray[np.int32], shape: tuple[int, ...]) -> Line:
    return np.asarray((points.reshape(-1, 2) + 0.5) / (shape[1], shape[0]), dtype=np.float64)


@dataclass(frozen=True)
class _Fit:
    """Shares of the photo onto a frame of another shape, as large as it allows, in its middle."""

    left: float
    top: float
    width: float
    height: float

    def __call__(self, points: Line) -> Line:
        return np.asarray(points * (self.width, self.height) + (self.left, self.top))


def _fit(ghost: Ghost, width: float, height: float) -> _Fit:
    wide = min(width, height * ghost.aspect)
    high = wide / ghost.aspect
    return _Fit((width - wide) / 2, (height - high) / 2, wide, high)
