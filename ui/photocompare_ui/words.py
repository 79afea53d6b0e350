"""What the window says of numbers and of the comparison; no markup, safe for plain text."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime

from photocompare import Alignment, Comparison, Measurement, Region, metrics, table
from photocompare.errors import displayable
from photocompare.figure import region_color
from photocompare.uncertainty import VERDICT_MARKS
from photocompare_ui import preferences, said
from photocompare_ui.tr import translate

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


def size(row: Measurement) -> float:
    """Return the larger of both values, which decides how many decimals the row shows."""
    return max(abs(row.baseline or 0.0), abs(row.followup or 0.0))


def change(row: Measurement) -> str:
    """Return the change with its smallest detectable change where that is known."""
    text = number(row.change, largest=size(row), signed=True)
    return text if row.sdc is None or row.change is None else f"{text} ± {number(row.sdc, largest=size(row))}"


def verdict(measurement: Measurement) -> str:
    """Return the verdict with its shape: never by color alone."""
    words = {
        "increased": translate("words", "increased"),
        "decreased": translate("words", "decreased"),
        "within error": translate("words", "within error"),
        "error unknown": translate("words", "error unknown"),
        "not comparable": translate("words", "not comparable"),
    }
    return f"{VERDICT_MARKS[measurement.verdict]} {words[measurement.verdict]}"


def metric(row: Measurement) -> str:
    """Return the name of what was measured."""
    known = metrics().get(row.metric)
    return said.label(known.label) if known else row.metric


def unit(row: Measurement) -> str:
    """Return the unit in words."""
    return said.text(row.unit)


def explained(row: Measurement) -> str:
    """Return what was measured in which unit and all digits, then why there is no value or a doubt."""
    values = [f"{name} {table.number(value)}" for name, value in _values(row) if value is not None]
    head = f"{metric(row)}, {unit(row)}"
    return displayable_lines([head, ", ".join(values), *(said.message(finding) for finding in row.findings)])


def _values(row: Measurement) -> list[tuple[str, float | None]]:
    return [
        (translate("words", "before"), row.baseline),
        (translate("words", "after"), row.followup),
        (translate("words", "change"), row.change),
        (translate("words", "smallest detectable change"), row.sdc),
    ]


def displayable_lines(texts: Iterable[str]) -> str:
    """Return each different text once, a line each, control characters escaped."""
    return "\n".join(dict.fromkeys(displayable(text) for text in texts if text))


def is_whole(region: Region) -> bool:
    """Return whether this is the region the core makes where none is outlined."""
    return region.name == "whole" and not (region.arm or region.side)


def color_of(region: Region) -> tuple[int, int, int]:
    """Return the color a region is shown in."""
    return (150, 150, 150) if is_whole(region) else region_color(region)


def label(region: Region) -> str:
    """Return the text beside an outline: name, then what is not already in it of arm, side and role."""
    if is_whole(region):
        return translate("words", "Whole: all that both photographs show")
    role = "" if region.role == "measure" else region.role
    known = [word for word in (region.arm, region.side, role) if word]
    extra = [said.text(word) for word in known if word.lower() not in region.name.lower()]
    return displayable("  ·  ".join([region.name, *extra]))


def captured(time: datetime | None) -> str:
    """Return when a photo was taken, or empty."""
    return time.strftime("%Y-%m-%d %H:%M") if time else ""


def alignment(comparison: Comparison) -> str:
    """Return how well the follow-up lies on the baseline, in millimeters too where the scale is known."""
    pair = comparison.pair
    known = pair.baseline.scale if pair and pair.baseline.scale_unit == "mm" else None
    return graded(comparison.alignment, known)


def graded(found: Alignment, mm_per_pixel: float | None = None) -> str:
    """Return how good a map is, and whether a hand set it."""
    if found.grade == "refused":
        return translate("words", "Alignment refused")
    if found.method == "identical":
        return translate("words", "Alignment good (identical pictures)")
    grade = {
        "good": translate("words", "good"),
        "usable": translate("words", "usable"),
        "view only": translate("words", "for viewing only"),
    }[found.grade]
    error = ""
    if preferences.read().units == "pixels":
        mm_per_pixel = None
    if found.error_px is not None:
        error = translate("words", " (± {0} px)").format(f"{found.error_px:.1f}")
        if mm_per_pixel is not None:
            both = f"{found.error_px:.1f}", f"{found.error_px * mm_per_pixel:.2f}"
            error = translate("words", " (± {0} px, {1} mm)").format(*both)
    if found.method == "landmarks":
        return translate("words", "Alignment by hand {0}{1}").format(grade, error)
    return translate("words", "Alignment {0}{1}").format(grade, error)


def color(comparison: Comparison) -> str:
    """Return what was done to the color of both photos."""
    if comparison.pair is None:
        return translate("words", "Color not corrected")
    method = {
        "none": translate("words", "Color as photographed"),
        "gray": translate("words", "Color balanced on the gray card"),
        "reference": translate("words", "Color matched on reference skin"),
        "chart": translate("words", "Color calibrated on the chart"),
    }.get(comparison.pair.method, comparison.pair.method)
    error = comparison.pair.error_de00
    return method if error is None else translate("words", "{0} (ΔE {1})").format(method, f"{error:.1f}")


def scale(mm_per_pixel: float | None) -> str:
    """Return how large a pixel is."""
    if mm_per_pixel is None:
        return translate("words", "Scale unknown")
    return translate("words", "Scale {0} mm per pixel").format(f"{mm_per_pixel:.4g}")


def tooltip(text: str) -> str:
    """Return `text` for a tooltip, which knows no plain-text setting: escaped, so that no name is markup."""
    return f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>" if text else ""
