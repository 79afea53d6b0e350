"""Photos and previews over a pipe between two processes: a JSON line, then raw arrays; nothing is pickled."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import IO, Any

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.fine import FineColor
from photocompare.photo.photo import Metadata, Photo, Transfer
from photocompare.photo.previews import Preview


def send(pipe: IO[bytes], answer: Photo | Preview | Problem) -> None:
    """Write what was read, or why it was not."""
    head: dict[str, Any]
    arrays: dict[str, np.ndarray[Any, Any]]
    if isinstance(answer, Problem):
        head, arrays = {"problem": dataclasses.astuple(answer.finding)}, {}
    elif isinstance(answer, Preview):
        head, arrays = _preview_head(answer), {"rgb": answer.rgb}
    else:
        head, arrays = _photo_head(answer), _photo_arrays(answer)
    head["arrays"] = [(name, array.shape, array.dtype.str) for name, array in arrays.items()]
    pipe.write(json.dumps(head).encode() + b"\n")
    for array in arrays.values():
        pipe.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Photo | Preview:
    """Return what `send` wrote.

    Raises:
        Problem: what was sent instead of a picture.
        EOFError: the pipe ended before its end.
    """
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head: dict[str, Any] = json.loads(line)
    if "problem" in head:
        raise Problem(*head["problem"])
    arrays = {name: _array(pipe, shape, dtype) for name, shape, dtype in head.pop("arrays")}
    if "preview" in head:
        fields = head["preview"]
        time = _time(fields.pop("capture_time"))
        return Preview(arrays["rgb"], tuple(fields.pop("shape")), capture_time=time, **fields)
    time = _time(head["metadata"].pop("capture_time"))
    return Photo(
        pixels=arrays["pixels"],
        transfer=Transfer(arrays.get("curve"), arrays.get("matrix"), head["transfer"]),
        valid=arrays.get("valid"),
        metadata=Metadata(capture_time=time, **head["metadata"]),
        findings=tuple(Finding(*finding) for finding in head["findings"]),
        color=FineColor(arrays["file"].tobytes(), head["orientation"]) if "file" in arrays else None,
        **head["photo"],
    )


def _preview_head(shown: Preview) -> dict[str, Any]:
    time = shown.capture_time
    fields = {"shape": shown.shape, "name": shown.name, "capture_time": time and time.isoformat()}
    return {"preview": fields}


def _photo_head(photo: Photo) -> dict[str, Any]:
    time = photo.metadata.capture_time
    return {
        "photo": {"name": photo.name, "sha256": photo.sha256, "format": photo.format},
        "transfer": photo.transfer.name,
        "orientation": photo.color.orientation if photo.color else 1,
        "metadata": {**dataclasses.asdict(photo.metadata), "capture_time": time and time.isoformat()},
        "findings": [dataclasses.astuple(finding) for finding in photo.findings],
    }


def _photo_arrays(photo: Photo) -> dict[str, np.ndarray[Any, Any]]:
    curve, matrix = photo.transfer.curve, photo.transfer.matrix
    stored = {"pixels": photo.pixels, "valid": photo.valid, "curve": curve, "matrix": matrix}
    stored["file"] = np.frombuffer(photo.color.file, np.uint8) if photo.color else None
    return {name: array for name, array in stored.items() if array is not None}


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _array(pipe: IO[bytes], shape: list[int], dtype: str) -> np.ndarray[Any, Any]:
    array: np.ndarray[Any, Any] = np.empty(shape, dtype)
    view, at = array.reshape(-1).view(np.uint8).data, 0
    while at < len(view):
        got = pipe.readinto(view[at:])  # type: ignore[attr-defined]
        if not got:
            raise EOFError
        at += got
    array.flags.writeable = False
    return array
