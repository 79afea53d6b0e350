"""Studies for the tests: filled by every kind of edit, and read by the standard library alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from photocompare.alignment.alignment import identity
from photocompare.recipe import Recipe
from photocompare.regions import polygon_region
from photocompare.study import (
    OpenStudy,
    PaintedStroke,
    Rating,
    Study,
    new_study,
    study_from_template,
    with_alignment,
    with_chart,
    with_measurements,
    with_painted,
    with_photo,
    with_rating,
    with_recipe,
    with_regions,
    with_subject,
    with_timepoint,
    with_view,
)
from photocompare.table import COLUMNS

VIEW = "face front"


def filled(opened: OpenStudy, codes: tuple[str, ...] = ("S01", "S02")) -> Study:
    """Give a study one of everything, an action each, some taken back; return what it then holds."""
    for code in codes:
        study, _ = with_subject(opened.study, code, note=f"note of {code}", day_zero="2026-03-14", age=91)
        opened.save(study, "Add a subject")
        add_everything(opened, code)
    opened.save(with_timepoint(opened.study, "1 month", 30), "Add a timepoint")
    opened.undo()
    opened.redo()
    return opened.save(with_recipe(opened.study, Recipe(metrics=("a_star",))), "Change the recipe")


def add_everything(opened: OpenStudy, code: str) -> None:
    hashes = [digit * 64 for digit in ("ab" if code == "S01" else "cd")]
    study = opened.study
    for label, sha256 in zip(("before", "2 weeks"), hashes, strict=True):
        study = with_photo(study, code, VIEW, label, path=f"{code} {label}.jpg", sha256=sha256, size=9)
    study = opened.save(study, "Add photos")
    first, second = study.series(code, VIEW)
    outline = [(x + 0.25, (x * 7) % 90) for x in range(60)]
    study = with_regions(study, code, VIEW, [polygon_region("cheek", outline, arm="treated", side="left")])
    study = with_view(study, code, VIEW, midline=((50.0, 0.0), (51.0, 99.0)), symmetric=True)
    study = opened.save(study, "Draw regions")
    study = with_alignment(
        study, first.id, second.id, identity((90, 100)), points=[(1, 2, 3, 4)], by_hand=True
    )
    study = with_chart(study, first.id, ((0, 0), (9, 0), (9, 9), (0, 9)))
    study = opened.save(study, "Align by hand")
    painted = PaintedStroke("add", tuple((x, x / 3) for x in range(40)), 5, "R1", "2026-03-14T09:00:00+00:00")
    study = opened.save(with_painted(study, second.id, [painted]), "Paint a vessel")
    row = dict.fromkeys(COLUMNS, "") | {"subject": code, "view": VIEW, "lighting": "normal"}
    row |= {"timepoint": "2 weeks", "baseline_sha256": hashes[0], "followup_sha256": hashes[1]}
    rows = [row | {"metric": metric, "change": "1.5"} for metric in ("a_star", "l_star", "ita")]
    study = opened.save(with_measurements(study, rows), "Measure")
    study = opened.save(with_rating(study, Rating(code, "2 weeks", "radiance", 4, side="left")), "Rate")
    changed = with_rating(study, Rating(code, "2 weeks", "radiance", 5, side="left"))
    opened.save(changed, "Rate", reason=f"{code} had been misheard")


def full_study(path: Path) -> Study:
    """Make a study with everything in it, closed, and return what it holds."""
    with new_study(path, study_from_template("split-face")) as opened:
        return filled(opened)


def sql(path: Path, *statements: str) -> None:
    """Run statements on a file as anyone with sqlite3 could."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
