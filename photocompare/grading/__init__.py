"""Blinded grading: tasks whose raters cannot know, their grades, and how far they agree."""

from photocompare.grading.grades import (
    Grade,
    add_grades,
    final_grades,
    import_grades,
    read_grades,
    results_csv,
)
from photocompare.grading.key import Key, Shown, new_passphrase
from photocompare.grading.make import MadeTask, make_task
from photocompare.grading.pictures import read_picture
from photocompare.grading.plan import Asked
from photocompare.grading.scale import Scale, read_scale, scale_names
from photocompare.grading.sitting import Sitting
from photocompare.grading.task import Item, Task, read_task

__all__ = [
    "Asked",
    "Grade",
    "Item",
    "Key",
    "MadeTask",
    "Scale",
    "Shown",
    "Sitting",
    "Task",
    "add_grades",
    "final_grades",
    "import_grades",
    "make_task",
    "new_passphrase",
    "read_grades",
    "read_picture",
    "read_scale",
    "read_task",
    "results_csv",
    "scale_names",
]
