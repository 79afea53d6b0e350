"""Files in and out: the actions."""

from __future__ import annotations

from photocompare_ui.actions.exports import EXPORTS
from photocompare_ui.actions.grades import GRADES
from photocompare_ui.entry import FILE, LINE, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

FILES: tuple[Entry, ...] = (
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
        QT_TRANSLATE_NOOP("actions", "Save exactly what the panes show, as PNG, TIFF or SVG"),
    ),
    *EXPORTS,
    Entry(
        "export_table",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Export measurements…"),
        ("Ctrl+Shift+S",),
        QT_TRANSLATE_NOOP("actions", "Save every row as CSV"),
    ),
    Entry(LINE, FILE, ""),
    *GRADES,
    Entry("quit", FILE, QT_TRANSLATE_NOOP("actions", "Quit"), ("Ctrl+Q",)),
)
