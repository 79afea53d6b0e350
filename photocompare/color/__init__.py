"""Linear light, CIELAB, absorbance; the correction of a pair."""

from photocompare.color.chromophores import components
from photocompare.color.corrected import CorrectedPhoto, own_vectors
from photocompare.color.lab import absorbance, encoded, lab
from photocompare.color.normalize import NormalizedPair, normalize

__all__ = [
    "CorrectedPhoto",
    "NormalizedPair",
    "absorbance",
    "components",
    "encoded",
    "lab",
    "normalize",
    "own_vectors",
]
