"""The sample studies: where they lie, and the pairs in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photocompare.batch import Pair


@dataclass(frozen=True)
class Sample:
    """One pair of a sample study, with the words of a menu: the study, the pair in it."""

    study: str
    title: str
    pair: Pair


def find_samples() -> Path | None:
    """Return the folder `sample_images` of the checkout or of the current folder, or None."""
    for folder in (Path(__file__).resolve().parents[2], Path.cwd()):
        if any((folder / "sample_images").glob("**/manifest.csv")):
            return folder / "sample_images"
    return None


def sample_pairs(folder: Path) -> tuple[Sample, ...]:
    """Return every pair of every study in `folder`.

    Raises:
        Problem: E301 for a manifest that cannot be used.
    """
    from photocompare.batch import plan, read_manifest  # here, so that the window starts without it

    found = []
    for manifest in sorted(folder.glob("**/manifest.csv")):
        for pair in plan(read_manifest(manifest)).pairs:
            entry = pair.followup
            light = "" if entry.lighting == "normal" else f", {entry.lighting}"
            title = f"{entry.subject}, {entry.view}{light}: {pair.baseline.timepoint} and {entry.timepoint}"
            study = manifest.parent.name.replace("-", " ").capitalize()
            found.append(Sample(study, title, pair))
    return tuple(found)
