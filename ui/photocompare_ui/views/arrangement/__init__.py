"""Which pictures and names stand in which pane: the whole decision, with no widget in it."""

from photocompare_ui.views.arrangement.arrange import arranged, can_overlay, columns
from photocompare_ui.views.arrangement.boards import frame, midline_of
from photocompare_ui.views.arrangement.captions import caption
from photocompare_ui.views.arrangement.parts import Arrangement, Caption, Half, Layer

__all__ = [
    "Arrangement",
    "Caption",
    "Half",
    "Layer",
    "arranged",
    "can_overlay",
    "caption",
    "columns",
    "frame",
    "midline_of",
]
