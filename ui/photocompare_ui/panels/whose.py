"""Whose skin is on the screen: the subject's code and picture beside the menus, whatever else is put away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QWidget

from photocompare.errors import displayable
from photocompare_ui.desk import Desk
from photocompare_ui.labels import plain
from photocompare_ui.looking import Looking

PICTURE = QSize(30, 20)


class Whose(QWidget):
    """A small picture of the baseline and the subject's code; hidden while no subject of a study is shown.

    Attributes:
        code, picture: what it shows.
    """

    def __init__(self, desk: Desk, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._looking = desk, looking
        self.picture, self.code = plain(), plain()
        self.code.setObjectName("heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.picture)
        row.addWidget(self.code)
        desk.place_changed.connect(self.refresh)
        looking.found.connect(self._found)
        self.refresh()

    def refresh(self) -> None:
        """Show the subject that is on the screen now."""
        shown = self._desk.baseline
        self.setVisible(shown is not None)
        if shown is None:
            return
        self.code.setText(displayable(shown.subject))
        self.picture.setAccessibleName(self.tr("Picture of subject {0}").format(displayable(shown.subject)))
        seen = self._looking.seen.get(shown.id)
        small = QPixmap()
        if seen is not None and seen.picture is not None:
            ratio = self.devicePixelRatioF()
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            small = QPixmap.fromImage(seen.picture.scaled(PICTURE * ratio, keep, smooth))
            small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(small)
        self.picture.setVisible(not small.isNull())
        if isinstance(bar := self.parentWidget(), QMenuBar):
            bar.setCornerWidget(self)  # a menu bar gives its corner room only when it is told so

    def _found(self, name: str) -> None:
        if self._desk.baseline is not None and name == self._desk.baseline.id:
            self.refresh()
