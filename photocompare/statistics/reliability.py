"""How well a measure repeats: intraclass correlation, standard error, smallest detectable change, limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from photocompare.errors import NotMeasurable

LEVEL = 0.95


@dataclass(frozen=True)
class Icc:
    """One form of intraclass correlation with its 95 % interval.

    `form` is Shrout and Fleiss' name (`2,1`), `definition` McGraw and Wong's (`A,1`: absolute agreement,
    `C,1`: consistency, `1`: one-way; k for the mean of k raters).
    """

    form: str
    definition: str
    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """Return what the interval allows one to say (Koo & Li 2016): `poor`, `moderate to good`..."""
        names = ("poor", "moderate", "good", "excellent")
        low, high = (names[int(np.searchsorted((0.5, 0.75, 0.9), bound))] for bound in (self.low, self.high))
        return low if low == high else f"{low} to {high}"


@dataclass(frozen=True)
class Repeatability:
    """What two repeats of n measurements say; all but `n` and `icc` in the measure's unit.

    Attributes:
        bias: mean second minus first; `sd` of these differences.
        sem: standard error of measurement, sd / sqrt(2) (de Vet).
        sdc: smallest detectable change of one subject, 1.96 sd; of a group of m, sdc / sqrt(m).
        limits: Bland and Altman's limits of agreement.
        within: within-subject SD, sqrt(mean d^2 / 2), for which a bias counts as error.
        repeatability: 1.96 sqrt(2) within.
        icc: ICC(A,1), or None where nothing varies.
    """

    n: int
    bias: float
    sd: float
    sem: float
    sdc: float
    limits: tuple[float, float]
    within: float
    repeatability: float
    icc: Icc | None


def icc(ratings: ArrayLike) -> dict[str, Icc]:
    """Return the six forms of Shrout and Fleiss by name, from an n x k table: subjects by raters or repeats.

    Source: Shrout & Fleiss 1979, Psychol Bull 86:420-428; intervals of McGraw & Wong 1996.

    Raises:
        NotMeasurable: E505 for fewer than 2 subjects or raters, missing values, or ratings that do not vary.
    """
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2 or min(table.shape) < 2 or not np.all(np.isfinite(table)):
        raise NotMeasurable("E505", "an ICC needs at least 2 subjects and 2 raters, with every rating given")
    (n, k), grand = table.shape, table.mean()
    rows = float(k * np.sum((table.mean(1) - grand) ** 2) / (n - 1))
    columns = float(n * np.sum((table.mean(0) - grand) ** 2) / (k - 1))
    total = float(np.sum((table - grand) ** 2))
    within = (total - rows * (n - 1)) / (n * (k - 1))
    error = max((total - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1)), 0.0)
    if total <= 1e-12 * max(grand**2, 1e-12):
        raise NotMeasurable("E505", "all ratings are the same, so that no subject differs from another")
    one = _by_ratio(rows, within, k, n - 1, n * (k - 1))
    two = _agreement(rows, columns, error, n, k)
    three = _by_ratio(rows, error, k, n - 1, (n - 1) * (k - 1))
    forms: dict[str, Icc] = {}
    for size in ("1", "k"):
        for form, kind, values in (("1", "", one), ("2", "A,", two), ("3", "C,", three)):
            found = values if size == "1" else [_of_mean(value, k) for value in values]
            forms[f"{form},{size}"] = Icc(f"{form},{size}", f"{kind}{size}", *found)
    return forms


def _by_ratio(rows: float, rest: float, k: int, df: int, df_rest: int) -> tuple[float, float, float]:
    if rest <= 0:
        return 1.0, 1.0, 1.0
    ratio = rows / rest
    low = ratio / scipy.stats.f.ppf((1 + LEVEL) / 2, df, df_rest)
    high = ratio * scipy.stats.f.ppf((1 + LEVEL) / 2, df_rest, df)
    value, below, above = (float((f - 1) / (f + k - 1)) for f in (ratio, low, high))
    return value, below, above


def _agreement(rows: float, columns: float, error: float, n: int, k: int) -> tuple[float, float, float]:
    value = (rows - error) / (rows + (k - 1) * error + k * (columns - error) / n)
    if value >= 1:
        return 1.0, 1.0, 1.0
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    spread = (a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    df = (a * columns + b * error) ** 2 / spread if spread > 0 else (n - 1) * (k - 1)
    f_low, f_high = (
        scipy.stats.f.ppf((1 + LEVEL) / 2, n - 1, df),
        scipy.stats.f.ppf((1 + LEVEL) / 2, df, n - 1),
    )
    rest = k * columns + (k * n - k - n) * error
    low = n * (rows - f_low * error) / (f_low * rest + n * rows)
    high = n * (f_high * rows - error) / (rest + n * f_high * rows)
    return float(value), float(low), float(high)


def _of_mean(value: float, k: int) -> float:
    """Return the reliability of the mean of k from that of one (Spearman-Brown); it has no lower end."""
    below = 1 + (k - 1) * value
    return float(k * value / below) if below > 0 else -np.inf


def repeatability(first: ArrayLike, second: ArrayLike) -> Repeatability:
    """Return what repeat measurements of the same things say about the error of one.

    Source: Bland & Altman 1999, Stat Methods Med Res 8:135-160; SEM and SDC as de Vet's.

    Raises:
        NotMeasurable: E505 for fewer than 2 pairs, unequal lengths or missing values.
    """
    a, b = (np.asarray(values, dtype=np.float64) for values in (first, second))
    if a.shape != b.shape or a.ndim != 1 or len(a) < 2 or not np.all(np.isfinite([a, b])):
        raise NotMeasurable("E505", "repeatability needs at least 2 pairs of repeats, none missing")
    differences: NDArray[np.float64] = b - a
    bias, sd = float(differences.mean()), float(differences.std(ddof=1))
    within = float(np.sqrt(np.mean(differences**2) / 2))
    try:
        agreement = icc(np.stack([a, b], 1))["2,1"]
    except NotMeasurable:
        agreement = None
    return Repeatability(
        n=len(a),
        bias=bias,
        sd=sd,
        sem=sd / np.sqrt(2),
        sdc=1.96 * sd,
        limits=(bias - 1.96 * sd, bias + 1.96 * sd),
        within=within,
        repeatability=1.96 * np.sqrt(2) * within,
        icc=agreement,
    )
