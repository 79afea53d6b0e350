"""A live camera as RGB frames; a video file serves as one."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Problem


class Camera:
    """An open camera, closed at the end of its `with`."""

    def __init__(self, source: int | Path = 0) -> None:
        """Open a camera by its number, or a video file.

        Raises:
            Problem: E660 where none opens.
        """
        name = str(source) if isinstance(source, int) else source.name
        self._capture = cv2.VideoCapture(source if isinstance(source, int) else str(source))
        if not self._capture.isOpened():
            self._capture.release()
            raise Problem("E660", name)

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next frame, H x W x 3 RGB; None where there is no more."""
        there, frame = self._capture.read()
        if not there or frame is None:
            return None
        return np.ascontiguousarray(cv2.cvtColor(np.asarray(frame, dtype=np.uint8), cv2.COLOR_BGR2RGB))

    def __enter__(self) -> Camera:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._capture.release()
