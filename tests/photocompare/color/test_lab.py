"""CIELAB, CIEDE2000 and the color matrix against published and reference values."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import rgb2lab

from photocompare.color.chart import known_charts
from photocompare.color.fit import correction_matrix
from photocompare.color.lab import delta_e_2000, encoded, lab, screen
from tests.photocompare.pictures import linear_light

# G. Sharma, W. Wu, E. N. Dalal, Color Res Appl 30:21 (2005), doi 10.1002/col.20070, table 1.
SHARMA = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.0200 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 -1.1848 -84.8006 50 0 -82.7485 1.0000
50 -0.9009 -85.5211 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.4900 -0.0010 50 -2.4900 0.0009 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0010 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0011 7.2195
50 2.4900 -0.0010 50 -2.4900 0.0012 7.2195
50 -0.0010 2.4900 50 0.0009 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0010 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0011 -2.4900 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0000
50 2.5 0 50 3.2972 0 1.0000
50 2.5 0 50 1.8634 0.5757 1.0000
50 2.5 0 50 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def test_that_the_color_difference_is_right_for_all_34_published_pairs() -> None:
    table = np.array([[float(value) for value in line.split()] for line in SHARMA.split("\n") if line])
    assert len(table) == 34
    assert np.abs(delta_e_2000(table[:, :3], table[:, 3:6]) - table[:, 6]).max() < 1e-4


def test_that_lab_is_scikit_images_for_every_kind_of_color() -> None:
    every = np.stack(np.meshgrid(*[np.arange(0, 256, 5)] * 3), axis=-1).reshape(-1, 1, 3).astype(np.uint8)
    own = lab(linear_light(every).astype(np.float32))
    assert delta_e_2000(own, rgb2lab(every)).max() < 0.01
    skin = lab(np.array([[0.539479, 0.304987, 0.223228]], np.float32))
    assert skin[0] == pytest.approx([65.6673, 13.6733, 16.9012], abs=1e-3)


def test_that_the_screen_table_is_the_srgb_curve() -> None:
    light = np.linspace(-0.1, 1.1, 30_000, dtype=np.float32).reshape(-1, 3)
    exact = 255 * encoded(light)
    assert np.abs(screen(light) - exact).max() < 0.51


def test_that_the_matrix_is_the_published_one() -> None:
    # The example of colour-science's matrix_colour_correction.
    random = np.random.RandomState(2)
    measured = random.random_sample((24, 3))
    target = measured + (random.random_sample((24, 3)) - 0.5) * 0.5
    published = [
        [1.0526376, 0.1378078, -0.2276339],
        [0.0739584, 1.0293994, -0.1060115],
        [0.0572550, -0.2052633, 1.1015194],
    ]
    assert correction_matrix(measured, target) == pytest.approx(np.array(published), abs=1e-6)


def test_that_the_charts_are_the_published_ones() -> None:
    # 8-bit sRGB of X-Rite's values of 2014; only cyan lies outside sRGB.
    chart = next(chart for chart in known_charts() if chart.name == "classic_2014")
    shown = screen(chart.linear.astype(np.float32))
    assert shown[1] == pytest.approx([197, 144, 127], abs=1)
    assert shown[21] == pytest.approx([121, 121, 121], abs=1)
    assert [i for i in range(24) if chart.linear[i].min() < 0] == [17]
