"""The course of a measure over the visits: a line per region, its error as a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from photocompare import Region
from photocompare.figure import region_color
from photocompare_ui import words
from photocompare_ui.overrides import guarded

if TYPE_CHECKING:
    from photocompare.statistics.course import RegionCourse

HEIGHT, TOP, BOTTOM, GAP = 150, 10, 20, 6
WIDEST_NAME = 110
"""What the names at the ends of the lines take of the width, in pixels, at most."""
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


class TrendView(QWidget):
    """Change from baseline by day; each line ends at its name, and has its own dashes beside its color.

    Attributes:
        courses: what it shows.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.courses: tuple[RegionCourse, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Course over the visits"))
        self.hide()

    def show_courses(self, courses: tuple[RegionCourse, ...]) -> None:
        """Show lines, or nothing where there is none."""
        self.courses = courses
        said = [
            f"{one.region}: "
            + ", ".join(f"{step.timepoint} {words.number(step.change, signed=True)}" for step in one.steps)
            for one in courses
        ]
        self.setAccessibleDescription("; ".join(said))
        self.setVisible(bool(courses))
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes, the bands, the lines and their names."""
        if not self.courses:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        wide = self.fontMetrics().horizontalAdvance
        ends = _Scale(self.courses, QRectF()).ends
        left = max(wide(_tick(value)) for value in ends) + GAP
        right = min(max(wide(one.region) for one in self.courses) + 2 * GAP, WIDEST_NAME)
        room = QRectF(left, TOP, self.width() - left - right, HEIGHT - TOP - BOTTOM)
        scale = _Scale(self.courses, room)
        painter.setPen(quiet)
        zero = scale.at(0.0, 0.0).y()
        painter.drawLine(QPointF(room.left(), zero), QPointF(room.right(), zero))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in ends:
            y = scale.at(0.0, value).y()
            if value == 0.0 or abs(y - zero) > 14:
                painter.drawText(QRectF(0, y - 9, left - GAP, 18), side, _tick(value))
        self._days(painter, room, scale)
        for at, one in enumerate(self.courses):
            self._line(painter, one, scale, DASHES[at % len(DASHES)])
        self._names(painter, room, scale)

    def _days(self, painter: QPainter, room: QRectF, scale: _Scale) -> None:
        right = -1e9
        for day in sorted({0.0, *(step.day for one in self.courses for step in one.steps)}):
            text = self.tr("day {0}").format(f"{day:g}")
            wide = painter.fontMetrics().horizontalAdvance(text) + 8
            x = min(max(scale.at(day, 0.0).x() - wide / 2, 0.0), self.width() - wide)
            if x > right:
                painter.drawText(QRectF(x, room.bottom() + 2, wide, 18), Qt.AlignmentFlag.AlignCenter, text)
                right = x + wide

    def _line(self, painter: QPainter, one: RegionCourse, scale: _Scale, dashes: Qt.PenStyle) -> None:
        color = _color(one)
        points = [(0.0, 0.0, 0.0), *((step.day, step.change, step.sdc or 0.0) for step in one.steps)]
        band = QColor(color)
        band.setAlpha(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        upper = [scale.at(day, change + sdc) for day, change, sdc in points]
        lower = [scale.at(day, change - sdc) for day, change, sdc in reversed(points)]
        painter.drawPolygon(QPolygonF([*upper, *lower]))
        painter.setPen(QPen(color, 2, dashes))
        painter.drawPolyline([scale.at(day, change) for day, change, _ in points])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for day, change, _ in points:
            painter.drawEllipse(scale.at(day, change), 3, 3)

    def _names(self, painter: QPainter, room: QRectF, scale: _Scale) -> None:
        """Write each region's name at the end of its line, moved down where two would meet."""
        high = painter.fontMetrics().height()
        ends = sorted(
            (
                (scale.at(one.steps[-1].day, one.steps[-1].change).y(), one)
                for one in self.courses
                if one.steps
            ),
            key=lambda pair: pair[0],
        )
        lowest, names = -1e9, self.width() - room.right() - 2 * GAP
        for y, one in ends:
            top = min(max(y - high / 2, lowest), HEIGHT - high)
            lowest = top + high
            text = painter.fontMetrics().elidedText(one.region, Qt.TextElideMode.ElideMiddle, int(names))
            # In the text's color: those of regions are too light to read on a light ground.
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            row = QRectF(room.right() + GAP + 2, top, names + GAP, high)
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft, text)


class _Scale:
    """Days and changes to pixels."""

    def __init__(self, courses: tuple[RegionCourse, ...], room: QRectF) -> None:
        steps = [step for one in courses for step in one.steps]
        self.low = min(0.0, *(step.change - (step.sdc or 0.0) for step in steps))
        self.high = max(0.0, *(step.change + (step.sdc or 0.0) for step in steps))
        if self.high <= self.low:
            self.high = self.low + 1.0
        self._last = max(max((step.day for step in steps), default=1.0), 1e-9)
        self._room = room

    @property
    def ends(self) -> tuple[float, float, float]:
        """Return the changes that are written beside the axis."""
        return self.low, self.high, 0.0

    def at(self, day: float, change: float) -> QPointF:
        room, share = self._room, (change - self.low) / (self.high - self.low)
        return QPointF(room.left() + room.width() * day / self._last, room.bottom() - room.height() * share)


def _tick(value: float) -> str:
    return f"{value:+.2g}".replace("-", words.MINUS) if value else "0"


def _color(one: RegionCourse) -> QColor:
    return QColor(*region_color(Region(one.region, (), one.arm)))
