"""A study measured as a whole, its table and its report written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photocompare import Problem
from photocompare.errors import displayable
from photocompare.files import write_whole
from photocompare.grading import Asked, MadeTask, Scale
from photocompare.study import with_measurements
from photocompare.study.photo_files import results_folder
from photocompare.table import Row
from photocompare_ui import said
from photocompare_ui.desk import Desk
from photocompare_ui.dialogs import files
from photocompare_ui.dialogs.new_grading import NewGrading, TaskMade
from photocompare_ui.panels.banner import Banner
from photocompare_ui.studying import Studying


class StudyResults(QObject):
    """Measures the open study and writes what comes of it; the banner says how it went.

    Signals:
        leaving(): what is unsaved is saved now.
    """

    leaving = Signal()

    def __init__(self, window: QWidget, desk: Desk, studying: Studying, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._desk, self._studying, self._banner = window, desk, studying, banner
        self._then: Callable[[], object] | None = None
        studying.measured.connect(self._keep_rows)
        studying.stopped.connect(self._tell_stopped)
        studying.reported.connect(self._tell_report)
        studying.tasked.connect(self._tell_task)

    def measure(self, then: Callable[[], object] | None = None) -> None:
        """Measure the whole study; `then` follows where it is measured."""
        opened = self._desk.opened
        if opened is None:
            return
        self.leaving.emit()
        self._then = then
        self._studying.measure(opened.path, results_folder(opened.path))

    def ask_table(self) -> None:
        """Ask where every row of the study is written, and write it."""
        title, kinds = self.tr("Export the study's measurements"), self.tr("Table (*.csv)")
        folder = self._desk.opened.path.parent if self._desk.opened else None
        files.ask_target(self._window, title, folder, kinds, "csv", lambda paths: self.write_table(paths[0]))

    def write_table(self, out: Path) -> None:
        """Write every row of the study to `out`, measured first."""
        self.measure(partial(self._write_table, out))

    def ask_report(self) -> None:
        """Ask where the report is written, and write it."""
        title = self.tr("Write the report")
        kinds = self.tr("PDF (*.pdf);;HTML (*.html);;Slides (*.pptx)")
        folder = self._desk.opened.path.parent if self._desk.opened else None
        files.ask_target(self._window, title, folder, kinds, "pdf", lambda paths: self.write_report(paths[0]))

    def write_report(self, out: Path) -> None:
        """Write the report of the study to `out`, measured first."""
        self.measure(partial(self._report, out))

    def ask_grading(self) -> None:
        """Ask for a grading task and its folder, and make it."""
        NewGrading(self._window, self._ask_grading_folder).open()

    def _ask_grading_folder(self, scale: Scale, asked: Asked) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        title = self.tr("An empty folder for the grading task")
        make = partial(self._make_task, opened.path, scale, asked)
        files.ask_folder(self._window, title, opened.path.parent, lambda paths: make(paths[0]))

    def _make_task(self, study: Path, scale: Scale, asked: Asked, folder: Path) -> None:
        self.leaving.emit()
        self._studying.make_task(study, folder, scale, asked)

    def _tell_stopped(self) -> None:
        text = self.tr("Cancelled. What is measured by now is kept and not measured again.")
        self._banner.show_message(text, "note", self.tr("Go on measuring"), partial(self.measure, self._then))

    def _tell_task(self, made: MadeTask, passphrase: str) -> None:
        for finding in made.findings[:1]:
            self._banner.show_message(said.message(finding), finding.severity)
        TaskMade(self._window, made.task, passphrase).open()

    def _keep_rows(self, rows: list[Row]) -> None:
        try:
            if self._desk.writable and rows:
                self._desk.save(with_measurements(self._desk.study, rows), "Measure the study")
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
        failed = len({(r["subject"], r["view"], r["timepoint"]) for r in rows if r["status"] == "error"})
        then, self._then = self._then, None
        if then is not None:
            then()
        elif failed:
            text = self.tr("The study is measured; {0} visits have measures without a number.").format(failed)
            self._banner.show_message(text, "warning")
        else:
            self._banner.show_message(self.tr("The study is measured."), "note")

    def _write_table(self, out: Path) -> None:
        assert self._desk.opened is not None
        try:
            write_whole(out, (results_folder(self._desk.opened.path) / "metrics.csv").read_bytes())
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self._banner.show_message(self.tr("Written: {0}").format(displayable(out.name)), "note")

    def _report(self, out: Path) -> None:
        assert self._desk.opened is not None
        self._studying.report(results_folder(self._desk.opened.path), out, (), self._desk.title)

    def _tell_report(self, out: Path) -> None:
        self._banner.show_message(self.tr("The report is written: {0}").format(displayable(out.name)), "note")
