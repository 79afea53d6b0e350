import numpy as np
import pytest
from skimage.measure import points_in_poly

from photocompare.phantom.fields import smooth_noise
from photocompare.phantom.raster import FULL, Grid, draw, strokes
from photocompare.phantom.truth import region_cells


@pytest.mark.parametrize("width", [0.3, 0.9, 2.5])
def test_that_a_stroke_is_as_wide_as_it_says(width):
    grid = Grid(0.0, 0.0, 0.02, 400, 300)
    layer = np.zeros((300, 400), np.uint16)
    points = np.array([[1.0, 2.9], [4.0, 3.1], [7.0, 3.3]])
    draw(layer, grid, strokes(points, np.full(3, width), np.ones(3)), softness=0.1)
    column = layer[:, 200].astype(float) / FULL
    across = (column > 0.3).sum() * 0.02 * np.cos(np.arctan2(0.4, 6.0))
    assert across == pytest.approx(width, abs=0.04)


def test_that_a_region_holds_exactly_the_pixels_whose_centers_it_encloses():
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    radius = 30 * (1 + 0.3 * np.cos(3 * angle))
    outline = np.stack([50.3 + radius * np.cos(angle), 40.7 + 35 * np.sin(angle)], axis=-1)
    mask = np.zeros((70, 90), bool)
    mask[region_cells(outline, (90, 70))] = True
    centers = np.stack(np.meshgrid(np.arange(90) + 0.5, np.arange(70) + 0.5), axis=-1).reshape(-1, 2)
    assert np.array_equal(mask.ravel(), points_in_poly(centers, outline))


@pytest.mark.parametrize("scale", [1.0, 3.0, 8.0])
def test_that_a_random_field_has_the_strength_it_says(scale):
    field = smooth_noise(np.random.default_rng(1), Grid(0.0, 0.0, 0.15, 900, 700), scale)
    assert field.std() == pytest.approx(1.0, abs=0.2)
    assert field.mean() == pytest.approx(0.0, abs=0.2)
