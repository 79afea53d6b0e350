"""Measure what changed between two photographs of the same skin, each change with its error."""

__version__ = "0.1.0"

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "alignment": ("Alignment", "align"),
    "color": ("NormalizedPair", "normalize"),
    "compare": ("Comparison", "Measurement", "compare"),
    "errors": ("Finding", "NotMeasurable", "Problem"),
    "metric": ("Metric", "Patch", "metric", "metrics"),
    "photo": ("Photo", "read_photo"),
    "recipe": ("Recipe", "read_recipe"),
    "regions": ("Region", "read_regions"),
    "statistics": ("to_frame",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Return a name of `__all__`, or the module of one, loaded when asked for: readers need few."""
    if name in _HOME:
        found = globals()[name] = getattr(import_module(f"photocompare.{_HOME[name]}"), name)
        return found
    if name in _HOMES:
        return import_module(f"photocompare.{name}")
    raise AttributeError(f"module 'photocompare' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps `compare`, `metric` and `metrics` the functions, whose modules have the same names."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOME or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
