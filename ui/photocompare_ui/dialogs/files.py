"""Asking for files; nothing blocks, the answer comes to a callable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

PHOTOS = "*.jpg *.jpeg *.png *.tif *.tiff *.JPG *.JPEG *.PNG *.TIF *.TIFF"
_last_folder: list[str] = [""]


def ask_photos(
    parent: QWidget, title: str, then: Callable[[list[Path]], None], *, several: bool
) -> QFileDialog:
    """Ask for one photo or several."""
    mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    return _asked(parent, title, _tr("Photographs ({0});;All files (*)").format(PHOTOS), mode, then)


def ask_regions(parent: QWidget, then: Callable[[list[Path]], None]) -> QFileDialog:
    """Ask for a GeoJSON file."""
    kinds = _tr("Regions (*.geojson *.json);;All files (*)")
    return _asked(parent, _tr("Load regions"), kinds, QFileDialog.FileMode.ExistingFile, then)


def ask_target(
    parent: QWidget, title: str, kinds: str, suffix: str, then: Callable[[list[Path]], None]
) -> QFileDialog:
    """Ask where to write; the system asks before a file is replaced."""
    dialog = _asked(parent, title, kinds, QFileDialog.FileMode.AnyFile, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    return dialog


def _asked(
    parent: QWidget, title: str, kinds: str, mode: QFileDialog.FileMode, then: Callable[[list[Path]], None]
) -> QFileDialog:
    dialog = QFileDialog(parent, title, _last_folder[0], kinds)
    dialog.setFileMode(mode)

    def accepted() -> None:
        _last_folder[0] = dialog.directory().absolutePath()
        then([Path(name) for name in dialog.selectedFiles()])

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)
