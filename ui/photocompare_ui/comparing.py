"""Keeps the comparison and its pictures up to date, off the thread; the last edit wins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from photocompare import Comparison, Recipe, Region, compare
from photocompare.figure import aligned_pair
from photocompare_ui.document import Document, Pictures
from photocompare_ui.image import Pyramid, pyramid
from photocompare_ui.tasks import Pool, Report, Task

T = TypeVar("T")
SETTLE_MS = 120
"""Edits closer than this are one run: a drag sends many."""


class Comparing(QObject):
    """Runs `compare` whenever photos, regions or scale change, then makes the pictures it asks for.

    Attributes:
        recipe: every setting of the measurement, taken by the next run.

    Signals:
        progressed(float, str): share done and what is being done.
        busy_changed(bool): work began or ended.
        cancelled(): the user stopped the work; nothing is measured until `start`.
        failed(object): an exception that is a bug.
    """

    progressed = Signal(float, str)
    busy_changed = Signal(bool)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, pool: Pool, recipe: Recipe) -> None:
        super().__init__(document)
        self._document, self._pool, self.recipe = document, pool, recipe
        self._task: Task | None = None
        self._again = False
        self._pictured: Comparison | None = None
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.start)
        # Not at once: whoever opens the photos may add their regions and scale in the same turn.
        document.photos_changed.connect(lambda: self._timer.start(0))
        document.alignment_changed.connect(self.start)
        document.regions_changed.connect(self._settle)
        document.scale_changed.connect(self._settle)
        document.vessels_changed.connect(self._settle)

    @property
    def busy(self) -> bool:
        """Return whether a run is under way or about to begin."""
        return self._task is not None or self._timer.isActive()

    def start(self) -> None:
        """Compare the document as it stands; a run under way is dropped for it."""
        self._timer.stop()
        if self._task is not None:
            self._again = True
            self._task.cancel()
            return
        document = self._document
        if document.baseline is None or document.followup is None:
            return
        photos, setting, recipe = (document.baseline, document.followup), document.setting, self.recipe
        regions = setting.completed(document.regions)
        scale, last = document.mm_per_pixel, document.comparison
        painted = document.vessels
        by_hand = document.by_hand.alignment if document.by_hand else None
        same_skin = last is not None and _skin(last.regions) == _skin(regions)
        known = by_hand or (last.alignment if last and same_skin else None)

        def call(report: Report) -> Comparison:
            return compare(
                *photos,
                regions,
                recipe,
                mm_per_pixel=scale,
                lighting=setting.lighting,
                alignment=known,
                painted=painted,
                repeats=setting.repeats,
                report=report,
            )

        self._run(call, partial(document.set_comparison, version=document.version))

    def cancel(self) -> None:
        """Stop the work; the photos stay, unmeasured."""
        self._timer.stop()
        self._again = False
        if self._task is not None:
            self._task.cancel()
        self.cancelled.emit()

    def _settle(self) -> None:
        if self._document.baseline is not None and self._document.followup is not None:
            self._timer.start()

    def _run(self, call: Callable[[Report], T], took: Callable[[T], None]) -> None:
        task = self._task = Task(call, self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(took)
        task.failed.connect(self.failed)
        task.ended.connect(self._ended)
        self.busy_changed.emit(True)
        task.start()

    def _ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self.start()
        else:
            self._picture()
        if self._task is None:
            self.busy_changed.emit(False)

    def _picture(self) -> None:
        """Make the aligned pictures where the last ones were of another map or color."""
        comparison = self._document.comparison
        if comparison is None or comparison.pair is None or not comparison.alignment.accepted:
            return
        if self._document.pictures.aligned_followup and looks_like(comparison, self._pictured):
            return
        self._run(partial(_pictures, comparison), partial(self._took_pictures, comparison))

    def _took_pictures(self, comparison: Comparison, made: dict[str, Pyramid]) -> None:
        if self._document.shows(comparison):
            self._pictured = comparison
            shown = self._document.pictures
            before, after = made["corrected_baseline"], made["aligned_followup"]
            self._document.set_pictures(Pictures(shown.baseline, shown.followup, before, after))


def _skin(regions: tuple[Region, ...]) -> list[tuple[str, object]]:
    """Return what the alignment depends on: the outlines of the skin it is to match."""
    return [(region.photo, region.polygons) for region in regions if region.role == "skin"]


def _pictures(comparison: Comparison, report: Report) -> dict[str, Pyramid]:
    report(0.9, "Drawing the aligned pictures")
    before, after, valid = aligned_pair(comparison)
    report(0.95, "Drawing the aligned pictures")
    return {"corrected_baseline": pyramid(before), "aligned_followup": pyramid(after, valid)}


def looks_like(comparison: Comparison | None, other: Comparison | None) -> bool:
    """Return whether both show the same pixels: the same photos under the same map in the same color."""
    if comparison is None or other is None or comparison.pair is None or other.pair is None:
        return False
    same = comparison.baseline is other.baseline and comparison.followup is other.followup
    pairs = (comparison.pair, other.pair)
    colors = [np.stack([pair.baseline.correction, pair.followup.correction]) for pair in pairs]
    # The one map is reused after an edit; maps of one homography may still bend differently.
    return same and comparison.alignment is other.alignment and np.array_equal(colors[0], colors[1])
