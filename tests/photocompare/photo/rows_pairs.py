"""Rows M16, M22-M24 and M27-M30 of reliability.md: what shows only where two photos are compared."""

# ruff: noqa: E501 - a table: one row a line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.photocompare.photo import makers, profiles

BEFORE = {"t010f": "Acme", "t0110": "Acme One", "e9003": "2026:01:02 10:00:00", "e9011": "+01:00", "e829a": 0.008,
          "e8827": 100, "e9209": 1, "ea403": 1, "ea434": "100 mm", "ea001": 1}  # fmt: skip
AFTER = {**BEFORE, "e9003": "2026:02:02 10:00:00"}
SKIN = makers.GRAINY[:128, :160]  # small: each pair is compared in full
LATER = np.clip(SKIN.astype(int) + 2, 0, 255).astype(np.uint8)
SCREEN = np.tile(SKIN, (11, 5, 1))[:1334, :750]
P3 = profiles.matrix_profile(profiles.P3, profiles.srgb_parametric())


@dataclass(frozen=True, eq=False)
class PairRow:
    """Two files, the codes that the rows of their comparison must carry or must not, and words of a message."""

    id: str
    title: str
    baseline: Callable[[], bytes]
    followup: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    says: str = ""

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


def before(**tags: object) -> Callable[[], bytes]:
    return lambda: makers.png(SKIN, exif=makers.exif(1, **{**BEFORE, **tags}))


def after(pixels: np.ndarray = LATER, **tags: object) -> Callable[[], bytes]:
    known = {name: value for name, value in {**AFTER, **tags}.items() if value is not None}
    return lambda: makers.png(pixels, exif=makers.exif(1, **known))


def jpeg(pixels: np.ndarray, tags: dict[str, object], **options: object) -> Callable[[], bytes]:
    return lambda: makers.jpeg(pixels, exif=makers.exif(1, **tags), **options)


DOUBTS = ("W207", "W230", "W231", "W232", "W233", "W234", "W235", "W236")
PAIR_ROWS = (
    PairRow("M00", "nothing to doubt", before(), after(), never=DOUBTS),
    PairRow("M16", "Display P3 after sRGB", before(),
            lambda: makers.png(LATER, icc_profile=P3, exif=makers.exif(1, **AFTER)), ("W207",), says="color spaces are"),
    PairRow("M22a", "dates reversed", before(), after(e9003="2025:12:01 10:00:00"), ("W230",), says="before the baseline"),
    PairRow("M22b", "date missing", before(), after(e9003=None, e9011=None), ("W230",), says="missing"),
    PairRow("M22c", "date of 1970", before(), after(e9003="1970:01:01 00:00:00"), ("W230",), says="not plausible"),
    PairRow("M22d", "date of 2099", before(), after(e9003="2099:01:01 00:00:00"), ("W230",), says="not plausible"),
    PairRow("M22e", "earlier by the clock, later in truth", before(), after(e9003="2026:01:02 09:30:00", e9011="+00:00"),
            never=("W230",)),
    PairRow("M22f", "later by the clock, earlier in truth", before(), after(e9003="2026:01:02 10:30:00", e9011="+02:00"),
            ("W230",), says="before the baseline"),
    PairRow("M23a", "other camera", before(), after(t010f="Other", t0110="Other Two"), ("W231",), says="Acme One, then Other Two"),
    PairRow("M23b", "other lens", before(), after(ea434="35 mm"), ("W231",), says="100 mm, then 35 mm"),
    PairRow("M23c", "other exposure", before(), after(e829a=0.02), ("W231",), says="0.008 s, then 0.02 s"),
    PairRow("M23d", "other white balance", before(), after(ea403=0), ("W231",), says="manual, then auto"),
    PairRow("M23e", "no flash", before(), after(e9209=0), ("W231",), says="on, then off"),
    PairRow("M24a", "filter named as software", before(), after(t0131="Snapseed 2.0"), ("W232",), says="Snapseed"),
    PairRow("M24b", "portrait mode", before(), after(ea401=8), ("W232",), says="portrait"),
    PairRow("M24c", "HDR", before(), after(ea401=3), ("W232",), says="HDR"),
    PairRow("M27a", "low JPEG quality", jpeg(SKIN, BEFORE), jpeg(LATER, AFTER, quality=50), ("W233",), says="quality is about 50"),
    PairRow("M27b", "4:2:0 after 4:4:4", jpeg(SKIN, BEFORE), jpeg(LATER, AFTER, subsampling=2), ("W233",),
            says="4:4:4, then 4:2:0"),
    PairRow("M28", "screenshot", before(), lambda: makers.png(SCREEN), ("W234",)),
    PairRow("M29", "the same file twice", before(), before(), ("W235",)),
    PairRow("M30", "the same picture saved again", before(), after(SKIN), ("W236",)),
)  # fmt: skip
