"""Two things at once: the photos of a pair know nothing of each other until they are laid onto each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import cv2

A = TypeVar("A")
B = TypeVar("B")


def together(one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """Return what both calls return, run at once; one after the other where OpenCV may use but one thread.

    Neither may write what the other reads. If both raise, it is the first one's exception that is raised.
    """
    if cv2.getNumThreads() < 2:
        return one(), other()
    with ThreadPoolExecutor(1) as thread:
        second = thread.submit(other)
        first = one()
    return first, second.result()


def both(do: Callable[[A], B], first: A, second: A) -> tuple[B, B]:
    """Return what `do` makes of the first and of the second, at the same time."""
    return together(partial(do, first), partial(do, second))
