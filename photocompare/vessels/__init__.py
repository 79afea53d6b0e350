"""Vessels: found on absorbance, traced as smooth curves, measured across; below the metrics, above color."""

from photocompare.vessels.coherence import coherent_lines
from photocompare.vessels.curve import distance_metric, distance_metrics, length
from photocompare.vessels.edit import VesselEdit, edited, vessels_of_mask, with_vessels
from photocompare.vessels.find import find_vessels, light_of, millimeter, vessel_response
from photocompare.vessels.follow import FATES, Fates, Following
from photocompare.vessels.hessian import vesselness
from photocompare.vessels.optical import Optical
from photocompare.vessels.strokes import PaintedVessels, Stroke, read_painted
from photocompare.vessels.vessel_map import COLORS, WIDTHS, VesselMap, color_of, kind_named, means, picked

__all__ = [
    "COLORS",
    "FATES",
    "WIDTHS",
    "Fates",
    "Following",
    "Optical",
    "PaintedVessels",
    "Stroke",
    "VesselEdit",
    "VesselMap",
    "coherent_lines",
    "color_of",
    "distance_metric",
    "distance_metrics",
    "edited",
    "find_vessels",
    "kind_named",
    "length",
    "light_of",
    "means",
    "millimeter",
    "picked",
    "read_painted",
    "vessel_response",
    "vesselness",
    "vessels_of_mask",
    "with_vessels",
]
