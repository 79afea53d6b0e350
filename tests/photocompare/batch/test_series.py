"""A follow-up that does not lie on the baseline comes there through an earlier one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from photocompare.batch import run_batch
from photocompare.phantom import Camera, Scene, Shot, paint_series, random_pair
from photocompare.recipe import Recipe
from photocompare.regions import polygon_region, regions_geojson


def test_that_a_late_photo_is_measured_through_its_neighbor_and_says_so(tmp_path: Path) -> None:
    scene = Scene(size=(800, 600), mm_per_pixel=0.15, moles=8)
    shots = [Shot(Camera(shift=(shift, 0.0), deformation_mm=0.5)) for shift in (0.0, 0.33, 0.66)]
    pairs = paint_series(scene, shots, seed=5)
    shared = pairs[1].truth.to_baseline(np.array([[620.0, 240], [720, 240], [720, 340], [620, 340]]))
    (tmp_path / "r.geojson").write_text(regions_geojson([polygon_region("edge", shared)]))
    for day, one in enumerate((pairs[0].baseline, pairs[0].followup, pairs[1].followup)):
        (tmp_path / f"{day}.png").write_bytes(one.png())
    lines = "".join(f"S01,leg,day {day},{day}.png,r.geojson\n" for day in range(3))
    (tmp_path / "manifest.csv").write_text("subject,view,timepoint,photo,regions\n" + lines)
    result = run_batch(tmp_path / "manifest.csv", Recipe(metrics=("erythema_index",)))
    direct, late = result.rows
    assert direct["alignment_grade"] == "good"
    assert late["alignment_grade"] == "usable"
    assert "W415" in late["codes"].split()
    assert abs(float(late["change"])) < 1.0


def test_that_what_a_series_keeps_of_its_baseline_changes_no_cell(tmp_path: Path) -> None:
    pair = random_pair(4, megapixels=0.15)
    (tmp_path / "0.jpg").write_bytes(pair.baseline.jpeg())
    (tmp_path / "3.jpg").write_bytes(pair.followup.jpeg())
    (tmp_path / "5.jpg").write_bytes(pair.followup.jpeg(quality=90))
    corners = [(85.0, 85), (300, 85), (300, 235), (85, 235)]
    (tmp_path / "r.geojson").write_text(regions_geojson([polygon_region("leg", corners)]))

    def rows(*days: int) -> list[dict[str, str]]:
        lines = "".join(f"S01,leg,day {day},{day}.jpg,r.geojson,0.1\n" for day in days)
        manifest = tmp_path / f"{len(days)}_{days[-1]}.csv"
        manifest.write_text("subject,view,timepoint,photo,regions,mm_per_pixel\n" + lines)
        return [row for row in run_batch(manifest).rows if row["metric"] != "vessel_recurred_fraction"]

    together = rows(0, 3, 5)
    assert together == [*rows(0, 3), *rows(0, 5)]
    assert sum(row["change"] != "" for row in together) > 60
