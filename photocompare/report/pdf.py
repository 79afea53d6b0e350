"""The report as PDF, without Qt: text as text, charts as vectors, the fonts inside."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

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
from photocompare.report.style import (
    CHART_GAP,
    HEIGHT,
    INK,
    MEDIUM,
    PICTURE_GAP,
    REGULAR,
    RULE,
    SOFT,
    TALLEST,
    WIDTH,
    printable,
    register_fonts,
)

MARGIN = (A4[0] - WIDTH) / 2


def pdf_bytes(document: Document) -> bytes:
    """Return the document as PDF: no date, no path, the same bytes for the same document."""
    register_fonts()
    out = io.BytesIO()
    frame = Frame(MARGIN, A4[1] - 44 - HEIGHT, WIDTH, HEIGHT, 0, 0, 0, 0, id="page")
    template = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        title=printable(document.title),
        author="",
        creator="photocompare",
        producer="photocompare",
    )

    def foot(canvas: Canvas, _: Any) -> None:
        canvas.setFont(REGULAR, 6.8)
        canvas.setFillColor(HexColor(SOFT))
        canvas.drawString(MARGIN, 28, printable(document.foot))
        canvas.drawRightString(A4[0] - MARGIN, 28, str(canvas.getPageNumber()))

    template.addPageTemplates([PageTemplate("plain", [frame], onPage=foot)])
    story: list[Flowable] = []
    for index, page in enumerate(document.pages):
        story += [PageBreak()] if index else []
        story += _page(page)
    template.build(story)
    return out.getvalue()


def _page(page: Page) -> list[Flowable]:
    kicker = style(6.6, color=SOFT, face=MEDIUM)
    story: list[Flowable] = [
        paragraph(page.kicker.upper(), kicker),
        paragraph(page.title, style(19, leading=24)),
        paragraph(page.subtitle, style(8.2, color=SOFT, after=7)),
        HRFlowable(width="100%", thickness=1.1, color=HexColor(INK), spaceAfter=11),
    ]
    for block in page.blocks:
        story += _flow(block)
    return story


def _flow(block: Block) -> list[Flowable]:
    if isinstance(block, Heading):
        return [paragraph(block.text, style(10.5, face=MEDIUM, before=9, after=3, keep=True))]
    if isinstance(block, Text):
        lead = f'<font name="{MEDIUM}">{markup(block.lead)}</font> ' if block.lead else ""
        return [Paragraph(lead + markup(block.text), style(8, leading=11.2, after=4))]
    if isinstance(block, KeyFigures):
        return [_key_figures(block), Spacer(1, 14)]
    if isinstance(block, Table):
        return _table(block)
    parts = block.parts if isinstance(block, Row) else (block,)
    return [_side_by_side(parts), Spacer(1, 9)]


def _key_figures(block: KeyFigures) -> Flowable:
    cells = [
        [
            paragraph(value, style(19, leading=23)),
            paragraph(what, style(8, leading=10.6)),
            paragraph(sure, style(7.2, leading=10, color=SOFT)),
        ]
        for value, what, sure in block.figures
    ]
    count = max(len(cells), 1)
    return _bare([cells or [[]]], [WIDTH / max(count, 2)] * count, gap=16)


def _side_by_side(parts: tuple[Chart | Picture, ...]) -> Flowable:
    gap = CHART_GAP if isinstance(parts[0], Chart) else PICTURE_GAP
    width = (WIDTH - gap * (len(parts) - 1)) / len(parts)
    cells = []
    for part in parts:
        caption = (
            paragraph(part.caption, style(6.8, leading=8.8, color=SOFT, before=3))
            if part.caption
            else Spacer(1, 1)
        )
        if isinstance(part, Chart):
            cells.append([part.drawing, caption])
            continue
        scale = min(width / part.width, TALLEST / part.height)
        picture = Image(io.BytesIO(part.jpeg), part.width * scale, part.height * scale, hAlign="LEFT")
        cells.append([picture, caption])
    return _bare([cells], [width + gap] * (len(parts) - 1) + [width], gap=gap)


def _table(block: Table) -> list[Flowable]:
    plain, strong = style(7.2, leading=9), style(7.2, leading=9, face=MEDIUM)
    right = {False: style(7.2, leading=9, right=True), True: style(7.2, leading=9, face=MEDIUM, right=True)}
    head = [
        paragraph(cell, right[True] if at in block.numeric else strong)
        for at, cell in enumerate(block.header)
    ]
    grid = [head]
    for index, row in enumerate(block.rows):
        bold = index in block.strong
        grid.append(
            [
                paragraph(cell, right[bold] if at in block.numeric else strong if bold else plain)
                for at, cell in enumerate(row)
            ]
        )
    rules: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), 7),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, HexColor(INK)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, HexColor(INK)),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, HexColor(INK)),
    ]
    rules += [("LINEABOVE", (0, at + 1), (-1, at + 1), 0.4, HexColor(RULE)) for at in block.groups if at]
    widths = [WIDTH * share / sum(block.widths) for share in block.widths]
    table = Grid(grid, widths, repeatRows=1, style=rules, hAlign="LEFT")
    caption = paragraph(block.caption, style(6.8, leading=8.8, color=SOFT, before=4, after=12))
    return [KeepTogether([table, caption])] if len(grid) < 20 else [table, caption]


def _bare(rows: Any, widths: list[float], *, gap: float) -> Flowable:
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), gap),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Grid(rows, widths, style=plain, hAlign="LEFT")


def style(
    points: float,
    *,
    leading: float | None = None,
    face: str = REGULAR,
    color: str = INK,
    before: float = 0,
    after: float = 0,
    right: bool = False,
    keep: bool = False,
) -> ParagraphStyle:
    """Return a paragraph's style."""
    return ParagraphStyle(
        "",
        fontName=face,
        fontSize=points,
        leading=leading or points * 1.3,
        textColor=HexColor(color),
        spaceBefore=before,
        spaceAfter=after,
        alignment=TA_RIGHT if right else 0,
        keepWithNext=keep,
        splitLongWords=True,
    )


def paragraph(text: str, look: ParagraphStyle) -> Paragraph:
    """Return text as a paragraph; nothing in it is markup."""
    return Paragraph(markup(text), look)


def markup(text: str) -> str:
    """Return text as markup that shows it: `<img src=...>` opens no file, `a<b & c` raises nothing."""
    return escape(printable(text))
