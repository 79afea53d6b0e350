"""Synthetic skin photographs with exact truth: what is painted is known, so measurements can be judged."""

from photocompare.phantom.pair import PhantomPair, Shot, paint_pair, paint_series
from photocompare.phantom.photograph import Photograph
from photocompare.phantom.random_pair import random_pair
from photocompare.phantom.samples import paint_sample_studies
from photocompare.phantom.scene import Camera, Scene, Treatment
from photocompare.phantom.spectra import skin_color
from photocompare.phantom.truth import RegionTruth, SkinValues, SpotTruth, Truth, VesselTruth
from photocompare.phantom.write import regions_geojson, truth_json, write_pair

__all__ = [
    "Camera",
    "PhantomPair",
    "Photograph",
    "RegionTruth",
    "Scene",
    "Shot",
    "SkinValues",
    "SpotTruth",
    "Treatment",
    "Truth",
    "VesselTruth",
    "paint_pair",
    "paint_sample_studies",
    "paint_series",
    "random_pair",
    "regions_geojson",
    "skin_color",
    "truth_json",
    "write_pair",
]
