"""A folder as a clinic has it becomes part of a study: what is proposed, what is left out, what stays out."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path, PurePath

import numpy as np
import PIL.Image
import pytest

from photocompare.study import new_study, open_study
from photocompare.study.importing import Proposal, contact_sheet, propose_folder, read_shots, with_proposals
from photocompare.study.importing.clocks import wrong_clocks
from photocompare.study.importing.names import Said, said_by_path
from photocompare.study.importing.shots import Shot
from tests.photocompare.study import clinic
from tests.photocompare.study.conftest import Run


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, clinic.Truth]:
    """Return what each photo of a clinic's folder is, by its path."""
    folder = tmp_path_factory.mktemp("clinic")
    return {folder / name: truth for name, truth in clinic.build(folder).items()}


@pytest.fixture(scope="module")
def folder(truths: dict[Path, clinic.Truth]) -> Path:
    return next(path.parent for path in truths if path.name == "IMG_4711.JPG")


def corrections(proposals: tuple[Proposal, ...], truths: dict[Path, clinic.Truth]) -> list[str]:
    """Return the cells a person would have to correct; a code is wrong where it parts or joins people."""
    people: dict[str, set[str]] = {}
    wrong = []
    for one in proposals:
        truth = truths[one.photo]
        if one.use == truth.left_out:
            wrong.append(f"{one.photo.name}: use")
        if not one.use:
            continue
        people.setdefault(truth.subject, set()).add(one.subject)
        cells = (("view", truth.view), ("day", truth.day), ("side", truth.side), ("lighting", "normal"))
        wrong += [f"{one.photo.name}: {name}" for name, value in cells if getattr(one, name) != value]
    wrong += [f"{person}: {codes}" for person, codes in people.items() if len(codes) > 1]
    if len(set.union(*people.values())) < len(people):
        wrong.append("two people are one subject")
    return wrong


def test_that_a_clinics_folder_imports_with_at_most_one_correction(
    folder: Path, truths: dict[Path, clinic.Truth]
) -> None:
    """Three subjects, mixed names, HEIC and JPEG, two sides, a camera whose clock is six years behind."""
    shots, proposals = propose_folder(folder)
    assert {one.photo for one in proposals} == set(truths)
    assert len(corrections(proposals, truths)) <= 1
    clocks = {f.subject for one in proposals for f in one.findings if f.code == "W353"}
    assert clocks == {"NIKON D3300"}
    assert all(one.reason and one.confidence for one in proposals)
    words = " ".join(f"{p.subject} {p.view} {p.timepoint} {p.reason} {p.findings}".lower() for p in proposals)
    assert "anna" not in words
    assert "mueller" not in words
    picture = PIL.Image.open(io.BytesIO(contact_sheet(shots, proposals)))
    assert np.asarray(picture).std() > 20


def test_that_a_sample_study_is_proposed_as_its_manifest_says() -> None:
    """Four subjects, before and two weeks after, each in normal and in UV light."""
    folder = Path(__file__).parents[3] / "sample_images" / "split-face"
    _, proposals = propose_folder(folder)
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["photo"]: row for row in csv.DictReader(file)}
    for one in proposals:
        row = rows[one.photo.name]
        assert one.use
        assert (one.subject, one.view, one.timepoint) == (row["subject"], row["view"], row["timepoint"])
        assert (one.lighting, one.day, one.repeat) == (row["lighting"], float(row["day"]), 1)


def test_that_a_photo_of_another_patient_is_left_out_until_a_person_says_so(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "c", ignore=shutil.ignore_patterns("Mueller*"))
    stray = tmp_path / "c" / "S03" / "Gesicht" / "day 5" / "IMG_0002.JPG"
    right = clinic.painted("right leg")[2]
    stray.write_bytes(clinic.jpeg(right, clinic.CANON, datetime(2023, 1, 1)))
    _, proposals = propose_folder(tmp_path / "c")
    found = {one.photo: one for one in proposals}
    assert not found[stray].use
    assert found[stray].findings[0].code == "W352"
    assert "P01, right side" in found[stray].findings[0].message
    assert {one.day for one in proposals if one.use and one.subject == "S03"} == {0.0, 5.0}


def test_that_slides_part_patients_that_no_name_tells_apart(tmp_path: Path) -> None:
    start = datetime(2024, 5, 2, 9, 0)
    card = np.full((300, 400, 3), (240, 238, 235), np.uint8)
    order = [card, *clinic.painted("left leg")[:2], card, *clinic.painted("anna left")[:2]]
    for number, pixels in enumerate(order, 1):
        taken = start + timedelta(minutes=number)
        (tmp_path / f"IMG_{number:04d}.JPG").write_bytes(clinic.jpeg(pixels, clinic.CANON, taken))
    _, proposals = propose_folder(tmp_path)
    assert [one.use for one in proposals] == [False, True, True, False, True, True]
    codes = [one.subject for one in proposals if one.use]
    assert codes[0] == codes[1] != codes[2] == codes[3]


def test_that_a_later_visit_is_told_by_the_photos_and_the_days_of_the_study(tmp_path: Path) -> None:
    """No name says anything: whose skin it is, which view, and which day, is known from what is there."""
    path, first = tmp_path / "legs.photostudy", datetime(2024, 3, 1, 10, 0)
    later, camera = tmp_path / "card", tmp_path / "there"
    places = {"S01_left leg_day 0.jpg": "left leg", "S02_right leg_day 0.jpg": "right leg"}
    for folder in (later, camera):
        folder.mkdir()
    for number, (name, scene) in enumerate(places.items()):
        earlier, after, _ = clinic.painted(scene)
        (camera / name).write_bytes(clinic.jpeg(earlier, clinic.CANON, first))
        taken = first + timedelta(days=33, minutes=number)
        (later / f"IMG_{number + 1:04d}.JPG").write_bytes(clinic.jpeg(after, clinic.CANON, taken))
    with new_study(path) as opened:
        _, proposals = propose_folder(camera)
        study, findings = with_proposals(path, opened.study, proposals)
        assert not findings
        study = opened.save(study, "Import photos")
        _, proposals = propose_folder(later, study, path=path)
        found = [(one.subject, one.view, one.side, one.day, one.timepoint, one.use) for one in proposals]
        assert found == [
            ("S01", "left leg", "left", 33, "5 weeks", True),
            ("S02", "right leg", "right", 33, "5 weeks", True),
        ]
        (later / "S02_left leg_day 33.jpg").write_bytes((later / "IMG_0001.JPG").read_bytes() + b"\0")
        (later / "IMG_0001.JPG").unlink()
        _, proposals = propose_folder(later, study, path=path)
        stray = next(one for one in proposals if one.subject == "S02" and "left" in one.view)
    assert not stray.use
    assert stray.findings[-1].code == "W352"
    assert "S01, left leg" in stray.findings[-1].message


def test_that_a_manifest_goes_straight_into_a_study(run: Run, folder: Path, tmp_path: Path) -> None:
    study, manifest = tmp_path / "legs.photostudy", tmp_path / "manifest.csv"
    shutil.copytree(folder, tmp_path / "photos")
    photo, later = "P01_links_2024-03-01.jpg", "P01_links_2024-03-15.jpg"
    manifest.write_text(
        "subject,view,timepoint,photo,day,side,mm_per_pixel,arm\n"
        f"P01,left leg,before,photos/{photo},0,left,0.2,A\nP01,left leg,2 weeks,photos/{later},,left,,A\n",
        encoding="utf-8",
    )
    new_study(study).close()
    applied = run("study", "apply", study, manifest)
    assert (applied.returncode, "2 photos of 1 subjects" in applied.stdout) == (0, True), applied.stderr
    with open_study(study, write=False) as opened:
        photos = [(one.timepoint, opened.study.day(one), one.side, one.arm) for one in opened.study.photos]
        assert photos == [("before", 0, "left", "A"), ("2 weeks", 14, "left", "A")]
        assert opened.study.photos[0].mm_per_pixel == 0.2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("P01_links_2024-03-01.jpg", ("P01", "", "left", "", None, date(2024, 3, 1))),
        ("S03/left leg/day 5/IMG_1234.HEIC", ("S03", "leg", "left", "day 5", 5, None)),
        ("S02/before/left cheek.jpg", ("S02", "cheek", "left", "before", 0, None)),
        ("p1 Gesicht T0 (2).jpg", ("P01", "face", "", "T0", 0, None)),
        ("S02/T1/DSC01234.JPG", ("S02", "", "", "T1", None, None)),
        ("017/1 Monat/img_002.jpg", ("S17", "", "", "1 month", 30, None)),
        ("Patient 7/IMG_20240315_101112.jpg", ("P07", "", "", "", None, date(2024, 3, 15))),
        ("Fall 3/Rücken nach 3 Monaten.jpg", ("C03", "back", "", "3 months", 90, None)),
        ("Fall 3/Ru\u0308cken nach 3 Monaten.jpg", ("C03", "back", "", "3 months", 90, None)),
        ("AB12_baseline_front.tif", ("AB12", "front", "", "baseline", 0, None)),
        ("P1_face_R_2w.jpg", ("P01", "face", "right", "2 weeks", 14, None)),
        ("nachher/P04 re.jpg", ("P04", "", "right", "after", None, None)),
        ("visit2/P04_L1.jpg", ("P04", "", "left", "visit 2", None, None)),
        ("P1010023.JPG", ("", "", "", "", None, None)),
        ("DCIM/100APPLE/IMG_0001.HEIC", ("", "", "", "", None, None)),
        ("IMG-20240301-WA0003.jpg", ("", "", "", "", None, date(2024, 3, 1))),
    ],
)
def test_that_the_habits_of_many_clinics_are_understood(path: str, expected: tuple[object, ...]) -> None:
    said = said_by_path(PurePath(path))
    assert (said.subject, said.view, said.side, said.timepoint, said.day, said.taken) == expected


def test_that_lighting_and_repeats_are_understood_and_names_of_people_are_told_from_words() -> None:
    assert said_by_path(PurePath("S01_face_uv_2.png")).lighting == "uv"
    assert said_by_path(PurePath("S01_face_xpol (3).png")).repeat == 3
    assert said_by_path(PurePath("Müller, Anna/Bein/x.jpg")).personal == "anna mueller"
    assert said_by_path(PurePath("Klinik/Fotos/Bein links vorher.jpg")).personal == ""


def shot(camera: str, captured: datetime, **said: object) -> Shot:
    return Shot(Path("x.jpg"), Said(**said), captured=captured, camera=camera)  # type: ignore[arg-type]


def test_that_a_clock_is_called_wrong_only_on_proof() -> None:
    noon = datetime(2024, 3, 1, 12)
    visits = [noon + timedelta(days=d) for d in (0, 14, 60)]
    right = [shot("A", time) for time in visits]
    behind = [shot("B", time - timedelta(days=900)) for time in visits]
    everyone = dict.fromkeys(range(6), "P01")
    assert [(c.camera, c.days) for c in wrong_clocks([*right, *behind], everyone)] == [("B", -900)]
    assert wrong_clocks([right[0], behind[0]], everyone) == ()
    assert wrong_clocks([*right, *(shot("B", time) for time in visits)], everyone) == ()
    other_days = [shot("B", noon + timedelta(days=d)) for d in (100, 131, 170)]
    assert wrong_clocks([*right, *other_days], everyone) == ()
    named = [shot("C", time + timedelta(days=365), taken=time.date()) for time in visits[:2]]
    assert [(c.camera, c.days) for c in wrong_clocks(named, {0: "P01", 1: "P02"})] == [("C", 365)]


def test_that_what_is_no_photo_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "P01_left leg_day 0.jpg").write_bytes(b"this is a letter")
    (shot_,) = read_shots([tmp_path / "P01_left leg_day 0.jpg"], tmp_path)
    assert shot_.problem is not None
    _, (one,) = propose_folder(tmp_path)
    assert not one.use
    assert one.findings[0].severity == "error"


def edited(path: Path, **changes: dict[str, str]) -> None:
    """Change cells of a proposal as a person would in a spreadsheet, by the photo's name."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(changes.get(Path(row["photo"]).stem, {}))
    with path.open("w", newline="", encoding="utf-8") as file:
        # As a German spreadsheet saves it.
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_that_a_proposal_is_edited_and_applied_and_no_name_is_kept(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    study, proposal = tmp_path / "legs.photostudy", tmp_path / "proposal.csv"
    new_study(study).close()
    sheet = tmp_path / "proposal.png"
    done = run("study", "propose", folder, "--out", proposal, "--sheet", sheet, "--study", study)
    assert done.returncode == 0
    assert "W353" in done.stderr
    assert sheet.read_bytes().startswith(b"\x89PNG")
    proposed = proposal.read_bytes()
    edited(
        proposal,
        IMG_1001={"side": "leftish", "day": "soon"},
        IMG_4711={"subject": "Anna", "photo": "gone.jpg"},
    )
    refused = run("study", "apply", study, proposal)
    assert refused.returncode == 2
    assert refused.stderr.count("E361") == 4
    with open_study(study, write=False) as opened:
        assert opened.study.photos == ()
    proposal.write_bytes(proposed)
    edited(proposal, IMG_1001={"arm": "treated", "mm_per_pixel": "0,2"})
    applied = run("study", "apply", study, proposal)
    assert (applied.returncode, "11 photos of 3 subjects" in applied.stdout) == (0, True)
    with open_study(study, write=False) as opened:
        photos = opened.study.photos
        assert opened.study.days["2 weeks"] == 14
    assert len(photos) == 11
    assert {photo.mm_per_pixel for photo in photos if photo.arm == "treated"} == {0.2}
    everything = [study.read_bytes(), *(p.name.encode() for p in tmp_path.rglob("*.jpg"))]
    for word in (b"anna", b"mueller", b"DSC_0123"):
        assert not any(word.lower() in data.lower() for data in everything)
    again = run("study", "apply", study, proposal)
    assert again.returncode == 2
    assert "in the study already" in again.stderr
