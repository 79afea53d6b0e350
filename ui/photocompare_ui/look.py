"""How the document is looked at: view, tool, what is shown; nothing that a number depends on."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QObject, Signal

View = Literal["side", "wipe", "onion", "difference", "blink"]
Tool = Literal["view", "polygon"]
Place = Literal["baseline", "followup"]
Point = tuple[float, float]
VIEWS: tuple[View, ...] = get_args(View)


class Look(QObject):
    """The view and the tool in hand. Read freely; change by `set`.

    Attributes:
        view: `side`, `wipe`, `onion`, `difference` or `blink`.
        tool: `view` or `polygon`.
        held: whether the baseline is shown in place of the follow-up (Space held).
        as_taken: whether the photos are shown unaligned and uncorrected.
        labels: whether names, dates and the scale bar are drawn.
        shapes: whether regions are drawn.
        divider: where the wipe's divider stands, as a share of the pane's width (0-1).
        fade: the follow-up's share in the onion skin (0-1).
        draft: the points of the polygon being drawn, in pixels of the photo `draft_on`.
        draft_on: `baseline`, or `followup` where no map leads from it to the baseline.

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
        self.divider = 0.5
        self.fade = 0.5
        self.draft: tuple[Point, ...] = ()
        self.draft_on: Place = "baseline"

    def set(
        self,
        *,
        view: View | None = None,
        tool: Tool | None = None,
        held: bool | None = None,
        as_taken: bool | None = None,
        labels: bool | None = None,
        shapes: bool | None = None,
        divider: float | None = None,
        fade: float | None = None,
        draft: tuple[Point, ...] | None = None,
        draft_on: Place | None = None,
    ) -> None:
        """Change what is given and tell so once."""
        given = {name: value for name, value in locals().items() if name != "self" and value is not None}
        for name in {"divider", "fade"} & given.keys():
            given[name] = min(max(given[name], 0.0), 1.0)
        if any(getattr(self, name) != value for name, value in given.items()):
            for name, value in given.items():
                setattr(self, name, value)
            self.changed.emit()

    def settle(self) -> None:
        """Come back to what fits any pair: nothing held, nothing half drawn, the aligned view."""
        self.set(tool="view", held=False, as_taken=False, draft=())
