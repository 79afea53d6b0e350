"""Asking for files; nothing blocks, the answer comes to a callable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from photocompare_ui.tr import translate

ENDINGS = "jpg jpeg png tif tiff webp heic heif dng dcm"
PHOTOS = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ENDINGS.split())


Then = Callable[[list[Path]], None]


def ask_photos(parent: QWidget, title: str, folder: Path | None, then: Then, *, several: bool) -> QFileDialog:
    """Ask for one photo or several."""
    mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    return _asked(
        parent,
        title,
        folder,
        translate("files", "Photographs ({0});;All files (*)").format(PHOTOS),
        mode,
        then,
    )


def ask_folder(parent: QWidget, title: str, folder: Path | None, then: Then) -> QFileDialog:
    """Ask for a folder."""
    return _asked(parent, title, folder, "", QFileDialog.FileMode.Directory, then)


def ask_regions(parent: QWidget, folder: Path | None, then: Then) -> QFileDialog:
    """Ask for a GeoJSON file."""
    kinds, mode = (
        translate("files", "Regions (*.geojson *.json);;All files (*)"),
        QFileDialog.FileMode.ExistingFile,
    )
    return _asked(parent, translate("files", "Load regions"), folder, kinds, mode, then)


def ask_points(parent: QWidget, then: Then) -> QFileDialog:
    """Ask for a CSV file of point pairs."""
    kinds = translate("files", "Points (*.csv);;All files (*)")
    mode = QFileDialog.FileMode.ExistingFile
    return _asked(parent, translate("files", "Load the points"), None, kinds, mode, then)


def ask_alignment(parent: QWidget, then: Then) -> QFileDialog:
    """Ask for a JSON file of an alignment."""
    kinds = translate("files", "Alignment (*.json);;All files (*)")
    mode = QFileDialog.FileMode.ExistingFile
    return _asked(parent, translate("files", "Load the alignment"), None, kinds, mode, then)


def ask_study(parent: QWidget, then: Then) -> QFileDialog:
    """Ask for a study file."""
    kinds = translate("files", "Studies (*.photostudy);;All files (*)")
    mode = QFileDialog.FileMode.ExistingFile
    return _asked(parent, translate("files", "Open a study"), None, kinds, mode, then)


def ask_target(
    parent: QWidget, title: str, folder: Path | None, kinds: str, suffix: str, then: Then
) -> QFileDialog:
    """Ask where to write; the system asks before a file is replaced."""
    dialog = _asked(parent, title, folder, kinds, QFileDialog.FileMode.AnyFile, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    return dialog


def _asked(
    parent: QWidget, title: str, folder: Path | None, kinds: str, mode: QFileDialog.FileMode, then: Then
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder or ""), kinds)
    dialog.setFileMode(mode)
    dialog.accepted.connect(lambda: _take(dialog, then))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _take(dialog: QFileDialog, then: Then) -> None:
    # Qt accepts a name that its list has not caught up with, and then selects nothing.
    if names := dialog.selectedFiles():
        then([Path(name) for name in names])
