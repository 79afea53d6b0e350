"""Where a pane looks: center and zoom, as floats, so that linked panes never drift."""

from __future__ import annotations

from dataclasses import dataclass, replace

LARGEST_SCALE = 32.0
SMALLEST_SCALE = 0.005


@dataclass(frozen=True)
class Sight:
    """The baseline point in the middle of a pane, and screen pixels per baseline pixel."""

    x: float
    y: float
    scale: float

    def panned(self, right: float, down: float) -> Sight:
        """Return the sight after the picture was dragged by so many screen pixels."""
        return replace(self, x=self.x - right / self.scale, y=self.y - down / self.scale)

    def zoomed(self, factor: float, x: float, y: float) -> Sight:
        """Return the sight zoomed by `factor` about the point (x, y), which stays where it is."""
        scale = min(max(self.scale * factor, SMALLEST_SCALE), LARGEST_SCALE)
        ratio = self.scale / scale
        return Sight(x + (self.x - x) * ratio, y + (self.y - y) * ratio, scale)


def fitted(width: float, height: float, room_width: float, room_height: float) -> Sight:
    """Return the sight of a whole picture in a pane."""
    scale = min(room_width / width, room_height / height) if width and height else 1.0
    return Sight(width / 2, height / 2, min(max(scale, SMALLEST_SCALE), LARGEST_SCALE))
