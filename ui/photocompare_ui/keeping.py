"""What the user draws, aligns and scales goes into the study by itself; undo and redo are the study's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from photocompare import Problem, Region
from photocompare.regions import Midline, upright_midline
from photocompare.study import Study, with_alignment, with_changed_photo, with_view
from photocompare.study.outlines import outlines_at, with_outlines_at
from photocompare.study.painted import with_painted_pair
from photocompare_ui.by_hand import whole
from photocompare_ui.desk import Desk
from photocompare_ui.document import Document
from photocompare_ui.hand import holds
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
        self._timer.timeout.connect(self._settled)
        for signal in (
            document.regions_changed,
            document.scale_changed,
            document.alignment_changed,
            document.vessels_changed,
        ):
            signal.connect(self._edited)
        document.look.changed.connect(self._looked)
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
        self._visiting.settle_midline()
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
        """Show the visits that an undo changed something of, where others are on the screen."""
        shown, places = self._desk.baseline, changed_places(before, self._desk.study)
        if shown is not None and places and (shown.subject, shown.view) not in places:
            subject, view = sorted(places)[0]
            self._visiting.show_subject(subject, view)
        else:
            self._visiting.settle()

    def _edited(self) -> None:
        if self.at_work and not self._visiting.loading and self._document.baseline is not None:
            self._timer.start()

    def _settled(self) -> None:
        """Write what was edited, a drag as a whole."""
        if holds(self._document):
            self._timer.start()
        else:
            self.flush()

    def _looked(self) -> None:
        """Take note of a midline that was laid elsewhere; nothing else of the look is kept."""
        if self._moved_midline() is not None:
            self._edited()

    def _moved_midline(self) -> Midline | None:
        """Return the midline where it is not the one that is kept, nor where every midline starts."""
        document = self._document
        line, shape, place = document.look.midline, document.shape("baseline"), self._desk.baseline
        if line is None or shape is None or place is None or not self.at_work:
            return None
        ends = self._desk.study.midline_of(place.subject, place.view)
        kept = Midline(*ends) if ends else upright_midline((shape[1], shape[0]))
        return None if line == kept else line

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
        if line := self._moved_midline():
            ends = line.start, line.end
            return with_view(study, baseline.subject, baseline.view, midline=ends), "Move the midline"
        other = desk.followup.id if desk.followup else None
        painted = with_painted_pair(study, baseline.id, other, document.vessels.strokes, document.author)
        if set(painted.vessels) != set(study.vessels):
            return painted, "Paint over vessels"
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


def changed_places(before: Study, after: Study) -> set[tuple[str, str]]:
    """Return the subjects and views whose regions, midline or painted vessels differ in two studies."""
    regions = {(one.subject, one.view) for one in set(before.regions) ^ set(after.regions)}
    lines = {(one.subject, one.name) for one in set(before.views) ^ set(after.views)}
    there = {(one.subject, one.name) for one in after.views} & {(o.subject, o.name) for o in before.views}
    painted = {one.photo for one in set(before.vessels) ^ set(after.vessels)}
    photos = {(one.subject, one.view) for one in after.photos if one.id in painted}
    return regions | lines & there | photos


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
