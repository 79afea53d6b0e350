"""Photos of a study: found by content wherever they went, collected, and never taken for another."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest

from photocompare.study import OpenStudy, new_study, open_study, study_from_template, with_photo, with_subject
from photocompare.study.photo_files import collected, collection_folder, find_photos, kept_path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study of three photos, in a folder beside it and in one above."""
    path = tmp_path / "study" / "legs.photostudy"
    places = [path.parent / "camera" / "Bauer left.JPG", path.parent / "b.jpg", tmp_path / "card" / "c.jpg"]
    with new_study(path, study_from_template("vein-series")) as opened:
        edited, _ = with_subject(opened.study, "S01")
        for number, place in enumerate(places):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(bytes([number]) * 4000)
            sha256 = hashlib.sha256(place.read_bytes()).hexdigest()
            label = opened.study.timepoints[number].label
            edited = with_photo(
                edited, "S01", "left leg", label, path=kept_path(path, place), sha256=sha256, size=4000
            )
        opened.save(edited, "Add photos")
    return path


def found(opened: OpenStudy) -> list[tuple[str, str]]:
    files = find_photos(opened.path, opened.study.photos)
    return [
        (file.path.name if file.path else "", file.finding.code if file.finding else "") for file in files
    ]


def test_that_photos_are_kept_by_a_path_that_moves_with_the_study(study: Path, tmp_path: Path) -> None:
    with open_study(study) as opened:
        assert [one.path for one in opened.study.photos] == [
            "camera/Bauer left.JPG",
            "b.jpg",
            "../card/c.jpg",
        ]
        assert found(opened) == [("Bauer left.JPG", ""), ("b.jpg", ""), ("c.jpg", "")]
    tmp_path.joinpath("study").rename(tmp_path / "elsewhere")
    with open_study(tmp_path / "elsewhere" / study.name) as opened:
        assert not opened.verify()


def test_that_a_moved_photo_is_found_by_content_and_a_changed_one_is_not_taken(study: Path) -> None:
    (study.parent / "camera" / "Bauer left.JPG").rename(study.parent / "x.jpg")
    changed = study.parent / "b.jpg"
    changed.write_bytes(b"\x01" * 3999 + b"\x02")
    with open_study(study) as opened:
        assert found(opened) == [("x.jpg", "N622"), ("", "E701"), ("c.jpg", "")]
        changed.unlink()
        assert found(opened) == [("x.jpg", "N622"), ("", "E621"), ("c.jpg", "")]
        # Another file of the same size and name is not it; the right one is, under any name.
        changed.write_bytes(b"\x09" * 4000)
        (study.parent / "d.png").write_bytes(b"\x01" * 4000)
        assert found(opened)[1] == ("d.png", "N622")


def test_that_many_moved_photos_of_one_size_are_each_hashed_once(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As uncompressed files of one camera are: a thousand of them would take hours otherwise."""
    with open_study(study) as opened:
        photo = opened.study.photos[0]
    photos, read = [], list[Path]()
    for number in range(30):
        data = f"{number:09d}".encode()
        place = study.parent / "moved" / f"{number}.jpg"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        photos.append(replace(photo, id=str(number), path=f"gone/{number}.jpg", sha256=sha256, size=9))
    monkeypatch.setattr(Path, "open", counted(Path.open, read))
    assert all(file.path for file in find_photos(study, photos[::-1]))
    assert len(read) <= 60


def counted(call: Callable[..., IO[Any]], read: list[Path]) -> Callable[..., IO[Any]]:
    def opened(path: Path, *words: Any, **named: Any) -> IO[Any]:
        read.append(path)
        return call(path, *words, **named)

    return opened


def test_that_a_photo_that_was_only_touched_is_no_false_alarm(study: Path) -> None:
    os.utime(study.parent / "b.jpg", (1, 1))
    with open_study(study) as opened:
        assert not opened.verify()


def test_that_collected_photos_lie_beside_the_study_under_names_that_tell_nothing(study: Path) -> None:
    originals = {path: path.read_bytes() for path in study.parent.parent.rglob("*.[jJ]*")}
    with open_study(study) as opened:
        edited, findings = collected(opened.path, opened.study)
        opened.save(edited, "Collect the photos")
        assert not findings
        folder = collection_folder(study)
        assert folder.stat().st_mode & 0o777 == 0o700
        copies = sorted(folder.iterdir())
        assert len(copies) == 3
        assert not [copy for copy in copies if "Bauer" in copy.name]
        assert {stat.S_IMODE(copy.stat().st_mode) for copy in copies} == {0o600}
        for original in originals:
            assert original.read_bytes() == originals[original]
            original.unlink()
        assert not opened.verify()
        again, _ = collected(opened.path, opened.study)
        assert opened.save(again, "Collect the photos") == edited


def test_that_collecting_leaves_out_what_is_missing_and_says_so(study: Path) -> None:
    (study.parent / "b.jpg").unlink()
    with open_study(study) as opened:
        edited, findings = collected(opened.path, opened.study)
        assert [one.code for one in findings] == ["E621"]
        assert edited.photos[1] == opened.study.photos[1]
