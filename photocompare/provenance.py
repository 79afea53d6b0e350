"""run.json: what a table was computed with, so that it can be computed again."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from photocompare import __version__
from photocompare.recipe import Recipe

LIBRARIES = ("numpy", "scipy", "opencv-python-headless", "scikit-image", "pillow", "simplejpeg")


def run_json(
    recipe: Recipe, inputs: Mapping[str, str], seconds: float, edits: Mapping[str, Any] | None = None
) -> str:
    """Return the text of run.json: versions, every setting, full hashes of the inputs, time taken.

    `inputs` maps what a file was to the hex sha256 of its bytes; no paths and no host.
    `edits` is who changed what by hand, and when.
    """
    document: dict[str, Any] = {
        "photocompare": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "libraries": {name: _version(name) for name in LIBRARIES},
        "recipe": recipe.model_dump(mode="json"),
        "recipe_sha256": recipe.sha256,
        "inputs": dict(inputs),
        **({"edits": dict(edits)} if edits else {}),
        "seconds": round(seconds, 3),
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
