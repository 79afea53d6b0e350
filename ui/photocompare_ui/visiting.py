"""From visit to visit: which photos of the study are compared, and how they come onto the screen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photocompare import Photo
from photocompare.alignment.alignment import from_json
from photocompare.regions import Midline, upright_midline
from photocompare.study import OpenStudy, Study, StudyPhoto
from photocompare.study.outlines import outlines_at
from photocompare.study.painted import painted_pair
from photocompare.table import Occasion
from photocompare.vessels import PaintedVessels
from photocompare_ui.by_hand import ByHand, Pair
from photocompare_ui.desk import Desk, repeat_errors_of
from photocompare_ui.document import Document, Place
from photocompare_ui.opening import Opening
from photocompare_ui.setting import Setting


class Visiting(QObject):
    """Puts visits of the open study into the document: photos, regions, scale and alignment.

    Signals:
        two_subjects(object, object): two visits of different subjects; answer with `show_anyway`.
        leaving(): other photos are about to come; what is unsaved is saved now.
    """

    two_subjects = Signal(object, object)
    leaving = Signal()

    def __init__(self, desk: Desk, document: Document, opening: Opening) -> None:
        super().__init__(desk)
        self._desk, self._document, self._opening = desk, document, opening
        self.loading = False

    def show_subject(self, subject: str, view: str = "", lighting: str = "") -> None:
        """Compare the first visit of a subject with the latest."""
        shots = visits(self._desk.study, subject, view, lighting)
        if shots:
            self.show(shots[0], shots[-1] if len(shots) > 1 else None)

    def show_visit(self, photo: StudyPhoto) -> None:
        """Compare the baseline of a photo's series with it."""
        shots = self._desk.study.series(photo.subject, photo.view, photo.lighting)
        first = shots[0]
        self.show(first, None if photo.id == first.id else photo)

    def compare_with(self, photo: StudyPhoto) -> None:
        """Compare the baseline that is shown with a photo; two subjects only after a word of the user."""
        baseline = self._desk.baseline
        if baseline is None:
            self.show_visit(photo)
        elif baseline.subject != photo.subject:
            self.two_subjects.emit(baseline, photo)
        elif (baseline.view, baseline.lighting) != (photo.view, photo.lighting):
            self.show_visit(photo)
        else:
            self.show(baseline, photo)

    def show(self, baseline: StudyPhoto, followup: StudyPhoto | None) -> None:
        """Open the photos of two visits of one subject; one alone where there is no other."""
        if followup is not None and baseline.subject != followup.subject:
            self.two_subjects.emit(baseline, followup)
            return
        self.leaving.emit()
        then = partial(self._opened, self._desk.opened, baseline, followup)
        first = self._document.baseline
        wanted: dict[Place, StudyPhoto | None] = {"baseline": baseline, "followup": followup}
        if followup is not None and first is not None and first.sha256 == baseline.sha256:
            del wanted["baseline"]
        # By its hash: a photo that is no longer the one of the study is not shown as it.
        shown = {place: (self._path(one), one.sha256) for place, one in wanted.items() if one is not None}
        self._opening.open_visits(shown, then)

    def show_anyway(self, baseline: StudyPhoto, followup: StudyPhoto) -> None:
        """Compare two subjects, as a loose pair: nothing of it is kept in the study."""
        self.leaving.emit()
        self._desk.show(None, None)
        self._opening.open_pair(self._path(baseline), self._path(followup))

    def step(self, by: int) -> None:
        """Go to the next visit in time, or the one before; the baseline stays."""
        shown = self._desk.followup or self._desk.baseline
        if shown is None:
            return
        shots = visits(self._desk.study, shown.subject, shown.view, shown.lighting)
        ids = [one.id for one in shots]
        at = (ids.index(shown.id) if shown.id in ids else 0) + by
        if 1 <= at < len(shots):
            self.show(shots[0], shots[at])

    def step_subject(self, by: int) -> None:
        """Go to another subject: its first and latest visit, in the same view where it has it."""
        codes = [one.code for one in self._desk.study.subjects]
        if not codes:
            return
        at = codes.index(self._desk.selected) + by if self._desk.selected in codes else 0
        if 0 <= at < len(codes):
            shown = self._desk.baseline
            self.show_subject(codes[at], shown.view if shown else "", shown.lighting if shown else "")

    def settle(self) -> None:
        """Bring regions, scale and alignment of the shown visits up to the study, as after an undo."""
        desk, document = self._desk, self._document
        if desk.baseline is None or document.baseline is None:
            return
        self.loading = True
        try:
            self._fill(desk.baseline, desk.followup)
        finally:
            self.loading = False

    def settle_midline(self) -> None:
        """Note the midline that the study keeps now for the view that is shown."""
        desk, document = self._desk, self._document
        if desk.baseline is not None:
            line = desk.study.midline_of(desk.baseline.subject, desk.baseline.view)
            document.setting = replace(document.setting, midline=Midline(*line) if line else None)

    def _opened(self, study: OpenStudy | None, baseline: StudyPhoto, followup: StudyPhoto | None) -> None:
        # Closed while they were read: they stay as a loose pair, as those of a study that is closed do.
        if study is None or self._desk.opened is not study:
            return
        self._desk.show(baseline, followup)
        self._document.undo.clear()
        self.settle()

    def _fill(self, baseline: StudyPhoto, followup: StudyPhoto | None) -> None:
        study, document, entries = self._desk.study, self._document, self._desk.manifest.entries
        there = followup or baseline
        by_id = dict(zip((one.id for one in study.photos), entries, strict=True))
        repeats = repeat_errors_of(study, baseline.view, baseline.lighting)
        document.setting = Setting(by_id[baseline.id], by_id[there.id], repeats)
        self.settle_midline()
        if document.look.midline is not None and document.baseline is not None:
            height, width = document.baseline.shape
            document.look.set(midline=document.setting.midline or upright_midline((width, height)))
        document.occasion = Occasion(
            there.subject, there.view, there.lighting, there.timepoint, study.day(there)
        )
        named: dict[Place, tuple[str, ...]] = {"baseline": told(baseline), "followup": told(there)}
        if named != document.named:
            document.set_series(document.series, named)
        if document.mm_per_pixel != baseline.mm_per_pixel:
            document.set_scale(baseline.mm_per_pixel)
        kept = by_hand_of(study, baseline, there, document.baseline, document.followup)
        if _told(kept) != _told(document.by_hand):
            document.set_by_hand(kept)
        painted = painted_of(study, baseline, followup)
        if painted.strokes != document.vessels.strokes:
            document.set_vessels(painted)
        outlines = outlines_at(study, baseline.subject, baseline.view, there.timepoint, baseline.lighting)
        if outlines != document.regions:
            document.set_regions(outlines)

    def _path(self, photo: StudyPhoto) -> Path:
        at = [one.id for one in self._desk.study.photos].index(photo.id)
        return self._desk.manifest.entries[at].photo


def told(photo: StudyPhoto) -> tuple[str, ...]:
    """Return what a pane says of a photo: its timepoint, side, arm and light; the title names the view."""
    light = photo.lighting if photo.lighting != "normal" else ""
    return tuple(filter(None, (photo.timepoint, photo.side, photo.arm, light)))


def visits(study: Study, subject: str, view: str = "", lighting: str = "") -> tuple[StudyPhoto, ...]:
    """Return one photo for each visit of a subject's view, by day; the first of repeat shots.

    Where the view or the light is not named, or is none the subject has, it is the first one.
    """
    own = [one for one in study.photos if one.subject == subject]
    views = list(dict.fromkeys(one.view for one in own))
    view = view if view in views else next(iter(views), "")
    lights = lightings(study, subject, view)
    lighting = lighting if lighting in lights else next(iter(lights), "")
    found: dict[str, StudyPhoto] = {}
    for photo in study.series(subject, view, lighting):
        found.setdefault(photo.timepoint, photo)
    return tuple(found.values())


def lightings(study: Study, subject: str, view: str) -> tuple[str, ...]:
    """Return the lights a view was photographed in, normal light first."""
    found = dict.fromkeys(one.lighting for one in study.photos_by_view.get((subject, view), ()))
    return tuple(sorted(found, key=lambda light: (light != "normal", light)))


def painted_of(study: Study, baseline: StudyPhoto, followup: StudyPhoto | None) -> PaintedVessels:
    """Return what was painted over the vessels of two photos, as the study keeps it."""
    return painted_pair(study.painted_on(baseline.id), study.painted_on(followup.id) if followup else ())


def by_hand_of(
    study: Study, baseline: StudyPhoto, followup: StudyPhoto, *photos: Photo | None
) -> ByHand | None:
    """Return the alignment that a hand set for two photos, as the study keeps it."""
    kept = study.alignment_of(baseline.id, followup.id)
    if kept is None or not kept.by_hand or not kept.saved or not all(photos):
        return None
    points: Iterable[tuple[float, float, float, float]] = kept.points
    pairs = tuple(Pair((a, b), (c, d)) for a, b, c, d in points)
    return ByHand(pairs, from_json(json.loads(kept.saved)))


def _told(by_hand: ByHand | None) -> object:
    return by_hand and (by_hand.pairs, by_hand.alignment.to_json())
