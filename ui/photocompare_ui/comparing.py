"""Keeps the comparison and its pictures up to date, off the thread; the last edit wins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from photocompare import Comparison, Recipe, Region, compare
from photocompare_ui.document import Document
from photocompare_ui.picturing import Picturing
from photocompare_ui.tasks import Pool, Report, Task

SETTLE_MS = 120
"""Edits closer than this are one run: a drag sends many."""


class Comparing(QObject):
    """Runs `compare` whenever photos, regions or scale change; the pair is seen before it is measured.

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
    _aligned = Signal(int, object)

    def __init__(self, document: Document, pool: Pool, recipe: Recipe) -> None:
        super().__init__(document)
        self._document, self._pool, self.recipe = document, pool, recipe
        self._task: Task | None = None
        self._turn, self._again = 0, False
        self._picturing = Picturing(document, pool)
        self._picturing.failed.connect(self.failed)
        self._picturing.busy_changed.connect(lambda: self.busy_changed.emit(self.busy))
        # Queued by name: the worker's emit must never run a slot in the worker.
        self._aligned.connect(self._show_aligned, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.start)
        # Not at once: whoever opens the photos may add their regions and scale in the same turn.
        document.photos_changed.connect(self._forget)
        document.photos_changed.connect(lambda: self._timer.start(0))
        document.alignment_changed.connect(self._forget)
        document.alignment_changed.connect(self.start)
        document.regions_changed.connect(self._settle)
        document.scale_changed.connect(self._settle)
        document.vessels_changed.connect(self._settle)

    @property
    def busy(self) -> bool:
        """Return whether a run is under way or about to begin."""
        return self._task is not None or self._timer.isActive() or self._picturing.busy

    def start(self) -> None:
        """Compare the document as it stands; a run under way is dropped for it."""
        self._timer.stop()
        if self._task is not None:
            self._again = True
            self._task.cancel()
            return
        document = self._document
        if document.baseline is None or document.followup is None:
            self.busy_changed.emit(self.busy)
            return
        photos, setting, recipe = (document.baseline, document.followup), document.setting, self.recipe
        regions = setting.completed(document.regions)
        scale, last = document.mm_per_pixel, document.comparison
        painted = document.vessels
        by_hand = document.by_hand.alignment if document.by_hand else None
        same_skin = last is not None and _skin(last.regions) == _skin(regions)
        known = by_hand or (last.alignment if last and same_skin else None)
        self._turn += 1
        aligned = partial(self._aligned.emit, self._turn)

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
                aligned=aligned,
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

    def _forget(self) -> None:
        """Let nothing come that was found of the last photos or by the last map."""
        self._turn += 1
        self._picturing.drop()

    def _settle(self) -> None:
        if self._document.baseline is not None and self._document.followup is not None:
            self._timer.start()

    def _run(self, call: Callable[[Report], Comparison], took: Callable[[Comparison], None]) -> None:
        task = self._task = Task(call, self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(took)
        task.done.connect(self._picturing.measured)
        task.failed.connect(self.failed)
        task.ended.connect(self._ended)
        self.busy_changed.emit(True)
        task.start()

    @Slot(int, object)
    def _show_aligned(self, turn: int, comparison: Comparison) -> None:
        """Let the pair be looked at while it is measured; numbers of an earlier run stay until then."""
        if turn != self._turn or self._task is None or self._task.cancelled or comparison.pair is None:
            return
        if self._document.comparison is None:
            self._document.set_comparison(comparison, version=-1)
        self._picturing.want(comparison)

    def _ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self.start()
        if self._task is None:
            self.busy_changed.emit(self.busy)


def _skin(regions: tuple[Region, ...]) -> list[tuple[str, object]]:
    """Return what the alignment depends on: the outlines of the skin it is to match."""
    return [(region.photo, region.polygons) for region in regions if region.role == "skin"]
