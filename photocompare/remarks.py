"""What the measures of one region say about each other: redness that darkens, skin too dark for redness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photocompare.errors import Finding
from photocompare.metric import metrics

CLASSES = ((55.0, "very light"), (41.0, "light"), (28.0, "intermediate"), (10.0, "tan"), (-30.0, "brown"))
DARK = "dark"
DARKEST_FOR_REDNESS = -30.0
REDDEST = 150.0
"""An erythema index that no skin reaches: red reflected thirty times as much as green."""
REDNESS = ("erythema_index", "erythema_index_compensated", "a_star", "hemoglobin")
LIGHTNESS = ("l_star", "ita", "melanin_index")
FLOORS = {
    "erythema_index": 1.6,
    "erythema_index_compensated": 1.1,
    "a_star": 1.0,
    "l_star": 2.8,
    "ita": 7.0,
    "melanin_index": 2.5,
}
"""The least change that repeated contact readings of one skin show in 5 % of cases (ISSA archive, our
analysis): what counts as moved where the error of a row is not known."""


@dataclass(frozen=True)
class Moved:
    """A measure of a region before and after, and its smallest detectable change where that is known."""

    baseline: float | None
    followup: float | None
    sdc: float | None

    def beyond(self, floor: float) -> bool:
        """Return whether it changed by more than its error, or more than `floor` where that is unknown."""
        if self.baseline is None or self.followup is None:
            return False
        return abs(self.followup - self.baseline) > (floor if self.sdc is None else self.sdc)


def typology_class(angle: float) -> str:
    """Return the class of an individual typology angle in degrees (Chardon 1991, Del Bino 2013).

    >>> typology_class(55.0), typology_class(55.1), typology_class(-30.0)
    ('light', 'very light', 'dark')
    """
    return next((name for limit, name in CLASSES if angle > limit), DARK)


def remarks(region: str, measured: Mapping[str, Moved]) -> dict[str, tuple[Finding, ...]]:
    """Return what to say beside each measure (by id) of a region, given all its measures by id.

    The class of the typology angle (N456); that redness and lightness both moved (N455); that the skin is
    too dark for redness (W480); that no skin is so red (W441).
    """
    said: dict[str, list[Finding]] = {}
    redness = measured.get(REDNESS[0], Moved(None, None, None))
    if (reddest := max(redness.baseline or 0.0, redness.followup or 0.0)) > REDDEST:
        said[REDNESS[0]] = [Finding("W441", region, f"the erythema index is {reddest:.0f} points")]
    angle = measured.get("ita", Moved(None, None, None))
    if angle.baseline is not None and angle.followup is not None:
        before, after = typology_class(angle.baseline), typology_class(angle.followup)
        words = f"{before} before and after" if before == after else f"{before} before, {after} after"
        said.setdefault("ita", []).append(Finding("N456", region, words))
        if (darkest := min(angle.baseline, angle.followup)) < DARKEST_FOR_REDNESS:
            doubt = Finding("W480", region, f"the typology angle is {darkest:.0f} degrees")
            for one in (one for one in measured if one in metrics() and metrics()[one].family == "redness"):
                said.setdefault(one, []).append(doubt)
    moved = {name for name, floor in FLOORS.items() if name in measured and measured[name].beyond(floor)}
    redder = [name for name in REDNESS if name in moved]
    if redder:
        for name in LIGHTNESS:
            if name in moved:
                said.setdefault(name, []).append(Finding("N455", region))
    return {name: tuple(findings) for name, findings in said.items()}
