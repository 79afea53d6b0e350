"""The check values of the science notes, sections 9.1 to 9.3: published, or computed elsewhere."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from photocompare.errors import NotMeasurable
from photocompare.statistics import (
    benjamini_hochberg,
    change_statistics,
    forced_choice,
    holm,
    icc,
    percent_agreement,
    rank_correlation,
    repeatability,
    share,
    weighted_kappa,
)
from photocompare.statistics.one_sample import smallest_p, welch
from tests.photocompare.statistics.tables import AFTER_C, AFTER_T, BEFORE_C, BEFORE_T

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
FIRST = [22.1, 18.4, 25.3, 30.2, 27.7, 21.0, 19.5, 24.4, 28.8, 23.3]
SECOND = [22.8, 18.0, 25.9, 29.1, 28.5, 20.4, 20.3, 24.0, 29.9, 23.0]
GRADES = [0, 1, 1, 2, 2, 3, 3, 3, 4, 4], [0, 1, 2, 2, 3, 3, 2, 3, 4, 3]


@pytest.fixture(scope="module")
def differences() -> np.ndarray:
    """Return treated minus untreated change of the 11 subjects."""
    treated = np.subtract(AFTER_T, BEFORE_T)
    return treated - np.subtract(AFTER_C, BEFORE_C)


def test_that_treated_minus_untreated_has_the_check_sets_numbers(differences):
    found = change_statistics(differences)
    assert found.n == 11
    assert found.mean == pytest.approx(-2.018182, abs=1e-6)
    assert found.sd == pytest.approx(1.437163, abs=1e-6)
    assert (found.t, found.df) == (pytest.approx(-4.657477, abs=1e-6), 10)
    assert found.p_t == pytest.approx(0.000898, abs=1e-6)
    assert found.interval == pytest.approx((-2.983681, -1.052683), abs=1e-6)
    assert (found.w, found.p_wilcoxon) == (2, 0.0029296875)
    assert found.hodges_lehmann == pytest.approx(-2.09, abs=1e-9)
    assert (found.p_sign_flip, found.test) == (0.0029296875, "sign-flip")
    assert found.bca == pytest.approx((-2.76, -1.11), abs=0.05)


def test_that_float_noise_does_not_break_ties_or_change_a_p():
    exact = np.array([0.2, 0.2, -0.2, 0.3, 0.1, 0.2])
    noisy = exact + np.array([1, -1, 1, -1, 1, -1]) * 3e-17
    noisy[0] = 0.3 - 0.1
    assert change_statistics(noisy) == change_statistics(exact)


def test_that_the_smallest_exact_p_is_that_of_a_study_in_which_all_agree():
    assert (smallest_p(11), smallest_p(5)) == (0.0009765625, 0.0625)
    found = change_statistics([1.0, 2.0, 3.0, 4.0, 5.5])
    assert found.p_sign_flip == found.p_wilcoxon == 0.0625


def test_that_turning_the_sign_turns_the_estimates_and_leaves_every_p(differences):
    one, other = change_statistics(differences), change_statistics(-differences)
    assert (one.p_t, one.p_wilcoxon, one.p_sign_flip) == (other.p_t, other.p_wilcoxon, other.p_sign_flip)
    assert one.hodges_lehmann == -(other.hodges_lehmann or 0)
    assert one.bca == pytest.approx(tuple(-end for end in reversed(other.bca or ())), abs=0.05)


def test_that_the_bca_interval_covers_a_skewed_mean_better_than_it_would_by_chance():
    draws = np.random.default_rng(3).lognormal(0, 0.8, size=(200, 20))
    truth = np.exp(0.32)
    covered = [low <= truth <= high for low, high in (change_statistics(draw).bca for draw in draws)]
    assert 0.86 <= np.mean(covered) <= 0.99


def test_that_nothing_is_claimed_of_one_subject_and_nothing_tested_where_nothing_changed():
    assert change_statistics([3.0]).p is None
    assert change_statistics([3.0]).interval is None
    still = change_statistics([0.0, 0.0, 0.0])
    assert (still.mean, still.sd, still.p) == (0.0, 0.0, None)
    alike = change_statistics([2.0, 2.0, 2.0, 2.0])
    assert (alike.t, alike.interval, alike.p) == (None, None, 0.125)


def test_that_two_groups_are_compared_as_welch_and_mann_and_whitney_do():
    found = welch(np.array([1.0, 2.0, 3.0]), np.array([4.0, 6.0, 8.0, 10.0]))
    assert (found.n, found.mean, found.hodges_lehmann) == (7, -5.0, -5.0)
    assert found.t == pytest.approx(-5 / np.sqrt(1 / 3 + (20 / 3) / 4))
    assert found.p_wilcoxon == pytest.approx(2 / 35)


def test_that_many_tests_are_adjusted_as_holm_and_as_benjamini_and_hochberg_do():
    p = [0.001, 0.01, 0.02, 0.035, 0.04, 0.2]
    assert holm(p) == pytest.approx([0.006, 0.05, 0.08, 0.105, 0.105, 0.2])
    assert benjamini_hochberg(p) == pytest.approx([0.006, 0.03, 0.04, 0.048, 0.048, 0.2])
    order = [3, 0, 5, 1, 4, 2]
    assert holm(np.array(p)[order]) == pytest.approx(holm(p)[order])
    assert all(one <= other for one, other in pairwise(benjamini_hochberg(p)))


def test_that_the_six_forms_of_icc_are_those_of_shrout_and_fleiss():
    found = icc(SHROUT_FLEISS)
    values = {"1,1": 0.1657, "2,1": 0.2898, "3,1": 0.7148, "1,k": 0.4428, "2,k": 0.6201, "3,k": 0.9093}
    assert {form: round(one.value, 4) for form, one in found.items()} == values
    # 95 % intervals as two other programs print them for these data.
    intervals = {"1,1": (-0.13, 0.72), "2,1": (0.02, 0.76), "3,1": (0.34, 0.95), "3,k": (0.68, 0.99)}
    for form, interval in intervals.items():
        assert (found[form].low, found[form].high) == pytest.approx(interval, abs=0.006)
    assert found["2,1"].definition == "A,1"
    assert found["2,1"].words == "poor to good"


def test_that_repeats_give_the_check_sets_error():
    found = repeatability(FIRST, SECOND)
    assert found.bias == pytest.approx(0.12, abs=1e-9)
    assert found.sd == pytest.approx(0.758361, abs=1e-6)
    assert found.sem == pytest.approx(0.536242, abs=1e-6)
    assert found.sdc == pytest.approx(1.486387, abs=1e-6)
    assert found.limits == pytest.approx((-1.366387, 1.606387), abs=1e-6)
    assert found.within == pytest.approx(0.515752, abs=1e-6)
    assert found.icc is not None
    assert found.icc.value == pytest.approx(0.9835, abs=5e-5)
    assert found.icc.definition == "A,1"


def test_that_a_published_sem_follows_from_its_published_sd_of_change():
    spread = np.sqrt(2) * 4.8 / 2
    found = repeatability([0, 0], [-spread, spread])
    assert found.sd == pytest.approx(4.8)
    assert found.sem == pytest.approx(3.39, abs=0.005)


def test_that_kappa_has_the_check_values():
    assert weighted_kappa(*GRADES) == pytest.approx(0.480519, abs=1e-6)
    assert weighted_kappa(*GRADES, weights="linear") == pytest.approx(0.696970, abs=1e-6)
    assert weighted_kappa(*GRADES, weights="quadratic") == pytest.approx(0.858156, abs=1e-6)
    agreed = percent_agreement(*GRADES)
    assert (agreed.count, agreed.n) == (6, 10)
    assert percent_agreement(*GRADES, within=1).count == 10


def test_that_a_rater_who_always_presses_one_key_has_kappa_0():
    for weights in ("none", "linear", "quadratic"):
        assert weighted_kappa(GRADES[0], [2] * 10, weights=weights) == pytest.approx(0)
        assert weighted_kappa([2] * 10, [2] * 10, weights=weights, grades=range(5)) == 0


def test_that_a_choice_between_two_is_held_against_chance():
    assert round(forced_choice(10, 11), 4) == 0.0059
    assert round(forced_choice(9, 11), 4) == 0.0327


def test_that_a_share_has_wilsons_interval():
    z, n, p = 1.959964, 50, 37 / 50
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    found = share(37, 50)
    assert (found.low, found.high) == pytest.approx((middle - half, middle + half), abs=1e-6)
    assert 0 <= share(0, 11).low < share(0, 11).high < 0.3


def test_that_ranks_are_correlated_and_what_does_not_vary_is_not():
    found = rank_correlation([1, 2, 3, 4, 5], [2, 4, 6, 8, 9])
    assert (found.rho, found.tau_b) == pytest.approx((1, 1))
    assert found.p == pytest.approx(2 / 120)
    with pytest.raises(NotMeasurable, match="E505"):
        rank_correlation([1, 2, 3], [5, 5, 5])


@pytest.mark.parametrize("bad", [[[1.0, 2.0]], [[1.0], [2.0]], [[1.0, np.nan], [2.0, 3.0]], [[2.0, 2.0]] * 5])
def test_that_an_icc_that_has_no_value_is_refused_in_words(bad):
    with pytest.raises(NotMeasurable, match="E505"):
        icc(bad)
