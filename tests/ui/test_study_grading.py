"""A user makes a grading task of the open study, and the raters' pictures tell nothing."""

from __future__ import annotations

from pathlib import Path

from photocompare_ui.dialogs.new_grading import NewGrading, TaskMade
from PySide6.QtWidgets import QFileDialog

from photocompare.grading import read_task
from photocompare.grading.key import unsealed
from photocompare.grading.task import KEY
from tests.photocompare.grading.studies import painted_study

from .conftest import Eyes, open_study


def test_that_a_grading_task_is_made_of_the_open_study(user: Eyes, tmp_path: Path) -> None:
    open_study(user, painted_study(tmp_path, 4))
    user.act("new_grading")
    asked = user.window.findChild(NewGrading)
    asked.scale.setCurrentIndex(asked.scale.findData("cea"))
    asked.raters.setValue(2)
    asked.accept()
    folder = tmp_path / "task"
    folder.mkdir()
    chosen = user.window.findChild(QFileDialog)
    chosen.setDirectory(str(tmp_path))
    chosen.selectFile(str(folder))
    chosen.accept()
    user.wait(lambda: user.window.findChild(TaskMade) is not None, timeout=90000)
    made = user.window.findChild(TaskMade)
    task = read_task(folder)
    assert list(task.raters) == ["R1", "R2"]
    assert len(task.items("R1")) >= 8
    said = (folder / "task.json").read_text()
    assert not [word for word in ("SUBJ", "left", "right", "treated", "before", "weeks") if word in said]
    passphrase = made.passphrase.text()
    made.reject()
    key = unsealed((folder / KEY).read_bytes(), passphrase, KEY)
    assert {shown.subject for shown in key.items.values()} == {f"SUBJ00{number}" for number in range(1, 5)}
