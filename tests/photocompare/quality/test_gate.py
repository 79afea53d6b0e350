"""The gate: what forbids which family, in words, and nothing else."""

from __future__ import annotations

import pytest

from photocompare.quality import Conditions, Gate, gates
from photocompare.recipe import GateRecipe

FAMILIES = ("redness", "pigmentation", "vessels", "clearance", "a plug-in's")


def lights(conditions: Conditions) -> dict[str, str]:
    return {gate.family: gate.light for gate in gates(conditions, FAMILIES, GateRecipe())}


def of(family: str, conditions: Conditions) -> Gate:
    return next(gate for gate in gates(conditions, FAMILIES, GateRecipe()) if gate.family == family)


def test_that_like_photos_are_green_throughout() -> None:
    alike = Conditions(0.3, 1.05, 4, 90, 0.4, 3, 2)
    assert set(lights(alike).values()) == {"green"}
    assert set(lights(Conditions()).values()) == {"green"}


@pytest.mark.parametrize(
    ("conditions", "forbidden"),
    [
        (Conditions(blur_px=4.0), {"vessels", "clearance", "a plug-in's"}),
        (Conditions(magnification=3.0), {"vessels", "clearance", "a plug-in's"}),
        (Conditions(angle_deg=45.0), {"vessels", "clearance", "a plug-in's"}),
        (Conditions(noise_percent=20.0), {"vessels", "clearance", "a plug-in's"}),
        (Conditions(noise_more_percent=2.0), {"vessels", "clearance", "a plug-in's"}),
        (Conditions(color_de00=6.0), {"redness", "pigmentation", "a plug-in's"}),
        (Conditions(light_percent=150.0), {"pigmentation", "a plug-in's"}),
        (Conditions(overlap_percent=10.0), set(FAMILIES)),
        (Conditions(colorless="gray.png"), set(FAMILIES)),
    ],
)
def test_that_a_fault_forbids_the_families_it_spoils_and_no_other(
    conditions: Conditions, forbidden: set[str]
) -> None:
    found = lights(conditions)
    assert {family for family, light in found.items() if light == "red"} == forbidden
    assert {light for family, light in found.items() if family not in forbidden} <= {"green"}


@pytest.mark.parametrize("conditions", [Conditions(blur_px=2.0), Conditions(magnification=1.5)])
def test_that_clearance_is_forbidden_where_vessels_are_only_doubtful(conditions: Conditions) -> None:
    found = lights(conditions)
    assert (found["redness"], found["vessels"], found["clearance"]) == ("green", "amber", "red")


def test_that_more_noise_forbids_fine_contrast_before_vessels() -> None:
    forbidden = []
    for more in (0.05, 0.3, 0.4):
        found = gates(Conditions(noise_more_percent=more), (*FAMILIES, "surface"), GateRecipe())
        forbidden.append({gate.family for gate in found if gate.light == "red"})
    assert forbidden == [set(), {"surface"}, {"surface", "vessels", "clearance", "a plug-in's"}]


def test_that_amber_says_why_and_what_to_do_and_names_the_softer_photo() -> None:
    gate = of("vessels", Conditions(blur_px=2.0, softer="week 2.jpg"))
    assert gate.light == "amber"
    (finding,) = gate.findings
    assert finding.code == "W412"
    assert "week 2.jpg" in finding.message
    assert "2.0 pixels" in finding.message
