"""Files of older versions open; what was in them is there, and a copy was made first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from photocompare.study import (
    TEMPLATES,
    PaintedStroke,
    Rating,
    open_study,
    study_from_template,
    with_painted,
    with_rating,
)
from photocompare.study.schema import STEPS, VERSION, expected_schema
from photocompare.study.snapshots import snapshots
from photocompare.study.tables import TABLES

DATA = Path(__file__).with_name("data")


def test_that_there_is_a_file_of_every_older_version() -> None:
    older = {f"format-{number}.photostudy" for number in range(1, VERSION)}
    assert {path.name for path in DATA.glob("format-*")} == older


@pytest.mark.parametrize("version", range(1, VERSION))
def test_that_a_file_of_an_older_version_is_upgraded_after_a_copy_was_made(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "old.photostudy"
    shutil.copy(DATA / f"format-{version}.photostudy", path)
    with open_study(path, write=False) as opened:
        read = opened.study
        assert not opened.findings
    assert path.read_bytes() == (DATA / f"format-{version}.photostudy").read_bytes()
    with open_study(path) as opened:
        study = opened.study
        assert study == read
        assert [one.kind for one, _, _ in opened.events()][-1] == "upgrade"
        assert snapshots(path)[0].read_bytes()[60:64] == version.to_bytes(4, "big")
        assert not [one for one in opened.verify() if one.code != "E621"]
        answer = Rating("S02", "before", "radiance", 3)
        opened.save(with_rating(study, answer), "Rate")
        assert opened.undo() == study
    with open_study(path) as opened:
        assert opened.study == study
        assert not [one for one in opened.verify() if one.code != "E621"]


def test_that_a_file_of_format_1_has_all_that_was_saved_in_it(tmp_path: Path) -> None:
    path = tmp_path / "old.photostudy"
    shutil.copy(DATA / "format-1.photostudy", path)
    with open_study(path) as opened:
        study = opened.study
        who = {event.who for event, _, _ in opened.events()}
    assert [one.code for one in study.subjects] == ["S01", "S02"]
    assert [(one.path, study.day(one), one.size) for one in study.series("S01", "face front")] == [
        ("a.jpg", 0.0, None),
        ("sub/b.jpg", 15.0, None),
    ]
    assert study.series("S02", "face front", "uv")[0].path == "c.jpg"
    assert [region.arm for region in study.regions_of("S01", "face front") or ()] == ["treated"]
    assert study.views[0].midline == ((50.0, 0.0), (50.0, 100.0))
    assert study.alignments[0].points == ((1.0, 2.0, 3.0, 4.0),)
    assert study.alignments[0].alignment is not None
    assert study.alignments[0].alignment.baseline_shape == (100, 200)
    assert study.charts[0].corners[2] == (9.0, 9.0)
    assert study.recipe.metrics == ("erythema_index",)
    assert [one.value for one in study.ratings] == [5.0]
    assert [row["change"] for row in study.measurements[0].rows] == ["1.5", "-2"]
    assert study.days == {"before": 0.0, "2 weeks": 14.0}
    assert who == {"R1", "operator"}


def test_that_a_file_of_format_2_gains_a_place_for_ages_and_painted_vessels(tmp_path: Path) -> None:
    path = tmp_path / "old.photostudy"
    shutil.copy(DATA / "format-2.photostudy", path)
    with open_study(path) as opened:
        study = opened.study
        assert [(one.code, one.age) for one in study.subjects] == [("S01", None), ("S02", None)]
        assert study.photos[0].size == 9
        assert not study.vessels
        painted = with_painted(study, study.photos[0].id, [PaintedStroke("add", ((1, 2), (3, 4)), 5, "R1")])
        opened.save(painted, "Paint a vessel")
    with open_study(path) as opened:
        assert opened.study.painted_on(study.photos[0].id)[0].author == "R1"
        assert opened.undo() == study


def test_that_every_part_has_its_columns() -> None:
    for name, table in TABLES.items():
        sql = next(sql for key, sql in expected_schema(len(STEPS)) if key == f"table {name}")
        for column in table.columns:
            assert f"{column} " in sql, f"{name}.{column}"


@pytest.mark.parametrize("name", TEMPLATES)
def test_that_a_template_has_a_baseline_arms_and_questions(name: str) -> None:
    study = study_from_template(name)
    assert min(study.days.values()) == 0
    assert study.about.arms
    for outcome in study.about.outcomes:
        assert outcome.question
        if outcome.labels and outcome.kind != "choice":
            assert len(outcome.labels) == outcome.most - outcome.least + 1
