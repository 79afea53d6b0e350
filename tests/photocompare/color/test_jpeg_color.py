"""A JPEG's color is read finer than a decoder's whole steps, and what stays unknown is stated."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photocompare.color import NormalizedPair, normalize
from photocompare.color.gain_error import rounding_covariance
from photocompare.photo import Photo, decode_photo
from photocompare.photo.isolated import read_photo_isolated
from photocompare.recipe import ColorRecipe
from tests.photocompare.color.scenes import FOREHEAD, TREATED, Array, card, here, skin, taken
from tests.photocompare.pictures import eight_bit, linear_light

CASTS = ((1.15, 1.0, 0.85), (0.9, 1.0, 1.1), (1.0, 0.95, 1.07))


def jpeg(pixels: NDArray[np.uint8], **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", **{"quality": 95, "subsampling": 0, **options})
    return out.getvalue()


def grainy(light: Array, seed: int = 0) -> NDArray[np.uint8]:
    """Return 8-bit pixels with the grain of a good camera, which is less than a step."""
    return eight_bit(light + np.random.default_rng(seed).normal(0, 0.002, light.shape))


def scene() -> Array:
    light = skin()
    light[320:400, 400:480] = 0.18
    return light


def pair(method: str, cast: tuple[float, float, float]) -> NormalizedPair:
    photos = (
        decode_photo(jpeg(grainy(scene() * gain, seed)), "a.jpg")
        for seed, gain in enumerate((np.ones(3), np.array(cast)))
    )
    return normalize(*photos, here(), [TREATED, FOREHEAD, card((400, 320))], ColorRecipe(method=method))  # type: ignore[arg-type]


def redder(found: NormalizedPair) -> float:
    index = []
    for photo in (found.baseline, found.followup):
        light = photo.finely()[100:260, 170:330].astype(float)
        index.append(np.median(100 * np.log10(light[..., 0] / light[..., 1])))
    return float(index[1] - index[0])


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"subsampling": 2}, {"quality": 90}, {"exif": b"turned"}]
)
def test_that_a_flat_color_is_read_finer_than_whole_steps(options: dict[str, object]) -> None:
    if "exif" in options:
        exif = Image.Exif()
        exif[0x0112] = 6
        options = {"exif": exif.tobytes()}
    off_whole, off_fine = [], []
    for red in np.linspace(0.17, 0.19, 9):
        pixels = grainy(np.full((96, 160, 3), (red, 0.18, 0.175)))
        pixels[:40, :40] = (90, 160, 220)
        photo = decode_photo(jpeg(pixels, **options), "card.jpg")
        true = linear_light(pixels)[50:, 60:].mean(axis=(0, 1))
        plain, fine = photo.linear(), photo.finely(factor=8)
        turned = "exif" in options
        part = (slice(60, None), slice(0, 46)) if turned else (slice(50, None), slice(60, None))
        assert plain.shape == fine.shape == ((160, 96, 3) if turned else (96, 160, 3))
        for off, light in ((off_whole, plain), (off_fine, fine)):
            seen = light[part].mean(axis=(0, 1))
            off.append(100 * np.log10(seen[0] / seen[1] / true[0] * true[1]))
    assert np.std(off_fine) < 0.6 * np.std(off_whole)
    assert np.abs(off_fine).max() < 0.45


def test_that_strong_colors_and_other_files_keep_what_the_decoder_gave(tmp_path: Path) -> None:
    strong = np.full((96, 96, 3), (220, 30, 40), np.uint8)
    for data in (jpeg(strong), jpeg(strong, subsampling=0, quality=100)):
        photo = decode_photo(data, "red.jpg")
        assert photo.finely() == pytest.approx(photo.linear(), rel=1e-3)
    flat = taken(skin())
    assert np.array_equal(flat.finely(), flat.linear())
    path = tmp_path / "skin.jpg"
    path.write_bytes(jpeg(grainy(skin())))
    here_, there = decode_photo(path.read_bytes(), "skin.jpg"), read_photo_isolated(path)
    assert np.array_equal(here_.finely(), there.finely())


@pytest.mark.parametrize(("method", "most"), [("gray", 0.8), ("reference", 0.2)])
def test_that_light_does_not_redden_untreated_skin_in_jpegs(method: str, most: float) -> None:
    for cast in CASTS:
        found = pair(method, cast)
        change, stated = redder(found), found.sd_of((-100.0, 100.0, 0.0))
        assert abs(change) < most
        assert stated is not None
        # The region's own rounding comes on top, a tenth.
        assert abs(change) < 3 * stated + 0.1
        assert stated < most


def test_that_a_lossy_flat_card_states_its_rounding_and_a_lossless_one_has_none() -> None:
    photo = decode_photo(jpeg(grainy(scene())), "a.jpg")
    gray = np.full(3, 0.18)
    gradient = np.array([-100, 100, 0])

    def stated(one: Photo) -> float:
        return float(np.sqrt(gradient @ rounding_covariance(one, gray) @ gradient))

    coarse = decode_photo(jpeg(grainy(scene()), quality=60), "a.jpg")
    assert stated(taken(scene())) == 0
    assert 0.1 < stated(photo) < stated(coarse)
    assert stated(photo) < stated(replace(photo, color=None, format="HEIC"))


def test_that_unsure_light_widens_lightness_and_not_redness() -> None:
    sure = normalize(*[taken(scene())] * 2, here(), [TREATED, card((400, 320))], ColorRecipe(method="gray"))
    dark = replace(sure, gain_covariance=sure.gain_covariance + np.full((3, 3), 0.02**2))  # type: ignore[operator]
    assert dark.sd_of((-100.0, 100.0, 0.0)) == pytest.approx(sure.sd_of((-100.0, 100.0, 0.0)))
    assert (dark.l_star_sd or 0) > (sure.l_star_sd or 0) + 0.5
    assert (dark.gain_sd or (0,))[0] > 0.02
    nothing = normalize(*[taken(scene())] * 2, here(), [TREATED], ColorRecipe(method="none"))
    assert nothing.gain_sd is nothing.l_star_sd is None
