"""Everything the window can be asked to do, in one table; menus, toolbar and the F1 map are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QWidget

from photocompare_ui import words
from photocompare_ui.icons import icon


@dataclass(frozen=True)
class Entry:
    """One action: its id, menu, text, keys (the first is shown), what it does, and whether it stays on."""

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    group: str = ""


_N = QT_TRANSLATE_NOOP
MENUS = (
    _N("actions", "&File"),
    _N("actions", "&Edit"),
    _N("actions", "&View"),
    _N("actions", "&Region"),
    _N("actions", "&Help"),
)
FILE, EDIT, VIEW, REGION, HELP = MENUS
LINE = "-"
ENTRIES: tuple[Entry, ...] = (
    Entry(
        "open_pair",
        FILE,
        _N("actions", "Open pair…"),
        ("Ctrl+O",),
        _N("actions", "Open two photographs; the one taken first becomes the baseline"),
    ),
    Entry("open_baseline", FILE, _N("actions", "Open baseline…"), ("Ctrl+B",)),
    Entry("open_followup", FILE, _N("actions", "Open follow-up…"), ("Ctrl+U",)),
    Entry("open_samples", FILE, _N("actions", "Open the sample studies…")),
    Entry(LINE, FILE, ""),
    Entry("load_regions", FILE, _N("actions", "Load regions…"), ("Ctrl+Shift+O",)),
    Entry("save_regions", FILE, _N("actions", "Save regions…"), ("Ctrl+S",)),
    Entry(LINE, FILE, ""),
    Entry(
        "export_picture",
        FILE,
        _N("actions", "Export this view…"),
        ("Ctrl+E",),
        _N("actions", "Save what the panes show as a PNG"),
    ),
    Entry(
        "export_table",
        FILE,
        _N("actions", "Export measurements…"),
        ("Ctrl+Shift+S",),
        _N("actions", "Save every row as CSV"),
    ),
    Entry(LINE, FILE, ""),
    Entry("quit", FILE, _N("actions", "Quit"), ("Ctrl+Q",)),
    Entry("undo", EDIT, _N("actions", "Undo"), ("Ctrl+Z",)),
    Entry("redo", EDIT, _N("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Entry(LINE, EDIT, ""),
    Entry(
        "copy",
        EDIT,
        _N("actions", "Copy measurements"),
        ("Ctrl+C",),
        _N("actions", "Copy the selected rows, or all, as text and CSV"),
    ),
    Entry("swap", EDIT, _N("actions", "Swap baseline and follow-up"), ("X",)),
    Entry("measure", EDIT, _N("actions", "Measure again"), ("F5",)),
    Entry(
        "scale",
        EDIT,
        _N("actions", "Set the scale…"),
        (),
        _N("actions", "Say how many millimeters a pixel of the baseline is"),
    ),
    Entry("side", VIEW, _N("actions", "Side by side"), ("1",), "", True, "view"),
    Entry(
        "wipe",
        VIEW,
        _N("actions", "Wipe"),
        ("2",),
        _N("actions", "Drag the divider: baseline left, follow-up right"),
        True,
        "view",
    ),
    Entry(
        "onion",
        VIEW,
        _N("actions", "Onion skin"),
        ("3",),
        _N("actions", "Lay the follow-up over the baseline, half through"),
        True,
        "view",
    ),
    Entry(
        "difference",
        VIEW,
        _N("actions", "Difference"),
        ("4",),
        _N("actions", "Show where it became redder or paler"),
        True,
        "view",
    ),
    Entry(
        "blink",
        VIEW,
        _N("actions", "Blink"),
        ("5",),
        _N("actions", "Show the follow-up; hold Space for the baseline"),
        True,
        "view",
    ),
    Entry(LINE, VIEW, ""),
    Entry(
        "less",
        VIEW,
        _N("actions", "More baseline"),
        ("[",),
        _N("actions", "Move the divider right, or fade the follow-up"),
    ),
    Entry(
        "more",
        VIEW,
        _N("actions", "More follow-up"),
        ("]",),
        _N("actions", "Move the divider left, or fade in the follow-up"),
    ),
    Entry(
        "as_taken",
        VIEW,
        _N("actions", "As taken"),
        ("N",),
        _N("actions", "Show the photographs unaligned and uncorrected"),
        True,
    ),
    Entry(LINE, VIEW, ""),
    Entry("fit", VIEW, _N("actions", "Fit"), ("0", "Ctrl+0"), _N("actions", "Show the whole picture")),
    Entry("zoom_in", VIEW, _N("actions", "Zoom in"), ("+", "=", "Ctrl++")),
    Entry("zoom_out", VIEW, _N("actions", "Zoom out"), ("-", "Ctrl+-")),
    Entry("pixels", VIEW, _N("actions", "Actual pixels"), ("Ctrl+1",)),
    Entry(LINE, VIEW, ""),
    Entry(
        "labels",
        VIEW,
        _N("actions", "Labels"),
        ("G",),
        _N("actions", "Show names, dates and the scale bar"),
        True,
    ),
    Entry("shapes", VIEW, _N("actions", "Regions"), ("T",), _N("actions", "Show the outlines"), True),
    Entry(
        "panels",
        VIEW,
        _N("actions", "Panels"),
        ("F",),
        _N("actions", "Show the regions and measurements"),
        True,
    ),
    Entry(
        "polygon",
        REGION,
        _N("actions", "Outline"),
        ("P",),
        _N("actions", "Click around skin on either photograph; Enter or a double-click closes"),
        True,
    ),
    Entry(
        "hand",
        REGION,
        _N("actions", "Hand"),
        ("H",),
        _N("actions", "Move the picture while drawing; H again goes on drawing"),
        True,
    ),
    Entry(LINE, REGION, ""),
    Entry("duplicate", REGION, _N("actions", "Duplicate region"), ("Ctrl+D",)),
    Entry("remove", REGION, _N("actions", "Remove region"), ("Del",)),
    Entry("shortcuts", HELP, _N("actions", "Keyboard shortcuts"), ("F1", "?")),
    Entry("about", HELP, _N("actions", "About photocompare")),
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
        action = made[entry.id] = QAction(_tr(entry.text), parent)
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
    text = _tr(entry.tip) if entry.tip else _tr(entry.text).rstrip("…")
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
        keys = [(_keys(entry), _tr(entry.text)) for entry in ENTRIES if entry.menu == menu and entry.keys]
        sections.append((_tr(menu).replace("&", ""), keys))
    mouse = [
        (_tr("Space, held"), _tr("Baseline in place of the follow-up")),
        (_tr("Wheel, pinch"), _tr("Zoom at the pointer")),
        (_tr("Drag"), _tr("Move the picture, a selected region or its corner")),
        (_tr("Middle drag"), _tr("Move the picture while drawing")),
        (_tr("Enter, double-click"), _tr("Close the outline")),
        (_tr("Backspace"), _tr("Take back its last corner")),
        (_tr("Esc"), _tr("Back out")),
    ]
    return [*sections, (_tr("In the pictures"), mouse)]


def _keys(entry: Entry) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) for key in entry.keys[:2])


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)
