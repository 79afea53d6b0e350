"""What can be undone and redone, read from the trail itself: it outlives the program's end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from photocompare.study.chain import Event

STEPS = 1000


@dataclass(frozen=True)
class Lock:
    """A study that is closed to edits: since when, by whom, and the hash that fixes all it held."""

    seq: int
    at: str
    who: str
    hash: str


@dataclass(frozen=True)
class History:
    """Where the study stands: the actions that undo and redo would take, last first,
    at most a thousand; and its lock, if any."""

    undoable: tuple[Event, ...] = ()
    redoable: tuple[Event, ...] = ()
    lock: Lock | None = None

    @property
    def undo_text(self) -> str:
        """Return what undo would take back, or empty."""
        return self.undoable[0].what if self.undoable else ""

    @property
    def redo_text(self) -> str:
        """Return what redo would bring back, or empty."""
        return self.redoable[0].what if self.redoable else ""


def history_of(events: Iterable[Event]) -> History:
    """Return the history that a trail makes.

    A new action takes what was undone before it out of reach of redo. A lock, an upgrade and the removal of a
    subject are borders that undo does not cross.
    """
    history = History()
    for event in events:
        history = after(history, event)
    return history


def after(history: History, event: Event) -> History:
    """Return the history with one more event."""
    undoable, redoable = history.undoable, history.redoable
    match event.kind:
        case "do":
            return History((event, *undoable[: STEPS - 1]), (), history.lock)
        case "undo":
            return History(undoable[1:], (*undoable[:1], *redoable), history.lock)
        case "redo":
            return History((*redoable[:1], *undoable), redoable[1:], history.lock)
        case "lock":
            return History(lock=Lock(event.seq, event.at, event.who, event.hash))
        case "note":
            return history
        case _:
            return History()
