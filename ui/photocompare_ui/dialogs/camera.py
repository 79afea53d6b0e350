"""A live camera with the baseline's ghost over it, to pose the next photograph by."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from photocompare import Problem
from photocompare.camera import Camera as Source
from photocompare.ghost import Ghost, ghost_overlay
from photocompare_ui import said
from photocompare_ui.image import SURROUND
from photocompare_ui.labels import plain
from photocompare_ui.overrides import guarded
from photocompare_ui.tasks import Pool, Report, Task

SHORTEST_FRAME_S = 0.03


class Viewfinder(QWidget):
    """The last frame of a camera with the ghost over it."""

    def __init__(self, ghost: Ghost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ghost = ghost
        self._overlay: QImage | None = None
        self.frame: QImage | None = None
        self.mirrored = False
        self.ghosted = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(480, 320))
        self.setAccessibleName(self.tr("Camera picture with the outline of the baseline"))

    def show_frame(self, frame: QImage) -> None:
        """Show the next frame."""
        if self._overlay is None or self._overlay.size() != frame.size():
            lines = np.ascontiguousarray(ghost_overlay(self._ghost, frame.width(), frame.height()))
            size = frame.width(), frame.height(), 4 * frame.width()
            self._overlay = QImage(lines.data, *size, QImage.Format.Format_RGBA8888).copy()
        self.frame = frame
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame as large as it fits, then the ghost."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(*SURROUND))
        if self.frame is not None:
            size = self.frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(
                (self.width() - size.width()) / 2,
                (self.height() - size.height()) / 2,
                size.width(),
                size.height(),
            )
            if self.mirrored:
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            painter.drawImage(place, self.frame)
            if self.ghosted and self._overlay is not None:
                painter.drawImage(place, self._overlay)
        painter.end()


class Camera(QDialog):
    """Shows a camera until it is closed."""

    _arrived = Signal(QImage)

    def __init__(self, parent: QWidget, ghost: Ghost, pool: Pool, source: int | Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Camera with ghost"))
        self.finder = Viewfinder(ghost)
        self.told = plain(self.tr("Waiting for the camera"), quiet=True, wrap=True)
        ghosted, mirrored = QCheckBox(self.tr("Ghost")), QCheckBox(self.tr("Mirror"))
        ghosted.setChecked(True)
        ghosted.toggled.connect(self._ghost)
        mirrored.toggled.connect(self._mirror)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(ghosted)
        foot.addWidget(mirrored)
        foot.addWidget(self.told, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.finder, 1)
        column.addLayout(foot)
        self.resize(960, 640)
        self._free = Event()
        self._free.set()
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._source = source
        self._task = Task(self._film, self, pool)
        self._task.failed.connect(self._tell)
        self._task.ended.connect(self._end)
        self._ended = False
        self.finished.connect(self._stop)
        self._task.start()

    def _film(self, report: Report) -> None:
        """Read frames until cancelled; one that the window has no time for is left out. In a thread."""
        with Source(self._source) as camera:
            while True:
                begun = time.monotonic()
                report(0.0, "")
                frame = camera.read()
                if frame is None:
                    return
                if self._free.is_set():
                    self._free.clear()
                    height, width = frame.shape[:2]
                    seen = QImage(frame.data, width, height, 3 * width, QImage.Format.Format_RGB888)
                    self._arrived.emit(seen.convertToFormat(QImage.Format.Format_RGB32))
                time.sleep(max(SHORTEST_FRAME_S - (time.monotonic() - begun), 0))

    def _show(self, frame: QImage) -> None:
        self._free.set()
        self.told.setText(self.tr("{0} x {1} pixels").format(frame.width(), frame.height()))
        self.finder.show_frame(frame)

    def _ghost(self, on: bool) -> None:
        self.finder.ghosted = on
        self.finder.update()

    def _mirror(self, on: bool) -> None:
        self.finder.mirrored = on
        self.finder.update()

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self.told.setText(said.message(error.finding))

    def _stop(self) -> None:
        """Let the thread end; the dialog goes after it, for the thread speaks to it."""
        if self._ended:
            self.deleteLater()
        else:
            self._task.cancel()

    def _end(self) -> None:
        self._ended = True
        if not self.isVisible():
            self.deleteLater()


def ask_camera(parent: QWidget, ghost: Ghost, pool: Pool, source: int | Path = 0) -> Camera:
    """Show a camera with the ghost over it; `source` may be a video file."""
    dialog = Camera(parent, ghost, pool, source)
    dialog.open()
    return dialog
