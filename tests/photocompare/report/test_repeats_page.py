"""Repeat shots have a page of their own; pictures end above their small print; slides lose nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from photocompare.figure import png
from photocompare.report.blocks import Chart, Heading, KeyFigures, Page, Row, Table, Text
from photocompare.report.build import document
from photocompare.report.results import figure_picture, read_results
from photocompare.report.slide_layout import BOTTOM, TOP, height_of, slides_of
from photocompare.table import REPEATS_FILE, Occasion, RepeatShot, picture_name, repeat_chunks
from tests.photocompare.report.test_report import results
from tests.photocompare.statistics.tables import split_face


def test_that_repeat_shots_have_a_page_with_limits_and_reliability(tmp_path: Path) -> None:
    folder, chance = results(tmp_path / "study", split_face()), np.random.default_rng(1)
    shots = []
    for row in split_face():
        value = float(row["followup"])
        when = Occasion(row["subject"], row["view"], row["lighting"], row["timepoint"], 14.0)
        place = (when, row["region"], row["arm"], row["side"], row["metric"], row["unit"])
        shots.append(RepeatShot(*place, 2, value, value + chance.normal(0.1, 0.5)))
    (folder / REPEATS_FILE).write_bytes(b"".join(repeat_chunks(shots, "")))
    found = read_results(folder, primary=["erythema_index"])
    (page,) = [one for one in document(found).pages if one.title == "Repeatability"]
    assert page.subtitle == "22 places photographed twice at one timepoint, of 11 subjects"
    charts, table = page.blocks
    assert isinstance(charts, Row)
    assert isinstance(charts.parts[0], Chart)
    assert isinstance(table, Table)
    limits = next(one for one in found.summary.estimates if one.analysis == "repeats: bias and limits")
    assert limits.interval is not None
    drawn = {shape.text for shape in charts.parts[0].drawing.contents if hasattr(shape, "text")}
    values = (limits.estimate, *limits.interval)
    assert {f"{value:+.3f}".replace("-", "\N{MINUS SIGN}") for value in values} <= drawn
    assert table.rows[0][-1] == "Excellent"


def test_that_a_picture_in_a_report_ends_where_its_small_print_begins(tmp_path: Path) -> None:
    occasion = Occasion("S01", "face", "normal", "day 5")
    pixels = np.zeros((200, 400, 3), np.uint8)
    (tmp_path / picture_name(occasion)).write_bytes(png(pixels, photos=150))
    picture = figure_picture(tmp_path, occasion)
    assert picture is not None
    assert (picture.width, picture.height) == (400, 150)
    with Image.open(tmp_path / picture_name(occasion)) as image:
        assert image.info == {"Rows of photos": "150"}


def test_that_slides_hold_every_block_once_and_none_runs_over(tmp_path: Path) -> None:
    found = read_results(results(tmp_path / "study", split_face()))
    for page in (*document(found).pages, crowded()):
        slides = list(slides_of(page))
        shown = [block for slide in slides for block in slide]
        for kind in (Heading, Text, KeyFigures, Row):
            assert [b for b in shown if isinstance(b, kind)] == [
                b for b in page.blocks if isinstance(b, kind)
            ]
        tables = ([b for b in blocks if isinstance(b, Table)] for blocks in (shown, page.blocks))
        parts, whole = ([row for one in found for row in one.rows] for found in tables)
        assert parts == whole
        for slide in slides:
            assert slide
            flowing = [block for block in slide if not isinstance(block, Chart | Row)]
            assert TOP + sum(map(height_of, flowing)) <= BOTTOM


def crowded() -> Page:
    """Return a page of more tables, headings and texts than one slide holds."""
    table = Table(("a", "b"), tuple((str(n), "x") for n in range(47)), (0.5, 0.5), "A caption.")
    texts = tuple(Text("word " * 60, "Lead.") for _ in range(9))
    return Page("kicker", "title", "", (table, Heading("More"), *texts, table))
