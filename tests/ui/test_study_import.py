"""A user drops a folder: one page to confirm, and it is a study in front of its first subject."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from photocompare_ui.models.proposal import COLUMNS
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from photocompare.study import open_study as read_study

from .conftest import Eyes
from .test_drop import drop


@pytest.fixture
def camera(study_files: Path, tmp_path: Path) -> Path:
    """A folder as it comes: the visits of one subject, a second copy of one photo, and no photo at all."""
    folder = tmp_path / "camera"
    folder.mkdir()
    for photo in sorted((study_files / "sclerotherapy").glob("S01*.jpg")):
        shutil.copy(photo, folder)
    shutil.copy(next(folder.glob("*.jpg")), folder / "copy.jpg")
    (folder / "broken.jpg").write_text("This is no photograph.")
    return folder


def proposed(user: Eyes, folder: Path) -> None:
    drop(user, [folder])
    user.wait(lambda: user.window.room.page.isVisible(), timeout=60000)


def test_that_one_drop_and_one_confirmation_make_a_study(user: Eyes, camera: Path) -> None:
    proposed(user, camera)
    page, room = user.window.room.page, user.window.room
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    left = {one.photo.name: one for one in page.model.proposals if not one.use}
    assert "broken.jpg" in left
    assert any("W350" in {f.code for f in one.findings} for one in left.values())
    QTest.keyClick(page.take, Qt.Key.Key_Return)
    user.wait(lambda: room.desk.opened is not None, timeout=30000)
    user.settle()
    study = room.desk.study
    assert [one.code for one in study.subjects] == ["S01"]
    assert {one.timepoint for one in study.photos} >= {"before", "5 weeks"}
    user.wait(lambda: user.window.document.baseline is not None)
    user.settle()
    assert room.desk.baseline.timepoint == "before"
    assert (camera / "study.photostudy").is_file()
    assert not page.isVisible()


def test_that_a_cell_can_be_corrected_and_a_photo_left_out_before(user: Eyes, camera: Path) -> None:
    proposed(user, camera)
    model, room = user.window.room.page.model, user.window.room
    subject = next(at for at, column in enumerate(COLUMNS) if column.field == "subject")
    used = [row for row, one in enumerate(model.proposals) if one.use]
    for row in used:
        assert model.setData(model.index(row, subject), "P7")
    gone = model.proposals[used[-1]]
    model.setData(model.index(used[-1], 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    user.window.room.page.take.click()
    user.wait(lambda: room.desk.opened is not None, timeout=30000)
    user.settle()
    assert {one.subject for one in room.desk.study.photos} == {"P7"}
    assert gone.sha256 not in {one.sha256 for one in room.desk.study.photos}


def test_that_esc_imports_nothing_and_a_second_drop_adds_to_the_same_study(user: Eyes, camera: Path) -> None:
    proposed(user, camera)
    QTest.keyClick(user.window.room.page, Qt.Key.Key_Escape)
    assert not user.window.room.page.isVisible()
    assert not (camera / "study.photostudy").exists()
    proposed(user, camera)
    user.window.room.page.take.click()
    user.wait(lambda: user.window.room.desk.opened is not None, timeout=30000)
    user.settle()
    count = len(user.window.room.desk.study.photos)
    user.act("close_study")
    proposed(user, camera)
    assert user.window.room.desk.opened is not None
    assert not any(one.use for one in user.window.room.page.model.proposals)
    assert not user.window.room.page.take.isEnabled()
    user.act("close_study")
    with read_study(camera / "study.photostudy", write=False) as saved:
        assert len(saved.study.photos) == count
