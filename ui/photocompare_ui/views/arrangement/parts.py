"""What one pane shows: layers, captions, and how they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from photocompare.colormap import Scale
from photocompare.regions import Midline
from photocompare_ui.document import Grid, Place
from photocompare_ui.image import Pyramid
from photocompare_ui.look import Point

Part = Literal["all", "beyond", "squares", "lens"]


@dataclass(frozen=True, eq=False)
class Layer:
    """A picture in a pane.

    `part` is where it is shown: everywhere, `beyond` the wipe's divider, in every other of the checkerboard's
    `squares`, or under the `lens`.
    """

    picture: Pyramid
    part: Part = "all"
    opacity: float = 1.0


@dataclass(frozen=True)
class Caption:
    """What a pane says of a picture: its place in bold, the rest beside it."""

    title: str
    details: str = ""
    right: bool = False


@dataclass(frozen=True)
class Half:
    """One side of a view's midline, the right one flipped to lie as the left does."""

    midline: Midline
    flipped: bool = False


@dataclass(frozen=True, eq=False)
class Arrangement:
    """What one pane shows.

    Attributes:
        place: whose photo a drop on it replaces.
        layers: from the lowest up.
        captions: left, and right of the wipe's divider.
        grid: on whose pixel grid it all lies.
        legend: what the colors of a map mean.
        divided: whether the wipe's divider is drawn.
        fading: whether the onion skin's fader is drawn.
        shift: by how many baseline pixels the pane looks beside the common sight.
        half: the side of the midline it is cut to, or None.
        further: how many-th photo of the series beyond the follow-up it shows, from 1; 0 for the pair's own.
    """

    place: Place
    layers: tuple[Layer, ...]
    captions: tuple[Caption, ...]
    grid: Grid = "baseline"
    legend: Scale | None = None
    divided: bool = False
    fading: bool = False
    shift: Point = (0.0, 0.0)
    half: Half | None = None
    further: int = 0
