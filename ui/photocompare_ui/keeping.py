"""What the user draws, aligns and scales goes into the study by itself; undo and redo are the study's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from photocompare import Problem, Region
from photocompare.study import Study, with_alignment, with_changed_photo
from photocompare.study.outlines import outlines_at, with_outlines_at
from photocompare_ui.by_hand import whole
from photocompare_ui.desk import Desk
from photocompare_ui.document import Document
from photocompare_ui.visiting import Visiting

SETTLE_MS = 250
"""Edits closer than this are one action: a drag sends many."""


class Keeping(QObject):
    """Saves the shown visits' regions, scale and alignment; a failed save is shouted, and tried again.

    Signals:
        failed(object): a Finding, why nothing was kept.
        kept(): all that is on the screen is in the study.
    """

    failed = Signal(object)
    kept = Signal()

    def __init__(self, desk: Desk, document: Document, visiting: Visiting) -> None:
        super().__init__(desk)
        self._desk, self._document, self._visiting = desk, document, visiting
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.flush)
        for signal in (document.regions_changed, document.scale_changed, document.alignment_changed):
            signal.connect(self._edited)
        visiting.leaving.connect(self.flush)

    @property
    def at_work(self) -> bool:
        """Return whether edits on the screen belong to the study."""
        return self._desk.writable and self._desk.baseline is not None

    def flush(self) -> bool:
        """Write what differs now; return whether all that is on the screen is kept."""
        self._timer.stop()
        if not self.at_work:
            return False
        try:
            head = None
            while head != self._desk.head:
                head = self._desk.head
                self._desk.save(*self._edit())
        except Problem as problem:
            self.failed.emit(problem.finding)
            return False
        self._document.undo.clear()
        self.kept.emit()
        return True

    def undo(self) -> bool:
        """Take the last action of the study back; return whether there was one to take."""
        return self._replay(self._desk.undo)

    def redo(self) -> bool:
        """Bring the last action that was taken back in again."""
        return self._replay(self._desk.redo)

    def _replay(self, step: object) -> bool:
        if self.at_work:
            self.flush()
        before = self._desk.study
        try:
            step()  # type: ignore[operator]
        except Problem as problem:
            self.failed.emit(problem.finding)
            return False
        self._go_there(before)
        return True

    def _go_there(self, before: Study) -> None:
        """Show the visits whose regions an undo changed, where others are on the screen."""
        after, shown = self._desk.study, self._desk.baseline
        changed = set(before.regions) ^ set(after.regions)
        places = {(one.subject, one.view) for one in changed}
        if shown is not None and places and (shown.subject, shown.view) not in places:
            subject, view = sorted(places)[0]
            self._visiting.show_subject(subject, view)
        else:
            self._visiting.settle()

    def _edited(self) -> None:
        if self.at_work and not self._visiting.loading and self._document.baseline is not None:
            self._timer.start()

    def _edit(self) -> tuple[Study, str]:
        """Return the study with what is on the screen, and what was done, without anybody's code in it."""
        desk, document = self._desk, self._document
        baseline = desk.baseline
        assert baseline is not None
        there = desk.followup or baseline
        study = desk.study
        place = baseline.subject, baseline.view, there.timepoint
        before = outlines_at(study, *place, baseline.lighting)
        if before != document.regions:
            study = with_outlines_at(study, *place, document.regions, baseline.lighting)
            return study, done(before, document.regions)
        if document.mm_per_pixel != baseline.mm_per_pixel:
            changed = with_changed_photo(study, baseline.id, mm_per_pixel=document.mm_per_pixel)
            return changed, "Set the scale"
        kept = study.alignment_of(baseline.id, there.id)
        by_hand = document.by_hand
        if by_hand is None and kept is not None and kept.by_hand:
            return with_alignment(study, baseline.id, there.id, None), "Align automatically"
        if by_hand is not None:
            points = [(*one, *other) for one, other in whole(by_hand.pairs)]
            found = with_alignment(
                study, baseline.id, there.id, by_hand.alignment, points=points, by_hand=True
            )
            return found, "Align by hand"
        return study, "Change nothing"


def done(before: Sequence[Region], after: Sequence[Region]) -> str:
    """Return what was done to the regions, in words that name none of them: they stay in the audit trail.

    >>> done([], [Region("a", ())]), done([Region("a", ())], [])
    ('Draw a region', 'Remove a region')
    """
    if len(after) > len(before):
        return "Draw a region" if len(after) - len(before) == 1 else "Add regions"
    if len(after) < len(before):
        return "Remove a region" if len(before) - len(after) == 1 else "Remove regions"
    moved = [b.polygons != a.polygons or b.followup != a.followup for b, a in zip(before, after, strict=True)]
    return "Move a region" if any(moved) else "Change a region"
