"""Everything the window can be asked to do, in one table; menus, toolbar and the F1 map are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QWidget

from photocompare_ui import words
from photocompare_ui.entry import (
    ALIGN_ENTRIES,
    EDIT,
    FILE,
    GRADE_ENTRIES,
    HELP,
    LINE,
    MENUS,
    REGION,
    VIEW,
    Entry,
)
from photocompare_ui.icons import icon
from photocompare_ui.tr import QT_TRANSLATE_NOOP, translate

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "open_pair",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open pair…"),
        ("Ctrl+O",),
        QT_TRANSLATE_NOOP("actions", "Open two photographs; the one taken first becomes the baseline"),
    ),
    Entry("open_baseline", FILE, QT_TRANSLATE_NOOP("actions", "Open baseline…"), ("Ctrl+B",)),
    Entry("open_followup", FILE, QT_TRANSLATE_NOOP("actions", "Open follow-up…"), ("Ctrl+U",)),
    Entry("open_folder", FILE, QT_TRANSLATE_NOOP("actions", "Open folder…"), ("Ctrl+Shift+F",)),
    Entry("show_checked", FILE, QT_TRANSLATE_NOOP("actions", "Checked photographs")),
    Entry("open_samples", FILE, QT_TRANSLATE_NOOP("actions", "Open the sample studies…")),
    Entry(LINE, FILE, ""),
    Entry("load_regions", FILE, QT_TRANSLATE_NOOP("actions", "Load regions…"), ("Ctrl+Shift+O",)),
    Entry("save_regions", FILE, QT_TRANSLATE_NOOP("actions", "Save regions…"), ("Ctrl+S",)),
    Entry(LINE, FILE, ""),
    Entry(
        "export_picture",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Export this view…"),
        ("Ctrl+E",),
        QT_TRANSLATE_NOOP("actions", "Save what the panes show as a PNG"),
    ),
    Entry(
        "export_table",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Export measurements…"),
        ("Ctrl+Shift+S",),
        QT_TRANSLATE_NOOP("actions", "Save every row as CSV"),
    ),
    Entry(LINE, FILE, ""),
    *GRADE_ENTRIES,
    Entry(LINE, FILE, ""),
    Entry("quit", FILE, QT_TRANSLATE_NOOP("actions", "Quit"), ("Ctrl+Q",)),
    Entry("undo", EDIT, QT_TRANSLATE_NOOP("actions", "Undo"), ("Ctrl+Z",)),
    Entry("redo", EDIT, QT_TRANSLATE_NOOP("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Entry(LINE, EDIT, ""),
    Entry(
        "copy",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Copy measurements"),
        ("Ctrl+C",),
        QT_TRANSLATE_NOOP("actions", "Copy the selected rows, or all, as text and CSV"),
    ),
    Entry("swap", EDIT, QT_TRANSLATE_NOOP("actions", "Swap baseline and follow-up"), ("X",)),
    Entry("measure", EDIT, QT_TRANSLATE_NOOP("actions", "Measure again"), ("F5",)),
    Entry(
        "scale",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Set the scale…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Say how many millimeters a pixel of the baseline is"),
    ),
    Entry("side", VIEW, QT_TRANSLATE_NOOP("actions", "Side by side"), ("1",), "", True, "view"),
    Entry(
        "wipe",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Wipe"),
        ("2",),
        QT_TRANSLATE_NOOP("actions", "Drag the divider: baseline left, follow-up right"),
        True,
        "view",
    ),
    Entry(
        "onion",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Onion skin"),
        ("3",),
        QT_TRANSLATE_NOOP("actions", "Lay the follow-up over the baseline, half through"),
        True,
        "view",
    ),
    Entry(
        "difference",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Difference"),
        ("4",),
        QT_TRANSLATE_NOOP("actions", "Show where it became redder or paler"),
        True,
        "view",
    ),
    Entry(
        "blink",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Blink"),
        ("5",),
        QT_TRANSLATE_NOOP("actions", "Show the follow-up; hold Space for the baseline"),
        True,
        "view",
    ),
    Entry(LINE, VIEW, ""),
    Entry(
        "less",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "More baseline"),
        ("[",),
        QT_TRANSLATE_NOOP("actions", "Move the divider right, or fade the follow-up"),
    ),
    Entry(
        "more",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "More follow-up"),
        ("]",),
        QT_TRANSLATE_NOOP("actions", "Move the divider left, or fade in the follow-up"),
    ),
    Entry(
        "as_taken",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "As taken"),
        ("N",),
        QT_TRANSLATE_NOOP("actions", "Show the photographs unaligned and uncorrected"),
        True,
    ),
    Entry(LINE, VIEW, ""),
    Entry(
        "fit",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Fit"),
        ("0", "Ctrl+0"),
        QT_TRANSLATE_NOOP("actions", "Show the whole picture"),
    ),
    Entry("zoom_in", VIEW, QT_TRANSLATE_NOOP("actions", "Zoom in"), ("+", "=", "Ctrl++")),
    Entry("zoom_out", VIEW, QT_TRANSLATE_NOOP("actions", "Zoom out"), ("-", "Ctrl+-")),
    Entry("pixels", VIEW, QT_TRANSLATE_NOOP("actions", "Actual pixels"), ("Ctrl+1",)),
    Entry(LINE, VIEW, ""),
    Entry(
        "labels",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Labels"),
        ("G",),
        QT_TRANSLATE_NOOP("actions", "Show names, dates and the scale bar"),
        True,
    ),
    Entry(
        "shapes",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Regions"),
        ("T",),
        QT_TRANSLATE_NOOP("actions", "Show the outlines"),
        True,
    ),
    Entry(
        "panels",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Panels"),
        ("F",),
        QT_TRANSLATE_NOOP("actions", "Show the regions and measurements"),
        True,
    ),
    Entry(
        "polygon",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Outline"),
        ("P",),
        QT_TRANSLATE_NOOP(
            "actions", "Click around skin on either photograph; Enter or a double-click closes"
        ),
        True,
    ),
    Entry(
        "hand",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Hand"),
        ("H",),
        QT_TRANSLATE_NOOP("actions", "Move the picture while drawing; H again goes on drawing"),
        True,
    ),
    Entry(LINE, REGION, ""),
    *ALIGN_ENTRIES,
    Entry(LINE, REGION, ""),
    Entry("duplicate", REGION, QT_TRANSLATE_NOOP("actions", "Duplicate region"), ("Ctrl+D",)),
    Entry("remove", REGION, QT_TRANSLATE_NOOP("actions", "Remove region"), ("Del",)),
    Entry("shortcuts", HELP, QT_TRANSLATE_NOOP("actions", "Keyboard shortcuts"), ("F1", "?")),
    Entry("about", HELP, QT_TRANSLATE_NOOP("actions", "About photocompare")),
)
TOOLBAR = (
    "open_pair",
    LINE,
    "side",
    "wipe",
    "onion",
    "difference",
    "blink",
    LINE,
    "as_taken",
    LINE,
    "polygon",
    LINE,
    "fit",
    "panels",
)


def make_actions(parent: QWidget, calls: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Return an action of `parent` for each entry, connected to the call of its id."""
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for entry in ENTRIES:
        if entry.id == LINE:
            continue
        action = made[entry.id] = QAction(translate("actions", entry.text), parent)
        action.setObjectName(entry.id)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setCheckable(entry.checkable)
        action.setToolTip(tip(entry))
        action.setStatusTip("")
        call = calls[entry.id]
        action.triggered.connect(lambda checked=False, call=call: call())
        if entry.group:
            groups.setdefault(entry.group, QActionGroup(parent)).addAction(action)
        parent.addAction(action)
    return made


def tip(entry: Entry) -> str:
    """Return the tool tip: what it does and its key."""
    text = translate("actions", entry.tip) if entry.tip else translate("actions", entry.text).rstrip("…")
    key = QKeySequence(entry.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if entry.keys else ""
    return words.tooltip(f"{text}  ({key})" if key else text)


def color_icons(made: Mapping[str, QAction], palette: QPalette) -> None:
    """Draw the icons in the colors of the theme."""
    normal, quiet = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Mid)
    for name, action in made.items():
        action.setIcon(icon(name, normal, quiet))


def key_map() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what F1 shows: for each menu its title and (keys, what they do); then the mouse."""
    sections = []
    for menu in MENUS:
        keys = [
            (_keys(entry), translate("actions", entry.text))
            for entry in ENTRIES
            if entry.menu == menu and entry.keys
        ]
        sections.append((translate("actions", menu).replace("&", ""), keys))
    mouse = [
        (translate("actions", "Space, held"), translate("actions", "Baseline in place of the follow-up")),
        (translate("actions", "Wheel, pinch"), translate("actions", "Zoom at the pointer")),
        (
            translate("actions", "Drag"),
            translate("actions", "Move the picture, a selected region or its corner"),
        ),
        (translate("actions", "Middle drag"), translate("actions", "Move the picture while drawing")),
        (translate("actions", "Enter, double-click"), translate("actions", "Close the outline")),
        (translate("actions", "Backspace"), translate("actions", "Take back its last corner")),
        (translate("actions", "Esc"), translate("actions", "Back out")),
    ]
    return [*sections, (translate("actions", "In the pictures"), mouse)]


def _keys(entry: Entry) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) for key in entry.keys[:2])
