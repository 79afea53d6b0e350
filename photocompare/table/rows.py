"""The metrics table: one tidy row per pair, region and metric; the same bytes for the same input."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from photocompare import __version__
from photocompare.compare import Comparison, Measurement
from photocompare.errors import Finding, displayable
from photocompare.metric import Metric
from photocompare.recipe import Recipe
from photocompare.regions import Region

COLUMNS = [
    "subject",
    "view",
    "lighting",
    "timepoint",
    "day",
    "region",
    "arm",
    "side",
    "metric",
    "unit",
    "baseline",
    "followup",
    "change",
    "percent_change",
    "sdc",
    "sdc_source",
    "verdict",
    "usable_percent",
    "area_px",
    "area_mm2",
    "alignment_grade",
    "alignment_error_px",
    "color_method",
    "color_error_de00",
    "status",
    "codes",
    "message",
    "baseline_sha256",
    "followup_sha256",
    "recipe_sha256",
    "version",
]

Row = dict[str, str]


@dataclass(frozen=True)
class Occasion:
    """Whose skin a pair shows, and when: the first columns of its rows."""

    subject: str = ""
    view: str = ""
    lighting: str = ""
    timepoint: str = ""
    day: float | None = None


def comparison_rows(comparison: Comparison, occasion: Occasion = Occasion()) -> list[Row]:
    """Return the rows of a comparison, in the order of its regions and metrics."""
    alignment, pair = comparison.alignment, comparison.pair
    common = _common(occasion, comparison.recipe)
    common |= {
        "alignment_grade": alignment.grade,
        "alignment_error_px": number(alignment.error_px),
        "color_method": pair.method if pair else "",
        "color_error_de00": number(pair.error_de00 if pair else None),
        "baseline_sha256": comparison.baseline.sha256,
        "followup_sha256": comparison.followup.sha256,
    }
    return [_row(common, measurement) for measurement in comparison.measurements]


def failed_rows(
    occasion: Occasion,
    regions: Iterable[Region],
    metrics: Sequence[Metric],
    recipe: Recipe,
    findings: tuple[Finding, ...],
    *,
    millimeters: bool = False,
    hashes: tuple[str, str] = ("", ""),
) -> list[Row]:
    """Return the empty rows of a pair of which a photo could not be read, each with code and message.

    `millimeters` says whether a scale was given, `hashes` are those of the files that could be read at all.
    """
    common = _common(occasion, recipe) | dict(
        zip(("baseline_sha256", "followup_sha256"), hashes, strict=True)
    )
    unit = "mm" if millimeters else "px"
    measured = [region for region in regions if region.role == "measure"] or [Region("whole", ())]
    return [
        _row(common, Measurement(region, metric.id, metric.unit.replace("mm", unit), findings=findings))
        for region in measured
        for metric in metrics
    ]


def picture_name(occasion: Occasion) -> str:
    """Return the file name of a pair's picture: whose skin, which view, light and timepoint; no two alike.

    >>> picture_name(Occasion("S01", "left leg", "normal", "day 5"))
    'S01__left_leg__normal__day_5.png'
    """
    parts = (occasion.subject, occasion.view, occasion.lighting, occasion.timepoint)
    name = "__".join(re.sub(r"[^A-Za-z0-9.-]", "_", part) for part in parts)[:150]
    if all(re.fullmatch(r"[A-Za-z0-9.-]+( [A-Za-z0-9.-]+)*", part) for part in parts) and len(name) < 150:
        return f"{name}.png"
    # What was replaced still tells two names apart.
    return f"{name}__{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()[:8]}.png"


def number(value: float | None) -> str:
    """Return a number with six significant digits, plain decimals, or an empty cell for None.

    >>> number(-0.0), number(24.769312), number(0.00012345678), number(None)
    ('0', '24.7693', '0.000123457', '')
    """
    if value is None:
        return ""
    if not np.isfinite(value):
        raise ValueError("a value that is not finite reached the table")
    digits = np.format_float_positional(value, precision=6, unique=False, fractional=False, trim="-")
    return "0" if digits in {"-0", "-0."} else digits.rstrip(".")


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet runs it as a formula: a leading apostrophe where it would.

    >>> safe_cell("=cmd"), safe_cell(" @x"), safe_cell("A1")
    ("'=cmd", "' @x", 'A1')
    """
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if line.strip(" \t\u200b\ufeff\u00a0").startswith(("=", "+", "-", "@")) or line.startswith("\t"):
            return "'" + text
    return text


def _common(occasion: Occasion, recipe: Recipe) -> Row:
    return dict.fromkeys(COLUMNS, "") | {
        "subject": safe_cell(occasion.subject),
        "view": safe_cell(occasion.view),
        "lighting": safe_cell(occasion.lighting),
        "timepoint": safe_cell(occasion.timepoint),
        "day": number(occasion.day),
        "recipe_sha256": recipe.sha256,
        "version": __version__,
    }


def _row(common: Row, measurement: Measurement) -> Row:
    region, findings = measurement.region, measurement.findings
    return common | {
        "region": safe_cell(region.name),
        "arm": safe_cell(region.arm),
        "side": region.side,
        "metric": measurement.metric,
        "unit": measurement.unit,
        "baseline": number(measurement.baseline),
        "followup": number(measurement.followup),
        "change": number(measurement.change),
        "percent_change": number(measurement.percent_change),
        "sdc": number(measurement.sdc),
        "sdc_source": measurement.sdc_source,
        "verdict": measurement.verdict,
        "usable_percent": number(measurement.usable_percent),
        "area_px": number(measurement.area_px),
        "area_mm2": number(measurement.area_mm2),
        "status": measurement.status,
        "codes": " ".join(dict.fromkeys(finding.code for finding in findings)),
        "message": safe_cell(displayable(" ".join(dict.fromkeys(finding.message for finding in findings)))),
    }
