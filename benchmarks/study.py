"""A study of 200 subjects and 1,000 photos: how fast it opens, answers and saves, and how large it is.

    python benchmarks/study.py [--subjects 200] [--folder DIR]

Everything a study holds is there: regions, alignments, and every row of every measured pair, taken from one
real comparison of a sample pair with its numbers varied. No photo is read but those two.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import photocompare as pc
from photocompare.alignment.alignment import from_json
from photocompare.batch.studies import manifest_of_study
from photocompare.regions import read_regions
from photocompare.study import (
    OpenStudy,
    Rating,
    Study,
    new_study,
    open_study,
    study_from_template,
    with_alignment,
    with_measurements,
    with_photo,
    with_rating,
    with_regions,
    with_subject,
)
from photocompare.table import Occasion, Row, comparison_rows

SAMPLE = Path(__file__).parents[1] / "sample_images" / "vein-series"
TIMES = ("day 0", "day 2", "day 3", "day 5", "1 month")
VIEW = "left leg lateral"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure((options.folder or Path(scratch)) / "large.photostudy", options.subjects)


def measure(path: Path, subjects: int) -> None:
    first, second = (pc.read_photo(SAMPLE / f"S01_left-leg-lateral_{day}.jpg") for day in ("day-0", "day-5"))
    regions = read_regions(SAMPLE / "S01_left-leg-lateral.geojson")
    comparison = pc.compare(first, second, regions, mm_per_pixel=0.09)
    rows = comparison_rows(comparison, Occasion("S01", VIEW, "normal", "day 5", 5.0))
    study = large_study(subjects, regions, comparison.alignment, rows)
    with timed("make the file"):
        new_study(path, study).close()
    size = path.stat().st_size / 1e6
    print(f"file: {size:.1f} MB, {len(study.photos)} photos, {len(study.subjects)} subjects")
    for _ in range(3):
        with timed("open to write (all checks)"):
            opened = open_study(path)
        opened.close()
    with timed("open to read (all checks)"):
        open_study(path, write=False).close()
    with open_study(path) as opened:
        code = opened.study.subjects[subjects // 2].code
        study = opened.study
        baseline, *followups = study.series(code, VIEW)
        for name, query in queries(opened, code, baseline.id, followups[0].id).items():
            with timed(f"query: {name}"):
                query()
        with timed("save one rating"):
            study = opened.save(with_rating(study, Rating(code, "day 5", "satisfaction", 4)), "Rate")
        with timed("save one measured pair"):
            varied = with_measurements(study, renamed(rows, code, "day 5", random.Random(9)))
            opened.save(varied, "Measure")
        with timed("undo"):
            opened.undo()
        started = time.perf_counter()
    print(f"close, with its snapshot: {time.perf_counter() - started:.3f} s")


def queries(opened: OpenStudy, code: str, baseline: str, followup: str) -> dict[str, Callable[[], Any]]:
    study = opened.study
    return {
        "photos of a view": lambda: study.series(code, VIEW),
        "regions of a view": lambda: study.regions_of(code, VIEW),
        "alignment of a pair": lambda: study.alignment_of(baseline, followup).alignment,  # type: ignore[union-attr]
        "rows of a pair": lambda: [one for one in study.measurements if one.subject == code],
        "answers of a subject": lambda: [one for one in study.ratings if one.subject == code],
        "what the batch measures": lambda: manifest_of_study(opened),
        "subjects and views": lambda: [(one.subject, one.name) for one in study.views],
    }


def large_study(subjects: int, regions: Any, alignment: Any, rows: list[Row]) -> Study:
    study, chance = study_from_template("vein-series"), random.Random(1)
    for _ in range(subjects):
        study, code = with_subject(study)
        for label in TIMES:
            sha256 = f"{chance.getrandbits(256):064x}"
            path = f"photos/{code}/{label}.jpg"
            study = with_photo(
                study, code, VIEW, label, path=path, sha256=sha256, size=4_000_000, mm_per_pixel=0.09
            )
        study = with_regions(study, code, VIEW, regions)
        photos = study.photos[-len(TIMES) :]
        for photo in photos[1:]:
            study = with_alignment(study, photos[0].id, photo.id, bent(alignment, chance))
            study = with_measurements(study, renamed(rows, code, photo.timepoint, chance))
        study = with_rating(study, Rating(code, "1 month", "satisfaction", float(chance.randint(1, 5))))
    return study


def bent(alignment: Any, chance: random.Random) -> Any:
    """Return an alignment with every coefficient of its field a little different."""
    saved = alignment.to_json()
    for axis in ("x", "y"):
        saved["field"][axis] = [one * chance.uniform(0.9, 1.1) for one in saved["field"][axis]]
    return from_json(saved)


def renamed(rows: list[Row], code: str, timepoint: str, chance: random.Random) -> list[Row]:
    """Return the rows of another subject, every number a little different."""

    def varied(text: str) -> str:
        return f"{float(text) * chance.uniform(0.8, 1.2):.6g}" if text else text

    numbers = ("baseline", "followup", "change", "percent_change", "usable_percent")
    return [
        {**row, "subject": code, "timepoint": timepoint} | {name: varied(row[name]) for name in numbers}
        for row in rows
    ]


class timed:  # noqa: N801
    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        wall, cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu
        print(f"{self.what}: {wall:.3f} s (CPU {cpu:.3f} s)")


if __name__ == "__main__":
    main()
