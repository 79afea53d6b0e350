"""Points as CSV with the columns x,y: in pixels, origin at the top-left corner of the top-left pixel."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Problem


def read_points(path: Path) -> NDArray[np.float64]:
    """Return the N x 2 points (x, y) of the CSV at `path`; further columns are passed over.

    Raises:
        Problem: E332 where it cannot be read or a line has no finite x and y.
    """
    try:
        reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        points = [(float(row["x"]), float(row["y"])) for row in reader]
    except OSError as error:
        raise Problem("E332", path.name, error.strerror or "it cannot be read") from error
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise Problem("E332", path.name) from error
    found = np.array(points, dtype=np.float64).reshape(-1, 2)
    if not np.all(np.isfinite(found)):
        raise Problem("E332", path.name, "a coordinate is not finite")
    return found


def points_csv(points: NDArray[np.float64]) -> str:
    """Return N x 2 points as CSV text with three decimals."""
    return "x,y\n" + "".join(f"{x:.3f},{y:.3f}\n" for x, y in points)
