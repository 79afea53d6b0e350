"""What is open in the window: the only state that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from photocompare import Alignment, Comparison, Photo, Region
from photocompare.colormap import Scale
from photocompare.photo import Preview
from photocompare.table import Occasion
from photocompare.vessels import PaintedVessels
from photocompare_ui import look
from photocompare_ui.by_hand import ByHand
from photocompare_ui.image import Pyramid
from photocompare_ui.look import Look
from photocompare_ui.series import Shown
from photocompare_ui.setting import Setting

Place = look.Place
Grid = look.Grid


@dataclass(frozen=True, eq=False)
class Pictures:
    """The pictures there are to show, None where not (yet) made.

    Attributes:
        baseline, followup: as taken, each on its own grid.
        corrected_baseline, aligned_followup: in one color, on the baseline's grid.
        difference: the signed map of the measure `differenced` on the baseline's grid, with `legend` its
            colors' meaning.
        baseline_map, followup_map: the map of the measure `mapped` on the baseline's grid, with `map_legend`.
        series_maps: the maps of the measure `series_mapped` of further photos, by their sha256.
        vessels: N x 2 points along the vessels of each photo, in its own pixels.
    """

    baseline: Pyramid | None = None
    followup: Pyramid | None = None
    corrected_baseline: Pyramid | None = None
    aligned_followup: Pyramid | None = None
    difference: Pyramid | None = None
    legend: Scale | None = None
    differenced: str = ""
    baseline_map: Pyramid | None = None
    followup_map: Pyramid | None = None
    map_legend: Scale | None = None
    mapped: str = ""
    series_maps: Mapping[str, Pyramid] = field(default_factory=dict)
    series_mapped: str = ""
    vessels: Mapping[Place, NDArray[np.float64]] | None = None


@dataclass(frozen=True, eq=False)
class Glimpse:
    """A photo that is still being read: its preview, ready to be painted at the photo's own size."""

    preview: Preview
    pyramid: Pyramid


class Document(QObject):
    """The pair, its regions, what was measured and can be shown. Read freely; change by methods.

    Attributes:
        baseline, followup: the photos, or None.
        regions: what is outlined, in baseline pixels; changed through `commands` only.
        by_hand: the point pairs the user set and their map, used instead of the automatic one; or None.
        comparison: what the core found, or None before the first run and for another pair.
        measured: whether `comparison` is of these very regions and this scale.
        version: counts what a number depends on; a result of an older one is stale.
        pictures: what there is to show.
        selected: name of the selected region, or empty.
        mm_per_pixel: scale of the baseline, or None.
        glimpses: the places that are being filled, each with what is seen of its photo by now, or None; they
            cover what is open and are never measured.
        series: further photos shown beside the pair; of this baseline.
        named: what the captions say of a photo in place of its date and file name.
        vessels: what a person painted over the vessels that were found.
        author: code of the person at work, kept with what they paint.
        occasion: whose skin it is and when, as far as a manifest said so.
        setting: what its study says of the pair.
        look: how all this is looked at.
        pressed: whether a pane has seen a mouse button go down and not yet come up.
        undo: the history of the regions.

    Signals, without arguments:
        photos_changed, glimpses_changed, alignment_changed (set by hand, or given back to the automatic one),
        regions_changed, vessels_changed, comparison_changed, pictures_changed, series_changed,
        selection_changed, scale_changed, let_go (a mouse button came up over a pane).
    """

    photos_changed = Signal()
    glimpses_changed = Signal()
    alignment_changed = Signal()
    regions_changed = Signal()
    comparison_changed = Signal()
    pictures_changed = Signal()
    series_changed = Signal()
    vessels_changed = Signal()
    selection_changed = Signal()
    scale_changed = Signal()
    let_go = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.baseline: Photo | None = None
        self.followup: Photo | None = None
        self.regions: tuple[Region, ...] = ()
        self.by_hand: ByHand | None = None
        self.comparison: Comparison | None = None
        self.measured = False
        self.version = 0
        self.pictures = Pictures()
        self.glimpses: Mapping[Place, Glimpse | None] = {}
        self.selected = ""
        self.mm_per_pixel: float | None = None
        self.series: tuple[Shown, ...] = ()
        self.named: Mapping[Place, tuple[str, ...]] = {}
        self.vessels = PaintedVessels()
        self.author = ""
        self.occasion = Occasion()
        self.setting = Setting()
        self.look = Look(self)
        self.pressed = False
        self.undo = QUndoStack(self)

    @property
    def alignment(self) -> Alignment | None:
        """Return the trusted map baseline -> follow-up, or None."""
        found = self.lead
        return found if found and found.accepted else None

    @property
    def lead(self) -> Alignment | None:
        """Return the map the panes follow each other by, for viewing at least, or None."""
        if self.glimpses:
            return None
        found = self.comparison.alignment if self.comparison else None
        found = found or (self.by_hand.alignment if self.by_hand else None)
        return found if found and found.grade != "refused" else None

    @property
    def region(self) -> Region | None:
        """Return the selected region, or None."""
        return next((region for region in self.regions if region.name == self.selected), None)

    def photo(self, place: Place) -> Photo | None:
        """Return the photo at `place`."""
        return self.baseline if place == "baseline" else self.followup

    def shape(self, place: Grid) -> tuple[int, int] | None:
        """Return (height, width) of what is seen at `place`, in the pixels of its photo, or None."""
        if isinstance(place, int):
            return self.series[place - 1].photo.shape if place <= len(self.series) else None
        if place in self.glimpses:
            glimpse = self.glimpses[place]
            return glimpse.preview.shape if glimpse else None
        photo = self.photo(place)
        return photo.shape if photo else None

    @property
    def covered(self) -> bool:
        """Return whether previews cover open photos, whose numbers must not stand beside them."""
        return bool(self.glimpses) and (self.baseline is not None or self.followup is not None)

    def glimpse(self, glimpses: Mapping[Place, Glimpse | None]) -> None:
        """Cover what is open by previews of what is being read, or uncover it by none."""
        if glimpses or self.glimpses:
            self.glimpses = dict(glimpses)
            self.glimpses_changed.emit()

    def open_photos(self, baseline: Photo | None, followup: Photo | None, pictures: Pictures) -> None:
        """Show another pair; regions stay only where the baseline stays."""
        if baseline is not self.baseline:
            self.undo.clear()
            self.mm_per_pixel = None
            self.set_regions(())
            self.series = ()
        self.named = {}
        self.vessels = PaintedVessels()
        self.occasion, self.setting = Occasion(), Setting()
        swapped = self.by_hand is not None and baseline is self.followup and followup is self.baseline
        self.by_hand = self.by_hand.swapped() if self.by_hand and swapped else None
        self.baseline, self.followup = baseline, followup
        self.comparison = None
        self._outdate()
        self.look.settle()
        self.set_pictures(pictures)
        self.glimpse({})
        self.photos_changed.emit()
        self.comparison_changed.emit()

    def set_by_hand(self, by_hand: ByHand | None) -> None:
        """Lay the follow-up as set by hand, or as found by itself; what the last map gave goes."""
        self.by_hand = by_hand
        self.comparison = None
        self._outdate()
        self.set_pictures(Pictures(self.pictures.baseline, self.pictures.followup))
        self.alignment_changed.emit()
        self.comparison_changed.emit()

    def set_regions(self, regions: Sequence[Region]) -> None:
        """Take over `regions`; the measurements are stale until the next comparison."""
        self.regions = tuple(regions)
        self._outdate()
        if self.selected and self.region is None:
            self.select("")
        self.regions_changed.emit()

    def set_series(self, series: Sequence[Shown], named: Mapping[Place, tuple[str, ...]] = {}) -> None:
        """Show further photos beside the pair; `named` is what the captions say of the pair's own."""
        self.series, self.named = tuple(series), dict(named)
        self.series_changed.emit()

    def set_vessels(self, vessels: PaintedVessels) -> None:
        """Take over what was painted over the vessels; they are measured again."""
        self.vessels = vessels
        self._outdate()
        self.vessels_changed.emit()

    def select(self, name: str) -> None:
        """Select the region of this name, or none."""
        if name != self.selected:
            self.selected = name
            self.selection_changed.emit()

    def set_comparison(self, comparison: Comparison, version: int) -> None:
        """Take over what the core found for the document as it was at `version`; not for other photos."""
        if self.shows(comparison):
            self.comparison, self.measured = comparison, version == self.version
            self.comparison_changed.emit()

    def shows(self, comparison: Comparison) -> bool:
        """Return whether a comparison is of the photos that are open."""
        return comparison.baseline is self.baseline and comparison.followup is self.followup

    def set_scale(self, mm_per_pixel: float | None) -> None:
        """Take over the scale of the baseline; the measurements are stale until the next comparison."""
        self.mm_per_pixel = mm_per_pixel
        self._outdate()
        self.scale_changed.emit()

    def set_pictures(self, pictures: Pictures) -> None:
        """Take over what there is to show."""
        self.pictures = pictures
        self.pictures_changed.emit()

    def add_pictures(self, **made: object) -> None:
        """Take over some pictures, keep the others."""
        self.set_pictures(replace(self.pictures, **made))  # type: ignore[arg-type]

    def _outdate(self) -> None:
        self.measured = False
        self.version += 1
