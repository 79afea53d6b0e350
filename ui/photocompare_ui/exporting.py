"""Pictures out of the window: view, pair, strip, blink, ghost sheet; nothing of the originals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from photocompare import Problem
from photocompare.color import CorrectedPhoto
from photocompare.files import write_whole
from photocompare.ghost import ghost_of, ghost_sheet
from photocompare_ui import said
from photocompare_ui.dialogs import files
from photocompare_ui.dialogs.camera import Camera, ask_camera
from photocompare_ui.document import Document
from photocompare_ui.panels.banner import Banner
from photocompare_ui.tasks import Pool, Task
from photocompare_ui.views import prints
from photocompare_ui.views.arrangement import Arrangement, arranged
from photocompare_ui.views.foot import changed, with_foot
from photocompare_ui.views.sight import fitted
from photocompare_ui.views.stage import Stage

PRINTED = 900
"""Longer side of a pane in a strip, a pair and a blink, in pixels."""
MOST = 100


class Exporting(QObject):
    """Asks where pictures are to be written and writes them whole or not at all."""

    def __init__(self, window: QWidget, document: Document, stage: Stage, banner: Banner, pool: Pool) -> None:
        super().__init__(window)
        self._window, self._document, self._stage = window, document, stage
        self._banner, self._pool = banner, pool
        # Of this session only: a folder's name may be a patient's.
        self._folder: Path | None = None

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what each of its actions does."""
        return {
            "export_picture": self.ask_view,
            "export_pair": self.ask_pair,
            "export_strip": self.ask_strip,
            "export_blink": self.ask_blink,
            "ghost_sheet": self.ask_ghost_sheet,
            "camera": self.show_camera,
        }

    def ask_view(self) -> None:
        """Ask where the view is written, as it is now; a line below says what was changed in the photos."""
        foot = changed(self._document, series=self._document.look.view == "side")
        picture = self._stage.picture()
        lines = self._stage.svg(foot)

        def write(path: Path) -> None:
            kind = path.suffix.lower()
            if kind == ".svg":
                self._write(path, lines)
            else:
                self._write(path, prints.written(with_foot(picture, foot), _raster(kind)))

        kinds = self.tr("Picture (*.png);;Picture for print (*.tif *.tiff);;Drawing (*.svg)")
        self._ask(self.tr("Export this view"), kinds, "png", write)

    def ask_pair(self) -> None:
        """Ask where both photographs are written, side by side, as looked at now."""
        self._ask_picture(self.tr("Export the pair"), self._pair(), changed(self._document))

    def ask_strip(self) -> None:
        """Ask where a row of all timepoints is written."""
        foot = changed(self._document, series=True)
        self._ask_picture(self.tr("Export a strip of all timepoints"), self._side_by_side(), foot)

    def ask_blink(self) -> None:
        """Ask where an animation is written: baseline and follow-up in turn."""
        foot = changed(self._document)
        frames = [with_foot(self._rendered(one), foot) for one in self._pair()]

        def write(path: Path) -> None:
            self._write(path, prints.animated(frames, _moving(path.suffix.lower())))

        kinds = self.tr("Animation (*.gif);;Animation without loss (*.webp);;Animated PNG (*.png)")
        self._ask(self.tr("Export a blink"), kinds, "gif", write)

    def ask_ghost_sheet(self) -> None:
        """Ask where the baseline's outline is written, to print and pose by."""
        photo, marks = self._document.baseline, self._landmarks()
        if photo is None:
            return

        def write(path: Path) -> None:
            kind: Literal["pdf", "png"] = "png" if path.suffix.lower() == ".png" else "pdf"
            task = Task(lambda report: ghost_sheet(CorrectedPhoto(photo), marks, kind=kind), self, self._pool)
            task.done.connect(partial(self._write, path))
            task.failed.connect(self._tell)
            task.start()

        kinds = self.tr("Sheet to print (*.pdf);;Transparent picture (*.png)")
        self._ask(self.tr("Ghost sheet for the next photograph"), kinds, "pdf", write)

    def show_camera(self) -> Camera | None:
        """Show a live camera with the baseline's outline over it."""
        photo = self._document.baseline
        if photo is None:
            return None
        return ask_camera(self._window, ghost_of(CorrectedPhoto(photo), self._landmarks()), self._pool)

    def _landmarks(self) -> tuple[tuple[float, float], ...]:
        by_hand = self._document.by_hand
        pairs = by_hand.pairs if by_hand else ()
        return tuple(pair.baseline for pair in pairs if pair.baseline is not None)

    def _side_by_side(self) -> list[Arrangement]:
        """Return what side by side would show now, all timepoints, without changing what is on the screen."""
        look = self._document.look
        before, held = look.view, look.held
        look.blockSignals(True)
        look.set(view="side", held=False)
        shown = list(arranged(self._document, most=MOST))
        look.set(view=before, held=held)
        look.blockSignals(False)
        return shown

    def _pair(self) -> list[Arrangement]:
        return [one for one in self._side_by_side() if not one.further]

    def _rendered(self, one: Arrangement) -> QImage:
        shape = self._document.shape("baseline") or (1, 1)
        height, width = shape
        sight, room = self._stage.board.sight, self._stage.panes[0].viewport().size()
        if self._stage.fits:
            sight = fitted(width, height, width, height)
            room = QSize(width, height)
        size = room.scaled(QSize(PRINTED, PRINTED), Qt.AspectRatioMode.KeepAspectRatio)
        return prints.rendered(
            self._document, one, size, replace(sight, scale=sight.scale * size.width() / room.width())
        )

    def _ask_picture(self, title: str, shown: list[Arrangement], foot: str) -> None:
        page = with_foot(prints.in_a_row([self._rendered(one) for one in shown]), foot)

        def write(path: Path) -> None:
            self._write(path, prints.written(page, _raster(path.suffix.lower())))

        self._ask(title, self.tr("Picture (*.png);;Picture for print (*.tif *.tiff)"), "png", write)

    def _ask(self, title: str, kinds: str, suffix: str, write: Callable[[Path], None]) -> None:
        def chosen(paths: list[Path]) -> None:
            self._folder = paths[0].parent
            write(paths[0])

        files.ask_target(self._window, title, self._folder, kinds, suffix, chosen)

    def _write(self, path: Path, data: object) -> None:
        assert isinstance(data, bytes)
        try:
            write_whole(path, data)
        except Problem as problem:
            self._tell(problem)

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._banner.show_message(said.message(error.finding))


def _raster(suffix: str) -> Literal["png", "tiff"]:
    return "tiff" if suffix in (".tif", ".tiff") else "png"


def _moving(suffix: str) -> Literal["gif", "png", "webp"]:
    return "webp" if suffix == ".webp" else "png" if suffix in (".png", ".apng") else "gif"
