"""Rows L01 to L09 and more of odd manifests: read alike, said with the line, refused; see test_rows.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from photocompare.batch import Plan, plan, read_manifest
from photocompare.errors import Problem

GOOD = "subject,view,timepoint,photo\nS1,leg,day 0,a.png\nS1,leg,day 5,b.png\n"


def written(folder: Path, content: str | bytes) -> Path:
    for name in ("a.png", "b.png", "c.png", "é.png"):
        (folder / name).touch()
    path = folder / "manifest.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def planned(folder: Path, content: str | bytes, **options: str) -> Plan:
    return plan(read_manifest(written(folder, content), **options))


def codes(found: Plan) -> list[str]:
    rows = (finding for pair in found.pairs for finding in pair.findings)
    return [finding.code for finding in (*found.findings, *rows)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(GOOD, [], id="L01 UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), [], id="L01 with a mark"),
        pytest.param(GOOD.encode("utf-16"), ["W301"], id="L02 UTF-16"),
        pytest.param(GOOD.replace("b.png", "é.png").encode("cp1252"), ["W301"], id="L03 cp1252, confirmed"),
        pytest.param(GOOD.replace(",", ";"), ["W302"], id="L04 semicolons"),
        pytest.param(GOOD.replace(",", "\t"), ["W302"], id="L04 tabs"),
        pytest.param("sep=;\n" + GOOD.replace(",", ";"), ["W302"], id="L04 sep line"),
        pytest.param(GOOD.replace("subject,view", "Subject , VIEW"), ["W303"], id="L06 case and spaces"),
        pytest.param(GOOD.replace("\n", "\r"), [], id="L09 CR only"),
        pytest.param(GOOD + "\n,,,\n\n", [], id="L09 blank rows"),
        pytest.param(GOOD.replace("S1,", '"S\n1",'), [], id="L09 newline in a cell"),
        pytest.param(GOOD.replace("b.png", "sub\\b.png"), ["W316"], id="L17 back-slashes"),
        pytest.param(GOOD + "S1,leg,day 5,b.png\n", ["W310"], id="L10 repeated row"),
    ],
)
def test_that_a_manifest_is_read_however_it_was_saved(tmp_path, content, expected) -> None:
    found = planned(tmp_path, content)
    assert codes(found) == expected
    (pair,) = found.pairs
    assert not pair.refused
    assert (pair.baseline.day, pair.followup.day) == (0, 5)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(GOOD.replace("day 0", "Tag é").encode("cp1252"), "line 2; give --encoding", id="L03"),
        pytest.param("a#b#c\n1#2#3\n", "its header reads: a#b#c", id="L05"),
        pytest.param(GOOD.replace("subject", "subjct"), "is it 'subjct'?", id="L06 misspelt"),
        pytest.param(GOOD.replace("photo", "view"), "view stands there twice", id="L06 twice"),
        pytest.param(GOOD.replace("a.png", '"a.png'), "line 2: a quote is opened", id="L08 never closed"),
        pytest.param(
            GOOD.replace("a.png", '"a.png').replace("b.png", 'b.png"'), "line 2: a quote swallows", id="L08"
        ),
        pytest.param(GOOD.replace("a.png", "a\0.png"), "line 2 holds a NUL", id="L09"),
        pytest.param("", "no rows", id="L20 empty"),
        pytest.param("subject,view,timepoint,photo\n", "no rows", id="L20 header only"),
        pytest.param(GOOD + "S,v,day 1,x.png\n" * 200_001, "more than 200000 rows", id="L21"),
        pytest.param(GOOD.replace("a.png", "x" * 200_000), "line 2: field larger", id="L09 200 KB"),
        pytest.param(b"PK\x03\x04workbook", "save it as CSV", id="L25"),
    ],
)
def test_that_what_is_no_table_is_refused_with_the_place(tmp_path, content, words) -> None:
    with pytest.raises(Problem) as refused:
        planned(tmp_path, content)
    assert refused.value.code == "E301"
    assert words.lower() in str(refused.value).lower()
    assert refused.value.exit == 2


def test_that_corners_of_a_chart_that_a_person_marked_are_read_for_each_photo(tmp_path) -> None:
    quads = '"10,10,50,10,50,40,10,40"', "12 11; 52 11; 52 41; 12 41"
    header, first, second, _ = GOOD.split("\n")
    marked = f"{header},chart_corners\n{first},{quads[0]}\n{second},{quads[1]}\n"
    (pair,) = planned(tmp_path, marked).pairs
    charts = {region.photo: region.polygons[0][0] for region in pair.regions if region.role == "chart"}
    assert charts["baseline"] == ((10, 10), (50, 10), (50, 40), (10, 40))
    assert charts["followup"][0] == (12, 11)
    for wrong in ('"10,10,50,10,50,40"', "left of the arm", '"10,10,50,40,50,10,10,40"'):
        (pair,) = planned(tmp_path, f"{header},chart_corners\n{first},{wrong}\n{second},\n").pairs
        assert pair.refused
        (said,) = (finding for finding in pair.findings if finding.code == "E304")
        assert said.detail.startswith("chart_corners")


def test_that_every_fault_of_a_header_is_said_at_once(tmp_path) -> None:
    with pytest.raises(Problem) as refused:
        planned(tmp_path, "subjct,photo,photo\nS1,a.png,b.png\n")
    for words in (
        "subject is missing",
        "view is missing",
        "timepoint is missing",
        "photo stands there twice",
    ):
        assert words.lower() in str(refused.value).lower()


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        pytest.param("S2,leg,day 5", "E304", "3 cells, the header has 5", id="L07 short"),
        pytest.param("S2,leg,day 5,b.png,,more", "E304", "6 cells", id="L07 long"),
        pytest.param(f"S2,leg,day 5,{'x' * 40_000},", "E304", "more than 32767", id="L09 long cell"),
        pytest.param("S2,leg,soon,b.png,", "E315", "'soon'", id="L15"),
        pytest.param("S2,leg,day 5,https://x.org/b.png,", "E115", "nothing is fetched", id="L16 address"),
        pytest.param("S2,leg,day 5,file:///b.png,", "E115", "nothing is fetched", id="L16 file address"),
        pytest.param("S2,leg,day 5,b.png,lft", "E304", "did you mean left?", id="nearest name"),
        pytest.param(",leg,day 5,b.png,", "E304", "the cell subject is empty", id="empty cell"),
    ],
)
def test_that_a_wrong_row_costs_its_own_pair_only(tmp_path, row, code, words) -> None:
    """The line is named, and no other photo takes the place of the one that is wrong."""
    head = "subject,view,timepoint,photo,side\n"
    good = "S1,leg,day 0,a.png,\nS1,leg,day 5,b.png,\nS2,leg,day 0,a.png,\n"
    found = planned(tmp_path, head + good + row + "\n")
    assert [pair.followup.subject for pair in found.pairs if not pair.refused] == ["S1"]
    said = [finding for pair in found.pairs for finding in pair.findings if finding.code == code]
    assert said
    assert words.lower() in said[0].message.lower()
    assert "line 5" in said[0].message


def test_that_a_series_whose_baseline_row_is_wrong_is_not_measured_from_another_photo(tmp_path) -> None:
    rows = "S1,leg,day 0,a.png,0\nS1,leg,day 5,b.png,\nS1,leg,day 9,c.png,\n"
    found = planned(tmp_path, "subject,view,timepoint,photo,mm_per_pixel\n" + rows)
    assert [pair.refused for pair in found.pairs] == [True, True]


def test_that_two_photos_for_one_moment_are_both_refused_and_repeats_are_not(tmp_path) -> None:
    clash = planned(tmp_path, GOOD + "S1,leg,D5,c.png\n")
    assert [pair.refused for pair in clash.pairs] == [True, True]
    assert codes(clash) == ["E311", "E311"]
    head, rows = GOOD.split("\n", 1)
    told = planned(tmp_path, f"{head},repeat\n" + rows.replace("png", "png,") + "S1,leg,D5,c.png,2\n")
    assert [pair.refused for pair in told.pairs] == [False]
    assert [pair.followup.photo.name for pair in told.repeats] == ["b.png", "c.png"]


def test_that_a_photo_without_a_partner_has_a_row_that_says_so(tmp_path) -> None:
    found = planned(tmp_path, GOOD + "S2,leg,day 0,c.png\n")
    assert codes(found) == ["E313"]
    assert [(pair.followup.subject, pair.refused) for pair in found.pairs] == [("S1", False), ("S2", True)]


def test_that_ids_stay_text_and_further_columns_are_carried(tmp_path) -> None:
    content = "subject,view,timepoint,photo,note\n007,1E5,day 0,a.png,=x\n007,1E5,day 5,b.png,3-4\n"
    found = planned(tmp_path, content)
    assert found.pairs[0].occasion.subject == "007"
    assert found.pairs[0].occasion.view == "1E5"
    assert found.pairs[0].followup.extras == (("note", "3-4"),)


def test_that_decimal_commas_are_read_where_no_comma_separates(tmp_path) -> None:
    content = "subject;view;timepoint;photo;mm_per_pixel\nS;v;day 0;a.png;0,05\nS;v;day 5;b.png;\n"
    assert planned(tmp_path, content).pairs[0].mm_per_pixel == 0.05
