import numpy as np
import pytest

from photocompare.phantom.spectra import color_table, look_up, skin_color

# Published with the model: f_mel, f_blood, linear sRGB, EI, EIc, MI (science.md 3.4).
CHECK_TABLE = [
    (0.02, 0.02, (0.461, 0.281, 0.234), 21.43, 8.19, 33.65),
    (0.05, 0.01, (0.461, 0.295, 0.204), 19.37, 3.47, 33.67),
    (0.05, 0.02, (0.418, 0.236, 0.169), 24.92, 7.25, 37.85),
    (0.05, 0.04, (0.365, 0.176, 0.132), 31.61, 11.73, 43.80),
    (0.12, 0.02, (0.332, 0.157, 0.084), 32.48, 5.49, 47.85),
    (0.25, 0.02, (0.215, 0.079, 0.031), 43.49, 5.72, 66.78),
]


@pytest.mark.parametrize(("mel", "blood", "rgb", "erythema", "compensated", "melanin"), CHECK_TABLE)
def test_that_the_skin_model_gives_the_published_check_table(mel, blood, rgb, erythema, compensated, melanin):
    color = skin_color(mel, blood)
    density = -np.log10(color)
    assert color == pytest.approx(rgb, abs=0.001)
    assert 100 * (density[1] - density[0]) == pytest.approx(erythema, abs=0.015)
    found = 100 * (density[1] - density[0] - 0.45 * (density[2] - density[0]))
    assert found == pytest.approx(compensated, abs=0.015)
    assert 100 * density[0] == pytest.approx(melanin, abs=0.015)


def test_that_the_look_up_table_is_as_good_as_the_spectra():
    rng = np.random.default_rng(0)
    mel = np.exp(rng.uniform(np.log(0.01), np.log(0.5), (40, 40))).astype(np.float32)
    blood = np.exp(rng.uniform(np.log(0.002), np.log(0.2), (40, 40))).astype(np.float32)
    assert look_up(color_table(), mel, blood) == pytest.approx(skin_color(mel, blood), rel=2e-3)


def test_that_melanin_hardly_moves_the_compensated_erythema_index_but_blood_does():
    def compensated(mel: float, blood: float) -> float:
        density = -np.log10(skin_color(mel, blood))
        return float(100 * (density[1] - density[0] - 0.45 * (density[2] - density[0])))

    base = compensated(0.05, 0.02)
    assert abs(compensated(0.10, 0.02) - base) < compensated(0.05, 0.04) - base
