"""A folder of results becomes a report: the right numbers, nothing of a patient, the same bytes again."""

from __future__ import annotations

import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from photocompare.errors import Problem
from photocompare.recipe import Recipe
from photocompare.report import write_report
from photocompare.report.plot import ticks
from photocompare.report.style import printable
from photocompare.table import Occasion, Row, picture_name, safe_cell
from tests.photocompare.command import run_alone
from tests.photocompare.statistics.tables import as_csv, row, split_face

HOSTILE = [
    "<img src=secret.png onerror=alert(1)>",
    "a<b & c.jpg",
    "</text></svg><script>alert(2)</script>",
    "=cmd|'/c calc'!A1",
    "../../etc/passwd",
    "{{ 7 * 7 }}{% raw %}",
    "<b>bold</b><para>&nbsp;&#60;",
    "Łódź 患者",
    "\u202egnp.exe",
]
KINDS = [".html", ".pdf", ".pptx"]


class Elements(HTMLParser):
    """The elements, addresses and texts of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        known = dict(attrs)
        assert not [name for name in known if name.startswith("on")]
        self.addresses += [
            known[name] or "" for name in ("src", "href", "xlink:href", "data") if name in known
        ]

    def handle_data(self, data: str) -> None:
        self.text += data


def results(folder: Path, rows: list[Row]) -> Path:
    """Write a folder as `batch` does: the table and run.json."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metrics.csv").write_text(as_csv(rows), encoding="utf-8")
    recipe = Recipe()
    record = {"photocompare": "0.1.0", "python": "3.12.1", "libraries": {"numpy": "2.4.0"}, "seconds": 3.2}
    record |= {"recipe": recipe.model_dump(mode="json"), "recipe_sha256": recipe.sha256}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def figure(folder: Path, subject: str) -> None:
    """Write the figure of a subject's pair, with a name in its metadata."""
    note = PngImagePlugin.PngInfo()
    note.add_text("Patient", "Anna Musterfrau")
    picture = Image.fromarray(np.random.default_rng(1).integers(0, 255, (120, 300, 3), dtype=np.uint8))
    (folder / "figures").mkdir(exist_ok=True)
    name = picture_name(Occasion(subject, "face front", "normal", "2 weeks"))
    picture.save(folder / "figures" / name, pnginfo=note)


def written(folder: Path, kind: str = ".html", **options: object) -> bytes:
    out = folder / f"report{kind}"
    write_report(folder, out, **options)  # type: ignore[arg-type]
    return out.read_bytes()


def renamed(rows: list[Row], names: list[str]) -> list[Row]:
    subjects = list(dict.fromkeys(one["subject"] for one in rows))
    new = dict(zip(subjects, names, strict=False))
    return [one | {"subject": safe_cell(new.get(one["subject"], one["subject"]))} for one in rows]


def test_that_the_page_says_the_check_sets_numbers(tmp_path: Path) -> None:
    page = Elements(written(results(tmp_path, split_face()), primary=["erythema_index"]).decode())
    for words in ("−2.02 points", "−2.98 to −1.05", "p = .003", "treated minus untreated", "W511", "S11"):
        assert words in page.text
    assert "Side is confounded with treatment" in page.text
    assert "11 of 11 persons, 22 of 22 sites" in page.text
    assert "Formula: 100 (log10 R - log10 G)" in page.text
    assert page.tags["section"] == 2 + 11 + 1


def test_that_the_same_results_give_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    folder = results(tmp_path / "study", split_face())
    figure(folder, "S01")
    other = tmp_path / "elsewhere" / "study"
    shutil.copytree(folder, other)
    for kind in KINDS:
        once = written(folder, kind, primary=["erythema_index"])
        assert once == written(other, kind, primary=["erythema_index"])
        assert str(tmp_path).encode() not in once
    words = ("report", folder, "--primary", "erythema_index", "--out", tmp_path / "again.pdf")
    assert run_alone(*words, TZ="Asia/Tokyo", PYTHONHASHSEED="5").returncode == 0
    assert (tmp_path / "again.pdf").read_bytes() == (folder / "report.pdf").read_bytes()


def test_that_hostile_names_are_text_on_the_page(tmp_path: Path) -> None:
    folder = results(tmp_path, renamed(split_face(), HOSTILE))
    plain = results(tmp_path / "plain", split_face())
    page, usual = (Elements(written(one, title=HOSTILE[0]).decode()) for one in (folder, plain))
    assert page.tags == usual.tags
    assert "script" not in page.tags
    for name in HOSTILE[:-2]:
        assert f"Subject {name}" in page.text
    assert "Subject Łódź 患者" in page.text
    assert "\u202e" not in page.text
    assert "49" not in re.findall(r"Subject (.*)", page.text)


def test_that_a_page_loads_nothing_from_outside(tmp_path: Path) -> None:
    folder = results(tmp_path, renamed(split_face(), HOSTILE))
    figure(folder, HOSTILE[0])
    text = written(folder).decode()
    page = Elements(text)
    assert page.addresses
    assert all(address.startswith("data:image/jpeg;base64,") for address in page.addresses)
    assert not re.findall(r"url\((?!data:)", text)
    assert "default-src 'none'" in text
    # An id that two drawings share would make one follow the other.
    ids = re.findall(r'<[^>]*\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_that_hostile_names_open_no_file_and_stop_no_pdf(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "secret.png")
    rows = renamed(split_face(), HOSTILE)
    arms = {"treated": HOSTILE[0], "untreated": "a<b & c"}
    rows = [
        one | {"arm": safe_cell(arms[one["arm"]]), "region": HOSTILE[6], "view": HOSTILE[1]} for one in rows
    ]
    rows = [one | {"region": f"{one['region']}{index % 2}"} for index, one in enumerate(rows)]
    pdf = written(results(tmp_path, rows), ".pdf", title="a<b & c <img src=secret.png>")
    assert pdf.startswith(b"%PDF-")
    assert b"/Subtype /Image" not in pdf


def test_that_slides_carry_hostile_names_as_text(tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    deck = pptx.Presentation(io.BytesIO(written(results(tmp_path, renamed(split_face(), HOSTILE)), ".pptx")))
    frames = [
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
    ]
    for name in HOSTILE[:-1]:
        assert f"Subject {name}" in frames


def test_that_only_pixels_of_a_figure_pass(tmp_path: Path) -> None:
    folder = results(tmp_path, split_face())
    figure(folder, "S01")
    (folder / "figures" / picture_name(Occasion("S02", "face front", "normal", "2 weeks"))).write_text(
        "no PNG"
    )
    for kind in KINDS:
        assert b"Musterfrau" not in written(folder, kind)
    page = Elements(written(folder).decode())
    assert page.tags["img"] == 1
    assert page.text.count("Pictures not available") == 10


def test_that_verdicts_are_counted_with_their_interval(tmp_path: Path) -> None:
    verdicts = ["decreased"] * 8 + ["within error"] * 2 + ["increased"]
    rows = [
        one
        | {"sdc": "1.5", "sdc_source": "model"}
        | {"verdict": verdicts[index // 2] if one["arm"] == "treated" else "within error"}
        for index, one in enumerate(split_face())
    ]
    page = Elements(written(results(tmp_path, rows), primary=["erythema_index"]).decode())
    assert "73 % (43–90)" in page.text
    assert "Bars: smallest detectable change" in page.text
    assert "the error model in 22" in page.text


def test_that_what_patients_reported_is_tabled(tmp_path: Path) -> None:
    folder = results(tmp_path, split_face())
    lines = [f"S{n:02},2 weeks,satisfaction,{'satisfied' if n < 9 else 'neutral'}" for n in range(1, 12)]
    (folder / "outcomes.csv").write_text("subject,timepoint,question,answer\n" + "\n".join(lines))
    page = Elements(written(folder).decode())
    assert "Satisfied or very satisfied" in page.text
    assert "73 %" in page.text


def test_that_one_subject_and_a_failed_one_still_make_a_report(tmp_path: Path) -> None:
    rows = [*split_face(1), row("S02", None, None, arm="treated", side="left", region="left cheek")]
    for kind in KINDS:
        assert written(results(tmp_path, rows), kind)
    page = Elements((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "1 of 3 rows have no value" in page.text
    assert "Subject S02" in page.text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([one | {"arm": "", "side": ""} for one in split_face()], "no arms named"),
        ([one | {"arm": "AB"[index % 2], "side": ""} for index, one in enumerate(split_face())], "A minus B"),
        (
            [*split_face(4), *(row(f"S0{n}", 20, 20 - n, arm="laser", region="chin") for n in range(1, 5))],
            "laser minus untreated",
        ),
        ([row(f"S{n}", 20, 19 - n, arm="AB"[n % 2]) for n in range(6)], "A minus B"),
        ([row(f"S{n}", 5, 5, arm="treated") for n in range(3)], "0.00 points"),
        ([one | {"day": ""} for one in split_face()], "treated minus untreated"),
        ([one | {"unit": "", "metric": "of_a_plug_in"} for one in split_face()], "of_a_plug_in"),
    ],
    ids=["no arms", "two treatments", "three arms", "two groups", "unchanged", "no days", "plug-in"],
)
def test_that_any_design_makes_a_report(tmp_path: Path, rows: list[Row], says: str) -> None:
    folder = results(tmp_path, rows)
    assert says in Elements(written(folder).decode()).text
    assert written(folder, ".pdf").startswith(b"%PDF-")


def test_that_a_large_study_fits(tmp_path: Path) -> None:
    rows = [one | {"subject": f"{one['subject']}-{n}"} for n in range(8) for one in split_face()]
    assert written(results(tmp_path, rows), ".pdf").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "damage", "code"),
    [
        ("report.docx", lambda folder: None, "E509"),
        ("report.pdf", lambda folder: (folder / "metrics.csv").unlink(), "E508"),
        ("report.pdf", lambda folder: (folder / "run.json").unlink(), "E508"),
        ("report.pdf", lambda folder: (folder / "run.json").write_text("[]"), "E508"),
    ],
)
def test_that_what_is_no_folder_of_results_is_refused(tmp_path: Path, name: str, damage, code: str) -> None:
    folder = results(tmp_path, split_face())
    damage(folder)
    with pytest.raises(Problem, match=code):
        write_report(folder, folder / name)
    assert not (folder / name).exists()


def test_that_an_axis_names_the_values_it_marks() -> None:
    assert ticks(-1.0, 0.25) == [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25]
    assert ticks(0, 80) == [0, 20, 40, 60, 80]


def test_that_a_character_without_a_glyph_is_shown_by_its_number() -> None:
    assert printable("Łódź 患 −2 Δ") == "Łódź \\u60a3 −2 Δ"


def test_that_a_blinded_grading_has_its_page_and_says_who_pressed_one_key(tmp_path):
    folder = results(tmp_path / "results", split_face())
    head = "scale,scale_version,analysis,who,versus,statistic,n,value,low,high,p,note"
    flat = "one answer to everything: nothing beyond chance can be shown"
    lines = [
        f"cea,1,within rater,R2,,kappa,5,0,,,,{flat}",
        "cea,1,between raters,R1,R2,percent agreement,32,28.125,15.6,45.4,,",
        "cea,1,grades,treated,untreated,change,4,-1.2345,-2,-0.5,0.0125,t",
    ]
    (folder / "agreement.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    for kind in KINDS:
        write_report(folder, tmp_path / f"report{kind}")
    text = Elements((tmp_path / "report.html").read_text(encoding="utf-8")).text
    for part in ("Blinded grading", "R1 and R2", "28.1", "15.6 to 45.4", "-1.23", "R2 (kappa)", flat[1:]):
        assert part in text
    for wrong in (lines[0].replace(",0,,", ",none,,"), lines[0].replace("within rater", "magic")):
        (folder / "agreement.csv").write_text("\n".join([head, wrong]) + "\n", encoding="utf-8")
        with pytest.raises(Problem, match="E508"):
            write_report(folder, tmp_path / "report.html")
