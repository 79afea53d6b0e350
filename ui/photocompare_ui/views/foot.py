"""The line under every exported view: what was changed in the photographs."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from photocompare.errors import displayable
from photocompare.figure import INK, PAGE, caption
from photocompare_ui import said
from photocompare_ui.document import Document
from photocompare_ui.tr import translate

MARGIN = 10
POINT_SIZE = 10
WRAPPED = int(Qt.TextFlag.TextWordWrap)


def changed(document: Document, *, series: bool = False) -> str:
    """Return what was done to the pair as it is looked at, and with `series` to each further timepoint."""
    as_taken = translate("foot", "As taken: not aligned, colors not corrected.")
    if document.look.as_taken or document.comparison is None or document.pictures.aligned_followup is None:
        return as_taken
    lines = [measured(document)]
    if series:
        further = ((shown.title, said.caption(shown.changed) or as_taken) for shown in document.series)
        lines += [f"{displayable(title)}: {words}" for title, words in further]
    return "\n".join(lines)


def measured(document: Document) -> str:
    """Return what was done to the pair before it was measured; empty where it was not."""
    return "" if document.comparison is None else said.caption(caption(document.comparison))


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
