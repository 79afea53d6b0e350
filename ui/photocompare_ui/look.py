"""How the document is looked at: view, tool, what is shown; nothing that a number depends on."""

from __future__ import annotations

from typing import Literal, TypedDict, Unpack, get_args

from PySide6.QtCore import QObject, Signal

from photocompare.regions import Midline

View = Literal["side", "wipe", "onion", "difference", "board", "halves", "blink", "checker", "lens"]
Tool = Literal[
    "view",
    "polygon",
    "rectangle",
    "ellipse",
    "freehand",
    "brush",
    "ruler",
    "vessel_add",
    "vessel_remove",
]
Place = Literal["baseline", "followup"]
Grid = Place | int
"""On whose pixels a pane shows its pictures: a photo of the pair, or the n-th one of the series, from 1."""
Point = tuple[float, float]
VIEWS: tuple[View, ...] = get_args(View)
TOOLS: tuple[Tool, ...] = get_args(Tool)
SHARES = frozenset({"divider", "fade"})


class Changes(TypedDict, total=False):
    """What `Look.set` takes."""

    view: View
    tool: Tool
    held: bool
    as_taken: bool
    labels: bool
    shapes: bool
    linked: bool
    mapped: bool
    metric: str
    units: str
    role: str
    divider: float
    angle: float
    fade: float
    brush: float
    draft: tuple[Point, ...]
    draft_on: Place
    midline: Midline | None


class Look(QObject):
    """The view and the tool in hand. Read freely; change by `set`.

    Attributes:
        view: one of `VIEWS`.
        tool: one of `TOOLS`.
        held: whether the baseline is shown in place of the follow-up (Space held).
        as_taken: whether the photos are shown unaligned and uncorrected.
        labels: whether names, dates and the scale bar are drawn.
        shapes: whether regions are drawn.
        linked: whether moving one pane moves all.
        mapped: whether the panes show the map of `metric` in place of the photos.
        metric: id of the pixelwise measure that maps and the difference show.
        units: of the scale bar, `mm` where the scale is known, or `pixels`.
        role: what the next outline is for.
        divider: where the wipe's divider stands, as a share of the way across the pane (0-1).
        angle: how far the divider is turned from upright, clockwise, in degrees.
        fade: the follow-up's share in the onion skin (0-1).
        brush: its radius in screen pixels.
        draft: the points of the outline being drawn, in pixels of the photo `draft_on`.
        draft_on: `baseline`, or `followup` where no map leads from it to the baseline.
        midline: where left and right meet, in baseline pixels, drawn while it is set; or None.

    Signals:
        changed(): anything above.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: View = "side"
        self.tool: Tool = "view"
        self.held = False
        self.as_taken = False
        self.labels = True
        self.shapes = True
        self.linked = True
        self.mapped = False
        self.metric = "erythema_index"
        self.units = "mm"
        self.role = "measure"
        self.divider = 0.5
        self.angle = 0.0
        self.fade = 0.5
        self.brush = 14.0
        self.draft: tuple[Point, ...] = ()
        self.draft_on: Place = "baseline"
        self.midline: Midline | None = None

    def set(self, **given: Unpack[Changes]) -> None:
        """Change what is given and tell so once."""
        wanted = {
            name: min(max(value, 0.0), 1.0) if name in SHARES else value  # type: ignore[call-overload]
            for name, value in given.items()
        }
        if any(getattr(self, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(self, name, value)
            self.changed.emit()

    def settle(self) -> None:
        """Come back to what fits any pair: nothing held, nothing half drawn, the aligned view."""
        self.set(tool="view", held=False, as_taken=False, draft=(), midline=None, role="measure")
