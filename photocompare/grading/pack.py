"""A task for a rater elsewhere: one HTML file without a network, which gives back the window's CSV."""

from __future__ import annotations

import base64
import json
from importlib import resources

from photocompare.grading.grades import COLUMNS
from photocompare.grading.scale import DECIMALS
from photocompare.grading.task import Item, Task

BLANK_MS = 500
"""How long the neutral blank between two items stays: what was just seen colors what comes next."""
MARK = "/*TASK*/"


def pack_html(task: Task, rater: str) -> bytes:
    """Return the page of one rater: pictures inside, nothing loaded from outside, nothing of the key.

    Raises:
        Problem: E804 for a rater the task does not have.
    """
    items = (*task.practice(rater), *task.items(rater))
    scale = task.scale
    document = {
        "task": task.id,
        "rater": rater,
        "key": task.key_sha256,
        "columns": COLUMNS,
        "blank": BLANK_MS,
        "size": task.size,
        "decimals": DECIMALS,
        "scale": {
            "title": scale.title,
            "question": scale.question,
            "kind": scale.kind,
            "shows": scale.shows,
            "steps": [{"number": one.number, "label": one.label} for one in scale.steps],
            "least": scale.least,
            "most": scale.most,
            "ends": scale.ends,
            "keys": scale.keys,
        },
        "items": [_item(task, one) for one in items],
    }
    # Inside a script element only a closing tag could end it.
    text = json.dumps(document, ensure_ascii=True).replace("<", "\\u003c")
    page = resources.files("photocompare.grading").joinpath("pack.html").read_text(encoding="utf-8")
    return page.replace(MARK, text).encode()


def _item(task: Task, one: Item) -> dict[str, object]:
    pictures = [base64.b64encode(task.picture(name).read_bytes()).decode() for name in one.pictures]
    return {"item": one.id, "practice": one.practice, "pictures": pictures}
