"""The line under every exported view: what was changed in the photographs."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from photocompare.figure import GRAY, INK, caption
from photocompare_ui.document import Document
from photocompare_ui.tr import translate

MARGIN = 10
POINT_SIZE = 10


def changed(document: Document) -> str:
    """Return what was done to the photographs that the panes show, in a sentence."""
    if document.look.as_taken or document.comparison is None or document.pictures.aligned_followup is None:
        return translate("foot", "As taken: not aligned, colors not corrected.")
    return caption(document.comparison)


def with_foot(picture: QImage, text: str) -> QImage:
    """Return the picture with `text` in a band below it, broken into as many lines as it needs."""
    ratio = picture.devicePixelRatio()
    font = QFont()
    font.setPixelSize(round(POINT_SIZE * 1.4 * ratio))
    margin = round(MARGIN * ratio)
    flags = int(Qt.TextFlag.TextWordWrap)
    room = QRect(margin, 0, max(picture.width() - 2 * margin, 1), picture.height())
    high = QFontMetrics(font).boundingRect(room, flags, text).height()
    page = QImage(picture.width(), picture.height() + high + 2 * margin, QImage.Format.Format_RGB32)
    page.fill(QColor(*GRAY))
    picture.setDevicePixelRatio(1.0)
    painter = QPainter(page)
    painter.drawImage(0, 0, picture)
    painter.setFont(font)
    painter.setPen(QColor(*INK))
    painter.drawText(QRect(margin, picture.height() + margin, room.width(), high), flags, text)
    painter.end()
    return page
