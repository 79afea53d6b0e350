"""A rater at work: which item is shown, what comes next, what can still be taken back."""

from __future__ import annotations

from dataclasses import replace

from photocompare.errors import Problem
from photocompare.grading.grades import Grade, add_grades, final_grades, now, read_grades
from photocompare.grading.task import Item, Task


class Sitting:
    """The items of a rater one after another; it goes on where the rater stopped.

    An item is left for good when the next one has been graded: until then the rater can go back to it.

    Attributes:
        task, rater: what is graded, by whom.
        grades: what counts, by item.
    """

    def __init__(self, task: Task, rater: str) -> None:
        """Open the sitting: E804 for another rater, E806 where the key is open, E808 as `read_grades`."""
        if task.opened:
            raise Problem("E806", rater)
        self.task, self.rater = task, rater
        self.grades: dict[str, Grade] = final_grades(read_grades(task, rater))
        self._items = task.items(rater)
        self._practice = () if self.grades else task.practice(rater)
        self._practiced = 0
        self._back = False

    @property
    def item(self) -> Item | None:
        """Return what is shown now, or None at the end."""
        if self._practiced < len(self._practice):
            return self._practice[self._practiced]
        place = self.done - 1 if self._back else self.done
        return self._items[place] if place < len(self._items) else None

    @property
    def practice(self) -> tuple[int, int] | None:
        """Return (which, of how many) practice items is shown, or None where it counts."""
        count = len(self._practice)
        return (self._practiced + 1, count) if self._practiced < count else None

    @property
    def done(self) -> int:
        """Return how many items have a grade."""
        return len(self.grades)

    @property
    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    @property
    def given(self) -> float | None:
        """Return the grade that the shown item has already, or None."""
        item = self.item
        found = self.grades.get(item.id) if item else None
        return found.value if found else None

    @property
    def gone_back(self) -> bool:
        """Return whether the item before is shown once more."""
        return self._back

    @property
    def can_go_back(self) -> bool:
        """Return whether the item before can still be changed."""
        return self.done > 0 and not self._back and self.practice is None

    def grade(self, value: float, seconds: float) -> None:
        """Record the grade of the shown item, and go on to the next; it is on the disk when this returns.

        Raises:
            Problem: E809 for a number the scale does not have, or at the end; else as `add_grades`.
        """
        item = self.item
        if item is None or not self.task.scale.holds(value):
            raise Problem("E809", self.rater)
        if self.practice is not None:
            self._practiced += 1
            return
        position = self.done if self._back else self.done + 1
        given = Grade(position, item.id, value, round(max(seconds, 0.0), 1), now())
        if (earlier := self.grades.get(item.id)) is not None:
            # A clock that was set back must not bring the first answer back.
            given = replace(given, at=max(given.at, earlier.at))
        add_grades(self.task, self.rater, [given])
        self.grades[item.id] = given
        self._back = False

    def back(self) -> None:
        """Show the item before once more; nothing where it was left for good."""
        self._back = self._back or self.can_go_back

    def forward(self) -> None:
        """Leave the item that was gone back to as it is."""
        self._back = False
