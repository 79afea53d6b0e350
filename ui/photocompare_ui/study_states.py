"""Which of the study's actions can be used, what undo would do, whose skin the title names."""

from __future__ import annotations

from photocompare.errors import displayable
from photocompare_ui import preferences, said
from photocompare_ui.desk import Desk
from photocompare_ui.document import Document


def of_study(desk: Desk, document: Document) -> bool:
    """Return whether undo is the study's: it takes edits, and no loose pair is on the screen."""
    loose = document.baseline is not None and desk.baseline is None
    return desk.writable and not loose


def usable(desk: Desk, document: Document) -> dict[str, bool]:
    """Return for each action of the study whether it can be used now."""
    is_open, shown = desk.opened is not None, desk.baseline is not None
    filled = bool(desk.study.photos)
    table = document.comparison is not None and bool(document.comparison.measurements)
    return {
        "close_study": is_open,
        "answers": desk.writable and bool(desk.study.subjects),
        "new_question": desk.writable,
        "lock_study": desk.writable,
        "unlock_study": desk.locked,
        "remove_photo": desk.writable and filled,
        "erase_subject": desk.writable and bool(desk.study.subjects),
        **dict.fromkeys(("previous_visit", "next_visit"), shown),
        **dict.fromkeys(("previous_subject", "next_subject", "compare_selected"), filled),
        **dict.fromkeys(("measure_study", "study_table", "study_report", "new_grading"), filled),
        **dict.fromkeys(("copy_table_picture", "copy_table_csv"), table),
        "all_visits": shown,
    }


def undo_texts(desk: Desk, document: Document) -> tuple[str | None, str | None]:
    """Return what undo and redo would do, None where there is nothing; the study's where it is kept."""
    stack = document.undo
    if desk.opened is not None and of_study(desk, document) and not stack.canUndo():
        history = desk.opened.history
        return (
            said.action(history.undo_text) if history.undoable else None,
            said.action(history.redo_text) if history.redoable else None,
        )
    undo = stack.undoText() if stack.canUndo() else None
    return undo, stack.redoText() if stack.canRedo() else None


def title(desk: Desk) -> str:
    """Return the window's title: whose skin is on the screen, before anything else."""
    shown = desk.followup or desk.baseline
    parts = [shown.subject, shown.view] if shown else []
    if desk.opened is not None and not preferences.read().clinic:
        parts.append(desk.title)
    return displayable("  ·  ".join([*parts, "photocompare"]))
