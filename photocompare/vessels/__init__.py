"""Vessels: found on absorbance, traced as smooth curves, measured across; below the metrics, above color."""

from photocompare.vessels.curve import distance_metric, length
from photocompare.vessels.find import find_vessels
from photocompare.vessels.follow import FATES, Fates, Following
from photocompare.vessels.hessian import vesselness
from photocompare.vessels.vessel_map import COLORS, WIDTHS, VesselMap

__all__ = [
    "COLORS",
    "FATES",
    "WIDTHS",
    "Fates",
    "Following",
    "VesselMap",
    "distance_metric",
    "find_vessels",
    "length",
    "vesselness",
]
