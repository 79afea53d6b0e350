"""The same skin in any color space and depth is the same light."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from photocompare.photo import Photo, decode_photo
from tests.photocompare.photo import heic, makers, profiles
from tests.photocompare.photo.rows_metadata import ADOBE, P3, SRGB

LINEAR = profiles.matrix_profile(profiles.SRGB, profiles.gamma_curve(1.0))
LIGHT = profiles.light(makers.scene() / 255).astype(np.float32)
RANGE = [(340, "f", 3, (0.0,) * 3, True), (341, "f", 3, (1.0,) * 3, True)]
ICC = [(34675, "B", len(LINEAR), LINEAR, True)]
SKIN = (slice(30, 96), slice(0, 128))


def erythema_index(photo: Photo) -> float:
    red, green, _ = np.log10(photo.linear()[SKIN].reshape(-1, 3).mean(axis=0))
    return float(100 * (red - green))


def stored(colorants: Any, power: float | None, levels: int) -> Any:
    values = profiles.stored_in(colorants, makers.scene() / 255, power) * (levels - 1)
    return np.round(values).astype(np.uint16 if levels > 256 else np.uint8)


TWINS = {
    "sRGB by profile": makers.png(icc_profile=SRGB),
    "Display P3": makers.png(stored(profiles.P3, None, 256), icc_profile=P3),
    "Adobe RGB": makers.png(stored(profiles.ADOBE, 563 / 256, 256), icc_profile=ADOBE),
    "Adobe RGB JPEG": makers.jpeg(stored(profiles.ADOBE, 563 / 256, 256), icc_profile=ADOBE),
    "16-bit TIFF": makers.tiff(makers.SCENE16),
    "16-bit P3 TIFF": makers.tiff(
        stored(profiles.P3, None, 65536), extratags=[(34675, "B", len(P3), P3, True)]
    ),
    "WebP": makers.webp(),
    "HEIC": heic.HEIC_8,
    "10-bit HEIC": heic.HEIC_10,
    # Not Pillow's: its encoder moves red and green by half a step each, 1.8 % of the index.
    "AVIF": makers.deep_avif(8),
    "10-bit AVIF": makers.deep_avif(10),
    "float TIFF": makers.tiff(LIGHT, extratags=RANGE + ICC),
    "table profile of version 4": makers.png(icc_profile=profiles.table_profile_v4()),
}


@pytest.mark.parametrize("name", TWINS)
def test_that_the_erythema_index_is_the_same_in_every_encoding(name: str) -> None:
    reference = erythema_index(decode_photo(makers.png(), "a"))
    found = erythema_index(decode_photo(TWINS[name], "a"))
    assert found == pytest.approx(reference, rel=0.01)


def test_that_an_ignored_profile_would_be_wrong_by_far_more() -> None:
    plain = erythema_index(decode_photo(makers.png(stored(profiles.P3, None, 256)), "a"))
    assert abs(plain / erythema_index(decode_photo(makers.png(), "a")) - 1) > 0.1


@pytest.mark.parametrize(("colorants", "profile"), [(profiles.P3, P3), (profiles.ADOBE, ADOBE)])
def test_that_littlecms_agrees(colorants: Any, profile: bytes) -> None:
    pixels = stored(colorants, None if profile is P3 else 563 / 256, 256)
    own = decode_photo(makers.png(pixels, icc_profile=profile), "a").linear()
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    target = ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    image = ImageCms.profileToProfile(Image.fromarray(pixels), source, target, renderingIntent=intent)
    coded = np.where(own <= 0.0031308, own * 12.92, 1.055 * np.maximum(own, 0) ** (1 / 2.4) - 0.055)
    assert np.abs(coded * 255 - np.asarray(image))[SKIN].max() < 1.1


def test_that_colors_outside_srgb_are_kept() -> None:
    pixels = np.full((64, 64, 3), (255, 0, 0), np.uint8)
    light = decode_photo(makers.png(pixels, icc_profile=P3), "a").linear()
    assert light[0, 0, 0] > 1.1
    assert light[0, 0, 1] < 0


def test_that_gray_pixels_stay_gray_in_every_matrix_profile() -> None:
    pixels = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 64, 0).repeat(3, 2)
    for profile in (SRGB, P3, ADOBE):
        light = decode_photo(makers.png(pixels, icc_profile=profile), "a").linear()
        assert np.abs(light - light[..., :1]).max() < 2e-6


def test_that_the_srgb_curve_is_exact() -> None:
    pixels = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 64, 0).repeat(3, 2)
    x = np.arange(256) / 255
    expected = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    light = decode_photo(makers.png(pixels), "a").linear()
    assert np.abs(light[0, :, 0] - expected).max() < 1e-7
