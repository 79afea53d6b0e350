"""The wipe's divider at any angle: where it lies in a pane, what lies beyond it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPolygonF

TURN_AT = 90.0
"""How far from its middle the divider is taken to turn it, in screen pixels."""


@dataclass(frozen=True)
class Divider:
    """A straight line across a pane, in screen pixels.

    Attributes:
        room: of the pane.
        share: how far across the pane it stands (0-1), along its normal.
        angle: how far it is turned from upright, clockwise, in degrees.
    """

    room: QRect
    share: float
    angle: float = 0.0

    @property
    def normal(self) -> QPointF:
        """Return the unit vector towards what lies beyond, the follow-up."""
        turned = math.radians(self.angle)
        return QPointF(math.cos(turned), math.sin(turned))

    @property
    def along(self) -> QPointF:
        """Return the unit vector down the line."""
        return QPointF(-self.normal.y(), self.normal.x())

    @property
    def middle(self) -> QPointF:
        """Return the point where its handle is."""
        center = QPointF(self.room.width() / 2, self.room.height() / 2)
        return center + self.normal * ((self.share - 0.5) * self._across)

    @property
    def ends(self) -> tuple[QPointF, QPointF]:
        """Return two points of the line beyond the pane."""
        far = self.along * float(self.room.width() + self.room.height())
        return self.middle - far, self.middle + far

    @property
    def turner(self) -> QPointF:
        """Return where the divider is taken to turn it."""
        return self.middle + self.along * TURN_AT

    def beyond(self) -> QPolygonF:
        """Return the half of the pane that the follow-up has."""
        start, end = self.ends
        far = self.normal * float(2 * (self.room.width() + self.room.height()))
        return QPolygonF([start, end, end + far, start + far])

    def distance(self, at: QPointF) -> float:
        """Return how far a point is from the line."""
        return abs(QPointF.dotProduct(at - self.middle, self.normal))

    def share_at(self, at: QPointF) -> float:
        """Return the share at which the line goes through a point."""
        center = QPointF(self.room.width() / 2, self.room.height() / 2)
        return 0.5 + QPointF.dotProduct(at - center, self.normal) / max(self._across, 1.0)

    def angle_at(self, at: QPointF) -> float:
        """Return the angle at which the line from its middle goes through a point, to whole degrees."""
        way = at - self.middle
        turned = math.degrees(math.atan2(way.y(), way.x())) - 90
        # Upright and level are what a hand means when it is near.
        nearest = 45 * round(turned / 45)
        turned = nearest if abs(turned - nearest) < 4 else round(turned)
        return float((turned + 180) % 360 - 180)

    @property
    def _across(self) -> float:
        normal = self.normal
        return abs(normal.x()) * self.room.width() + abs(normal.y()) * self.room.height()
