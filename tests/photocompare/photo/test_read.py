"""The reader: the same picture in every format, color space, depth and orientation is the same light."""

from __future__ import annotations

import io
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from photocompare.color import CorrectedPhoto
from photocompare.errors import Problem
from photocompare.photo import decode_photo, preview, read_photo
from tests.photocompare.photo import profiles
from tests.photocompare.photo.row import Row
from tests.photocompare.photo.rows import ROWS

# Rows that a header or the picture data give away, one a cause.
SMALL = {"F01", "F03", "F08", "F09a", "F11b", "F12", "F14a", "F14b", "F17a", "F20", "F22a", "F23a", "F28",
         "F32d", "M15b", "M17d", "M20c"}  # fmt: skip
RNG = np.random.default_rng(5)
SKIN = np.clip(RNG.normal((205, 150, 130), 12, (96, 128, 3)), 0, 255).astype(np.uint8)


def encoded(pixels: np.ndarray, format: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format, **options)
    return file.getvalue()


def cv2_encoded(pixels: np.ndarray, ending: str) -> bytes:
    return cv2.imencode(ending, pixels[..., ::-1])[1].tobytes()


@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_that_8_bit_pixels_come_back_as_stored(format: str) -> None:
    photo = decode_photo(encoded(SKIN, format), "a")
    assert np.array_equal(photo.pixels, SKIN)
    assert not photo.pixels.flags.writeable
    assert [f.code for f in photo.findings] == ["W201"]


@pytest.mark.parametrize("ending", [".png", ".tiff"])
def test_that_16_bit_stays_16_bit(ending: str) -> None:
    pixels = RNG.integers(0, 65536, (96, 128, 3), dtype=np.uint16)
    photo = decode_photo(cv2_encoded(pixels, ending), "a")
    assert np.array_equal(photo.pixels, pixels)
    assert photo.linear().shape == (96, 128, 3)


def test_that_the_linear_light_of_8_and_16_bit_agree() -> None:
    eight = decode_photo(encoded(SKIN, "PNG"), "a").linear()
    sixteen = decode_photo(cv2_encoded(SKIN.astype(np.uint16) * 257, ".png"), "a").linear()
    assert np.abs(eight - sixteen).max() < 1e-6


def test_that_an_srgb_profile_is_the_same_light_as_none() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    tagged = decode_photo(encoded(SKIN, "PNG", icc_profile=profile), "a")
    assert tagged.findings == ()
    assert np.array_equal(tagged.linear(), decode_photo(encoded(SKIN, "PNG"), "a").linear())


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_that_a_cut_jpeg_is_refused_with_the_share_missing(share: float) -> None:
    data = encoded(SKIN, "JPEG", quality=90)
    with pytest.raises(Problem) as caught:
        decode_photo(data[: int(len(data) * share)], "a.jpg")
    assert caught.value.code == "E107"
    assert "% of the picture is missing" in str(caught.value)


def test_that_transparent_pixels_are_not_valid() -> None:
    alpha = np.full(SKIN.shape[:2], 255, np.uint8)
    alpha[:10] = 0
    photo = decode_photo(encoded(np.dstack([SKIN, alpha]), "PNG"), "a")
    assert photo.valid is not None
    assert photo.valid.sum() == SKIN[10:, :, 0].size
    assert "W210" in [f.code for f in photo.findings]


def test_that_a_gray_photo_is_refused() -> None:
    with pytest.raises(Problem, match="No color"):
        decode_photo(encoded(SKIN[..., 0], "JPEG"), "a")


def in_format(kind: str, large: np.ndarray) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = profiles.matrix_profile(profiles.P3, profiles.srgb_parametric())
    return encoded(large, kind, exif=exif, icc_profile=profile, **({"quality": 95} if kind == "JPEG" else {}))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("side", [1100, 600, 256, 100])
def test_that_the_preview_is_the_small_upright_photo_in_the_screen_s_color(
    tmp_path: Path, kind: str, side: int
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(in_format(kind, np.repeat(np.repeat(SKIN, 8, 0), 8, 1)))
    photo, seen = read_photo(path), preview(path, side)
    assert seen.shape == photo.shape == (1024, 768)
    assert max(seen.rgb.shape) <= side
    assert seen.rgb.shape[0] / seen.rgb.shape[1] == pytest.approx(1024 / 768, rel=0.02)
    shown = CorrectedPhoto(photo).display()
    small = cv2.resize(shown, seen.rgb.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(seen.rgb.astype(float) - small).mean() < 4
    assert np.abs((seen.rgb.astype(float) - small).mean(axis=(0, 1))).max() < 1
    with pytest.raises(ValueError, match="read-only"):
        seen.rgb[0, 0] = 0


@pytest.mark.parametrize("row", [row for row in ROWS if row.id in SMALL], ids=str)
def test_that_the_preview_refuses_in_the_words_of_the_reader(row: Row, tmp_path: Path) -> None:
    path = row.make(tmp_path)
    words = []
    for read in (read_photo, preview):
        with pytest.raises(Problem) as caught:
            read(path)
        words.append(str(caught.value))
    assert words[0] == words[1]
    assert row.expected in words[0]


def test_that_the_18_orientation_files_are_upright_and_equal() -> None:
    folder = os.environ.get("PHOTOCOMPARE_EVAL_DATA")
    if not folder:
        pytest.skip("PHOTOCOMPARE_EVAL_DATA is not set")
    for kind in ("Landscape", "Portrait"):
        files = sorted((Path(folder) / "exif-orientation").glob(f"{kind}_*.jpg"))
        assert len(files) == 9
        first = read_photo(files[1]).pixels.astype(int)
        for file in files:
            assert np.abs(read_photo(file).pixels.astype(int) - first).mean() < 4
