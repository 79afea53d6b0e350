"""What a report is made of: pages of blocks. All text is plain; each renderer escapes its own way."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True)
class Heading:
    """A heading inside a page."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `lead` is printed bold before it."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """The numbers a reader came for: (number with unit, what it is, its uncertainty)."""

    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, eq=False)
class Chart:
    """A vector drawing with its caption."""

    drawing: Drawing
    caption: str


@dataclass(frozen=True)
class Picture:
    """A photograph or figure as JPEG bytes, with what it shows; width and height in pixels."""

    jpeg: bytes
    width: int
    height: int
    caption: str


@dataclass(frozen=True)
class Table:
    """Rows of text under a heading line; the columns in `numeric` are set right, `strong` rows bold.

    `widths` are shares of the page's width; a row in `groups` opens a group and has a rule above.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Row:
    """Charts or pictures side by side."""

    parts: tuple[Chart | Picture, ...]


Block = Heading | Text | KeyFigures | Chart | Picture | Table | Row


@dataclass(frozen=True)
class Page:
    """One page, or as many as its blocks need: a line above the title, the title, a line below, blocks."""

    kicker: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole report; `foot` stands on every page."""

    title: str
    foot: str
    pages: tuple[Page, ...]
