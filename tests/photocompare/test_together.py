"""The photos of a pair are worked on two threads, and nobody can tell from the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import cv2
import numpy as np
import pytest

import photocompare as pc
from photocompare.alignment import tiles_on_baseline, warp_to_baseline
from photocompare.figure import aligned_pair, aligned_tiles
from photocompare.kept import kept
from photocompare.mips import mips, mips_of_tiles
from photocompare.together import both, together

THIGH = sorted((Path(__file__).parents[2] / "sample_images").rglob("S01_left-thigh_*.jpg"))
PATIENCE_S = 20


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    before = cv2.getNumThreads()
    cv2.setNumThreads(2)
    yield
    cv2.setNumThreads(before)


def test_that_a_pair_gives_the_same_numbers_to_the_last_bit_on_one_thread_and_on_two() -> None:
    found = []
    for threads in (1, 2):
        cv2.setNumThreads(threads)
        comparison = pc.compare(*map(pc.read_photo, THIGH[:2]))
        assert not comparison.refused
        found.append((comparison.alignment.to_json(), [astuple(row) for row in comparison.measurements]))
    assert found[0] == found[1]


def test_that_two_calls_run_at_the_same_time_and_what_they_return_stays_in_order() -> None:
    meeting = Barrier(2, timeout=PATIENCE_S)

    def arrive(name: str) -> str:
        meeting.wait()
        return name

    assert both(arrive, "first", "second") == ("first", "second")


def test_that_where_opencv_may_use_one_thread_the_calls_follow_each_other() -> None:
    cv2.setNumThreads(1)
    done: list[str] = []
    both(done.append, "first", "second")
    assert done == ["first", "second"]
    meeting = Barrier(2, timeout=0.05)
    with pytest.raises(BrokenBarrierError):
        together(meeting.wait, meeting.wait)


def test_that_of_two_failures_the_first_ones_is_told_whichever_was_sooner() -> None:
    sooner = Barrier(2, timeout=PATIENCE_S)

    def fail(name: str) -> None:
        sooner.wait()
        raise ValueError(name)

    for _ in range(20):
        with pytest.raises(ValueError, match="first"):
            both(fail, "first", "second")


class Meeting:
    """Two objects whose property can only be had if both are asked at the same time."""

    def __init__(self, place: Barrier) -> None:
        self.place, self.asked = place, 0

    @kept
    def arrived(self) -> int:
        """Return how often this was computed."""
        self.asked += 1
        self.place.wait()
        return self.asked


def test_that_a_kept_property_of_one_object_does_not_wait_for_that_of_another_and_is_made_once() -> None:
    place = Barrier(2, timeout=PATIENCE_S)
    one, other = Meeting(place), Meeting(place)
    assert both(lambda asked: asked.arrived, one, other) == (1, 1)
    assert (one.arrived, one.asked) == (1, 1)


def test_that_the_tiles_of_the_aligned_picture_are_the_picture_and_cover_it_once() -> None:
    comparison = pc.compare(*map(pc.read_photo, THIGH[:2]), (), pc.Recipe(metrics=("l_star",)))
    _, after, valid = aligned_pair(comparison)
    covered = np.zeros(valid.shape, int)
    for place, _, _ in tiles_on_baseline(comparison.followup.pixels, comparison.alignment):
        covered[place] += 1
    assert (covered == 1).all()
    in_tiles = mips_of_tiles(valid.shape, aligned_tiles(comparison), (82, 82, 82))
    for one, other in zip(in_tiles, mips(after, valid, (82, 82, 82)), strict=True):
        assert np.array_equal(one, other)


def test_that_a_picture_wider_than_opencv_takes_is_laid_out_as_any_other() -> None:
    wide = np.random.default_rng(0).integers(0, 255, (40, 33_100, 3), dtype=np.uint8)
    moved = np.array([[1, 0, 500.0], [0, 1, 2.0], [0, 0, 1]])
    alignment = pc.Alignment(moved, (40, 33_000), (40, 33_100), "good")
    carried, valid = warp_to_baseline(wide, alignment)
    shown = np.zeros_like(valid)
    shown[:38, :32_600] = True
    assert np.array_equal(valid, shown)
    assert np.array_equal(carried[:36, :32_590], wide[2:38, 500:33_090])
