"""The report as one HTML file: nothing outside it is loaded, everything in it is escaped."""

from __future__ import annotations

import base64
import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing

from photocompare.report.blocks import Document
from photocompare.report.style import FACES, font_bytes


def html_bytes(document: Document) -> bytes:
    """Return the document as HTML with its pictures, charts and fonts inside."""
    return environment().get_template("report.html").render(document=document).encode()


def environment() -> Environment:
    """Return where the pages come from: escaping everything, the fonts at hand as `fonts`."""
    found = Environment(
        loader=PackageLoader("photocompare.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"svg": _svg, "data": _data, "kind": lambda block: type(block).__name__}
    found.globals["fonts"] = [(face, _base64(font_bytes(face))) for face in FACES]
    return found


def _svg(drawing: Drawing) -> Markup:
    """Return a drawing as SVG to stand inside HTML: without XML's own header, scaling with the page."""
    text = renderSVG.drawToString(drawing)
    inside = text[text.index("<svg") :]
    frame = f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img">'
    # The clip to the frame goes by an id that every drawing has: on one page all would get the first's.
    for found, instead in (
        (r"<svg[^>]*>", frame),
        (r"<title>.*?</title>", ""),
        (r"<desc>.*?</desc>", ""),
        (r"<clipPath.*?</clipPath>", ""),
        (r'<g id="group" transform="([^"]*)" style="[^"]*">', r'<g transform="\1">'),
    ):
        inside = re.sub(found, instead, inside, count=1, flags=re.DOTALL)
    return Markup(inside)


def _data(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{_base64(jpeg)}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
