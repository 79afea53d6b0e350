"""Libraries that load slowly, brought in ahead of the first comparison instead of at the start."""

from __future__ import annotations

from importlib import import_module

LATE = (
    "scipy.sparse",
    "scipy.linalg",
    "scipy.ndimage",
    "scipy.special",
    "scipy.spatial",
    "skimage.morphology",
    "skimage.color",
)
"""Used by their whole name, `scipy.linalg.solve`: both libraries then load a part when it is asked for."""


def load_ahead() -> None:
    """Load what the first comparison would wait for; from any thread."""
    for name in LATE:
        import_module(name)
