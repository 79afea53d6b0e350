"""A grading task as its raters may know it: the scale, and for each rater nameless pictures in order."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.files import file_hash
from photocompare.grading.scale import Scale, scale_of

FORMAT = "photocompare grading 1"
TASK, KEY, PICTURES, GRADES, LOG, OPENED = (
    "task.json",
    "sealed-key.json",
    "pictures",
    "grades",
    "log.jsonl",
    "opened-key.json",
)
RATER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
NAME = re.compile(r"[a-z0-9]{4,32}")


@dataclass(frozen=True)
class Item:
    """One screen: its id and the names of one picture, or of two from left to right."""

    id: str
    pictures: tuple[str, ...]
    practice: bool = False


@dataclass(frozen=True)
class Task:
    """What is graded, and by whom.

    Attributes:
        id: drawn by chance; says nothing.
        scale: the question.
        size: (width, height) of every picture, in pixels.
        key_sha256: of the sealed key.
        raters: the items of each, in the order they are shown; practice first.
        folder: where it lies.
    """

    id: str
    scale: Scale
    size: tuple[int, int]
    key_sha256: str
    raters: dict[str, tuple[Item, ...]]
    folder: Path

    def items(self, rater: str) -> tuple[Item, ...]:
        """Return the items of a rater that count; E804 for a rater it does not have."""
        return tuple(one for one in self._of(rater) if not one.practice)

    def practice(self, rater: str) -> tuple[Item, ...]:
        """Return what is shown to a rater for practice; E804 for a rater it does not have."""
        return tuple(one for one in self._of(rater) if one.practice)

    def picture(self, name: str) -> Path:
        """Return where a picture lies."""
        return self.folder / PICTURES / f"{name}.jpg"

    def journal(self, rater: str) -> Path:
        """Return where a rater's grades are kept."""
        return self.folder / GRADES / f"{rater}.csv"

    @property
    def opened(self) -> bool:
        """Return whether the key has been opened, after which nothing is graded."""
        return (self.folder / OPENED).exists()

    def _of(self, rater: str) -> tuple[Item, ...]:
        if rater not in self.raters:
            raise Problem("E804", rater, f"the task has {', '.join(self.raters)}")
        return self.raters[rater]


def check_raters(raters: list[str]) -> None:
    """Refuse raters' labels that may be names, or are there twice.

    Raises:
        Problem: E804.
    """
    for rater in raters:
        if not RATER.fullmatch(rater) or not re.search(r"\d", rater):
            raise Problem("E804", rater, "A label is 1 to 24 letters, digits, dashes, at least one a digit")
    if not raters or len(set(map(str.lower, raters))) < len(raters):
        raise Problem("E804", detail="there is none, or one is there twice")


def task_json(task: Task) -> str:
    """Return what is public of a task."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "id": task.id,
        "scale": task.scale.model_dump(mode="json"),
        "size": task.size,
        "key_sha256": task.key_sha256,
        "raters": {
            rater: [
                {"item": one.id, "pictures": one.pictures} | ({"practice": True} if one.practice else {})
                for one in items
            ]
            for rater, items in task.raters.items()
        },
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def read_task(path: Path | str) -> Task:
    """Return the task in a folder, or beside a task.json; its key proved to be the one it began with.

    Raises:
        Problem: E802 where there is none or it is damaged, E801 for its scale, E803 where the key is another.
    """
    path = Path(path)
    folder = path.parent if path.name == TASK else path
    name = folder.resolve().name
    try:
        saved = json.loads((folder / TASK).read_text(encoding="utf-8"))
        if saved["format"] != FORMAT:
            raise ValueError("another format")
        scale = scale_of(saved["scale"], name)
        raters = {str(rater): tuple(map(_item, items)) for rater, items in saved["raters"].items()}
        width, height = map(int, saved["size"])
        task = Task(str(saved["id"]), scale, (width, height), str(saved["key_sha256"]), raters, folder)
        check_raters(list(raters))
    except OSError as error:
        raise Problem("E802", name, error.strerror or "it cannot be read") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem("E802", name, "its task.json is damaged, or of another program") from error
    if (folder / KEY).exists() and file_hash(folder / KEY) != task.key_sha256:
        raise Problem("E803", KEY)
    return task


def _item(saved: dict[str, Any]) -> Item:
    pictures = tuple(map(str, saved["pictures"]))
    if not all(NAME.fullmatch(name) for name in (saved["item"], *pictures)) or len(pictures) not in (1, 2):
        raise ValueError("a name that is none")
    return Item(saved["item"], pictures, bool(saved.get("practice", False)))
