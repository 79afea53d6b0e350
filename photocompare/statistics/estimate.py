"""What the statistics say, one row a number, and stats.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from photocompare import __version__
from photocompare.errors import Finding
from photocompare.statistics.one_sample import ChangeStatistics, Interval
from photocompare.statistics.read import MetricsTable
from photocompare.statistics.repeats import Repeat
from photocompare.statistics.subjects import Endpoint
from photocompare.table import Row, number, safe_cell

CHANGE = "change"
DIFFERENCE = "difference"
GROUPS = "difference between groups"
MEAN_OF_RATIOS = "percent change, mean of ratios"
RATIO_OF_MEANS = "percent change, ratio of means"
RESPONDERS = "responders"
MIXED = "mixed model"
CENTRAL = {CHANGE, DIFFERENCE, GROUPS}
PRIMARY, EXPLORATORY = "primary", "exploratory"
ANALYSES = {
    CHANGE: "mean change from baseline of one arm",
    DIFFERENCE: "difference in change between two arms within each subject: the primary estimate",
    GROUPS: "the same between arms of different subjects (Welch, Mann-Whitney)",
    MEAN_OF_RATIOS: "mean over subjects of each one's change in percent; measures with a true zero only",
    RATIO_OF_MEANS: "mean change in percent of the mean baseline",
    "share ...": "subjects with this verdict, in percent, with Wilson interval; `mixed`: regions that differ",
    RESPONDERS: "subjects beyond the smallest detectable change in the better direction",
    MIXED: "change (one arm) or difference in change (two) from a mixed model of all times, `--mixed`",
    "repeats: ...": "of repeat shots: bias with limits of agreement (as interval), SEM, SDC (1.96 SD of "
    "the differences), repeatability coefficient (the same about 0), ICC(A,1) with interval",
    "answer: ...": "patients who gave this answer, in percent, with Wilson interval",
    "mean answer": "of a question answered by numbers",
    "satisfied or very satisfied": "the two upper grades of the scale of satisfaction",
}
COLUMNS = {
    "metric": "what was measured, or the question asked of the patients",
    "unit": "of estimate, sd and intervals",
    "lighting": "the light of the photos",
    "timepoint": "the follow-up",
    "day": "its day, the median over subjects",
    "analysis": "what the estimate is, see above",
    "arm": "whose change",
    "versus": "the arm it is compared with, empty for a change by itself",
    "n": "subjects; for a share those it is a share of",
    "sites": "pieces of skin behind them (regions of all views); of repeats those shot twice",
    "estimate": "the number itself",
    "sd": "standard deviation between subjects",
    "ci_low": "lower end of the 95 % interval: Student's t, Wilson's for a share",
    "ci_high": "its upper end",
    "bca_low": "lower end of the 95 % BCa bootstrap interval over subjects",
    "bca_high": "its upper end",
    "t": "t statistic",
    "df": "its degrees of freedom",
    "df_method": "where these are from: `n - 1`, `Welch`, or `Satterthwaite` (mixed model)",
    "p_t": "its two-sided p",
    "wilcoxon_w": "smaller signed-rank sum (between groups: Mann-Whitney's U)",
    "p_wilcoxon": "its two-sided p, exact",
    "hodges_lehmann": "median of the Walsh averages",
    "p_sign_flip": "exact two-sided p of all sign flips, n <= 15",
    "test": "which p is quoted in `p`",
    "p": "the quoted two-sided p",
    "family": "`primary`: adjusted by Holm; `exploratory`: by Benjamini-Hochberg",
    "p_adjusted": "p after that adjustment",
    "codes": "doubts about the design, see codes.md",
    "version": "of photocompare",
}


@dataclass(frozen=True)
class Estimate:
    """One number of a study with its uncertainty: a row of stats.csv.

    `interval` is the 95 % interval in `unit`; `sample` carries the tests where there are any.
    """

    endpoint: Endpoint
    analysis: str
    estimate: float
    n: int
    unit: str
    timepoint: str = ""
    day: float | None = None
    arm: str = ""
    versus: str = ""
    sites: int | None = None
    sd: float | None = None
    interval: Interval | None = None
    bca: Interval | None = None
    sample: ChangeStatistics = field(default_factory=lambda: ChangeStatistics(0, 0.0))
    family: str = ""
    p_adjusted: float | None = None
    codes: tuple[str, ...] = ()

    @property
    def tested(self) -> bool:
        """Return whether it has a p."""
        return self.sample.p is not None

    @property
    def comparison(self) -> str:
        """Return whose estimate it is, in words: `treated`, `treated minus untreated`."""
        return f"{self.arm} minus {self.versus}" if self.versus else self.arm


@dataclass(frozen=True)
class Summary:
    """The statistics of a study: its estimates, the doubts about its design, what they come from."""

    estimates: tuple[Estimate, ...]
    findings: tuple[Finding, ...]
    table: MetricsTable
    repeats: tuple[Repeat, ...] = ()

    def of(self, metric: str, analysis: str | None = None) -> list[Estimate]:
        """Return the estimates of a metric, of one analysis where it is named."""
        wanted = [one for one in self.estimates if one.endpoint.metric == metric]
        return [one for one in wanted if analysis in {None, one.analysis}]


def from_sample(
    endpoint: Endpoint,
    analysis: str,
    sample: ChangeStatistics,
    *,
    unit: str | None = None,
    timepoint: str = "",
    day: float | None = None,
    arm: str = "",
    versus: str = "",
    sites: int | None = None,
) -> Estimate:
    """Return the estimate that the mean of a sample is."""
    return Estimate(
        endpoint,
        analysis,
        sample.mean,
        sample.n,
        endpoint.unit if unit is None else unit,
        timepoint=timepoint,
        day=day,
        arm=arm,
        versus=versus,
        sites=sites,
        sd=sample.sd,
        interval=sample.interval,
        bca=sample.bca,
        sample=sample,
    )


def stats_rows(estimates: Iterable[Estimate]) -> list[Row]:
    """Return the rows of stats.csv: text cells safe for spreadsheets, an empty cell for what has no value."""
    return [_row(one) for one in estimates]


def stats_csv(estimates: Iterable[Estimate]) -> str:
    """Return stats.csv: comma, `\\n`, one header line; the same bytes for the same table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[name] for name in COLUMNS] for row in stats_rows(estimates))
    return out.getvalue()


def p_words(p: float | None) -> str:
    """Return a p as journals print it.

    >>> p_words(0.0009), p_words(0.0312), p_words(None)
    ('<.001', '.031', '–')
    """
    if p is None:
        return "–"
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def _row(one: Estimate) -> Row:
    sample, none = one.sample, (None, None)
    numbers = {
        "day": one.day,
        "estimate": one.estimate,
        "sd": one.sd,
        **dict(zip(("ci_low", "ci_high"), one.interval or none, strict=True)),
        **dict(zip(("bca_low", "bca_high"), one.bca or none, strict=True)),
        "t": sample.t,
        "df": sample.df if sample.t is not None else None,
        "p_t": sample.p_t,
        "wilcoxon_w": sample.w,
        "p_wilcoxon": sample.p_wilcoxon,
        "hodges_lehmann": sample.hodges_lehmann,
        "p_sign_flip": sample.p_sign_flip,
        "p": sample.p,
        "p_adjusted": one.p_adjusted,
    }
    texts = {
        "metric": safe_cell(one.endpoint.metric),
        "unit": one.unit,
        "lighting": safe_cell(one.endpoint.lighting),
        "timepoint": safe_cell(one.timepoint),
        "analysis": safe_cell(one.analysis),
        "arm": safe_cell(one.arm),
        "versus": safe_cell(one.versus),
        "n": str(one.n),
        "sites": "" if one.sites is None else str(one.sites),
        "df_method": sample.df_method if sample.t is not None else "",
        "test": sample.test,
        "family": one.family,
        "codes": " ".join(one.codes),
        "version": __version__,
    }
    return texts | {name: number(value) for name, value in numbers.items()}
