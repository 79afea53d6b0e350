"""What a metric is: a decorated pure function `f(patch) -> float`, or one that gives a value a pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import Literal

import numpy as np

from photocompare.alignment import Alignment
from photocompare.errors import NotMeasurable, Problem
from photocompare.patch import MIN_PIXELS, Patch
from photocompare.spread import PixelFunction, Spreading
from photocompare.together import both

__all__ = ["MIN_PIXELS", "VISIBLE", "Metric", "Patch", "metric", "metrics", "pair_metric", "pixel_metric"]

VISIBLE = ("normal", "cross-polarized", "parallel-polarized")
LIGHTINGS = (*VISIBLE, "uv")
FAMILIES = (
    "photocompare.metrics.redness",
    "photocompare.metrics.pigmentation",
    "photocompare.metrics.spots",
    "photocompare.metrics.vessels",
    "photocompare.metrics.clearance",
    "photocompare.metrics.surface",
    "photocompare.metrics.difference",
)
PLUGIN_GROUP = "photocompare.metrics"
SPREADS = {
    "iqr": "the interquartile range over the pixels",
    "p95": "the 95th percentile over the pixels",
    "share_above": "the percent of pixels above the 95th percentile of the reference skin on the same photo",
}


@dataclass(frozen=True)
class Metric:
    """One measure: what it is called, how it is read, and the function that computes it.

    Attributes:
        id: name in every table.
        label: name on the screen.
        unit: of the value, empty where it has none.
        worse: `higher` or `lower` where one direction means more disease, else empty.
        family: `redness`, `pigmentation`, `vessels`...
        lightings: the kinds of light it is defined for.
        even_light: whether it reads absolute light, so that slow shading has to go first.
        true_zero: whether 0 means none of it, so that a change in percent has a meaning.
        function: the measure of a Patch; of a measure of the pair, of both patches and the alignment.
        at_baseline: of a measure of the pair, its value where nothing has changed; None for others.
        pointwise: of a measure of the pair, whether it follows single points and so needs a good alignment.
        spreading: of a pixelwise measure, the step that gives the spread of its pixels' values; else None.
        shown: of a pixelwise measure, the values at the ends of its color bar, the same for every photo.
        held_against: whether it holds the region against skin beside it on the same photo, so that what a
            chart or card gets wrong alike on both cancels.
    """

    id: str
    label: str
    unit: str
    worse: Literal["higher", "lower", ""]
    family: str
    true_zero: bool
    lightings: tuple[str, ...]
    even_light: bool
    function: Callable[..., float]
    at_baseline: float | None = None
    pointwise: bool = True
    spreading: Spreading | None = None
    shown: tuple[float, float] = (0.0, 1.0)
    held_against: bool = False

    @property
    def definition(self) -> str:
        """Return the docstring: formula, needs, source."""
        return self.function.__doc__ or ""

    def __call__(self, patch: Patch) -> float:
        """Return the value of `patch`.

        Raises:
            NotMeasurable: with a code where the patch has no value of this kind.
        """
        return self._finite(self.function(patch.in_even_light if self.even_light else patch))

    def of_pair(self, before: Patch, after: Patch, alignment: Alignment) -> tuple[float, float]:
        """Return the values of a region before and after.

        Raises:
            NotMeasurable: with a code where one of them has no value of this kind.
        """
        if self.at_baseline is None and self.spreading is not None:
            return both(self, before, after)
        if self.at_baseline is None:
            # Maps of a whole photo take much memory: never those of two at once.
            return self(before), self(after)
        if self.pointwise and alignment.grade != "good":
            raise NotMeasurable("N453", f"the alignment is {alignment.grade}: {alignment.reason}")
        return self.at_baseline, self._finite(self.function(before, after, alignment))

    def _finite(self, value: float) -> float:
        if not np.isfinite(value):
            raise NotMeasurable("E406", f"{self.id} has no finite value here")
        return float(value)


def metric(
    *,
    label: str,
    unit: str,
    worse: Literal["higher", "lower", ""] = "",
    true_zero: bool = False,
    lightings: tuple[str, ...] = VISIBLE,
    even_light: bool = False,
    held_against: bool = False,
    id: str | None = None,
) -> Callable[[Callable[[Patch], float]], Metric]:
    """Make a Metric of the function below; its name is the metric's id, its docstring the definition."""

    def made(function: Callable[[Patch], float]) -> Metric:
        family = function.__module__.rpartition(".")[2]
        name = id or function.__name__
        found = Metric(name, label, unit, worse, family, true_zero, lightings, even_light, function)
        return replace(found, held_against=held_against)

    return made


def pair_metric(
    *,
    label: str,
    unit: str,
    worse: Literal["higher", "lower", ""] = "",
    unchanged: float = 0.0,
    pointwise: bool = True,
    id: str = "",
) -> Callable[[Callable[[Patch, Patch, Alignment], float]], Metric]:
    """Make a Metric of a function of the patch before, the patch after and the alignment.

    Such a measure has no value of its own at the baseline: there it is what it would be had nothing changed.
    """

    def made(function: Callable[[Patch, Patch, Alignment], float]) -> Metric:
        family = function.__module__.rpartition(".")[2]
        name, visible = id or function.__name__, VISIBLE
        return Metric(name, label, unit, worse, family, False, visible, False, function, unchanged, pointwise)

    return made


def pixel_metric(
    *,
    label: str,
    unit: str,
    shown: tuple[float, float],
    worse: Literal["higher", "lower", ""] = "",
    lightings: tuple[str, ...] = VISIBLE,
    even_light: bool = False,
    undefined: str = "E406",
    id: str | None = None,
) -> Callable[[PixelFunction], Metric]:
    """Make a Metric of a function that returns each pixel's value (N; NaN where a pixel has none).

    Its value is the median over the pixels. The registry adds its spread: `<id>.iqr`, `<id>.p95` and
    `<id>.share_above`. `shown` is the fixed range of its maps, `undefined` the code where most pixels have
    no value.
    """

    def made(pixels: PixelFunction) -> Metric:
        spreading = Spreading(pixels, undefined)

        def median(patch: Patch) -> float:
            return patch.once(spreading).median

        median.__doc__ = pixels.__doc__
        family, name = pixels.__module__.rpartition(".")[2], id or pixels.__name__
        return Metric(
            name,
            label,
            unit,
            worse,
            family,
            False,
            lightings,
            even_light,
            median,
            None,
            True,
            spreading,
            shown,
        )

    return made


def with_spread(one: Metric) -> Iterator[Metric]:
    """Yield the metric, and after a pixelwise one the spread of its pixels, by `SPREADS`."""
    yield one
    yield from (_spread_of(one, one.spreading, name) for name in SPREADS if one.spreading)


def _spread_of(one: Metric, spreading: Spreading, name: str) -> Metric:
    def measured(patch: Patch) -> float:
        value = getattr(patch.once(spreading), name)
        if value is None:
            raise NotMeasurable("N454")
        return float(value)

    measured.__doc__ = f"Return of `{one.id}` {SPREADS[name]}.\n\n" + one.definition.partition("\n\n")[2]
    return replace(
        one,
        id=f"{one.id}.{name}",
        label=f"{one.label}, {name.replace('_', ' ')}",
        unit="%" if name == "share_above" else one.unit,
        worse="" if name == "iqr" else one.worse,
        true_zero=name != "p95",
        function=measured,
        spreading=None,
        held_against=name == "share_above",
    )


@cache
def metrics() -> dict[str, Metric]:
    """Return every metric by id: the families' in order of definition, then the plug-ins'."""
    found = list(_in_modules(import_module(name) for name in FAMILIES))
    plugins = sorted(entry_points(group=PLUGIN_GROUP), key=lambda entry: entry.name)
    for plugin in plugins:
        try:
            loaded = plugin.load()
        except Exception as error:
            raise Problem("E334", plugin.value, f"{type(error).__name__}: {error}") from error
        found.extend(_in_modules([loaded]) if isinstance(loaded, ModuleType) else [loaded])
    by_id: dict[str, Metric] = {}
    for one in (each for whole in dict.fromkeys(found) for each in with_spread(whole)):
        if by_id.setdefault(one.id, one) is not one:
            raise ValueError(f"two metrics are named {one.id!r}")
    return by_id


def _in_modules(modules: Iterable[ModuleType]) -> Iterable[Metric]:
    for module in modules:
        for value in vars(module).values():
            # A tuple holds the metrics that a module makes in a row, one for each class.
            several = value if isinstance(value, tuple) else (value,)
            yield from (one for one in several if isinstance(one, Metric))
