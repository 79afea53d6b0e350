"""Nothing but skin tells before from after, or treated from untreated."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photocompare.alignment import warp_to_baseline
from photocompare.errors import Problem
from photocompare.grading import Asked, make_task, read_scale, read_task
from photocompare.grading.key import Key, unsealed
from photocompare.grading.pack import pack_html
from photocompare.grading.pictures import jpeg
from photocompare.grading.task import KEY, PICTURES
from photocompare.photo import read_photo
from photocompare.study import open_study

from .studies import PASSPHRASE, VIEW, painted_study

WORDS = re.compile(
    r"SUBJ\d|face|front|before|after(?! the treatment)|weeks|treated|untreated|left cheek|right cheek"
    r"|Rosacea|photostudy|jpg_|/tmp|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)


def key_of(folder: Path) -> Key:
    return unsealed((folder / KEY).read_bytes(), PASSPHRASE, KEY)


def labelled(folder: Path, rater: str = "R1") -> list[tuple[str, bool, int, int]]:
    """Return (picture, whether it is the after, place of its item, place on the screen)."""
    task, key = read_task(folder), key_of(folder)
    found = []
    for place, item in enumerate(task.items(rater)):
        shown = key.items[item.id]
        first_after = (shown.photo or shown.left) == "after"
        for side, name in enumerate(item.pictures):
            found.append((name, first_after != bool(side), place, side))
    return found


def file_features(folder: Path, rows: list[tuple[str, bool, int, int]]) -> np.ndarray:
    """Return what can be known without looking at the skin: file, name, order, position, encoder, time."""
    listing = sorted(one.name for one in (folder / PICTURES).iterdir())
    features = []
    for name, _, place, side in rows:
        path = folder / PICTURES / f"{name}.jpg"
        data, status = path.read_bytes(), path.stat()
        with Image.open(path) as image:
            tables = [sum(table) for table in image.quantization.values()]
            extras = [len(image.info), len(image.getexif()), *image.size, *tables]
        letters = [float(ord(letter)) for letter in name[:4]]
        header = float(sum(data[:600]))
        order = [place, side, listing.index(path.name)]
        features.append([len(data), status.st_mtime, status.st_mode, header, *letters, *order, *extras])
    return np.array(features, dtype=float)


def pixel_features(folder: Path, rows: list[tuple[str, bool, int, int]]) -> np.ndarray:
    """Return what a picture's making could leave in it: sharpness, noise, border, levels, real length."""
    return np.array([pixel_row((folder / PICTURES / f"{name}.jpg").read_bytes()) for name, *_ in rows])


def pixel_row(data: bytes) -> list[float]:
    pixels = np.asarray(Image.open(io.BytesIO(data))).astype(float)
    gray = pixels.mean(2)
    edges = gray[0].mean(), gray[-1].mean(), gray[:, 0].mean(), gray[:, -1].mean()
    fine = np.diff(gray, 2, axis=0).std(), np.diff(gray, 2, axis=1).std()
    rim = np.diff(gray, axis=0)[:2].std() / np.diff(gray, axis=0).std()
    levels = np.bincount(pixels[..., 0].astype(int).ravel(), minlength=256)
    gaps = np.mean(levels[levels.nonzero()[0].min() : levels.nonzero()[0].max()] == 0)
    mean, spread = pixels.mean((0, 1)), pixels.std((0, 1))
    length = len(data.rstrip(b"\0"))
    whole = [pixels.max(), pixels.min(), gaps, length, fine[0] / fine[1]]
    return [float(one) for one in (*edges, *fine, rim, *mean, *spread, *whole)]


def auc(features: np.ndarray, after: np.ndarray, groups: np.ndarray, folds: int = 5) -> float:
    """Return how well a logistic regression tells after from before on pairs it has not seen (0.5: not)."""
    scores = np.zeros(len(after))
    center, spread = features.mean(0), features.std(0)
    table = (features - center) / np.where(spread > 0, spread, 1)
    table = np.column_stack([table, np.ones(len(table))])
    part = groups % folds
    for fold in range(folds):
        seen = part != fold
        weights = np.zeros(table.shape[1])
        for _ in range(300):
            p = 1 / (1 + np.exp(-table[seen] @ weights))
            weights += 0.5 * (table[seen].T @ (after[seen] - p) / seen.sum() - 0.01 * weights)
        # A constant feature has no column of its own; ranks are compared within a fold only.
        scores[~seen] = table[~seen] @ weights
    return float(np.mean([rank_auc(scores[part == f], after[part == f]) for f in range(folds)]))


def rank_auc(scores: np.ndarray, after: np.ndarray) -> float:
    apart = scores[after][:, None] - scores[~after][None]
    return float(np.mean((apart > 0) + 0.5 * (apart == 0)))


def measured(folder: Path, features) -> float:
    rows = labelled(folder)
    key, task = key_of(folder), read_task(folder)
    subjects = [key.items[item.id].subject for item in task.items("R1") for _ in item.pictures]
    groups = np.unique(subjects, return_inverse=True)[1]
    after = np.array([row[1] for row in rows])
    return auc(features(folder, rows), after, groups)


def test_that_a_classifier_finds_what_is_left_in_a_file_or_a_picture():
    rng = np.random.default_rng(0)
    after = rng.random(400) < 0.5
    features = rng.normal(size=(400, 12))
    groups = np.arange(400)
    assert 0.4 < auc(features, after, groups) < 0.6
    features[:, 3] += 1.2 * after
    assert auc(features, after, groups) > 0.7


def test_that_the_windows_own_aligned_pair_would_be_told_by_the_same_classifier(tmp_path):
    path, rows, after = painted_study(tmp_path, 40, seed=9), [], []
    with open_study(path, write=False) as opened:
        study = opened.study
    for subject in study.subjects:
        first, second = study.series(subject.code, VIEW)
        photos = [read_photo(path.parent / one.path).pixels for one in (first, second)]
        warped, _ = warp_to_baseline(photos[1], study.alignment_of(first.id, second.id).alignment)
        rows += [pixel_row(jpeg(one)) for one in (photos[0], warped)]
        after += [False, True]
    assert auc(np.array(rows), np.array(after), np.arange(len(after)) // 2) > 0.7


def test_that_files_tell_nothing_though_the_skin_changed(tmp_path):
    path = painted_study(tmp_path, 24, effect=0.08, seed=4)
    asked = Asked(("R1",), longest=240)
    make_task(path, tmp_path / "task", read_scale("which-is-after"), asked, PASSPHRASE, seed=11)
    assert 0.3 < measured(tmp_path / "task", file_features) < 0.7
    files = list((tmp_path / "task" / PICTURES).iterdir())
    assert len({one.stat().st_size for one in files}) == 1
    assert len({one.stat().st_mtime for one in files}) == 1
    for one in files:
        with Image.open(one) as image:
            assert image.format == "JPEG"
            assert not image.getexif()
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.slow
def test_that_a_classifier_on_500_pairs_cannot_tell_before_from_after(tmp_path):
    path = painted_study(tmp_path, 500, seed=2)
    asked = Asked(("R1",), repeats=0.1, longest=320)
    made = make_task(path, tmp_path / "task", read_scale("which-is-after"), asked, PASSPHRASE, seed=5)
    assert len(made.task.items("R1")) == 550
    found = {kind.__name__: measured(tmp_path / "task", kind) for kind in (file_features, pixel_features)}
    print(found)
    assert all(0.45 <= value <= 0.55 for value in found.values()), found


def test_that_neither_the_task_nor_its_page_holds_a_word_of_the_study(made):
    folder = made("cea", "region")
    task = read_task(folder)
    page = re.sub(rb"\"[A-Za-z0-9+/=]{200,}\"", b"", pack_html(task, "R1")).decode()
    for text in ((folder / "task.json").read_text(), " ".join(map(str, folder.rglob("*")))):
        assert not WORDS.findall(text.replace(str(folder.parent), "").replace(task.scale.source, ""))
    script = page[page.index("const T =") : page.index("const $ =")]
    assert not WORDS.findall(script)
    assert "http://" not in page
    assert "https://" not in page
    assert b"SUBJ" not in (folder / KEY).read_bytes()


def test_that_order_position_and_mirroring_differ_between_raters_and_repeats_are_hidden(made):
    folder = made("which-is-after", "view")
    task, key = read_task(folder), key_of(folder)
    orders = []
    for rater in task.raters:
        shown = [key.items[one.id] for one in task.items(rater)]
        originals = [one for one in shown if not one.repeat_of]
        orders.append([one.subject for one in originals])
        assert Counter(one.subject for one in originals) == dict.fromkeys(orders[0], 1)
        assert {one.left for one in shown} == {"before", "after"}
        assert {one.mirrored for one in shown} == {True, False}
        assert 0.1 <= (len(shown) - len(originals)) / len(originals) <= 0.2
        for place, one in enumerate(shown):
            if one.repeat_of:
                first = next(n for n, item in enumerate(task.items(rater)) if item.id == one.repeat_of)
                assert place - first >= 2
                assert shown[first].left != one.left
    assert orders[0] != orders[1]
    names = [name for items in task.raters.values() for one in items for name in one.pictures]
    assert len(names) == len(set(names))


def test_that_both_pictures_lie_on_each_other_and_only_the_treated_cheek_differs(made):
    folder = made("which-is-after", "view")
    task, key = read_task(folder), key_of(folder)
    for item in task.items("R1")[:4]:
        shown = key.items[item.id]
        pictures = [np.asarray(Image.open(task.picture(name))).astype(float) for name in item.pictures]
        before, after = pictures if shown.left == "before" else pictures[::-1]
        paler = (after - before)[..., 1]
        if shown.mirrored:
            paler = paler[:, ::-1]
        height, width = paler.shape
        middle = slice(height // 3, 2 * height // 3)
        untreated, treated = (
            paler[middle, width // 8 : width * 3 // 8],
            paler[middle, width * 5 // 8 : -width // 8],
        )
        assert treated.mean() - untreated.mean() > 3
        detail = [one[..., 1] - np.roll(one[..., 1], 6, 1) for one in (before, after)]
        shifted = np.roll(detail[1], 6, 0)
        assert np.corrcoef(detail[0].ravel(), detail[1].ravel())[0, 1] > 0.7
        assert np.corrcoef(detail[0].ravel(), shifted.ravel())[0, 1] < 0.4
        assert shown.left_side == ("left" if shown.mirrored else "right")


def test_that_the_same_seed_draws_the_same_task(tmp_path):
    study_file, tasks = painted_study(tmp_path, 2), []
    for name in ("one", "two"):
        asked = Asked(("R1",), longest=200)
        made = make_task(study_file, tmp_path / name, read_scale("preference"), asked, PASSPHRASE, seed=3)
        tasks.append((made.task.raters, key_of(tmp_path / name).items))
    assert tasks[0] == tasks[1]


def test_that_the_key_opens_by_its_passphrase_alone_and_a_changed_one_is_noticed(task):
    folder = task("which-is-after").folder
    with pytest.raises(Problem, match="E807"):
        unsealed((folder / KEY).read_bytes(), "another passphrase", KEY)
    (folder / KEY).write_bytes((folder / KEY).read_bytes().replace(b"A", b"B"))
    with pytest.raises(Problem, match="E803"):
        read_task(folder)
