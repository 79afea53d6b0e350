import csv
import io
import json

import cv2
import numpy as np
import pytest
from PIL import Image

from photocompare.phantom import Camera, Scene, Shot, Treatment, random_pair, write_pair
from photocompare.phantom.pair import views_of
from photocompare.phantom.samples import sclerotherapy, split_face, vein_series
from photocompare.phantom.studies import Series, Visit, write_study
from photocompare.phantom.truth import carried, region_cells


def test_that_a_written_pair_holds_its_regions_and_truth_exactly(tmp_path):
    pair = random_pair(5, megapixels=0.1)
    write_pair(pair, tmp_path)
    features = json.loads((tmp_path / "regions.geojson").read_bytes())["features"]
    truth = json.loads((tmp_path / "truth.json").read_bytes())
    assert [f["properties"]["role"] for f in features] == ["measure", "measure", "reference"]
    for feature, region, numbers in zip(features, pair.truth.regions, truth["regions"], strict=True):
        ring = np.array(feature["geometry"]["coordinates"][0])
        assert np.array_equal(ring[0], ring[-1])
        assert np.array_equal(ring[:-1], region.polygon)
        assert numbers["change"]["erythema_index"] == region.change.erythema_index
    where = np.array(truth["map"]["baseline_px"])
    assert pair.truth.to_followup(where) == pytest.approx(np.array(truth["map"]["followup_px"]), abs=1e-4)
    photo = np.asarray(Image.open(tmp_path / "baseline.jpg"))
    assert np.abs(photo.astype(int) - pair.baseline.pixels).mean() < 2


def test_that_a_written_study_reads_back_as_one_manifest_with_its_truth(tmp_path):
    scene = Scene(size=(320, 240), mm_per_pixel=0.2, hairs=0)
    outline = np.array([[90.0, 60], [230, 60], [230, 180], [90, 180]])
    after = (Treatment("area", outline, arm="treated", side="left", erythema_change=-2.0),)
    uv = Camera(lighting="uv")
    visits = [Visit("before", 0, Shot()), Visit("before", 0, Shot(uv))]
    visits += [Visit("2 weeks", 14, Shot(Camera(), after)), Visit("2 weeks", 14, Shot(uv, after))]
    write_study(tmp_path, [Series("S01", "left leg", scene, tuple(visits), seed=1)])
    manifest = list(csv.DictReader(io.StringIO((tmp_path / "manifest.csv").read_text(encoding="utf-8"))))
    truth = list(csv.DictReader(io.StringIO((tmp_path / "truth.csv").read_text(encoding="utf-8"))))
    assert [row["lighting"] for row in manifest] == ["normal", "uv", "normal", "uv"]
    for row in manifest:
        image = cv2.imdecode(
            np.frombuffer((tmp_path / row["photo"]).read_bytes(), np.uint8), cv2.IMREAD_COLOR
        )
        assert image.shape == (240, 320, 3)
        assert (tmp_path / row["regions"]).exists()
    changes = {row["metric"]: row["change"] for row in truth if row["lighting"] == "normal"}
    assert float(changes["erythema_index"]) == pytest.approx(-2.0, abs=1e-3)
    assert {row["metric"] for row in truth if row["lighting"] == "uv"} == {"l_star"}
    assert len(region_cells(outline, (320, 240))[0]) == 140 * 120


def test_that_every_region_of_the_sample_studies_is_inside_every_photo():
    for series in [*vein_series(), *sclerotherapy(), *split_face()]:
        views = views_of(series.scene, [v.shot.camera for v in series.visits], seed=series.seed)
        for treatment in series.visits[-1].shot.treatments:
            for view in views:
                outline = carried(treatment.polygon, views[0], view)
                assert (outline > 5).all()
                assert (outline < np.array(series.scene.size) - 5).all()
