"""Makes the pictures of the aligned pair, off the thread and beside the measuring."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QSize, QTimer, Signal

from photocompare import Comparison
from photocompare.figure import aligned_tiles, small_pair
from photocompare.photo import Box
from photocompare_ui.document import Document, Pictures
from photocompare_ui.image import Pyramid, pyramid, pyramid_of_tiles
from photocompare_ui.tasks import Latest, Pool

ROUGH, ROUGH_FROM_PX = 4, 4_000_000
"""The first look at a large pair is so many times smaller: at the zoom that shows it whole, no difference."""
WAIT_MS = 1000
"""So long the full picture waits for the measuring, which is wanted sooner."""


class Picturing(QObject):
    """Brings the aligned pictures of a comparison into the document; the last one wanted wins.

    Of a large pair small ones come first, the full ones once it is measured or after a second.

    Signals:
        busy_changed(): work began or ended.
        failed(object): an exception that is a bug.
    """

    busy_changed = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, pool: Pool) -> None:
        super().__init__(document)
        self._document = document
        self._work = Latest(self, pool)
        self._work.found.connect(self._took)
        self._work.failed.connect(self.failed)
        self._work.busy_changed.connect(self.busy_changed)
        self._later = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._later.timeout.connect(self._sharpen)
        self._drawn: Comparison | None = None
        self._wanted: Comparison | None = None

    @property
    def busy(self) -> bool:
        """Return whether pictures are still to come."""
        return self._work.busy or self._later.isActive()

    def want(self, comparison: Comparison) -> None:
        """Make the pictures, unless those there are or come are of the same map and color."""
        if comparison.pair is None or not comparison.alignment.accepted:
            return
        there = self._document.pictures.aligned_followup is not None
        if there and looks_like(comparison, self._drawn):
            self.drop()
        elif not (self.busy and looks_like(comparison, self._wanted)):
            self._later.stop()
            self._wanted = comparison
            height, width = comparison.baseline.shape
            self._draw(rough=height * width > ROUGH_FROM_PX)

    def measured(self, comparison: Comparison) -> None:
        """Make the pictures of a comparison that leaves the processor to them."""
        self.want(comparison)
        if self._later.isActive():
            self._sharpen()

    def drop(self) -> None:
        """Let nothing more come."""
        self._later.stop()
        self._work.drop()

    def _draw(self, *, rough: bool) -> None:
        assert self._wanted is not None
        self._work.want(partial(_drawn, self._wanted, self._document.pictures.baseline, rough=rough))

    def _sharpen(self) -> None:
        self._later.stop()
        self._draw(rough=False)

    def _took(self, made: tuple[Comparison, Pyramid, Pyramid]) -> None:
        comparison, before, after = made
        if self._document.shows(comparison) and self._document.comparison is not None:
            shown = self._document.pictures
            self._drawn = None if after.rough else comparison
            if after.rough:
                self._later.start()
            self._document.set_pictures(Pictures(shown.baseline, shown.followup, before, after))


def _drawn(
    comparison: Comparison, as_taken: Pyramid | None, *, rough: bool
) -> tuple[Comparison, Pyramid, Pyramid]:
    assert comparison.pair is not None
    baseline, pixels = comparison.pair.baseline, comparison.baseline.pixels
    # Where the correction leaves the baseline as it is, so is its picture: 128 MB of 24 megapixels.
    unchanged = np.shares_memory(baseline.display(Box(0, 1, 0, 1)), pixels)
    there = as_taken if unchanged else None
    if not rough:
        after = pyramid_of_tiles(comparison.baseline.shape, aligned_tiles(comparison))
        return comparison, there or pyramid(baseline.display()), after
    size = QSize(pixels.shape[1], pixels.shape[0])
    small, moved, valid = small_pair(comparison, ROUGH)
    after = replace(pyramid(moved, valid), whole=size)
    return comparison, there or replace(pyramid(small), whole=size), after


def looks_like(comparison: Comparison | None, other: Comparison | None) -> bool:
    """Return whether both show the same pixels: the same photos under the same map in the same color."""
    if comparison is None or other is None or comparison.pair is None or other.pair is None:
        return False
    same = comparison.baseline is other.baseline and comparison.followup is other.followup
    pairs = (comparison.pair, other.pair)
    colors = [np.stack([pair.baseline.correction, pair.followup.correction]) for pair in pairs]
    # The one map is reused after an edit; maps of one homography may still bend differently.
    return same and comparison.alignment is other.alignment and np.array_equal(colors[0], colors[1])
