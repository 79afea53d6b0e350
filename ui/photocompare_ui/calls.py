"""What each action does, by its id: the calls of every room, put together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from photocompare_ui import commands
from photocompare_ui.dialogs import messages
from photocompare_ui.grading.opening import ask_task

if TYPE_CHECKING:
    from photocompare_ui.main_window import MainWindow

Calls = dict[str, Callable[[], object]]


def calls(window: MainWindow) -> Calls:
    """Return what each entry of `actions.ENTRIES` does in this window."""
    rooms = _files, _edits, _views, _regions, _shell
    made = [room(window) for room in rooms]
    return {id: call for part in (*made, window.room.calls()) for id, call in part.items()}


def _files(window: MainWindow) -> Calls:
    filing = window.filing
    return {
        "open_pair": filing.ask_pair,
        "open_baseline": partial(filing.ask_place, "baseline"),
        "open_followup": partial(filing.ask_place, "followup"),
        "open_folder": filing.ask_folder,
        "show_checked": window.stage.show_checked,
        "open_samples": filing.choose_sample,
        "load_regions": filing.ask_regions,
        "save_regions": filing.ask_save_regions,
        **window.exporting.calls(),
        "export_strip": partial(window.room.gathering.complete, window.exporting.ask_strip),
        "export_table": filing.ask_export_table,
        "grade": partial(ask_task, window),
        "quit": window.close,
    }


def _edits(window: MainWindow) -> Calls:
    document = window.document
    return {
        "copy": window.measurements.copy,
        "swap": partial(window.filing.unless_unsaved, window.opening.swap),
        "measure": window.comparing.start,
        "scale": lambda: messages.ask_scale(window, document.mm_per_pixel, document.set_scale),
    }


def _views(window: MainWindow) -> Calls:
    look, stage = window.document.look, window.stage
    return {
        **window.seeing.calls(),
        "as_taken": lambda: look.set(as_taken=not look.as_taken),
        "fit": stage.fit,
        "zoom_in": partial(stage.zoom, 1.25),
        "zoom_out": partial(stage.zoom, 0.8),
        "pixels": stage.show_pixels,
        "labels": lambda: look.set(labels=not look.labels),
        "shapes": lambda: look.set(shapes=not look.shapes),
    }


def _regions(window: MainWindow) -> Calls:
    document = window.document
    return {
        **window.aligning.calls(),
        "duplicate": partial(commands.duplicate_region, document),
        "remove": partial(commands.remove_region, document),
    }


def _shell(window: MainWindow) -> Calls:
    return {
        **window.paneling.calls(),
        **window.shell.calls(),
    }
