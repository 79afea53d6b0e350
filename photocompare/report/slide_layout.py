"""What goes on which slide: pictures by two, charts by rows, tables and texts as there is room for."""

from __future__ import annotations

from collections.abc import Iterator

from photocompare.report.blocks import Block, Chart, Heading, KeyFigures, Page, Picture, Row, Table, Text

WIDE, HIGH, MARGIN, TOP = 960.0, 540.0, 48.0, 92.0
"""Points of a slide of 16:9, its margins, and where its blocks begin."""
BOTTOM = HIGH - 44.0
LINE = 17.0
MOST_ROWS = 20
MOST_PICTURES = 2
CHARACTERS = 145
"""Of a text of 12 points in a line; of a caption of 9 points there are a third more."""


def slides_of(page: Page) -> Iterator[list[Block]]:
    """Yield what goes on each slide of a page, in the page's order but for the pictures, which come first."""
    rows = [block for block in page.blocks if isinstance(block, Row)]
    pictures = [part for row in rows for part in row.parts if isinstance(part, Picture)]
    for start in range(0, len(pictures), MOST_PICTURES):
        yield [*pictures[start : start + MOST_PICTURES]]
    now: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Chart | Row):
            if isinstance(block, Row) and isinstance(block.parts[0], Picture):
                continue
            # A chart fills its slide; only the key figures stand above it.
            opening = [one for one in now if isinstance(one, KeyFigures)]
            texts = [one for one in now if isinstance(one, Text)]
            if len(opening) + len(texts) < len(now):
                yield now
                opening, texts = [], []
            yield [*opening, block]
            now = [*texts]
            continue
        for part in _parts(block):
            used = TOP + sum(map(height_of, now))
            if now and used + height_of(part) > BOTTOM:
                # A heading stays with what it is above.
                kept = now[-1:] if isinstance(now[-1], Heading) else []
                yield now[: len(now) - len(kept)]
                now = kept
            now.append(part)
    if now:
        yield now


def height_of(block: Block) -> float:
    """Return what a block takes of a slide's height, the gap below it included."""
    if isinstance(block, KeyFigures):
        return 88.0
    if isinstance(block, Heading):
        return 28.0
    if isinstance(block, Text):
        return 16.0 * (1 + len(block.lead + block.text) // CHARACTERS) + 10
    if isinstance(block, Table):
        caption = 12.0 * -(-len(block.caption) // (CHARACTERS * 4 // 3))
        return LINE * (len(block.rows) + 1) + caption + 18
    return BOTTOM - TOP


def _parts(block: Block) -> Iterator[Block]:
    """Yield a table in parts that fit a slide, its caption below the last; all else whole."""
    if not isinstance(block, Table):
        yield block
        return
    for start in range(0, len(block.rows), MOST_ROWS):
        end = start + MOST_ROWS
        strong = frozenset(at - start for at in block.strong if start <= at < end)
        caption = block.caption if end >= len(block.rows) else ""
        yield Table(block.header, block.rows[start:end], block.widths, caption, block.numeric, strong)
