"""Makes the maps that are looked at: a measure before and after, its change, the vessels; off the thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from photocompare import Comparison
from photocompare.colormap import colored
from photocompare.maps import aligned_maps, difference_map, followup_map
from photocompare.vessels import find_vessels
from photocompare_ui.document import Document
from photocompare_ui.image import pyramid
from photocompare_ui.series import Shown
from photocompare_ui.tasks import Pool, Report, Task

Made = dict[str, object]
VESSEL_TOOLS = ("vessel_add", "vessel_remove")


class Mapping(QObject):
    """Makes a map when it is looked at, once for a comparison and a measure.

    Signals:
        progressed(float, str): share done and what is being done.
        busy_changed(bool): work began or ended.
        failed(object): an exception that is a bug.
    """

    progressed = Signal(float, str)
    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, document: Document, pool: Pool) -> None:
        super().__init__(document)
        self._document, self._pool = document, pool
        self._task: Task | None = None
        self._made: dict[str, tuple[Comparison, str]] = {}
        document.look.changed.connect(self.want)
        document.comparison_changed.connect(self.want)
        document.pictures_changed.connect(self.want)
        document.series_changed.connect(self.want)

    @property
    def busy(self) -> bool:
        """Return whether a map is being made."""
        return self._task is not None

    def want(self) -> None:
        """Make what is looked at and not yet made; what runs is finished first."""
        document, look = self._document, self._document.look
        comparison = document.comparison
        if self._task is not None or comparison is None or comparison.pair is None:
            return
        # The pair's own pictures come first: they take the maps of the last one away.
        if document.pictures.aligned_followup is None:
            return
        if look.view == "difference" and not self._has("difference", comparison, look.metric):
            self._run("difference", comparison, look.metric, partial(_difference, comparison, look.metric))
        elif look.mapped and not self._has("maps", comparison, look.metric):
            self._run("maps", comparison, look.metric, partial(_maps, comparison, look.metric))
        elif look.mapped and not self._series_has(look.metric):
            series = tuple(one for one in document.series if one.comparison is not None)
            self._run("series", comparison, look.metric, partial(_series_maps, series, look.metric))
        elif look.tool in VESSEL_TOOLS and not self._has("vessels", comparison, ""):
            self._run("vessels", comparison, "", partial(_vessels, comparison))

    def _has(self, kind: str, comparison: Comparison, metric: str) -> bool:
        pictures = self._document.pictures
        there = {
            "difference": pictures.difference is not None,
            "maps": pictures.baseline_map is not None,
            "vessels": pictures.vessels is not None,
        }
        known = self._made.get(kind)
        same = known is not None and known[0] is comparison and known[1] == metric
        return there[kind] and same

    def _series_has(self, metric: str) -> bool:
        pictures = self._document.pictures
        wanted = {one.photo.sha256 for one in self._document.series if one.comparison is not None}
        return not wanted or (pictures.series_mapped == metric and wanted <= set(pictures.series_maps))

    def _run(self, kind: str, comparison: Comparison, metric: str, call: Callable[[Report], Made]) -> None:
        task = self._task = Task(call, self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(partial(self._took, kind, comparison, metric))
        task.failed.connect(self.failed)
        task.ended.connect(self._ended)
        self.busy_changed.emit(True)
        task.start()

    def _took(self, kind: str, comparison: Comparison, metric: str, made: Made) -> None:
        if self._document.shows(comparison):
            self._made[kind] = comparison, metric
            # The task has not ended yet, so that telling of the pictures begins no other.
            self._document.add_pictures(**made)

    def _ended(self) -> None:
        self._task = None
        self.want()
        if self._task is None:
            self.busy_changed.emit(False)


def _difference(comparison: Comparison, metric: str, report: Report) -> Made:
    report(0.5, "Drawing the difference")
    found = difference_map(comparison, metric)
    if found is None:
        blank = np.full((*comparison.baseline.shape, 3), 64, dtype=np.uint8)
        return {"difference": pyramid(blank), "legend": None, "differenced": metric}
    return {"difference": pyramid(found.rgb), "legend": found.scale, "differenced": metric}


def _maps(comparison: Comparison, metric: str, report: Report) -> Made:
    report(0.3, "Drawing the maps")
    before, after = aligned_maps(comparison, metric)
    report(0.8, "Drawing the maps")
    pictures = [pyramid(colored(one.values, one.scale)) for one in (before, after)]
    return {
        "baseline_map": pictures[0],
        "followup_map": pictures[1],
        "map_legend": before.scale,
        "mapped": metric,
    }


def _series_maps(series: Sequence[Shown], metric: str, report: Report) -> Made:
    made = {}
    for index, one in enumerate(series):
        report(index / len(series), "Drawing the maps")
        assert one.comparison is not None
        found = followup_map(one.comparison, metric)
        made[one.photo.sha256] = pyramid(colored(found.values, found.scale))
    return {"series_maps": made, "series_mapped": metric}


def _vessels(comparison: Comparison, report: Report) -> Made:
    report(0.3, "Finding the vessels")
    pair = comparison.pair
    assert pair is not None
    found: dict[str, NDArray[np.float64]] = {
        "baseline": pair.baseline.once(find_vessels).points,
        "followup": pair.followup.once(find_vessels).points,
    }
    return {"vessels": found}
