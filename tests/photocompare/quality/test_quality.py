"""The figures of one photo and of a pair, against phantoms whose blur, noise, glare and size are known."""

from __future__ import annotations

import io
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from photocompare.alignment import Alignment
from photocompare.alignment.alignment import identity
from photocompare.errors import Finding
from photocompare.phantom.pair import paint_pair
from photocompare.phantom.scene import Camera, Scene
from photocompare.photo import Photo, decode_photo
from photocompare.quality import (
    comparability_findings,
    extra_blur_px,
    pair_quality,
    photo_quality,
    quality_findings,
)
from photocompare.regions import polygon_region
from tests.photocompare.pictures import eight_bit, linear_light, photo

SCENE = Scene(size=(720, 560), mm_per_pixel=0.12)


@cache
def skin(blur_px: float = 0.0, noise: float = 1.0, scale: float = 1.0, f_mel: float = 0.035) -> Photo:
    """Return one skin as a camera of this blur, noise and distance takes it; all lie on the same grid."""
    scene = Scene(size=SCENE.size, mm_per_pixel=SCENE.mm_per_pixel, f_mel=f_mel)
    camera = Camera(blur_px=blur_px, noise=noise, scale=scale)
    return photo(paint_pair(scene, Camera(), camera, seed=3).followup.pixels)


def codes(taken: Photo) -> list[str]:
    return [finding.code for finding in quality_findings(photo_quality(taken), taken.name)]


def test_that_a_clean_photo_has_no_doubts() -> None:
    assert codes(skin()) == []


def test_that_blur_is_measured_in_pixels() -> None:
    found = [photo_quality(skin(blur)).blur_px for blur in (0.0, 1.0, 2.0, 3.0)]
    assert found == sorted(found)
    assert found[0] is not None
    assert found[0] < 0.9
    for blur, value in zip((1.0, 2.0, 3.0), found[1:], strict=True):
        assert value == pytest.approx(blur, rel=0.25)


def test_that_a_very_soft_photo_is_told() -> None:
    assert "W411" in codes(skin(5.0))
    assert "W411" not in codes(skin(2.0))


def test_that_an_even_surface_has_no_sharpness() -> None:
    quality = photo_quality(photo(np.full((200, 200, 3), (200, 150, 130), np.uint8)))
    assert quality.blur_px is None
    assert quality.noise_percent == 0


@pytest.mark.parametrize("noise", [2.0, 4.0, 8.0])
def test_that_noise_is_measured_in_percent_of_the_brightness(noise: float) -> None:
    clean, noisy = skin(noise=0.0), skin(noise=noise)
    difference = (noisy.linear() - clean.linear()) @ np.array([0.2127, 0.7152, 0.0722])
    true = 100 * difference.std() / np.median(clean.linear() @ np.array([0.2127, 0.7152, 0.0722]))
    assert photo_quality(noisy).noise_percent == pytest.approx(true, rel=0.2)


def test_that_noise_does_not_count_as_sharpness() -> None:
    assert photo_quality(skin(2.0, noise=3.0)).blur_px == pytest.approx(2.0, rel=0.35)


def test_that_clipping_is_counted_whole_and_in_a_region() -> None:
    pixels = np.array(skin().pixels)
    pixels[:56] = 255
    pixels[-28:] = 0
    quality = photo_quality(photo(pixels))
    assert quality.clipped_percent == pytest.approx(15, abs=0.01)
    assert quality.burnt_percent == pytest.approx(10, abs=0.01)
    region = polygon_region("arm", [(0, 0), (720, 0), (720, 112), (0, 112)])
    assert photo_quality(photo(pixels), region).clipped_percent == pytest.approx(50, abs=0.01)
    assert "W409" in codes(photo(pixels))


def glaring(taken: Photo, count: int) -> tuple[Photo, float]:
    """Return the photo with mirror-like spots, and the share of pixels that got more than 0.15 of white."""
    random, white = np.random.default_rng(0), np.zeros(taken.shape, np.float32)
    rows, columns = random.integers(0, taken.shape[0], count), random.integers(0, taken.shape[1], count)
    white[rows, columns] = 1
    white = np.minimum(cv2.GaussianBlur(white, (0, 0), 1.5) * 12, 0.8)
    light = linear_light(np.asarray(taken.pixels)) + white[..., None]
    return photo(eight_bit(light)), 100 * float((white > 0.15).mean())


@pytest.mark.parametrize("count", [100, 400, 1500])
def test_that_planted_glare_is_found(count: int) -> None:
    shining, true = glaring(skin(), count)
    assert photo_quality(shining).glare_percent == pytest.approx(true, rel=0.3)
    assert ("W410" in codes(shining)) == (true > 5)


@pytest.mark.parametrize("f_mel", [0.01, 0.1, 0.3])
def test_that_skin_of_any_tone_has_no_glare_of_its_own(f_mel: float) -> None:
    assert photo_quality(skin(f_mel=f_mel)).glare_percent == pytest.approx(0, abs=0.2)


def enlarged(taken: Photo, factor: float) -> Photo:
    pixels = np.asarray(taken.pixels)
    return photo(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC))


def test_that_an_enlarged_photo_is_told() -> None:
    assert codes(enlarged(skin(noise=6.0), 2)) == ["W414"]
    assert codes(skin(noise=6.0)) == []


def test_that_strong_compression_leaves_enlargement_unknown() -> None:
    file = io.BytesIO()
    Image.fromarray(np.asarray(enlarged(skin(noise=6.0), 2).pixels)).save(file, "JPEG", quality=80)
    assert photo_quality(decode_photo(file.getvalue(), "a.jpg")).missing_detail_db is None


@pytest.mark.parametrize(("before", "after"), [(0, 1), (0, 2), (1, 3), (2, 1)])
def test_that_the_blur_between_two_photos_is_measured(before: float, after: float) -> None:
    true = np.sign(after - before) * np.sqrt(abs(after**2 - before**2))
    found = extra_blur_px(skin(before), skin(after), identity(SCENE.size[::-1]))
    assert found == pytest.approx(true, rel=0.25, abs=0.2)


def test_that_a_photo_from_farther_away_is_as_sharp() -> None:
    width, height = SCENE.size
    middle = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])
    closer = middle @ np.diag([0.8, 0.8, 1]) @ np.linalg.inv(middle)
    aligned = Alignment(closer, (height, width), (height, width), "good")
    assert extra_blur_px(skin(), skin(scale=0.8), aligned) == pytest.approx(0, abs=0.9)


def told(first: Photo, second: Photo) -> list[Finding]:
    """Return what holds for all that is measured on a pair that lies in place."""
    quality = pair_quality(first, second, identity(first.shape))
    return list(comparability_findings(first, second, quality))


def test_that_a_pair_is_told_once_what_holds_for_both() -> None:
    found = told(skin(), skin(1.0))
    assert len(found) == len(set(found))
