"""Measure what changed between two photographs of the same skin, each change with its error."""

__version__ = "0.1.0"

from importlib import import_module
from typing import Any

# The folder `metrics` is bound to this name when it is first imported. Import it now, so that the function
# `metrics` below keeps the name afterwards.
import photocompare.metrics  # noqa: F401  # isort: skip

from photocompare.alignment import Alignment, align
from photocompare.color import NormalizedPair, normalize
from photocompare.compare import Comparison, Measurement, compare
from photocompare.errors import Finding, NotMeasurable, Problem
from photocompare.metric import Metric, Patch, metric, metrics
from photocompare.photo import Photo, read_photo
from photocompare.recipe import Recipe, read_recipe
from photocompare.regions import Region, read_regions

__all__ = [
    "Alignment",
    "Comparison",
    "Finding",
    "Measurement",
    "Metric",
    "NormalizedPair",
    "NotMeasurable",
    "Patch",
    "Photo",
    "Problem",
    "Recipe",
    "Region",
    "align",
    "compare",
    "metric",
    "metrics",
    "normalize",
    "read_photo",
    "read_recipe",
    "read_regions",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    """Return `photocompare.statistics` or its `to_frame`, loaded when asked for: few need them."""
    if name not in {"statistics", "to_frame"}:
        raise AttributeError(f"module 'photocompare' has no attribute {name!r}")
    statistics = import_module("photocompare.statistics")
    return statistics if name == "statistics" else statistics.to_frame
