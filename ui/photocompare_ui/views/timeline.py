"""The ruler of visits below the comparison: true days to scale, missing visits seen, one click to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from photocompare.errors import displayable
from photocompare.study import Study, StudyPhoto
from photocompare_ui import words
from photocompare_ui.overrides import guarded

MARGIN, LINE_Y, HEIGHT, REACH = 56, 20, 66, 14
APART = 18
"""Marks closer than this many pixels are moved apart, so that each can be clicked; the ruler stays true."""
State = Literal["baseline", "shown", "there", "missing"]


@dataclass(frozen=True)
class Mark:
    """One visit on the ruler: its name, day, how it stands, and the photo (None where it is missing)."""

    label: str
    day: float
    state: State
    photo: StudyPhoto | None = None


def marks(study: Study, shots: Sequence[StudyPhoto], shown: StudyPhoto | None) -> tuple[Mark, ...]:
    """Return the visits of a view by day: those with a photo, and the study's timepoints that have none."""
    found = [
        Mark(
            photo.timepoint,
            study.day(photo),
            "baseline" if at == 0 else "shown" if shown and photo.id == shown.id else "there",
            photo,
        )
        for at, photo in enumerate(shots)
    ]
    have = {photo.timepoint for photo in shots}
    found += [Mark(one.label, one.day, "missing") for one in study.timepoints if one.label not in have]
    return tuple(sorted(found, key=lambda one: one.day))


def places(found: Sequence[Mark], width: float) -> tuple[float, ...]:
    """Return the x of each mark: days to scale, marks that would cover each other moved apart."""
    if not found:
        return ()
    first, last = found[0].day, found[-1].day
    room = max(width - 2 * MARGIN, 1.0)
    span = last - first or 1.0
    wanted = [MARGIN + room * (one.day - first) / span for one in found]
    for at in range(1, len(wanted)):
        wanted[at] = max(wanted[at], wanted[at - 1] + APART)
    over = max(wanted[-1] - (width - MARGIN), 0.0)
    for at in range(len(wanted) - 1, -1, -1):
        limit = width - MARGIN if at == len(wanted) - 1 else wanted[at + 1] - APART
        wanted[at] = min(wanted[at], limit) if over else wanted[at]
    return tuple(wanted)


class Timeline(QWidget):
    """The ruler.

    Attributes:
        marks: what it shows.

    Signals:
        photo_wanted(object): the `StudyPhoto` of a visit that was clicked.
    """

    photo_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: tuple[Mark, ...] = ()
        self.setAccessibleName(self.tr("Visits"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)

    def show_marks(self, found: tuple[Mark, ...]) -> None:
        """Show visits."""
        self.marks = found
        said = {
            "baseline": self.tr("baseline"),
            "shown": self.tr("shown"),
            "there": "",
            "missing": self.tr("no photograph"),
        }
        spoken = [" ".join(filter(None, (one.label, said[one.state]))) for one in found]
        self.setAccessibleDescription(displayable(", ".join(spoken)))
        self.update()

    def place(self, label: str) -> QPointF:
        """Return where the visit of this name stands."""
        at = [one.label for one in self.marks].index(label)
        return QPointF(places(self.marks, self.width())[at], LINE_Y)

    def sizeHint(self) -> QSize:
        """Return the height it needs."""
        return QSize(400, HEIGHT)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the visit that was clicked."""
        found = self._at(event.position())
        if found is not None and found.photo is not None and event.button() == Qt.MouseButton.LeftButton:
            self.photo_wanted.emit(found.photo)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a visit can be clicked."""
        found = self._at(event.position())
        can = found is not None and found.photo is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)

    @guarded
    def event(self, event: QEvent) -> bool:
        """Say which visit stands here, and its day."""
        if isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            text = self._told(found) if found else ""
            QToolTip.showText(event.globalPos(), words.tooltip(text), self)
            return True
        return super().event(event)

    def _told(self, found: Mark) -> str:
        missing = self.tr("  ·  no photograph of this visit") if found.photo is None else ""
        return displayable(f"{found.label}  ·  " + self.tr("day {0}").format(f"{found.day:g}")) + missing

    def _at(self, point: QPointF) -> Mark | None:
        near = [
            (abs(x - point.x()), one)
            for x, one in zip(places(self.marks, self.width()), self.marks, strict=True)
        ]
        distance, found = min(near, key=lambda pair: pair[0], default=(1e9, None))
        return found if distance <= REACH else None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ruler, its marks and as many names as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self.palette()
        text, quiet = colors.color(QPalette.ColorRole.Text), colors.color(QPalette.ColorRole.PlaceholderText)
        accent = colors.color(QPalette.ColorRole.Highlight)
        xs = places(self.marks, self.width())
        if xs:
            painter.setPen(QPen(quiet, 1))
            painter.drawLine(QPointF(xs[0], LINE_Y), QPointF(xs[-1], LINE_Y))
        for x, one in zip(xs, self.marks, strict=True):
            _draw_mark(painter, QPointF(x, LINE_Y), one.state, text, quiet, accent)
        self._name(painter, xs, text, quiet)

    def _name(self, painter: QPainter, xs: Sequence[float], text: QColor, quiet: QColor) -> None:
        """Write the names: what is shown first, then from both ends, none over another; two lines."""
        metrics = painter.fontMetrics()
        rank = {"baseline": 0, "shown": 0, "there": 1, "missing": 2}
        order = sorted(range(len(xs)), key=lambda at: rank[self.marks[at].state])
        taken: list[QRectF] = []
        for at in order:
            one = self.marks[at]
            label = metrics.elidedText(displayable(one.label), Qt.TextElideMode.ElideRight, 110)
            wide = metrics.horizontalAdvance(label) + 4
            left = min(max(xs[at] - wide / 2, 2.0), self.width() - wide - 2.0)
            for top in (LINE_Y + 10, LINE_Y + 10 + metrics.height()):
                room = QRectF(left, top, wide, metrics.height())
                if not any(room.intersects(other) for other in taken):
                    taken.append(room)
                    painter.setPen(quiet if one.state in ("missing", "there") else text)
                    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, label)
                    break


def _draw_mark(
    painter: QPainter, at: QPointF, state: State, text: QColor, quiet: QColor, accent: QColor
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "missing":
        painter.setPen(QPen(quiet, 1.2, Qt.PenStyle.DotLine))
        painter.setBrush(painter.background().color())
        painter.drawEllipse(at, 5, 5)
    elif state == "baseline":
        painter.setPen(QPen(text, 1.5))
        painter.setBrush(text)
        painter.drawRect(QRectF(at.x() - 5.5, at.y() - 5.5, 11, 11))
    else:
        painter.setPen(QPen(accent if state == "shown" else text, 1.5))
        painter.setBrush(accent if state == "shown" else quiet)
        painter.drawEllipse(at, 7 if state == "shown" else 5, 7 if state == "shown" else 5)
