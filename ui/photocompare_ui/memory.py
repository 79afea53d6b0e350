"""Memory that is given back is there for the next pair."""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX, ARENAS = -8, 2
"""An option of glibc's `mallopt`, and how many stocks of memory all threads share."""


def share_memory() -> None:
    """Let all threads take memory from two stocks; to be called before there are any (docs/decisions/0138).

    The C library of Linux gives every thread a stock of its own, and keeps what was given back to each.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # not every C library has it
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)
