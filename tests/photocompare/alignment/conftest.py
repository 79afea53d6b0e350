from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from photocompare.phantom import PhantomPair, random_pair
from photocompare.photo import Photo
from photocompare.photo.photo import Transfer

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="session")
def photo() -> Callable[[Pixels], Photo]:
    """Return how pixels become a photo that was stored as they are."""

    def make(pixels: Pixels) -> Photo:
        name = hashlib.sha256(pixels.tobytes()).hexdigest()
        return Photo(np.ascontiguousarray(pixels), Transfer(None), name[:8], name)

    return make


@pytest.fixture(scope="session")
def moderate() -> PhantomPair:
    return random_pair(3, megapixels=0.6)


@pytest.fixture(scope="session")
def hard() -> PhantomPair:
    return random_pair(5, megapixels=0.6, difficulty="hard")


@pytest.fixture(scope="session")
def stranger() -> PhantomPair:
    return random_pair(4, megapixels=0.6)
