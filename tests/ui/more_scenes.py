"""Further states of the window: work under way, what is behind a number, refusals, other windows."""

from __future__ import annotations

import shutil
from pathlib import Path

from photocompare_ui.dialogs.camera import ask_camera
from photocompare_ui.dialogs.crash_report import CrashReport
from photocompare_ui.dialogs.new_grading import TaskMade
from photocompare_ui.document import Glimpse
from photocompare_ui.grading.window import GradingWindow
from photocompare_ui.image import pyramid
from photocompare_ui.models.measurements import MEASUREMENT
from PySide6.QtWidgets import QApplication, QWidget

from photocompare.color import CorrectedPhoto
from photocompare.ghost import ghost_of
from photocompare.grading import Asked, Task, make_task, read_scale, read_task
from photocompare.photo import preview
from photocompare.study import open_study as read_study
from tests.photocompare.grading.studies import PASSPHRASE, sample_study

from .conftest import Eyes, open_study
from .scenes import REPORT, Scene, sample, study, study_file
from .test_patient_and_camera import film

Photos = dict[str, Path]


def patient(user: Eyes, photos: Photos) -> QWidget:
    sample(user)
    user.act("patient")
    shown = user.window.seeing.patient
    assert shown is not None
    shown.showNormal()
    return shown


def camera(user: Eyes, photos: Photos) -> None:
    sample(user)
    baseline = user.window.document.baseline
    assert baseline is not None
    corrected = CorrectedPhoto(baseline)
    source = photos["before"].parent / "camera.avi"
    if not source.exists():
        film(source, corrected.display()[60:660, 90:890].copy(), 60)
    dialog = ask_camera(user.window, ghost_of(corrected), user.window.comparing._pool, source)
    user.wait(lambda: dialog.finder.frame is not None)


def no_camera(user: Eyes, photos: Photos) -> None:
    sample(user)
    baseline = user.window.document.baseline
    assert baseline is not None
    missing = photos["before"].parent / "missing.avi"
    ghost = ghost_of(CorrectedPhoto(baseline))
    dialog = ask_camera(user.window, ghost, user.window.comparing._pool, missing)
    waiting = dialog.told.text()
    user.wait(lambda: dialog.told.text() != waiting)


def selected(user: Eyes, photos: Photos) -> None:
    """A region with its handles, at a zoom that shows them."""
    sample(user)
    user.act("side")
    user.window.document.select(user.window.document.regions[0].name)
    user.act("zoom_in")
    user.act("zoom_in")


def midline(user: Eyes, photos: Photos) -> None:
    sample(user)
    user.act("fit")
    user.act("midline")


def template(user: Eyes, photos: Photos) -> None:
    midline(user, photos)
    user.act("midline")
    user.act("template")


def mapped(user: Eyes, photos: Photos) -> None:
    sample(user)
    user.act("mapped")
    user.settle()


def number(user: Eyes, photos: Photos) -> None:
    """What stands behind a number: its distribution, course and definition."""
    sample(user)
    if user.window.document.look.mapped:
        user.act("mapped")
    choose_number(user)


def choose_number(user: Eyes) -> None:
    panel = user.window.measurements
    rows = range(panel.model.rowCount())
    first = next(row for row in rows if panel.model.index(row, 0).data(MEASUREMENT) is not None)
    panel.table.setCurrentIndex(panel.model.index(first, 0))
    user.wait(lambda: not user.window.room.card._latest.busy)
    user.settle()


def trend(user: Eyes, photos: Photos) -> None:
    study(user, photos)
    choose_number(user)


def reading(user: Eyes, photos: Photos) -> None:
    """The preview of one photo, while the other is not even seen yet."""
    sample(user)
    user.window.room.card.put_away()
    seen = preview(photos["before"])
    user.window.document.glimpse({"baseline": Glimpse(seen, pyramid(seen.rgb)), "followup": None})
    QApplication.processEvents()


def measuring(user: Eyes, photos: Photos) -> None:
    """Aligned and seen, the numbers still to come."""
    user.window.document.glimpse({})
    document = user.window.document
    document.set_by_hand(None)
    user.wait(lambda: document.comparison is not None or document.pictures.aligned_followup is not None)


def cancelled(user: Eyes, photos: Photos) -> None:
    user.settle()
    user.window.document.set_by_hand(None)
    user.window.comparing.cancel()
    user.settle()


def crash_before(user: Eyes, photos: Photos) -> None:
    sample(user)
    CrashReport(REPORT, "~/.local/share/photocompare", True, user.window).open()


def elsewhere(user: Eyes, photos: Photos) -> None:
    """A study that somebody else has open for writing."""
    path = study_file(photos, "elsewhere")
    with read_study(path, who="Nurse Vera"):
        open_study(user, path, "S01")
        user.settle()
        QApplication.processEvents()
        user.window.repaint()


def locked(user: Eyes, photos: Photos) -> None:
    path = study_file(photos, "locked")
    with read_study(path) as opened:
        if opened.study.photos and not getattr(opened.study, "locked", ""):
            opened.lock("all visits done")
    open_study(user, path, "S01")


def changed(user: Eyes, photos: Photos) -> None:
    """A photo of the study is no longer the one that was added."""
    path = study_file(photos, "changed")
    open_study(user, path)
    for one in path.parent.glob("S02_*.jpg"):
        shutil.copyfile(photos["before"], one)
    user.window.room.visiting.show_subject("S02")
    user.settle()


def two_subjects(user: Eyes, photos: Photos) -> None:
    study(user, photos)
    room = user.window.room
    other = next(one for one in room.desk.study.photos if one.subject == "S02")
    room.subjects.tree.setCurrentIndex(room.subjects.index_of(other.id))
    user.act("compare_selected")
    user.settle()


def new_grading(user: Eyes, photos: Photos) -> None:
    study(user, photos)
    user.act("new_grading")


def task_of(photos: Photos) -> Task:
    """Return a grading task of the sample study without any grade: a copy of the one that is made once."""
    folder = photos["before"].parent / "grading"
    if not folder.exists():
        folder.mkdir()
        make(folder)
    own = folder / f"task{len(list(folder.glob('task*')))}"
    return read_task(shutil.copytree(folder / "task", own))


def make(folder: Path) -> None:
    asked = Asked(("R1", "R2"), each="region", longest=900)
    make_task(sample_study(folder), folder / "task", read_scale("cea"), asked, PASSPHRASE, seed=3)


def task_made(user: Eyes, photos: Photos) -> None:
    study(user, photos)
    TaskMade(user.window, task_of(photos), PASSPHRASE).open()


def who_grades(user: Eyes, photos: Photos) -> QWidget:
    window = GradingWindow(task_of(photos))
    window.show()
    return window


def grading(user: Eyes, photos: Photos) -> QWidget:
    window = GradingWindow(task_of(photos))
    window.show()
    window.choose("R1")
    window.set_paused(False)
    user.wait(lambda: window.ready)
    return window


def grading_paused(user: Eyes, photos: Photos) -> QWidget:
    window = GradingWindow(task_of(photos))
    window.show()
    window.choose("R1")
    return window


def graded(user: Eyes, photos: Photos) -> QWidget:
    window = grading(user, photos)
    assert isinstance(window, GradingWindow)
    while window.sitting and window.sitting.item:
        user.wait(lambda: window.ready)
        window.grade(2)
    return window


MORE: dict[str, Scene] = {
    "selected": selected,
    "midline": midline,
    "template": template,
    "mapped": mapped,
    "number": number,
    "reading": reading,
    "measuring": measuring,
    "cancelled": cancelled,
    "patient": patient,
    "camera": camera,
    "no_camera": no_camera,
    "crash_before": crash_before,
    "trend": trend,
    "two_subjects": two_subjects,
    "elsewhere": elsewhere,
    "locked": locked,
    "changed": changed,
    "new_grading": new_grading,
    "task_made": task_made,
    "who_grades": who_grades,
    "grading_paused": grading_paused,
    "grading": grading,
    "graded": graded,
}
"""After those of `scenes`, in this order."""
