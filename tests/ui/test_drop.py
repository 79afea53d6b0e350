"""A user drops files on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from photocompare.regions import polygon_region, regions_geojson

from .conftest import CHEEK, Eyes

Photos = dict[str, Path]


def drop(user: Eyes, paths: list[Path], at: QPoint | None = None) -> None:
    stage = user.window.stage
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where = QPointF(at or stage.rect().center())
    copy, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    stage.dropEvent(QDropEvent(where, copy, data, button, key))
    user.settle()


def test_that_two_dropped_photos_become_a_measured_pair(user: Eyes, photos: Photos) -> None:
    drop(user, [photos["after"], photos["before"]])
    document = user.window.document
    assert document.baseline is not None
    assert document.baseline.name == "before.png"
    assert document.measured


def test_that_a_photo_dropped_on_a_pane_replaces_that_pane(alone: Eyes, photos: Photos) -> None:
    right = alone.window.stage.panes[1]
    drop(alone, [photos["second"]], right.mapTo(alone.window.stage, right.rect().center()))
    document = alone.window.document
    assert document.baseline is not None
    assert document.followup is not None
    assert (document.baseline.name, document.followup.name) == ("before.png", "second.png")


def test_that_dropped_regions_are_outlined(alone: Eyes, tmp_path: Path) -> None:
    path = tmp_path / "regions.geojson"
    path.write_text(regions_geojson([polygon_region("cheek", CHEEK)]))
    drop(alone, [path])
    assert [region.name for region in alone.window.document.regions] == ["cheek"]


def test_that_a_good_photo_dropped_with_a_bad_one_is_shown(user: Eyes, photos: Photos) -> None:
    drop(user, [photos["text"], photos["before"]])
    assert user.window.document.baseline is not None
    assert "text.jpg" in user.window.banner.text
