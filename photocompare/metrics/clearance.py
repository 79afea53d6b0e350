"""What became of the vessels of a region, on the aligned pair: cleared, thinned, faded, kept, new."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.errors import NotMeasurable
from photocompare.metric import Metric, Patch, pair_metric
from photocompare.metrics.vessels import WIDTH_NAMES, Kind, check_resolution
from photocompare.vessels import COLORS, FATES, WIDTHS, Fates, Following

LENGTH, AREA = 0, 1


@dataclass(frozen=True, eq=False)
class Clearance:
    """Centerline length and area of the vessels of a region by fate and class.

    Attributes:
        amount: 5 x 3 x 3 x 2: kept, faded, thinned, cleared, new; by color; by class of width; length and
            area, in the photo's unit.
        left: share of contrast left, the median over the length that is not cleared, or None.
    """

    amount: NDArray[np.float64]
    left: float | None

    def length(self, fate: str, kind: Kind | None = None) -> float:
        """Return the centerline length of one of `FATES` or `new`, of a class or of all."""
        return self._sum(fate, kind, LENGTH)

    def area(self, fate: str, kind: Kind | None = None) -> float:
        """Return the area of one of `FATES` or `new`, of a class or of all."""
        return self._sum(fate, kind, AREA)

    def share(self, fate: str, kind: Kind | None = None) -> float:
        """Return the length of a fate in percent of the baseline's length.

        Raises:
            NotMeasurable: N451 where the baseline shows no such vessel.
        """
        before = sum(self.length(one, kind) for one in FATES)
        if before <= 0:
            raise NotMeasurable("N451")
        return 100 * self.length(fate, kind) / before

    def _sum(self, fate: str, kind: Kind | None, what: int) -> float:
        chosen = self.amount[(*FATES, "new").index(fate), ..., what]
        return float(chosen.sum() if kind is None else chosen[kind])


@dataclass(frozen=True)
class _Cleared:
    """A step of measuring: what became of the vessels of a region, for `Patch.once`."""

    following: Following

    def __call__(self, before: Patch) -> Clearance:
        fates: Fates = before.photo.once(self.following)
        first, second = fates.before, fates.after
        amount = np.zeros((5, 3, 3, 2))
        here = before.holds(first.points)
        fate = fates.fate
        weights = np.stack([first.step, first.step * first.width], axis=-1)
        np.add.at(amount, (fate[here], first.color[here], first.width_class[here]), weights[here])
        there = before.holds(fates.origin) & fates.new
        weights = np.stack([second.step, second.step * second.width], axis=-1)
        np.add.at(amount[4], (second.color[there], second.width_class[there]), weights[there])
        alive = here & (fate != FATES.index("cleared"))
        return Clearance(amount, _median(fates.left[alive], first.step[alive]))


def clearance(before: Patch, after: Patch, alignment: Alignment) -> Clearance:
    """Return what became of the vessels in a region, outlined by `before` on the baseline."""
    return before.once(_Cleared(Following(after.photo, alignment)))


@pair_metric(label="Vessels cleared", unit="%", worse="lower")
def vessel_cleared_fraction(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return the share of the baseline's vessel length that is cleared at the follow-up, in percent.

    Formula: 100 x centerline length with less than a fifth of its contrast left / centerline length of
    the baseline. The contrast left is the follow-up's profile across the vessel by least squares on the
    baseline's, where the alignment puts it. 0 at the baseline.
    Needs: an alignment; equal focus.
    Limits: a vessel that moved by more than its width counts as cleared and new; temporary paleness too.
    Source: vein length on before/after images as in Bertanha et al., JAMA Dermatol 153:1249 (2017).
    """
    return clearance(before, after, alignment).share("cleared")


@pair_metric(label="Vessels recurred", unit="%", worse="higher", pointwise=False)
def vessel_recurred_fraction(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return how much of the best clearance so far has come back, in percent; 0 while clearance grows.

    Formula: 100 x (best - now) / best, of vessel_cleared_fraction over the follow-ups of one baseline up to
    this one. 0 at the baseline.
    Needs: an earlier follow-up of the same baseline in which vessels had cleared: a series, scored as one.
    Limits: the balance: what clears elsewhere meanwhile hides what comes back. As vessel_cleared_fraction.
    Source: recurrence as an outcome of sclerotherapy trials, Cochrane review CD012723.pub2 (2021).
    """
    raise NotMeasurable("N483")


@pair_metric(label="Vessels thinned", unit="%", worse="")
def vessel_thinned_fraction(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return the share of the baseline's vessel length that is still there but narrower, in percent.

    Formula: 100 x centerline length with less than three quarters of its apparent width / baseline length.
    Needs: as vessel_cleared_fraction, and equal sharpness: blur widens.
    Limits: vessels narrower than about 4 pixels hardly show it.
    Source: as vessel_cleared_fraction.
    """
    return clearance(before, after, alignment).share("thinned")


@pair_metric(label="Vessels kept", unit="%", worse="higher", unchanged=100.0)
def vessel_kept_fraction(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return the share of the baseline's vessel length neither cleared, thinned nor faded, in percent.

    Formula: 100 x centerline length with at least three quarters of contrast and of width / baseline length.
    Needs: as vessel_cleared_fraction.
    Limits: as vessel_cleared_fraction.
    Source: as vessel_cleared_fraction.
    """
    return clearance(before, after, alignment).share("kept")


@pair_metric(label="New vessels", unit="%", worse="higher")
def vessel_new_fraction(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return the length of vessels that were not there before, in percent of the baseline's vessel length.

    Formula: 100 x length of the follow-up's centerlines of which the baseline shows less than a fifth of
    the contrast / centerline length of the baseline.
    Needs: as vessel_cleared_fraction.
    Limits: a sharper follow-up shows vessels that were there; matting appears here.
    Source: as vessel_cleared_fraction.
    """
    return clearance(before, after, alignment).share("new")


@pair_metric(label="Vessel fading", unit="%", worse="lower")
def vessel_fading(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return how much contrast vessels that are not cleared lost, in percent: the median over their length.

    Formula: 100 x (1 - share of the contrast left), as in vessel_cleared_fraction, over what is not cleared.
    Needs: as vessel_cleared_fraction.
    Limits: read together with vessel_cleared_fraction; blur of the follow-up looks like fading.
    Source: our own; each vessel is its own control, so that no threshold of detection enters.
    """
    left = clearance(before, after, alignment).left
    if left is None:
        raise NotMeasurable("N451")
    return 100 * (1 - left)


def cleared_of_class(kind: Kind) -> Metric:
    """Return the metric `vessel_cleared_fraction` for one class of vessels."""
    color, width = COLORS[kind[0]], WIDTHS[kind[1]]
    name = f"{color} vessels of apparent width {WIDTH_NAMES[kind[1]]}"

    def measured(before: Patch, after: Patch, alignment: Alignment) -> float:
        check_resolution(before, kind)
        return clearance(before, after, alignment).share("cleared", kind)

    rest = vessel_cleared_fraction.definition.partition("\n\n")[2]
    measured.__doc__ = f"Return `vessel_cleared_fraction` of the {name}.\n\n{rest}"
    label = f"Vessels cleared, {color} {WIDTH_NAMES[kind[1]]}"
    return pair_metric(label=label, unit="%", worse="lower", id=f"vessel_cleared_fraction.{color}_{width}")(
        measured
    )


BY_CLASS = tuple(
    cleared_of_class((color, width)) for color in range(len(COLORS)) for width in range(len(WIDTHS))
)
"""Clearance for each class: red, purple, blue by width < 1, 1-3 and >= 3 mm."""


def _median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float | None:
    if not len(values):
        return None
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
