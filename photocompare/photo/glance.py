"""A quick look at a file: is it there, regular, of a known format? Nothing is decoded."""

from __future__ import annotations

import os

from photocompare.errors import Problem
from photocompare.photo.limits import Limits
from photocompare.photo.sniff import sniff
from photocompare.photo.source import read_start

START_BYTES = 65_536


def glance(
    path: str | os.PathLike[str], *, limits: Limits = Limits(), root: str | os.PathLike[str] | None = None
) -> str:
    """Return the format of the photo at `path`, as `sniff` names it; tens of thousands take seconds.

    Raises:
        Problem: E101-E105, E109, E115 as `read_photo`; what only decoding can show stays unseen.
    """
    data, name = read_start(path, START_BYTES, limits=limits, root=root)
    try:
        return sniff(data, name)
    except IndexError:  # a header longer than the start
        raise Problem("E105", name) from None
