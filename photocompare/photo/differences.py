"""Where two photos of a pair differ in how they were taken and stored: doubts for the pair's row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Finding
from photocompare.photo.photo import Metadata, Photo, Transfer, same_picture

_STOP = 1.26  # a third of a stop: the smallest step of a camera's dials
_EARLIEST, _LATEST = 1990, 2090
_LOW_QUALITY = 85
_SCREENS = {
    (750, 1334), (828, 1792), (1080, 1920), (1080, 2340), (1080, 2400), (1125, 2436), (1170, 2532),
    (1179, 2556), (1206, 2622), (1242, 2688), (1284, 2778), (1290, 2796), (1320, 2868), (1440, 2560),
    (1440, 3120), (1440, 3200), (768, 1024), (768, 1366), (800, 1280), (900, 1440), (900, 1600),
    (1050, 1680), (1200, 1920), (1440, 3440), (1600, 2560), (1620, 2160), (1640, 2360), (1668, 2388),
    (2048, 2732), (2160, 3840),
}  # fmt: skip
_FILTERS = (
    "snapseed",
    "facetune",
    "beauty",
    "meitu",
    "vsco",
    "lightroom",
    "photoshop",
    "picsart",
    "instagram",
    "remini",
)


def pair_findings(baseline: Photo, followup: Photo) -> tuple[Finding, ...]:
    """Return the doubts of a pair: the same file or picture, color spaces, times, capture, compression."""
    if baseline.sha256 == followup.sha256:
        return (Finding("W235", followup.name),)
    found = []
    if same_picture(baseline.pixels, followup.pixels):
        found.append(Finding("W236", followup.name))
    before, after = baseline.metadata, followup.metadata
    if not _same_space(baseline.transfer, followup.transfer):
        spaces = f"{baseline.transfer.name or 'unnamed'}, then {followup.transfer.name or 'unnamed'}"
        found.append(Finding("W207", followup.name, f"The color spaces are {spaces}"))
    if reason := _doubtful_times(before, after):
        found.append(Finding("W230", followup.name, reason))
    if differences := _capture_differences(before, after):
        found.append(Finding("W231", followup.name, f"They differ in {'; '.join(differences)}"))
    if before.chroma_subsampling != after.chroma_subsampling:
        stored = f"{before.chroma_subsampling or 'full'}, then {after.chroma_subsampling or 'full'}"
        found.append(Finding("W233", followup.name, f"The fineness of color is {stored}"))
    return tuple(found)


def photo_findings(photo: Photo) -> tuple[Finding, ...]:
    """Return the doubts that the metadata of one photo raise: processing, compression, a screenshot."""
    meta, found = photo.metadata, []
    edited = [tag for tag in _FILTERS if tag in meta.software.lower()]
    if edited or meta.rendering not in {"", "custom"}:
        how = f"software {meta.software}" if edited else f"camera mode {meta.rendering}"
        found.append(Finding("W232", photo.name, f"Its metadata name the {how}"))
    if meta.jpeg_quality is not None and meta.jpeg_quality < _LOW_QUALITY:
        found.append(Finding("W233", photo.name, f"Its JPEG quality is about {meta.jpeg_quality}"))
    if not meta.camera and tuple(sorted(photo.shape)) in _SCREENS:
        found.append(Finding("W234", photo.name))
    return tuple(found)


def _same_space(before: Transfer, after: Transfer) -> bool:
    # By the numbers: the same space has many names. Curves of different depth can only be told by name.
    if before.curve is None or after.curve is None or len(before.curve) != len(after.curve):
        return before.name == after.name
    both = (before.matrix is None) == (after.matrix is None)
    return both and np.array_equal(before.curve, after.curve) and _equal(before.matrix, after.matrix)


def _equal(before: NDArray[np.float64] | None, after: NDArray[np.float64] | None) -> bool:
    return before is None or after is None or bool(np.allclose(before, after, atol=1e-3))


def _doubtful_times(before: Metadata, after: Metadata) -> str:
    if before.capture_time is None or after.capture_time is None:
        return "A capture time is missing"
    times = (before.capture_time, after.capture_time)
    if not all(_EARLIEST <= time.year <= _LATEST for time in times):
        return "A capture time is not plausible: the camera's clock was not set"
    if (times[0].tzinfo is None) != (times[1].tzinfo is None):
        # Without its zone a time is known to half a day; the order of two days is not in doubt.
        times = tuple(time.replace(tzinfo=None) for time in times)  # type: ignore[assignment]
    if times[1] < times[0]:
        return "The follow-up was taken before the baseline"
    return ""


def _capture_differences(before: Metadata, after: Metadata) -> list[str]:
    pairs: list[tuple[str, object, object]] = [
        ("camera", before.camera, after.camera),
        ("lens", before.lens, after.lens),
        ("white balance", before.white_balance, after.white_balance),
        ("flash", _on(before.flash), _on(after.flash)),
    ]
    found = [f"{what}: {a}, then {b}" for what, a, b in pairs if a and b and a != b]
    numbers = [
        ("exposure time", before.exposure_s, after.exposure_s, "s"),
        ("aperture", before.f_number, after.f_number, ""),
        ("ISO", before.iso, after.iso, ""),
        ("focal length", before.focal_length_mm, after.focal_length_mm, "mm"),
    ]
    for what, a, b, unit in numbers:
        if a and b and not 1 / _STOP < a / b < _STOP:
            found.append(f"{what}: {a:.3g} {unit}".rstrip() + f", then {b:.3g} {unit}".rstrip())
    return found


def _on(flash: bool | None) -> str:
    return "" if flash is None else "on" if flash else "off"
