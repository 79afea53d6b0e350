"""The report as slides (extra `slides`): tables and charts stay editable, pictures are pictures."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, String

from photocompare.errors import Problem
from photocompare.report.blocks import (
    Block,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Page,
    Picture,
    Row,
    Table,
    Text,
)
from photocompare.report.plot import tint
from photocompare.report.slide_layout import (
    BOTTOM,
    HIGH,
    LINE,
    MARGIN,
    MOST_PICTURES,
    TOP,
    WIDE,
    height_of,
    slides_of,
)
from photocompare.report.style import INK, SOFT

FIRST_DAY = datetime(1980, 1, 1)
PICTURE_ROOM = (BOTTOM - TOP) / MOST_PICTURES
FONT = "Arial"


def slides_bytes(document: Document) -> bytes:
    """Return the document as .pptx, 16:9; the same bytes for the same document.

    Raises:
        Problem: E507 where python-pptx is not installed.
    """
    try:
        from pptx import Presentation
        from pptx.util import Pt
    except ImportError as error:
        raise Problem("E507", "slides", "python-pptx is missing") from error
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = document.title, "", ""
    about.created = about.modified = FIRST_DAY
    for page in document.pages:
        for blocks in slides_of(page):
            slide = deck.slides.add_slide(deck.slide_layouts[6])
            _slide(slide, page, blocks, document.foot)
    out = io.BytesIO()
    deck.save(out)
    return _undated(out.getvalue())


def _slide(slide: Any, page: Page, blocks: list[Block], foot: str) -> None:
    _text(slide, MARGIN, 26, WIDE - 2 * MARGIN, page.kicker.upper(), 10, color=SOFT)
    _text(slide, MARGIN, 40, WIDE - 2 * MARGIN, page.title, 26)
    _text(slide, MARGIN, HIGH - 28, WIDE - 2 * MARGIN, foot, 9, color=SOFT)
    top = TOP
    for block in blocks:
        top = _place(slide, block, top)


def _place(slide: Any, block: Block, top: float) -> float:
    """Draw a block below `top`; return where the next one may begin."""
    room = WIDE - 2 * MARGIN
    if isinstance(block, KeyFigures):
        each = room / max(len(block.figures), 1)
        for index, (value, what, sure) in enumerate(block.figures):
            left = MARGIN + index * each
            _text(slide, left, top, each - 16, value, 26)
            _text(slide, left, top + 34, each - 16, f"{what}\n{sure}", 11, color=SOFT)
        return top + 88
    if isinstance(block, Heading):
        _text(slide, MARGIN, top, room, block.text, 14, bold=True)
    if isinstance(block, Text):
        _text(slide, MARGIN, top, room, block.text, 12, lead=block.lead)
    if isinstance(block, Table):
        _table(slide, block, top)
        below = top + LINE * (len(block.rows) + 1) + 3
        _text(slide, MARGIN, below, room, block.caption, 9, color=SOFT)
    if isinstance(block, Heading | Text | Table):
        return top + height_of(block)
    if isinstance(block, Picture):
        _drawn(slide, block, MARGIN, top, room, PICTURE_ROOM)
        return top + PICTURE_ROOM
    if isinstance(block, Chart):
        block = Row((block,))
    if isinstance(block, Row):
        each = room / len(block.parts)
        for index, part in enumerate(block.parts):
            _drawn(slide, part, MARGIN + index * each, top, each - 16, HIGH - 52 - top)
    return HIGH


def _drawn(slide: Any, part: Chart | Picture, left: float, top: float, width: float, height: float) -> None:
    from pptx.util import Pt

    size = (part.drawing.width, part.drawing.height) if isinstance(part, Chart) else (part.width, part.height)
    scale = min(width / size[0], (height - 30) / size[1])
    if isinstance(part, Chart):
        _vectors(slide, part.drawing, left, top, scale)
    else:
        placed = (Pt(value) for value in (left, top, size[0] * scale, size[1] * scale))
        slide.shapes.add_picture(io.BytesIO(part.jpeg), *placed)
    _text(slide, left, top + size[1] * scale + 6, width, part.caption, 9, color=SOFT)


def _vectors(slide: Any, drawing: Drawing, left: float, top: float, scale: float) -> None:
    """Draw a chart's shapes as shapes of the slide."""

    def place(x: float, y: float) -> tuple[float, float]:
        return left + x * scale, top + (drawing.height - y) * scale

    for shape in drawing.contents:
        if isinstance(shape, String):
            x, y = place(shape.x, shape.y)
            points = shape.fontSize * scale
            width = 300 * scale
            shift = {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
            bold = "Medium" in shape.fontName
            color = f"#{shape.fillColor.hexval()[2:]}"
            _text(
                slide,
                x - shift,
                y - points,
                width,
                shape.text,
                points,
                color=color,
                bold=bold,
                align=shape.textAnchor,
            )
        elif isinstance(shape, Circle):
            x, y = place(shape.cx - shape.r, shape.cy + shape.r)
            _oval(slide, x, y, 2 * shape.r * scale, shape.fillColor)
        elif isinstance(shape, Line):
            _freeform(slide, [place(shape.x1, shape.y1), place(shape.x2, shape.y2)], None, shape, scale)
        elif isinstance(shape, Polygon | PolyLine):
            flat = shape.points
            corners = [place(*flat[at : at + 2]) for at in range(0, len(flat), 2)]
            _freeform(slide, corners, getattr(shape, "fillColor", None), shape, scale)


def _oval(slide: Any, x: float, y: float, size: float, color: Any) -> None:
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    oval = slide.shapes.add_shape(MSO_SHAPE.OVAL, Pt(x), Pt(y), Pt(size), Pt(size))
    _unstyled(oval)
    oval.fill.solid()
    oval.fill.fore_color.rgb = _rgb(color)
    oval.line.fill.background()


def _freeform(slide: Any, corners: list[tuple[float, float]], fill: Any, shape: Any, scale: float) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    builder = slide.shapes.build_freeform(*(round(value * 100) for value in corners[0]), scale=Pt(1) / 100)
    builder.add_line_segments(
        [tuple(round(value * 100) for value in corner) for corner in corners[1:]], close=fill is not None
    )
    drawn = builder.convert_to_shape()
    _unstyled(drawn)
    if fill is None:
        drawn.fill.background()
        drawn.line.color.rgb = _rgb(shape.strokeColor)
        drawn.line.width = Pt(shape.strokeWidth * scale)
        if getattr(shape, "strokeDashArray", None):
            drawn.line.dash_style = MSO_LINE.DASH
    else:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _rgb(tint(fill, fill.alpha))
        drawn.line.fill.background()


def _table(slide: Any, block: Table, top: float) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    rows, room, high = len(block.rows) + 1, WIDE - 2 * MARGIN, LINE
    frame = slide.shapes.add_table(rows, len(block.header), Pt(MARGIN), Pt(top), Pt(room), Pt(high * rows))
    table = frame.table
    # The plain style of the file format: no colors, no stripes.
    frame._element.graphic.graphicData.tbl[0][-1].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    table.horz_banding = False
    for at, share in enumerate(block.widths):
        table.columns[at].width = Pt(room * share / sum(block.widths))
    for index, row in enumerate((block.header, *block.rows)):
        table.rows[index].height = Pt(high)
        for at, words in enumerate(row):
            cell = table.cell(index, at)
            cell.margin_left = cell.margin_top = cell.margin_bottom = Pt(1)
            cell.margin_right = Pt(5)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if at in block.numeric else PP_ALIGN.LEFT
            run = paragraph.add_run()
            # An empty cell would take the height of the deck's own 18 points.
            run.text = words or "\N{NO-BREAK SPACE}"
            run.font.size, run.font.name = Pt(9), FONT
            run.font.bold = index == 0 or index - 1 in block.strong


def _text(
    slide: Any,
    left: float,
    top: float,
    width: float,
    words: str,
    points: float,
    *,
    color: str = INK,
    bold: bool = False,
    align: str = "start",
    lead: str = "",
) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    box = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(points * 1.3))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for index, text in enumerate(words.split("\n")):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[
            align
        ]
        for part, strong in ((f"{lead} " if lead and index == 0 else "", True), (text, bold)):
            if not part:
                continue
            run = paragraph.add_run()
            run.text = part
            run.font.size, run.font.name, run.font.bold = Pt(points), FONT, strong
            run.font.color.rgb = _rgb(color)


def _unstyled(shape: Any) -> None:
    """Take the deck's own style off a shape: its shadow, above all."""
    for style in shape._element.findall("{*}style"):
        shape._element.remove(style)


def _rgb(color: Any) -> Any:
    from pptx.dml.color import RGBColor

    digits = color.lstrip("#") if isinstance(color, str) else color.hexval()[2:]
    made: Any = RGBColor
    return made(*bytes.fromhex(digits))


def _undated(data: bytes) -> bytes:
    """Return a zip with every part on one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for part in read.infolist():
            plain = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(plain, read.read(part))
    return out.getvalue()
