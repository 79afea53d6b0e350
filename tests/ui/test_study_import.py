"""A user drops a folder: one page to confirm, and it is a study in front of its first subject."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from photocompare_ui.models.proposal import COLUMNS
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from photocompare.batch import read_manifest
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


def test_that_a_dropped_manifest_is_a_study_with_its_regions_and_one_undo_takes_it_back(
    user: Eyes, study_files: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "sclerotherapy"
    shutil.copytree(study_files / "sclerotherapy", folder, ignore=shutil.ignore_patterns("*.photostudy*"))
    room = user.window.room
    drop(user, [folder / "manifest.csv"])
    user.wait(lambda: user.window.document.baseline is not None, timeout=60000)
    user.settle()
    manifest = read_manifest(folder / "manifest.csv")
    assert len(room.desk.study.photos) == len(manifest.entries)
    assert {one.code for one in room.desk.study.subjects} == {one.subject for one in manifest.entries}
    assert [region.name for region in user.window.document.regions]
    assert (folder / "study.photostudy").is_file()
    assert user.window.banner.isHidden()
    # The same once more changes nothing, and says why.
    drop(user, [folder / "manifest.csv"])
    assert len(room.desk.study.photos) == len(manifest.entries)
    assert user.window.banner.text


def test_that_a_manifest_with_wrong_rows_imports_nothing_and_names_the_lines(
    user: Eyes, study_files: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "rows"
    folder.mkdir()
    rows = [f"S01,thigh,day {day},gone{day}.jpg" for day in range(5)]
    (folder / "list.csv").write_text("\n".join(["subject,view,timepoint,photo", *rows]), encoding="utf-8")
    drop(user, [folder / "list.csv"])
    text = user.window.banner.text
    assert "list.csv line 2" in text
    assert "Nothing was imported" in text
    assert user.window.room.desk.opened is None
    assert not list(folder.glob("*.photostudy"))
    # A table without the columns is told, too.
    (folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    drop(user, [folder / "other.csv"])
    assert "other.csv" in user.window.banner.text
    assert "subject" in user.window.banner.text
