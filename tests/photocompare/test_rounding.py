"""The rounding of a lossy file in the error of a change: it follows the file and is about right."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import PIL.Image
import pytest

import photocompare as pc
from photocompare.color import CorrectedPhoto, encoded
from photocompare.metric import metrics
from photocompare.patch import Patch
from photocompare.phantom import PhantomPair, random_pair
from photocompare.photo import Box, Photo, decode_photo
from photocompare.regions import polygon_region
from photocompare.uncertainty.samples import samples_of

REDNESS = ("erythema_index", "erythema_index.iqr", "a_star.iqr", "delta_e_2000", "erythema_index_diffuse")
QUALITIES = (None, 93, 75)


@cache
def pair() -> PhantomPair:
    return random_pair(3, difficulty="null", megapixels=0.4)


def stored(pixels: np.ndarray, quality: int | None) -> Photo:
    out = io.BytesIO()
    image = PIL.Image.fromarray(pixels)
    if quality is None:
        image.save(out, "PNG")
        return decode_photo(out.getvalue(), "a.png")
    image.save(out, "JPEG", quality=quality, subsampling=0)
    return decode_photo(out.getvalue(), "a.jpg")


@cache
def errors(quality: int | None) -> dict[str, float]:
    """Return the stated error of each measure where both photos were stored so."""
    regions = [
        polygon_region(one.name, list(map(tuple, one.polygon)), role=one.role) for one in pair().truth.regions
    ]
    photos = [stored(one.pixels, quality) for one in (pair().baseline, pair().followup)]
    recipe = pc.Recipe(metrics=tuple(REDNESS))
    found = pc.compare(*photos, regions, recipe, mm_per_pixel=pair().truth.mm_per_pixel)
    return {one.metric: one.sdc or 0.0 for one in found.measurements if one.region.name == "treated"}


@pytest.mark.parametrize("metric", REDNESS)
def test_that_the_stronger_a_file_is_compressed_the_larger_is_the_error_of_colors(metric: str) -> None:
    lossless, usual, strong = (errors(one)[metric] for one in QUALITIES)
    assert lossless < usual < strong
    assert strong > 1.5 * lossless


def patch_of(photo: Photo) -> Patch:
    outline = np.asarray(pair().truth.regions[0].polygon)
    (left, top), (right, bottom) = outline.min(axis=0).astype(int), outline.max(axis=0).astype(int)
    box = Box(top, bottom, left, right)
    return Patch(CorrectedPhoto(photo), box, np.ones(box.shape, dtype=bool))


@pytest.mark.parametrize("quality", [93, 75])
def test_that_the_stated_rounding_is_about_what_storing_does(quality: int) -> None:
    """Against the lossless picture, in six exposures: where a color lies between the steps is chance."""
    light = stored(pair().baseline.pixels, None).linear()
    for name in ("erythema_index", "erythema_index.iqr"):
        metric = metrics()[name]
        off, stated = [], []
        for exposure in np.linspace(0.8, 1.0, 6):
            shown = 255 * encoded(light * np.float32(exposure))
            pixels = (shown + np.random.default_rng(1).random(light.shape)).astype(np.uint8)
            plain, lossy = patch_of(stored(pixels, None)), patch_of(stored(pixels, quality))
            off.append(metric(lossy) - metric(plain))
            stated.append(np.std([metric(one) for one in samples_of(lossy).rounded]))
        true, said = np.sqrt(np.mean(np.square(off))), np.sqrt(np.mean(np.square(stated)))
        assert 0.4 < said / true < 2.5


def test_that_a_lossless_file_is_not_rounded() -> None:
    assert samples_of(patch_of(stored(pair().baseline.pixels, None))).rounded == ()
