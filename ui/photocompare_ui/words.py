"""What the window says of numbers and of the comparison; no markup, safe for plain text."""

from __future__ import annotations

import html

from PySide6.QtCore import QCoreApplication

from photocompare import Comparison, Measurement, Photo, Region
from photocompare.console import VERDICT_MARKS
from photocompare.errors import displayable

DASH = "–"
MINUS = "−"


def number(value: float | None, *, largest: float = 0.0, signed: bool = False) -> str:
    """Return `value` for reading: four digits of the `largest` value beside it; a dash where there is none.

    >>> number(-3.14159, largest=25.0, signed=True), number(None)
    ('−3.14', '–')
    """
    if value is None:
        return DASH
    size = max(abs(value), largest)
    decimals = next((count for count, limit in enumerate((1000, 100, 10, 0.1, 0.01)) if size >= limit), 5)
    text = f"{value:+.{decimals}f}" if signed else f"{value:.{decimals}f}"
    if float(text) == 0:
        text = f"{0:.{decimals}f}"
    return text.replace("-", MINUS)


def verdict(measurement: Measurement) -> str:
    """Return the verdict with its shape: never by color alone."""
    words = {
        "increased": _tr("increased"),
        "decreased": _tr("decreased"),
        "within error": _tr("within error"),
        "error unknown": _tr("error unknown"),
        "not comparable": _tr("not comparable"),
    }
    return f"{VERDICT_MARKS[measurement.verdict]} {words[measurement.verdict]}"


def reason(measurement: Measurement) -> str:
    """Return why a measurement has no value or a doubt, a sentence a line, each once."""
    return displayable_lines(finding.message for finding in measurement.findings)


def displayable_lines(texts: object) -> str:
    """Return each different text once, a line each, control characters escaped."""
    return "\n".join(dict.fromkeys(displayable(str(text)) for text in texts))  # type: ignore[attr-defined]


def label(region: Region) -> str:
    """Return the text beside an outline: name, then what is not already in it of arm, side and role."""
    role = "" if region.role == "measure" else region.role
    extra = [
        word for word in (region.arm, region.side, role) if word and word.lower() not in region.name.lower()
    ]
    return displayable("  ·  ".join([region.name, *extra]))


def captured(photo: Photo) -> str:
    """Return the capture date of a photo, or empty."""
    time = photo.metadata.capture_time
    return time.strftime("%Y-%m-%d %H:%M") if time else ""


def alignment(comparison: Comparison) -> str:
    """Return how well the follow-up lies on the baseline."""
    found = comparison.alignment
    if found.grade == "refused":
        return _tr("Alignment refused")
    if found.method == "identical":
        return _tr("Alignment good (identical pictures)")
    grade = {"good": _tr("good"), "usable": _tr("usable"), "view only": _tr("for viewing only")}[found.grade]
    error = "" if found.error_px is None else _tr(" (± {0} px)").format(f"{found.error_px:.1f}")
    return _tr("Alignment {0}{1}").format(grade, error)


def color(comparison: Comparison) -> str:
    """Return what was done to the color of both photos."""
    if comparison.pair is None:
        return _tr("Color not corrected")
    method = {
        "none": _tr("Color as photographed"),
        "gray": _tr("Color balanced on the gray card"),
        "reference": _tr("Color matched on reference skin"),
        "chart": _tr("Color calibrated on the chart"),
    }.get(comparison.pair.method, comparison.pair.method)
    error = comparison.pair.error_de00
    return method if error is None else _tr("{0} (ΔE {1})").format(method, f"{error:.1f}")


def scale(mm_per_pixel: float | None) -> str:
    """Return how large a pixel is."""
    if mm_per_pixel is None:
        return _tr("Scale unknown")
    return _tr("Scale {0} mm per pixel").format(f"{mm_per_pixel:.4g}")


def tooltip(text: str) -> str:
    """Return `text` for a tooltip, which knows no plain-text setting: escaped, so that no name is markup."""
    return f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>" if text else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)
