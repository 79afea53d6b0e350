"""The comparability gate: which families of metrics a pair of photos may be compared by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from photocompare.errors import Finding, worst
from photocompare.quality.conditions import Conditions
from photocompare.recipe import GateRecipe, Limits

Light = Literal["green", "amber", "red"]
COLORS_ONLY = ("redness", "pigmentation")
"""Families that read colors over areas: neither blur nor distance nor noise moves their medians."""
FORMS_ONLY = ("vessels", "clearance")
"""Families that read what stands out of the skin around it: neither color nor light moves them."""

FINEST = ("clearance", "spots")
"""Families that hang on what is hardly visible: blur takes that away first."""

GRAIN = ("surface",)
"""Families whose fine contrast takes noise for the skin's grain; they alone read brightness only."""


@dataclass(frozen=True)
class Gate:
    """Whether one family of metrics may be compared.

    Attributes:
        family: `redness`, `pigmentation`, `vessels`...
        light: `green`; `amber`, measured with a doubt; `red`, not measured.
        findings: why, and what to do.
    """

    family: str
    light: Light
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Rule:
    """A figure of the conditions, the codes where it is beyond its limits, and the families it spares.

    `only` names the families it is for, where they have `limits` of their own in the recipe.
    """

    figure: str
    amber: str
    red: str
    detail: str
    spares: tuple[str, ...] = ()
    below: bool = False
    only: tuple[str, ...] = ()
    limits: str = ""


BLUR = "It is blurred by {:.1f} pixels more than the other photo"
NEARER = "One shows the skin {:.1f} times as large"
NOISIER = "One has {:.1f} % more noise than the other"
RULES = (
    _Rule("blur_px", "W412", "E445", BLUR, (*COLORS_ONLY, *FINEST)),
    _Rule("blur_px", "W412", "E445", BLUR, only=FINEST, limits="finest_blur_px"),
    _Rule("magnification", "W460", "E446", NEARER, (*COLORS_ONLY, "clearance")),
    _Rule("magnification", "W460", "E446", NEARER, only=("clearance",), limits="clearance_magnification"),
    _Rule("angle_deg", "W461", "E447", "The direction of view changed by {:.0f} degrees", COLORS_ONLY),
    _Rule("color_de00", "W462", "E448", "A difference of {:.1f} dE2000 is left", FORMS_ONLY),
    _Rule(
        "light_percent",
        "W463",
        "E449",
        "The light changed by {:.0f} % more in one place than in another",
        ("redness", *FORMS_ONLY),
    ),
    _Rule("noise_percent", "W413", "E444", "The noise of a pixel is {:.0f} % of its brightness", COLORS_ONLY),
    _Rule("noise_more_percent", "W413", "E444", NOISIER, (*COLORS_ONLY, *GRAIN)),
    _Rule("noise_more_percent", "W413", "E444", NOISIER, only=GRAIN, limits="surface_noise_more_percent"),
    _Rule("overlap_percent", "W464", "E405", "They share only {:.0f} % of the baseline", below=True),
)


def gates(conditions: Conditions, families: Iterable[str], recipe: GateRecipe) -> tuple[Gate, ...]:
    """Return for each family of metrics whether the conditions let it be compared, and why not."""
    return tuple(_gate(family, conditions, recipe) for family in dict.fromkeys(families))


def usable_findings(percent: float, region: str, recipe: GateRecipe) -> tuple[Finding, ...]:
    """Return the doubt about a region of which only so much can be measured: none, W465 or E406."""
    found = _light(percent, recipe.usable_percent, below=True)
    if found == "green":
        return ()
    return (
        Finding("E406" if found == "red" else "W465", region, f"only {percent:.0f} % of it can be measured"),
    )


def _gate(family: str, conditions: Conditions, recipe: GateRecipe) -> Gate:
    # Red equals green: an erythema of 0 that did not change would be plausible, and is none.
    gray = conditions.colorless and family not in GRAIN
    findings = [Finding("E211", conditions.colorless)] if gray else []
    for rule in RULES:
        value: float | None = getattr(conditions, rule.figure)
        if value is None or family in rule.spares or (rule.only and family not in rule.only):
            continue
        limits: Limits = getattr(recipe, rule.limits or rule.figure)
        light = _light(value, limits, below=rule.below)
        if light != "green":
            code = rule.red if light == "red" else rule.amber
            subject = conditions.softer if rule.figure == "blur_px" else ""
            findings.append(Finding(code, subject, rule.detail.format(value)))
    lights: dict[str, Light] = {"error": "red", "warn": "amber", "ok": "green"}
    return Gate(family, lights[worst(findings)], tuple(findings))


def _light(value: float, limits: Limits, *, below: bool) -> Light:
    amber, red = (-limits.amber, -limits.red) if below else (limits.amber, limits.red)
    reached = -value if below else value
    return "red" if reached > red else "amber" if reached > amber else "green"
