"""A region's own outline at a timepoint: measured there, flagged, recorded, taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import skimage.data

from photocompare.alignment import Alignment
from photocompare.compare import compare
from photocompare.photo import read_photo
from photocompare.recipe import Recipe
from photocompare.regions import Region, polygon_region
from photocompare.study import (
    Study,
    new_study,
    with_regions,
    with_subject,
    with_timepoint,
    with_view,
)
from photocompare.study.outlines import outlines_at, with_outline_at, with_outlines_at
from tests.photocompare.pictures import png


def square(left: float, top: float) -> Region:
    corners = ((left, top), (left + 30, top), (left + 30, top + 30), (left, top + 30))
    return polygon_region("cheek", corners)


def test_that_a_region_changed_at_a_timepoint_is_measured_there_and_can_be_taken_back(tmp_path: Path) -> None:
    portrait = np.ascontiguousarray(skimage.data.astronaut()[:260, :260])
    moved = np.ascontiguousarray(np.roll(portrait, (4, 6), axis=(0, 1)))
    shift = np.array([[1, 0, 6], [0, 1, 4], [0, 0, 1.0]])
    known = Alignment(shift, (260, 260), (260, 260), "good", error_px=0.1, overlap_percent=96.0)
    for name, pixels in (("before", portrait), ("after", moved)):
        (tmp_path / f"{name}.png").write_bytes(png(pixels))
    before, after = (read_photo(tmp_path / f"{name}.png") for name in ("before", "after"))
    cheek = square(196, 130)
    study, code = with_subject(Study())
    study = with_timepoint(with_timepoint(study, "day 0", 0), "day 5", 5)
    study = with_regions(with_view(study, code, "face"), code, "face", [cheek])
    elsewhere = square(60, 60).polygons
    changed = with_outline_at(study, code, "face", "day 5", replace(cheek, followup=elsewhere))

    def measured(content: Study) -> tuple[float | None, bool]:
        regions = outlines_at(content, code, "face", "day 5")
        found = compare(before, after, regions, Recipe(metrics=("l_star",)), alignment=known)
        codes = {finding.code for one in found.measurements for finding in one.findings}
        return found.measurements[0].followup, "W416" in codes

    carried, own = measured(study), measured(changed)
    assert carried[0] is not None
    assert own[0] is not None
    assert abs(own[0] - carried[0]) > 1
    assert (carried[1], own[1]) == (False, True)
    with new_study(tmp_path / "s.photostudy", study) as opened:
        opened.save(changed, "Change the cheek on day 5", reason="swelling")
        (event, reason, changes) = opened.events()[-1]
        assert (event.what, reason) == ("Change the cheek on day 5", "swelling")
        assert [change.table for change in changes] == ["regions"]
        assert opened.undo().regions == study.regions
    back = with_outline_at(changed, code, "face", "day 5", cheek)
    assert outlines_at(back, code, "face", "day 5") == (cheek,)


def test_that_outlines_of_a_visit_come_back_as_they_were_kept() -> None:
    """Drawn once for all lights and visits; what is on one follow-up alone stays there."""
    study, _ = with_subject(Study(), "S01")
    study = with_view(with_timepoint(with_timepoint(study, "day 0", 0), "day 5", 5), "S01", "leg")
    placed = replace(square(10, 10), name="placed", followup=square(30, 30).polygons)
    plain = replace(square(60, 10), name="plain")
    card = replace(square(80, 80), name="card", role="gray", photo="followup")
    kept = with_outlines_at(study, "S01", "leg", "day 5", (placed, plain, card), "normal")
    assert outlines_at(kept, "S01", "leg", "day 5", "normal") == (placed, plain, card)
    carried = (replace(placed, followup=()), plain)
    assert outlines_at(kept, "S01", "leg", "day 0", "normal") == carried
    assert outlines_at(kept, "S01", "leg", "day 5", "uv") == carried
    back = with_outlines_at(kept, "S01", "leg", "day 5", carried, "normal")
    assert outlines_at(back, "S01", "leg", "day 5", "normal") == carried
