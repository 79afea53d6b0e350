"""Rows as a pandas table (extra `research`)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photocompare.compare import Comparison
from photocompare.errors import Problem
from photocompare.statistics.estimate import Summary, stats_rows
from photocompare.statistics.read import MetricsTable, read_metrics
from photocompare.table import Row, comparison_rows

if TYPE_CHECKING:
    import pandas as pd

TEXT = {
    *("subject", "view", "lighting", "timepoint", "region", "arm", "side", "metric", "unit", "sdc_source"),
    *("verdict", "alignment_grade", "color_method", "status", "codes", "message", "version", "analysis"),
    *("versus", "df_method", "test", "family", "baseline_sha256", "followup_sha256", "recipe_sha256"),
}


def to_frame(source: Comparison | Summary | MetricsTable | Path | str | Iterable[Row]) -> pd.DataFrame:
    """Return a pandas DataFrame of a comparison, a summary, a metrics table or its path: the table's columns.

    Numbers are float64 with NaN for an empty cell (the column `codes` says why); texts stay texts, so that a
    subject `007` keeps its zeros.

    Raises:
        Problem: E337, E502 for a wrong table, E507 where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise Problem("E507", "research", "pandas is missing") from error
    rows = _rows(source)
    frame = pd.DataFrame(rows)
    for name in frame.columns:
        if name not in TEXT:
            frame[name] = pd.to_numeric(frame[name].replace("", None))
    return frame


def _rows(source: Any) -> list[Row]:
    if isinstance(source, Comparison):
        return comparison_rows(source)
    if isinstance(source, Summary):
        return stats_rows(source.estimates)
    if isinstance(source, str | Path):
        source = read_metrics(Path(source))
    if isinstance(source, MetricsTable):
        return [one.cells for one in source.observations]
    return list(source)
