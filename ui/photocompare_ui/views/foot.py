"""The line under every exported view: what was changed in the photographs."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from photocompare.figure import INK, PAGE, caption
from photocompare_ui import said
from photocompare_ui.document import Document
from photocompare_ui.tr import translate

MARGIN = 10
POINT_SIZE = 10
WRAPPED = int(Qt.TextFlag.TextWordWrap)


def changed(document: Document) -> str:
    """Return what was done to the photographs that the panes show, in a sentence."""
    if document.look.as_taken or document.comparison is None or document.pictures.aligned_followup is None:
        return translate("foot", "As taken: not aligned, colors not corrected.")
    return said.caption(caption(document.comparison))


def with_foot(picture: QImage, text: str) -> QImage:
    """Return the picture with `text` in a band below it, broken into as many lines as it needs."""
    ratio = picture.devicePixelRatio()
    font, margin = _font(ratio), round(MARGIN * ratio)
    room = QRect(margin, 0, max(picture.width() - 2 * margin, 1), picture.height())
    high = QFontMetrics(font).boundingRect(room, WRAPPED, text).height() + 2 * margin
    page = QImage(picture.width(), picture.height() + high, QImage.Format.Format_RGB32)
    page.fill(QColor(*PAGE))
    flat = picture.copy()
    flat.setDevicePixelRatio(1.0)
    painter = QPainter(page)
    painter.drawImage(0, 0, flat)
    paint_foot(painter, QRect(0, picture.height(), picture.width(), high), text, ratio)
    painter.end()
    return page


def paint_foot(painter: QPainter, band: QRect, text: str, ratio: float = 1.0) -> None:
    """Paint `text` on a white band."""
    margin = round(MARGIN * ratio)
    painter.fillRect(band, QColor(*PAGE))
    painter.setFont(_font(ratio))
    painter.setPen(QColor(*INK))
    painter.drawText(band.adjusted(margin, margin, -margin, -margin), WRAPPED, text)


def _font(ratio: float) -> QFont:
    font = QFont()
    font.setPixelSize(round(POINT_SIZE * 1.4 * ratio))
    return font
