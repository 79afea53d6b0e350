"""The same skin in another light, nothing treated or a planted change: what the pipeline says of it."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from color_scenes import PAINTED, cards, other_light

import photocompare as pc
from photocompare.compare import Comparison, Measurement
from photocompare.phantom import PhantomPair
from photocompare.photo import decode_photo
from photocompare.recipe import ColorRecipe, Recipe
from photocompare.regions import Region, polygon_region

METRICS = ("erythema_index", "l_star", "ita", "melanin_index", "a_star")
NULL_AIMS = {
    ("chart", "erythema_index"): 0.5,
    ("chart", "l_star"): 0.6,
    ("chart", "ita"): 2.5,
    ("reference", "erythema_index"): 0.7,
    ("gray", "erythema_index"): 0.6,
}


QUALITY = {"JPEG 93": 93, "JPEG 95": 95, "PNG": None}
"""Kinds of file and their JPEG quality, colors in full."""
METHODS = ("chart", "gray", "reference", "none")
TARGETS = (("colorchecker", ("chart",)), ("gray", ("gray", "reference", "none")))


@dataclass(frozen=True)
class Seen:
    """One measurement of one region of one pair, by one method, and what is true of it.

    Attributes:
        file, method: how it was stored and corrected.
        row: what was measured.
        true: the planted change of the erythema index.
        color_sd: how far the change may be off by the correction alone, as the pair states it.
    """

    file: str
    method: str
    row: Measurement
    true: float
    color_sd: float | None


def seen_by(
    pair: PhantomPair, methods: Sequence[str], files: Sequence[str], even_light: str
) -> Iterator[Seen]:
    """Yield every measurement of the pair; the alignment is that of the first kind of file."""
    regions = [
        polygon_region(r.name, [(float(x), float(y)) for x, y in r.polygon], arm=r.arm, role=r.role)
        for r in pair.truth.regions
    ]
    alignment = None
    for file, method in itertools.product(files, methods):
        quality = QUALITY[file]
        before, after = (
            decode_photo(photo.jpeg(quality) if quality else photo.png(), f"photo.{file[:4].strip().lower()}")
            for photo in (pair.baseline, pair.followup)
        )
        alignment = alignment or pc.align(before, after)
        color = {"method": method, "cards": (PAINTED,), "even_light": even_light}
        color["chart"] = "painted" if method == "chart" else "auto"
        recipe = Recipe(color=ColorRecipe.model_validate(color), metrics=METRICS)
        marked: list[Region] = [*regions, *(cards(pair) if method == "gray" else [])]
        result = pc.compare(before, after, marked, recipe, alignment=alignment)
        if result.pair is None:
            print(f"refused: {method}: {result.findings[-1]}", file=sys.stderr)
        for row in result.measurements:
            if row.change is not None:
                true = pair.truth.region(row.region.name).change.erythema_index
                yield Seen(file, method, row, true, stated_sd(result, row.metric))


def stated_sd(result: Comparison, metric: str) -> float | None:
    """Return the standard deviation that the correction alone states for a metric, where it is linear."""
    assert result.pair is not None
    if metric == "l_star":
        return result.pair.l_star_sd
    gradients = {"erythema_index": (-100.0, 100.0, 0.0), "melanin_index": (100.0, 0.0, 0.0)}
    return result.pair.sd_of(gradients[metric]) if metric in gradients else None


def null(seeds: int, megapixels: float, even_light: str) -> bool:
    """Nothing was treated: what changes is error. Prints it beside what was stated, and the verdicts."""
    seen = list(untreated(range(seeds), megapixels, even_light))
    print(f"{seeds} pairs of {megapixels} MP, two regions each; even light {even_light}\n")
    return null_table(seen)


def untreated(seeds: Iterable[int], megapixels: float, even_light: str) -> Iterator[Seen]:
    """Yield what is seen in each seed's pair with a chart and in the one with a card."""
    for seed, (target, methods) in itertools.product(seeds, TARGETS):
        yield from seen_by(other_light(seed, megapixels, target), methods, tuple(QUALITY), even_light)


def null_table(seen: Sequence[Seen]) -> bool:
    """Print how far untreated regions seem to have changed, against the aims, and their verdicts."""
    print(
        "| file | method | metric | regions | mean | SD | median of abs | 95 % of abs | largest | aim "
        "| stated SD of the color | within 1.96 of it |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    good = True
    for file, method, metric in itertools.product(QUALITY, METHODS, METRICS):
        rows = [one for one in seen if (one.file, one.method, one.row.metric) == (file, method, metric)]
        if not rows:
            continue
        changes = np.array([one.row.change for one in rows])
        size, aim = np.abs(changes), NULL_AIMS.get((method, metric))
        high = float(np.quantile(size, 0.95))
        good &= aim is None or high <= aim
        values = (changes.mean(), changes.std(), np.median(size), high, size.max())
        numbers = " | ".join(f"{value:.3f}" for value in values)
        stated = np.array([one.color_sd or np.nan for one in rows])
        known = np.isfinite(stated)
        covered = 100 * (size[known] <= 1.96 * stated[known]).mean() if known.any() else np.nan
        told = f"{np.median(stated[known]):.3f} | {covered:.0f} %" if known.any() else "|"
        print(f"| {file} | {method} | {metric} | {len(changes)} | {numbers} | {aim or ''} | {told} |")
    return verdicts(seen) and good


def verdicts(seen: Sequence[Seen]) -> bool:
    """Print what share of untreated regions is called `within error`, by method; aim 95 %."""
    print("\n| file | method | metric | within error | increased or decreased | error unknown |")
    print("|---|---|---|---|---|---|")
    good = True
    for file, method, metric in itertools.product(
        QUALITY, METHODS[:3], ("erythema_index", "l_star", "ita", "melanin_index", "a_star")
    ):
        said = [
            one.row.verdict
            for one in seen
            if (one.file, one.method, one.row.metric) == (file, method, metric)
        ]
        share = {word: 100 * said.count(word) / max(len(said), 1) for word in set(said)}  # type: ignore[arg-type]
        within, unknown = share.get("within error", 0.0), share.get("error unknown", 0.0)
        changed = share.get("increased", 0.0) + share.get("decreased", 0.0)
        good &= within >= 95
        print(f"| {file} | {method} | {metric} | {within:.1f} % | {changed:.1f} % | {unknown:.1f} % |")
    return good


def effect(megapixels: float, even_light: str) -> bool:
    """Planted changes against measured ones, in another light."""
    seen: list[Seen] = []
    for seed, change in enumerate(np.linspace(-8, 8, 17)):
        for target, methods in TARGETS:
            pair = other_light(100 + seed, megapixels, target, float(change) or 0.01)
            seen += [
                one
                for one in seen_by(pair, methods, ("JPEG 93",), even_light)
                if one.row.metric == "erythema_index"
            ]
    print("| method | pairs | slope | intercept | root mean square error | untreated, 95 % of abs |")
    print("|---|---|---|---|---|---|")
    good = True
    for method in METHODS:
        rows = [one for one in seen if one.method == method]
        treated = [one for one in rows if one.row.region.name == "treated"]
        true = np.array([one.true for one in treated])
        got = np.array([one.row.change for one in treated])
        slope, intercept = np.polyfit(true, got, 1)
        control = [abs(one.row.change or 0.0) for one in rows if one.row.region.name == "untreated"]
        error = float(np.sqrt(np.mean((got - true) ** 2)))
        good &= method == "none" or (0.97 <= slope <= 1.03 and abs(intercept) <= 0.2)
        print(
            f"| {method} | {len(got)} | {slope:.4f} | {intercept:+.3f} | {error:.3f} "
            f"| {np.quantile(control, 0.95):.3f} |"
        )
    return good
