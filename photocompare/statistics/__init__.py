"""What a study's table says: paired change, treated minus untreated, reliability, agreement."""

from photocompare.statistics.agreement import (
    RankCorrelation,
    forced_choice,
    percent_agreement,
    rank_correlation,
    weighted_kappa,
)
from photocompare.statistics.estimate import Estimate, Summary, stats_csv, stats_rows
from photocompare.statistics.frame import to_frame
from photocompare.statistics.multiplicity import benjamini_hochberg, holm
from photocompare.statistics.one_sample import ChangeStatistics, change_statistics
from photocompare.statistics.outcomes import Outcome, read_outcomes
from photocompare.statistics.proportion import Share, share
from photocompare.statistics.read import MetricsTable, Observation, metrics_table, read_metrics
from photocompare.statistics.reliability import Icc, Repeatability, icc, repeatability
from photocompare.statistics.summarize import summarize

__all__ = [
    "ChangeStatistics",
    "Estimate",
    "Icc",
    "MetricsTable",
    "Observation",
    "Outcome",
    "RankCorrelation",
    "Repeatability",
    "Share",
    "Summary",
    "benjamini_hochberg",
    "change_statistics",
    "forced_choice",
    "holm",
    "icc",
    "metrics_table",
    "percent_agreement",
    "rank_correlation",
    "read_metrics",
    "read_outcomes",
    "repeatability",
    "share",
    "stats_csv",
    "stats_rows",
    "summarize",
    "to_frame",
    "weighted_kappa",
]
