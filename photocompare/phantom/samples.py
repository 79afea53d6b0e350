"""What happens to whom in the three sample studies."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from photocompare.phantom.pair import Shot
from photocompare.phantom.scene import Camera, Scene, Treatment
from photocompare.phantom.studies import LICENSE, Series, Visit, booth, oval, write_study

FIRST = Camera(exposure_ev=0.25, jpeg_quality=91)
LEG = Scene(size=(1200, 900), mm_per_pixel=0.09, limb_radius_mm=74.0, relief=1.2)
FACE = Scene(
    size=(1200, 900),
    mm_per_pixel=0.11,
    body="face",
    limb_radius_mm=105.0,
    red_clusters=3,
    red_width_mm=(0.25, 0.45),
    blue_veins=0,
    spots=130,
    moles=4,
    hairs=0,
    relief=1.25,
    f_blood=0.011,
)


def paint_sample_studies(folder: Path | str) -> None:
    """Paint the sample studies `vein-series`, `sclerotherapy` and `split-face` into `folder`.

    About 7 MB and a minute of work.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    write_study(place / "vein-series", vein_series())
    write_study(place / "sclerotherapy", sclerotherapy())
    write_study(place / "split-face", split_face())
    (place / "LICENSE.md").write_bytes(LICENSE.encode())


def vein_series() -> list[Series]:
    """Return spider veins under a topical: two subjects, a leg with A (serum + cream), one with B (serum)."""
    times = (("day 0", 0), ("day 2", 2), ("day 3", 3), ("day 5", 5), ("1 month", 30))
    # Share of contrast lost and of length erased by each visit; some return by one month.
    course = {
        "A": ((0.20, 0.08), (0.32, 0.20), (0.50, 0.42), (0.40, 0.30)),
        "B": ((0.08, 0.00), (0.12, 0.06), (0.20, 0.15), (0.12, 0.08)),
    }
    result = []
    for number, (subject, tone) in enumerate((("S01", 0.030), ("S02", 0.065))):
        for side, arm in (("left", "AB"[number]), ("right", "BA"[number])):
            seed = 7100 + 10 * number + (side == "right")
            rng = np.random.default_rng(seed)
            scene = replace(
                LEG,
                f_mel=tone,
                f_blood=0.007 + 0.07 * tone,
                red_clusters=4,
                spots=40,
                blue_veins=number,
                hairs=25,
            )
            area = Treatment("treated area", oval(0.48, 0.36, 0.30, 0.24, scene, rng), arm=arm, side=side)
            reference = _reference(scene, rng, side, 0.78, 0.65)
            visits = [Visit("day 0", 0, Shot(FIRST))]
            for (timepoint, day), (fading, erased) in zip(times[1:], course[arm], strict=True):
                treated = replace(
                    area, vessel_fading=fading, vessels_erased=erased, vessel_narrowing=fading / 3
                )
                treated = replace(treated, erythema_change=-3.0 * fading)
                visits.append(Visit(timepoint, day, Shot(booth(rng), (treated, reference))))
            result.append(Series(subject, f"{side} leg lateral", scene, tuple(visits), seed, arm, side))
    return result


def sclerotherapy() -> list[Series]:
    """Return sclerotherapy of spiders and reticular veins: three subjects, before, 5 weeks, 4 months."""
    result = []
    for number, (subject, tone, side) in enumerate(
        (("S01", 0.025, "left"), ("S02", 0.045, "right"), ("S03", 0.10, "left"))
    ):
        seed = 7203 + number
        rng = np.random.default_rng(seed)
        scene = replace(
            LEG, f_mel=tone, f_blood=0.007 + 0.07 * tone, red_clusters=5, blue_veins=2, spots=30, hairs=15
        )
        area = Treatment("treated area", oval(0.47, 0.36, 0.34, 0.27, scene, rng), arm="treated", side=side)
        reference = _reference(scene, rng, side, 0.83, 0.63)
        # Brown staining after five weeks mostly clears; the last subject grows a few new fine vessels.
        early = replace(area, vessel_fading=0.35, vessels_erased=0.5, erythema_change=1.5, melanin_change=2.0)
        late = replace(area, vessel_fading=0.45, vessels_erased=0.72 + 0.05 * number, erythema_change=-1.0)
        late = replace(late, melanin_change=0.5, new_vessels=int(number == 2))
        visits = (
            Visit("before", 0, Shot(FIRST)),
            Visit("5 weeks", 35, Shot(booth(rng), (early, reference))),
            Visit("4 months", 120, Shot(booth(rng), (late, reference))),
        )
        result.append(Series(subject, f"{side} thigh", scene, visits, seed, "treated", side))
    return result


def split_face() -> list[Series]:
    """Return a split face: both cheeks injected, serum on the subject's LEFT, the right of the picture."""
    result = []
    people = (
        ("S01", 0.025, -5.0, -1.5),
        ("S02", 0.04, -4.0, -2.0),
        ("S03", 0.08, -6.0, -2.5),
        ("S04", 0.15, -3.0, -1.0),
    )
    for number, (subject, tone, left_change, right_change) in enumerate(people):
        seed = 7301 + number
        rng = np.random.default_rng(seed)
        flushes = ((0.76, 0.52, 24.0, 0.85), (0.24, 0.52, 24.0, 0.80))
        scene = replace(FACE, f_mel=tone, f_blood=0.009 + 0.05 * tone, flushes=flushes)
        cheeks = (oval(0.75, 0.38, 0.14, 0.17, scene, rng), oval(0.25, 0.38, 0.14, 0.17, scene, rng))
        left = Treatment("left cheek", cheeks[0], arm="treated", side="left", margin_mm=16.0)
        right = Treatment("right cheek", cheeks[1], arm="untreated", side="right", margin_mm=16.0)
        left = replace(
            left, erythema_change=left_change, spot_fading=0.35, vessel_fading=0.4, melanin_change=-1.5
        )
        right = replace(right, erythema_change=right_change, vessel_fading=0.1)
        center = Treatment("forehead", oval(0.5, 0.10, 0.09, 0.055, scene, rng), role="reference")
        done = (left, right, center)
        later = booth(rng)
        # Darker skin takes a longer exposure under UV.
        flash = 0.4 + 14.0 * (tone - 0.025)
        visits = (
            Visit("before", 0, Shot(FIRST)),
            Visit("before", 0, Shot(replace(FIRST, lighting="uv", exposure_ev=flash))),
            Visit("2 weeks", 14, Shot(later, done)),
            Visit("2 weeks", 14, Shot(replace(later, lighting="uv", exposure_ev=flash), done)),
        )
        result.append(Series(subject, "face front", scene, visits, seed))
    return result


def _reference(scene: Scene, rng: np.random.Generator, side: str, x: float, y: float) -> Treatment:
    outline = oval(x, y, 0.085, 0.055, scene, rng)
    return Treatment("reference", outline, side=side, role="reference")
