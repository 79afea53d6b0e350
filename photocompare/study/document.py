"""A study as one JSON document that a person can read: everything in it but dates, notes and paths."""

from __future__ import annotations

import json
from typing import Any

from photocompare import __version__
from photocompare.study.history import Lock
from photocompare.study.model import Outcome, Rating, Study
from photocompare.study.tables import TABLES, part_json

OLDEST = 89
"""Above it an age may tell who someone is (45 CFR 164.514(b)): exports say `90+`."""

_LEFT_OUT = {"subjects": ("note", "day_zero"), "photos": ("path",), "about": ("id",)}
_AGE = ("age", "alter", "age_years")


def study_json(study: Study, *, head: tuple[int, str], lock: Lock | None) -> str:
    """Return what an export was made from: all parts of the study, the head of the audit trail, the lock.

    Left out are dates (also of strokes), notes, where photos lie, and measured rows: those are metrics.csv.
    """
    document: dict[str, Any] = {
        "photocompare": __version__,
        "title": study.about.title,
        "template": study.about.template,
        "arms": study.about.arms,
        "timepoints": {one.label: one.day for one in study.timepoints},
        "outcomes": [vars(one) for one in study.about.outcomes],
        "recipe": study.recipe.model_dump(mode="json"),
        "recipe_sha256": study.recipe.sha256,
        "head": {"event": head[0], "sha256": head[1]},
        "lock_sha256": lock.hash if lock else None,
    }
    for name in TABLES:
        if name not in ("about", "timepoints", "recipes", "measurements"):
            document[name] = [_told(name, part) for part in getattr(study, name)]
    for told, rating in zip(document["ratings"], study.ratings, strict=True):
        told["value"] = answer_of(study, rating)
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def age_text(age: float | None) -> str:
    """Return an age for an export.

    >>> age_text(47), age_text(89.0), age_text(90), age_text(None)
    ('47', '89', '90+', '')
    """
    return "" if age is None else f"{OLDEST + 1}+" if age > OLDEST else f"{age:g}"


def asks_age(outcome: Outcome) -> bool:
    """Return whether the answer to a question is an age."""
    return outcome.kind == "number" and outcome.id.lower() in _AGE


def answer_of(study: Study, rating: Rating) -> float | str:
    """Return an answer for an export: as it was given, an age above 89 as `90+`."""
    asked = any(one.id == rating.outcome and asks_age(one) for one in study.about.outcomes)
    return age_text(rating.value) if asked and isinstance(rating.value, float) else rating.value


def _told(name: str, part: Any) -> dict[str, Any]:
    found: dict[str, Any] = part_json(name, part)
    for column in _LEFT_OUT.get(name, ()):
        found.pop(column, None)
    if name == "subjects":
        found["age"] = age_text(part.age) or None
    if name == "alignments" and found["saved"]:
        found["saved"] = json.loads(found["saved"])
    for stroke in found.get("strokes", ()):
        stroke.pop("time", None)
    return found
