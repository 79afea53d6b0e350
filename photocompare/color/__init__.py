"""Linear light, CIELAB, absorbance; the correction of a pair."""

from photocompare.color.corrected import CorrectedPhoto
from photocompare.color.lab import absorbance, encoded, lab
from photocompare.color.normalize import NormalizedPair, normalize

__all__ = ["CorrectedPhoto", "NormalizedPair", "absorbance", "encoded", "lab", "normalize"]
