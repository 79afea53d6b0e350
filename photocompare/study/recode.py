"""A study under new codes: none of its subjects' or photos' ids stays, only a table kept apart joins them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from photocompare.study.edit import random_code
from photocompare.study.found import MeasuredPair, RegionSet
from photocompare.study.model import Study

HASHES = ("baseline_sha256", "followup_sha256")


def recoded(study: Study) -> tuple[Study, dict[str, str]]:
    """Return the study with codes drawn by chance for subjects and photos, and the new code of each old one.

    Paths and hashes of photos, which would join it to another export, are taken out; so are the codes in
    names of regions and in written answers.
    """
    codes = _drawn([one.code for one in study.subjects])
    ids = _drawn([one.id for one in study.photos])

    def of(part: Any) -> Any:
        return replace(part, subject=codes[part.subject])

    return replace(
        study,
        subjects=tuple(replace(one, code=codes[one.code], note="", day_zero="") for one in study.subjects),
        views=tuple(map(of, study.views)),
        photos=tuple(replace(of(one), id=ids[one.id], path="", sha256="") for one in study.photos),
        regions=tuple(_regions(of(one), codes) for one in study.regions),
        alignments=tuple(
            replace(of(one), baseline=ids[one.baseline], followup=ids[one.followup])
            for one in study.alignments
        ),
        charts=tuple(replace(of(one), photo=ids[one.photo]) for one in study.charts),
        vessels=tuple(replace(of(one), photo=ids[one.photo]) for one in study.vessels),
        measurements=tuple(_measured(of(one), codes) for one in study.measurements),
        ratings=tuple(
            replace(of(one), value=_told(one.value, codes) if isinstance(one.value, str) else one.value)
            for one in study.ratings
        ),
    ), codes


def _drawn(old: list[str]) -> dict[str, str]:
    new: dict[str, str] = {}
    for one in old:
        new[one] = random_code({*old, *new.values()})
    return new


def _regions(one: RegionSet, codes: Mapping[str, str]) -> RegionSet:
    named = (replace(region, name=_told(region.name, codes)) for region in one.regions)
    return replace(one, regions=tuple(named))


def _measured(one: MeasuredPair, codes: Mapping[str, str]) -> MeasuredPair:
    columns = json.loads(one.saved)
    changed: dict[str, list[str]] = {
        name: ["" for _ in cells] if name in HASHES else [_told(cell, codes) for cell in cells]
        for name, cells in columns.items()
    }
    changed["subject"] = [one.subject]
    saved = json.dumps(changed, ensure_ascii=False, separators=(",", ":"))
    return replace(one, saved=saved, baseline_sha256="", followup_sha256="")


def _told(text: str, codes: Mapping[str, str]) -> str:
    """Return a text with the codes in it that cannot be a number replaced."""
    words = [re.escape(code) for code in codes if not code.isdecimal()]
    if not words:
        return text
    return re.sub(rf"(?<![\w-])({'|'.join(words)})(?![\w-])", lambda found: codes[found.group()], text)
