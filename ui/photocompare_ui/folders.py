"""The application's own folder: for this user's eyes alone."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def own_folder() -> Path:
    """Return the folder for logs and the list of recent work, made with mode 0700."""
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    return private(Path(QStandardPaths.writableLocation(location)))


def private(folder: Path) -> Path:
    """Make a folder that only this user may enter, where that is possible, and return it."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    return folder
