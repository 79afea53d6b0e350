"""One row of the table of bad files: how to make it, and what the reader must answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
MEASURED = "measured"


@dataclass(frozen=True, eq=False)
class Row:
    """A row of reliability.md 3B or 3C.

    Attributes:
        id: its number there, with a letter where it needs several files.
        title: what the file is.
        make: writes it into a folder and returns its path.
        expected: `measured`, or the code of the refusal.
        codes: findings that a measured photo must carry; `W201` is always allowed besides.
        clean: upright pixels that it must equal, as stored (8 or 16 bit) or as linear light (float).
        within: largest difference from `clean`.
        says: words that the message must hold.
        options: of `read_photo`.
        slow: takes more than a second or 200 MB.
        as_nobody: root must lay down its rights first.
    """

    id: str
    title: str
    make: Callable[[Path], Path]
    expected: str
    codes: tuple[str, ...] = ()
    clean: Array | None = None
    within: float = 0
    says: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    slow: bool = False
    as_nobody: bool = False

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


def file(name: str, data: bytes | Callable[[], bytes]) -> Callable[[Path], Path]:
    """Return a maker of one file of these bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data() if callable(data) else data)
        return path

    return make
