"""The process that reads photos for `IsolatedReader`: a program that answers until its pipe closes."""

from __future__ import annotations

import json
import os
import sys
from typing import IO, Any

import numpy as np
from simplejpeg import encode_jpeg  # type: ignore[attr-defined, unused-ignore]

from photocompare.errors import Problem
from photocompare.photo.limits import Limits
from photocompare.photo.previews import preview_of, quick_preview
from photocompare.photo.read import photo_of, read_photo_source
from photocompare.photo.source import Source
from photocompare.photo.wire import send

READY = b"+"


def main() -> None:
    """Answer requests on stdin until it closes."""
    limits = Limits(**json.loads(sys.argv[1]))
    # Whatever a library prints on stdout must not end up between the pictures.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _confine(limits)
    _practice()
    pipe.write(READY)
    pipe.flush()
    for request in sys.stdin.buffer:
        try:
            _answer(json.loads(request), limits, pipe)
        except Problem as problem:
            send(pipe, problem)


def _answer(asked: dict[str, Any], limits: Limits, pipe: IO[bytes]) -> None:
    """Send the preview, where one is asked for, and the photo, of the same bytes."""
    path = os.fsdecode(bytes.fromhex(asked["path"]))
    found = {name: asked["options"].pop(name, None) for name in ("sha256", "root")}
    source = read_photo_source(path, limits=limits, **found)
    options = {"limits": limits, **asked["options"]}
    side = asked["preview_side"]
    quick = quick_preview(source, side, **options) if side else None
    if quick is not None:
        send(pipe, quick)
    photo = photo_of(source, **options)
    if side and quick is None:
        send(pipe, preview_of(photo, side))
    send(pipe, photo)


def _practice() -> None:
    """Read a picture once, so that the first photo does not wait for tables and code to be loaded."""
    squares = np.arange(256 * 256 * 3, dtype=np.uint32).reshape(256, 256, 3).astype(np.uint8)
    source = Source.of(encode_jpeg(squares), "practice")
    quick_preview(source, 64, limits=Limits())
    photo_of(source, limits=Limits())


def _confine(limits: Limits) -> None:
    """Limit this process: memory, no new files' content, no core dump with a patient's picture in it."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the header limits and the clock remain.
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
