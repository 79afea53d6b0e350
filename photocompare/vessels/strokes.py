"""Vessels a person painted, read from a file: a mask of the baseline, or strokes on either photo."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Problem
from photocompare.vessels.edit import VesselEdit

ACTIONS = ("add", "remove")
PHOTOS = ("baseline", "followup")
DEFAULT_WIDTH = 5.0


@dataclass(frozen=True)
class Stroke:
    """One painted line: `add` or `remove`, its points (x, y) and width in pixels of its photo.

    `author` is the code of who painted it, `time` when (ISO 8601); empty where that is not known.
    """

    action: str
    points: tuple[tuple[float, float], ...]
    width: float = DEFAULT_WIDTH
    photo: str = "baseline"
    author: str = ""
    time: str = ""


@dataclass(frozen=True, eq=False)
class PaintedVessels:
    """A person's edit of the vessels of a pair.

    Attributes:
        strokes: lines to add or take away, in order.
        mask: H x W bool, every vessel of the baseline, in place of all that was detected; or None.
        author, time: who painted and when (ISO 8601), as the file says; empty where it does not.
        sha256: hash of the file.
    """

    strokes: tuple[Stroke, ...] = ()
    mask: NDArray[np.bool_] | None = field(default=None, repr=False)
    author: str = ""
    time: str = ""
    sha256: str = ""

    def on(self, photo: str, shape: tuple[int, int]) -> VesselEdit | None:
        """Return the edit of one photo (`baseline` or `followup`) of `shape`, or None where it has none.

        Raises:
            Problem: E484 for a mask of another size than the photo.
        """
        if self.mask is not None:
            if photo != "baseline":
                return None
            if self.mask.shape != shape:
                (height, width), (high, wide) = self.mask.shape, shape
                raise Problem(
                    "E484", "", f"the mask is {width} x {height}, the baseline {wide} x {high} pixels"
                )
            return VesselEdit(self.mask, ~self.mask, self.author, self.time)
        strokes = [one for one in self.strokes if one.photo == photo]
        if not strokes:
            return None
        layers = {action: np.zeros(shape, dtype=np.uint8) for action in ACTIONS}
        for one in strokes:
            # OpenCV counts from pixel middles; 4 bits of a pixel's fraction.
            points = np.rint((np.array(one.points) - 0.5) * 16).astype(np.int32)
            thick = max(round(one.width), 1)
            cv2.polylines(layers[one.action], [points], False, 1, thick, cv2.LINE_8, shift=4)
        return VesselEdit(layers["add"] > 0, layers["remove"] > 0, self.author, self.time)

    def to_json(self) -> dict[str, Any]:
        """Return who painted what and when, for run.json."""
        counts = {action: sum(one.action == action for one in self.strokes) for action in ACTIONS}
        kind = "mask" if self.mask is not None else "strokes"
        authors = dict.fromkeys(filter(None, (self.author, *(one.author for one in self.strokes))))
        time = max((self.time, *(one.time for one in self.strokes)))
        return {"kind": kind, **counts, "author": ", ".join(authors), "time": time, "sha256": self.sha256}


def read_painted(path: Path) -> PaintedVessels:
    """Return the edit in a PNG mask (white on vessels) or a GeoJSON collection of lines.

    A line's `properties` are `action` (`add`, `remove`), `width` (pixels), `photo` (`baseline`, `followup`),
    `author` (a code) and `time`; the collection's `author` and `time` hold where a line says nothing.

    Raises:
        Problem: E484 where it is neither; where the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem("E484", path.name, error.strerror or "it cannot be read") from error
    digest = hashlib.sha256(data).hexdigest()
    if data[:4] == b"\x89PNG":
        # Not the reader of photos: it refuses gray pictures, which a mask is.
        gray = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        if gray is None:
            raise Problem("E484", path.name, "the PNG is damaged")
        return PaintedVessels(mask=np.asarray(gray > 127), sha256=digest)
    try:
        document = json.loads(data.decode("utf-8-sig"))
        about = document.get("properties") or {}
        strokes = tuple(_stroke(feature) for feature in document["features"])
        who = str(about.get("author", "")), str(about.get("time", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem("E484", path.name, f"it is no list of strokes: {error}") from error
    return PaintedVessels(strokes, None, *who, digest)


def _stroke(feature: dict[str, Any]) -> Stroke:
    geometry, about = feature["geometry"], feature.get("properties") or {}
    points = tuple((float(x), float(y)) for x, y in geometry["coordinates"])
    one = Stroke(
        about.get("action", "add"),
        points,
        float(about.get("width", DEFAULT_WIDTH)),
        about.get("photo", "baseline"),
        str(about.get("author", "")),
        str(about.get("time", "")),
    )
    finite = np.isfinite(np.array(points)).all() and np.abs(np.array(points)).max(initial=0) < 1e6
    if geometry["type"] != "LineString" or len(points) < 2 or not finite:
        raise ValueError("a stroke is a LineString of two or more finite points")
    if one.action not in ACTIONS or one.photo not in PHOTOS or not 0 < one.width < 1000:
        raise ValueError(f"a stroke's action is one of {ACTIONS}, its photo of {PHOTOS}, its width in pixels")
    return one
