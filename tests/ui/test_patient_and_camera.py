"""A user shows the pair to the patient, and poses the next photograph by the ghost of the first."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from photocompare_ui.dialogs.camera import ask_camera
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from photocompare.color import CorrectedPhoto
from photocompare.ghost import ghost_of

from .conftest import Eyes
from .test_views import rgb


def test_that_the_patient_sees_no_name_and_no_number(pair: Eyes) -> None:
    pair.act("patient")
    patient = pair.window.seeing.patient
    assert patient is not None
    assert patient.isFullScreen()
    texts = [child.text() for child in patient.findChildren(QWidget) if hasattr(child, "text")]
    assert texts == ["Mirror", "Close"]
    assert patient.windowTitle().strip() == ""
    patient.close()


def test_that_the_patient_s_wipe_is_dragged_mirrored_and_left_by_esc(pair: Eyes) -> None:
    pair.act("patient")
    patient = pair.window.seeing.patient
    assert patient is not None
    patient.showNormal()
    patient.resize(1000, 800)
    patient.set_share(0.0)
    plain = rgb(patient.grab().toImage())
    QTest.mousePress(patient, Qt.MouseButton.LeftButton, pos=QPoint(patient.width() // 4, 300))
    assert abs(patient.share - 0.25) < 0.01
    QTest.mouseRelease(patient, Qt.MouseButton.LeftButton, pos=QPoint(patient.width() // 4, 300))
    patient.set_share(0.0)
    patient.mirror.click()
    turned = rgb(patient.grab().toImage())[:, ::-1]
    high, wide = plain.shape[:2]
    inner = np.s_[high // 4 : high // 2 - 30, wide // 4 : -wide // 4]
    assert np.abs(turned[inner].astype(int) - plain[inner]).mean() < 3
    assert np.abs(turned[inner].astype(int) - plain[inner][:, ::-1]).mean() > 3
    QTest.keyClick(patient, Qt.Key.Key_Escape)
    assert not patient.isVisible()


def film(path: Path, picture: NDArray[np.uint8], frames: int = 200) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, picture.shape[1::-1])
    for _ in range(frames):
        writer.write(picture[..., ::-1])
    writer.release()
    return path


def test_that_a_camera_shows_its_frames_under_the_ghost(
    pair: Eyes, tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    document = pair.window.document
    assert document.baseline is not None
    ghost = ghost_of(CorrectedPhoto(document.baseline))
    source = film(tmp_path / "film.avi", portrait)
    dialog = ask_camera(pair.window, ghost, pair.window.comparing._pool, source)
    pair.wait(lambda: dialog.finder.frame is not None)
    frame = dialog.finder.frame
    assert frame is not None
    assert np.abs(rgb(frame).astype(int) - portrait).mean() < 8
    with_ghost = rgb(dialog.finder.grab().toImage())
    dialog.findChildren(QCheckBox)[0].setChecked(False)
    assert np.abs(rgb(dialog.finder.grab().toImage()).astype(int) - with_ghost).max() > 50
    dialog.reject()


def test_that_a_missing_camera_is_told_in_words(pair: Eyes, tmp_path: Path) -> None:
    document = pair.window.document
    assert document.baseline is not None
    ghost = ghost_of(CorrectedPhoto(document.baseline))
    dialog = ask_camera(pair.window, ghost, pair.window.comparing._pool, tmp_path / "none.avi")
    pair.wait(lambda: "camera" in dialog.told.text().lower() and "opened" in dialog.told.text())
    dialog.reject()
