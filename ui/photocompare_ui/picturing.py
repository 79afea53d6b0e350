"""Makes the pictures of the aligned pair, off the thread and beside the measuring."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from photocompare import Comparison
from photocompare.figure import aligned_tiles
from photocompare_ui.document import Document, Pictures
from photocompare_ui.image import Pyramid, pyramid, pyramid_of_tiles
from photocompare_ui.tasks import Latest, Pool


class Picturing(QObject):
    """Brings the aligned pictures of a comparison into the document; the last one wanted wins.

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
        self._drawn: Comparison | None = None
        self._wanted: Comparison | None = None

    @property
    def busy(self) -> bool:
        """Return whether pictures are still to come."""
        return self._work.busy

    def want(self, comparison: Comparison) -> None:
        """Make the pictures, unless those there are or come are of the same map and color."""
        if comparison.pair is None or not comparison.alignment.accepted:
            return
        there = self._document.pictures.aligned_followup is not None
        if there and looks_like(comparison, self._drawn):
            self.drop()
        elif not (self.busy and looks_like(comparison, self._wanted)):
            self._wanted = comparison
            self._work.want(partial(_drawn, comparison, self._document.pictures.baseline))

    def drop(self) -> None:
        """Let nothing more come."""
        self._work.drop()

    def _took(self, made: tuple[Comparison, Pyramid, Pyramid]) -> None:
        comparison, before, after = made
        if self._document.shows(comparison) and self._document.comparison is not None:
            self._drawn = comparison
            shown = self._document.pictures
            self._document.set_pictures(Pictures(shown.baseline, shown.followup, before, after))


def _drawn(comparison: Comparison, as_taken: Pyramid | None) -> tuple[Comparison, Pyramid, Pyramid]:
    assert comparison.pair is not None
    before = comparison.pair.baseline.display()
    # Where the correction leaves the baseline as it is, so is its picture: 128 MB of 24 megapixels.
    same = as_taken is not None and before is comparison.baseline.pixels
    after = pyramid_of_tiles(comparison.baseline.shape, aligned_tiles(comparison))
    return comparison, as_taken if same and as_taken else pyramid(before), after


def looks_like(comparison: Comparison | None, other: Comparison | None) -> bool:
    """Return whether both show the same pixels: the same photos under the same map in the same color."""
    if comparison is None or other is None or comparison.pair is None or other.pair is None:
        return False
    same = comparison.baseline is other.baseline and comparison.followup is other.followup
    pairs = (comparison.pair, other.pair)
    colors = [np.stack([pair.baseline.correction, pair.followup.correction]) for pair in pairs]
    # The one map is reused after an edit; maps of one homography may still bend differently.
    return same and comparison.alignment is other.alignment and np.array_equal(colors[0], colors[1])
