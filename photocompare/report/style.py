"""How a report looks: ink, arms' colors, type."""

from __future__ import annotations

from functools import cache
from importlib import resources

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, MEDIUM, ITALIC = "Roboto", "Roboto-Medium", "Roboto-Italic"
FACES = {REGULAR: "Roboto-Regular.ttf", MEDIUM: "Roboto-Medium.ttf", ITALIC: "Roboto-Italic.ttf"}
INK = "#1f2328"
SOFT = "#5b636c"
RULE = "#c9ced4"
# Apart in hue and lightness, for color-blind eyes and gray printers; like the outlines on the pictures.
ARMS = {"treated": "#c96f00", "untreated": "#3f66c9"}
OTHERS = ("#b03a7c", "#1f8378", "#6f6a1d", "#7a4fb0")
WIDTH, HEIGHT = 493.0, 750.0
"""Points between the margins of an A4 page."""
PICTURE_GAP, CHART_GAP = 12.0, 26.0
TALLEST = 168.0
"""The most a picture takes of a page's height."""


@cache
def font_bytes(face: str) -> bytes:
    """Return the TrueType file of one of the report's faces."""
    return resources.files("photocompare.report").joinpath("fonts", FACES[face]).read_bytes()


@cache
def register_fonts() -> frozenset[int]:
    """Make the faces known to reportlab; return the characters they all have."""
    covered: list[set[int]] = []
    for face in FACES:
        with resources.as_file(resources.files("photocompare.report").joinpath("fonts", FACES[face])) as path:
            font = TTFont(face, str(path))
        pdfmetrics.registerFont(font)
        covered.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=MEDIUM, italic=ITALIC, boldItalic=MEDIUM)
    return frozenset(set.intersection(*covered))


def printable(text: str) -> str:
    """Return text in characters that the faces have; another is shown by its number, never as a blank box.

    >>> printable("S01 Łódź \u60a3")
    'S01 Łódź \\\\u60a3'
    """
    known = register_fonts()
    return "".join(one if ord(one) in known else f"\\u{ord(one):04x}" for one in text)


def arm_color(arm: str, arms: tuple[str, ...]) -> Color:
    """Return the color of an arm, the same on every page; `arms` are all of the study."""
    if arm.lower() in ARMS:
        return HexColor(ARMS[arm.lower()])
    others = [one for one in arms if one.lower() not in ARMS]
    return HexColor(OTHERS[others.index(arm) % len(OTHERS)] if arm in others else INK)
