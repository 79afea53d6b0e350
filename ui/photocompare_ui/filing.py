"""Files in and out of the window: photographs, regions, pictures, tables."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photocompare import Problem, read_regions
from photocompare.files import write_whole
from photocompare.regions import regions_geojson
from photocompare.study import SUFFIX
from photocompare_ui import commands, said
from photocompare_ui.checking import CheckedPhoto, Checking
from photocompare_ui.dialogs import files, messages
from photocompare_ui.document import Document, Place
from photocompare_ui.models.measurements import MeasurementModel
from photocompare_ui.opening import Opening
from photocompare_ui.panels.banner import Banner
from photocompare_ui.samples import Sample, find_samples, sample_pairs
from photocompare_ui.views.stage import Stage

MANIFEST_ENDING = ".csv"
REGION_ENDINGS = {".geojson", ".json"}


class Filing(QObject):
    """Asks for files, hands them to the core, says in the banner what went wrong.

    Signals:
        pair_asked(list): the paths of two photographs the user wants to see.
        study_wanted(object): a study file was dropped.
        import_wanted(object): paths of a folder were dropped, to become part of a study.
        manifest_wanted(object): a manifest was dropped.
        leaving(): other photos may come; what is unsaved and can be saved without asking is saved now.
    """

    pair_asked = Signal(list)
    study_wanted = Signal(object)
    import_wanted = Signal(object)
    manifest_wanted = Signal(object)
    leaving = Signal()

    def __init__(
        self,
        window: QWidget,
        document: Document,
        opening: Opening,
        checking: Checking,
        stage: Stage,
        banner: Banner,
        model: MeasurementModel,
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._opening, self._checking = window, document, opening, checking
        self._stage, self._banner, self._model = stage, banner, model
        # Of this session only: a folder's name may be a patient's.
        self._folder: Path | None = None
        stage.dropped.connect(self.open_paths)
        stage.checked.pair_wanted.connect(self.open_pair)
        checking.checked.connect(self._show_checked)
        stage.welcome.pair_wanted.connect(self.ask_pair)
        stage.welcome.samples_wanted.connect(self.choose_sample)
        stage.welcome.samples.setVisible(find_samples() is not None)

    def ask_pair(self) -> None:
        """Ask for two photographs."""
        title = self.tr("Open two photographs of the same skin")
        files.ask_photos(self._window, title, self._folder, self.open_paths, several=True)

    def ask_place(self, place: Place) -> None:
        """Ask for the photograph of one place."""
        title = self.tr("Open the baseline") if place == "baseline" else self.tr("Open the follow-up")
        then = partial(self.open_paths, place=place)
        files.ask_photos(self._window, title, self._folder, then, several=False)

    def open_paths(self, paths: list[Path], place: Place | str = "") -> None:
        """Open what was dropped or chosen: one photo, two photos, regions; check a folder or more files."""
        self._banner.clear()
        self._folder = paths[0].parent if paths else self._folder
        if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX and paths[0].is_file():
            self.study_wanted.emit(paths[0])
            return
        if len(paths) == 1 and paths[0].suffix.lower() == MANIFEST_ENDING:
            self.manifest_wanted.emit(paths[0])
            return
        if paths and all(map(os.path.isdir, paths)):
            self.import_wanted.emit(paths)
            return
        if len(photos_of(paths)) > 2 or any(map(os.path.isdir, paths)):
            self._checking.start(paths)
            return
        regions = [path for path in paths if path.suffix.lower() in REGION_ENDINGS]
        photos = photos_of(paths)
        if len(photos) == 2:
            self.pair_asked.emit(photos)
            self.unless_unsaved(partial(self._opening.open_unordered, *photos))
        elif len(photos) == 1:
            self._open_one(photos[0], place)
        for path in regions:
            self.load_regions(path)

    def ask_folder(self) -> None:
        """Ask for a folder whose photographs are checked."""
        files.ask_folder(
            self._window,
            self.tr("Open a folder: its photographs are checked"),
            self._folder,
            self._checking.start,
        )

    def open_pair(self, baseline: Path, followup: Path) -> None:
        """Open two photographs whose places are known."""
        self._banner.clear()
        self.pair_asked.emit([baseline, followup])
        self.unless_unsaved(partial(self._opening.open_pair, baseline, followup))

    def choose_sample(self) -> None:
        """Offer the pairs of the sample studies."""
        folder = find_samples()
        if folder is None:
            self._banner.show_message(self.tr("There is no folder sample_images here."), "warning")
            return
        with self._telling():
            menu = QMenu(self._window)
            for study, samples in groupby(sample_pairs(folder), key=lambda sample: sample.study):
                of_study = menu.addMenu(study.replace("&", "&&"))
                for sample in samples:
                    of_study.addAction(sample.title.replace("&", "&&"), partial(self.open_sample, sample))
            button = self._stage.welcome.samples
            below = button.mapToGlobal(QPoint(0, button.height())) if button.isVisible() else self._middle()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(below)

    def open_sample(self, sample: Sample) -> None:
        """Open one pair of a sample study with its regions and its scale."""
        self._banner.clear()
        baseline, followup = sample.pair.baseline, sample.pair.followup

        def opened() -> None:
            self._document.occasion = sample.pair.occasion
            if baseline.mm_per_pixel:
                self._document.set_scale(baseline.mm_per_pixel)
            if baseline.regions:
                self.load_regions(baseline.regions)
                self._document.undo.setClean()
                self._document.select("")

        self.unless_unsaved(partial(self._opening.open_pair, baseline.photo, followup.photo, opened))

    def load_regions(self, path: Path) -> None:
        """Add the regions of a GeoJSON file."""
        with self._telling():
            if self._document.baseline is None:
                text = self.tr("Open the photographs first, then their regions.")
                self._banner.show_message(text, "warning")
                return
            clean = not self._document.regions
            commands.add_regions(self._document, read_regions(path))
            if clean:
                self._document.undo.setClean()

    def ask_regions(self) -> None:
        """Ask for a file of regions."""
        files.ask_regions(self._window, self._folder, lambda paths: self.load_regions(paths[0]))

    def ask_save_regions(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask where the regions are kept; `then` follows where they were."""
        kinds = self.tr("Regions (*.geojson)")
        title = self.tr("Save regions")

        def save(paths: list[Path]) -> None:
            if self.write(paths[0], regions_geojson(self._document.regions).encode()):
                self._document.undo.setClean()
                then()

        files.ask_target(self._window, title, self._folder, kinds, "geojson", save)

    def ask_export_table(self) -> None:
        """Ask where the measurements are written."""
        data = self._model.as_csv().encode()
        title, kinds = self.tr("Export measurements"), self.tr("Table (*.csv)")
        self._ask_write(title, kinds, "csv", data)

    def write(self, path: Path, data: bytes) -> bool:
        """Write a file whole or not at all; return whether it was."""
        with self._telling():
            write_whole(path, data)
            return True
        return False

    def unless_unsaved(self, then: Callable[[], object]) -> None:
        """Do what would lose regions at once where all are in a file, else after the user's answer."""
        self.leaving.emit()
        if self._document.undo.isClean():
            then()
        else:
            messages.ask_unsaved(self._window, partial(self.ask_save_regions, then), then)

    def _ask_write(self, title: str, kinds: str, suffix: str, data: bytes) -> None:
        def write(paths: list[Path]) -> None:
            self.write(paths[0], data)

        files.ask_target(self._window, title, self._folder, kinds, suffix, write)

    def _show_checked(self, photos: list[CheckedPhoto]) -> None:
        if not photos:
            self._banner.show_message(self.tr("There are no photographs in it."), "warning")
            return
        self._stage.checked.show_photos(photos)
        self._stage.show_checked()

    def _open_one(self, path: Path, place: Place | str) -> None:
        document = self._document
        if not place:
            place = "followup" if document.baseline and not document.followup else "baseline"
        if place == "followup":
            self._opening.open_one(path, "followup")
        else:
            self.unless_unsaved(partial(self._opening.open_one, path, "baseline"))

    def _middle(self) -> QPoint:
        return self._stage.mapToGlobal(self._stage.rect().center())

    def _telling(self) -> _Telling:
        return _Telling(self._banner)


class _Telling:
    """Shows a Problem of the block in the banner instead of passing it on."""

    def __init__(self, banner: Banner) -> None:
        self._banner = banner

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, Problem):
            self._banner.show_message(said.message(error.finding))
            return True
        return False


def photos_of(paths: list[Path]) -> list[Path]:
    """Return the paths that are no regions by their names."""
    return [path for path in paths if path.suffix.lower() not in REGION_ENDINGS]
