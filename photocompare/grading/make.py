"""A study becomes a grading task: pictures drawn, named and written so that no file tells what it shows."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from photocompare.alignment import Alignment, align
from photocompare.errors import Finding, Problem
from photocompare.files import write_whole
from photocompare.grading.key import Key, Shown, check_passphrase, key_hash, sealed
from photocompare.grading.pictures import Picture, even_pair, even_pictures, jpeg
from photocompare.grading.plan import Asked, PlannedPair, drawn_items, name, planned_pairs
from photocompare.grading.scale import Scale
from photocompare.grading.task import GRADES, KEY, PICTURES, TASK, Item, Task, check_raters, task_json
from photocompare.photo import Photo
from photocompare.photo.isolated import IsolatedReader
from photocompare.study import Study, StudyPhoto, open_study
from photocompare.study.photo_files import PhotoFile, find_photos

Files = dict[str, PhotoFile]
Pictures = dict[str, tuple[Picture, Picture] | None]
Report = Callable[[float, str], None]
FIXED_TIME = 946_684_800
"""2000-01-01: every picture has the same age."""


@dataclass(frozen=True)
class MadeTask:
    """A task just made, and the doubts about its pictures: for whoever makes it, never for a rater."""

    task: Task
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Drawn:
    """An item of a rater: id, index of the pair, what it shows, and its pictures' names."""

    id: str
    pair: int
    shown: Shown
    pictures: tuple[str, ...]

    @property
    def cut(self) -> tuple[int, str]:
        """Return which picture of which pair it is cut from."""
        return self.pair, self.shown.region


@dataclass(frozen=True)
class _Work:
    """What pictures are drawn from: the study, its files by photo id, its pairs, each rater's items."""

    study: Study
    files: Files
    pairs: list[PlannedPair]
    plans: dict[str, list[_Drawn]]


def make_task(
    study_path: Path,
    folder: Path,
    scale: Scale,
    asked: Asked,
    passphrase: str,
    *,
    seed: int | None = None,
    report: Report | None = None,
) -> MadeTask:
    """Make a grading task of a study in a new `folder`: its pictures, its public part, its sealed key.

    A pair whose photos cannot be read or share no skin is left out (W810). The study is only read.

    Raises:
        Problem: E805 where the folder holds something or nothing can be graded, E804 for raters' labels,
            E807 for a weak passphrase, E330 where it cannot be written; as `open_study`.
    """
    check_raters(list(asked.raters))
    check_passphrase(passphrase)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem("E805", folder.name, "the folder is not empty")
    with open_study(study_path, write=False) as opened:
        study, head, path = opened.study, opened.head[1], opened.path
    pairs, findings = planned_pairs(study, asked)
    seed = secrets.randbits(64) if seed is None else seed
    chance = random.Random(seed)
    task_id = name(chance)
    plans = {rater: _named(drawn_items(pairs, scale, asked, chance), scale, chance) for rater in asked.raters}
    shuffled = list(range(len(pairs)))
    chance.shuffle(shuffled)
    files = {one.photo.id: one for one in find_photos(path, _photos(pairs))}
    work = _Work(study, files, pairs, plans)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (
        IsolatedReader() as reader,
        tempfile.TemporaryDirectory(prefix=".photocompare-", dir=folder.parent) as place,
    ):
        size = _size(reader, work, asked)
        lost: set[tuple[int, str]] = set()
        for done, index in enumerate(shuffled):
            if report:
                report(done / len(pairs), "Drawing pictures")
            pictures, found = _rendered(reader, work, index, size)
            findings.extend(found)
            _stage(Path(place), index, pictures, plans)
            lost |= {(index, region) for region, pair in pictures.items() if pair is None}
        kept = {rater: [one for one in plan if one.cut not in lost] for rater, plan in plans.items()}
        if not all(any(not one.shown.practice for one in plan) for plan in kept.values()):
            raise Problem("E805", folder.name, "no pair of the study can be graded")
        items = {one.id: one.shown for plan in kept.values() for one in plan}
        closed = sealed(Key(task_id, seed, path.name, head, items), passphrase)
        public = {rater: tuple(_public(one) for one in plan) for rater, plan in kept.items()}
        task = Task(task_id, scale, size, key_hash(closed), public, folder)
        _write(task, Path(place), closed)
    return MadeTask(task, tuple(dict.fromkeys(findings)))


def _named(drawn: list[tuple[str, int, Shown]], scale: Scale, chance: random.Random) -> list[_Drawn]:
    count = 1 if scale.shows == "photo" else 2
    return [
        _Drawn(item, pair, shown, tuple(name(chance) for _ in range(count))) for item, pair, shown in drawn
    ]


def _public(one: _Drawn) -> Item:
    return Item(one.id, one.pictures, one.shown.practice)


def _size(reader: IsolatedReader, work: _Work, asked: Asked) -> tuple[int, int]:
    """Return the size of every picture: square for pieces of skin, else 4:3, upright as the first photo."""
    longest = asked.longest
    if asked.each == "region":
        return longest * 7 // 10, longest * 7 // 10
    height, width = 3, 4
    for pair in work.pairs:
        with contextlib.suppress(Problem):
            height, width = _read(reader, work.files[pair.baseline.id], work.study).shape
            break
    return (longest * 3 // 4, longest) if height > width else (longest, longest * 3 // 4)


def _rendered(
    reader: IsolatedReader, work: _Work, index: int, size: tuple[int, int]
) -> tuple[Pictures, list[Finding]]:
    """Return a pair's pictures by region, None where there are none, and the doubts about them."""
    pair, items = work.pairs[index], [one for plan in work.plans.values() for one in plan]
    regions = dict.fromkeys(one.shown.region for one in items if one.pair == index)
    try:
        before, after = (
            _read(reader, work.files[one.id], work.study) for one in (pair.baseline, pair.followup)
        )
    except Problem as problem:
        return dict.fromkeys(regions), [Finding("W810", pair.name, problem.finding.message)]
    return _drawn_pair(work.study, pair, (before, after), list(regions), size)


def _drawn_pair(
    study: Study, pair: PlannedPair, photos: tuple[Photo, Photo], regions: list[str], size: tuple[int, int]
) -> tuple[Pictures, list[Finding]]:
    alignment = _alignment(study, pair, photos)
    lighting = pair.followup.lighting
    even = even_pair(photos, alignment, pair.regions, study.recipe, lighting=lighting, name=pair.name)
    outlines = {one.name: one for one in pair.measured}
    found: Pictures = {region: even_pictures(even, size, outlines.get(region)) for region in regions}
    missing = [Finding("W810", pair.name)] if None in found.values() else []
    return found, [*even.findings, *missing]


def _photos(pairs: list[PlannedPair]) -> list[StudyPhoto]:
    return list({one.id: one for pair in pairs for one in (pair.baseline, pair.followup)}.values())


def _read(reader: IsolatedReader, file: PhotoFile, study: Study) -> Photo:
    if file.path is None:
        finding = file.finding or Finding("E621", file.photo.id)
        raise Problem(finding.code, finding.subject, finding.detail)
    return reader.read(file.path, **study.recipe.photo.reading())


def _alignment(study: Study, pair: PlannedPair, photos: tuple[Photo, Photo]) -> Alignment:
    kept = study.alignment_of(pair.baseline.id, pair.followup.id)
    if kept and kept.by_hand and kept.alignment:
        return kept.alignment
    return align(*photos, study.recipe.alignment, skin=pair.regions)


def _stage(
    staging: Path,
    index: int,
    pictures: Pictures,
    plans: dict[str, list[_Drawn]],
) -> None:
    """Write every picture of a pair, under its items' names, where the order of writing does not stay."""
    encoded: dict[tuple[str, str, bool], bytes] = {}
    for one in (one for plan in plans.values() for one in plan if one.pair == index):
        pair, shown = pictures[one.shown.region], one.shown
        if pair is None:
            continue
        left = shown.photo or shown.left
        whens = (left, "before" if left == "after" else "after")
        for file, when in zip(one.pictures, whens, strict=False):
            cut = shown.region, when, shown.mirrored
            if cut not in encoded:
                picture = pair[0] if when == "before" else pair[1]
                encoded[cut] = jpeg(picture[:, ::-1] if shown.mirrored else picture)
            (staging / file).write_bytes(encoded[cut])


def _write(task: Task, staging: Path, closed: bytes) -> None:
    """Write the task: pictures in the order of their names, all of one length and age, then the rest."""
    names = sorted(n for items in task.raters.values() for one in items for n in one.pictures)
    longest = max((staging / one).stat().st_size for one in names)
    try:
        (task.folder / PICTURES).mkdir(parents=True, exist_ok=True)
        for one in names:
            data = (staging / one).read_bytes()
            # A picture of fewer vessels is a shorter file; what follows its end no decoder reads.
            task.picture(one).write_bytes(data + bytes(longest - len(data)))
            os.utime(task.picture(one), (FIXED_TIME, FIXED_TIME))
        os.utime(task.folder / PICTURES, (FIXED_TIME, FIXED_TIME))
        (task.folder / GRADES).mkdir(mode=0o700, exist_ok=True)
        write_whole(task.folder / KEY, closed)
        write_whole(task.folder / TASK, task_json(task).encode())
    except (OSError, Problem) as error:
        shutil.rmtree(task.folder, ignore_errors=True)
        if isinstance(error, Problem):
            raise
        raise Problem("E330", task.folder.name, error.strerror or str(error)) from error
