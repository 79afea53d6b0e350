"""What a metric is: a decorated pure function `f(patch) -> float`, and what it sees, a Patch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color import CorrectedPhoto, absorbance, lab
from photocompare.errors import NotMeasurable, Problem
from photocompare.photo import Box

MIN_PIXELS = 16
LARGEST_AT_ONCE = 4_000_000
VISIBLE = ("normal", "cross-polarized", "parallel-polarized")
LIGHTINGS = (*VISIBLE, "uv")
FAMILIES = (
    "photocompare.metrics.redness",
    "photocompare.metrics.pigmentation",
    "photocompare.metrics.vessels",
    "photocompare.metrics.clearance",
)
PLUGIN_GROUP = "photocompare.metrics"


@dataclass(frozen=True, eq=False)
class Patch:
    """One region on one photo, as a metric sees it.

    Attributes:
        photo: the photo in measuring color; its `once` computes a map of the whole photo a single time.
        box: the region's pixel rectangle on that photo.
        mask: bool of `box`, True for the pixels that may be measured.
    """

    photo: CorrectedPhoto
    box: Box
    mask: NDArray[np.bool_]

    @cached_property
    def linear(self) -> NDArray[np.float32]:
        """Return N x 3 corrected linear sRGB of the measured pixels, each the mean of its measured neighbors.

        A 3 x 3 mean in linear light: one 8-bit step is more than an erythema point in dark skin, and the
        median of such steps drifts with the exposure by 0.2 points; their means do not (0.03).

        Raises:
            NotMeasurable: E406 where fewer than 16 pixels are left.
        """
        if np.count_nonzero(self.mask) < MIN_PIXELS:
            raise NotMeasurable("E406")
        weight = self.mask.astype(np.float32)
        light = self.photo.finely(self.box) * weight[..., None]
        total, count = (
            np.asarray(cv2.blur(values, (3, 3), borderType=cv2.BORDER_CONSTANT)) for values in (light, weight)
        )
        mean: NDArray[np.float32] = total[self.mask] / count[self.mask][:, None]
        return mean

    @cached_property
    def absorbance(self) -> NDArray[np.float32]:
        """Return N x 3 absorbance (-log10 of linear R, G, B) of the measured pixels."""
        return absorbance(self.linear)

    @cached_property
    def lab(self) -> NDArray[np.float32]:
        """Return N x 3 CIELAB (D65, 2 degrees) of the measured pixels."""
        return lab(self.linear)

    def each(self, values: Callable[[Patch], NDArray[np.float32]]) -> NDArray[np.float32]:
        """Return `values(patch)` of the measured pixels, N: a large region strip by strip.

        So a photo of 50 megapixels that is one region costs a number a pixel, and not its light, absorbance
        and CIELAB at once.

        Raises:
            NotMeasurable: E406 where fewer than 16 pixels are left.
        """
        height, width = self.mask.shape
        if self.mask.size <= LARGEST_AT_ONCE:
            return values(self)
        parts = []
        for top in range(0, height, step := max(LARGEST_AT_ONCE // width, 1)):
            mask = self.mask[top : top + step]
            if np.count_nonzero(mask) >= MIN_PIXELS:
                first = self.box.top + top
                box = Box(first, first + len(mask), self.box.left, self.box.right)
                parts.append(values(Patch(self.photo, box, mask)))
        if not parts:
            raise NotMeasurable("E406")
        return np.concatenate(parts)

    @cached_property
    def in_even_light(self) -> Patch:
        """Return the same pixels without the photo's slow shading; itself where that is not removed."""
        even = self.photo.in_even_light()
        return self if even is self.photo else Patch(even, self.box, self.mask)

    def cut(self, whole: NDArray[Any]) -> NDArray[Any]:
        """Return the measured pixels' values of an H x W (x C) map of the whole photo.

        Raises:
            NotMeasurable: E406 where fewer than 16 pixels are left.
        """
        if np.count_nonzero(self.mask) < MIN_PIXELS:
            raise NotMeasurable("E406")
        return np.asarray(whole[self.box.slices][self.mask])


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
        if self.at_baseline is None:
            return self(before), self(after)
        if alignment.grade != "good":
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
    id: str | None = None,
) -> Callable[[Callable[[Patch], float]], Metric]:
    """Make a Metric of the function below; its name is the metric's id, its docstring the definition."""

    def made(function: Callable[[Patch], float]) -> Metric:
        family = function.__module__.rpartition(".")[2]
        name = id or function.__name__
        return Metric(name, label, unit, worse, family, true_zero, lightings, even_light, function)

    return made


def pair_metric(
    *, label: str, unit: str, worse: Literal["higher", "lower", ""] = "", unchanged: float = 0.0, id: str = ""
) -> Callable[[Callable[[Patch, Patch, Alignment], float]], Metric]:
    """Make a Metric of a function of the patch before, the patch after and the alignment.

    Such a measure has no value of its own at the baseline: there it is what it would be had nothing changed.
    """

    def made(function: Callable[[Patch, Patch, Alignment], float]) -> Metric:
        family = function.__module__.rpartition(".")[2]
        return Metric(
            id or function.__name__, label, unit, worse, family, False, VISIBLE, False, function, unchanged
        )

    return made


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
    for one in found:
        if by_id.setdefault(one.id, one) is not one:
            raise ValueError(f"two metrics are named {one.id!r}")
    return by_id


def _in_modules(modules: Iterable[ModuleType]) -> Iterable[Metric]:
    for module in modules:
        for value in vars(module).values():
            # A tuple holds the metrics that a module makes in a row, one for each class.
            several = value if isinstance(value, tuple) else (value,)
            yield from (one for one in several if isinstance(one, Metric))
