"""What stands beside the photographs: the actions."""

from __future__ import annotations

from photocompare_ui.entry import VIEW, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

BESIDE = QT_TRANSLATE_NOOP("actions", "&Panels")


def _panel(id: str, text: str, key: str, tip: str) -> Entry:
    return Entry(id, VIEW, text, (key,), tip, True, "", BESIDE)


PANELS: tuple[Entry, ...] = (
    Entry(
        "panels",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Panels"),
        ("F",),
        QT_TRANSLATE_NOOP("actions", "Show all panels, or the photographs alone"),
        True,
        "",
        BESIDE,
    ),
    _panel(
        "panel_study",
        QT_TRANSLATE_NOOP("actions", "Panel: study"),
        "Alt+1",
        QT_TRANSLATE_NOOP("actions", "Show the subjects and visits of the study, on the left"),
    ),
    _panel(
        "panel_visits",
        QT_TRANSLATE_NOOP("actions", "Panel: ruler of visits"),
        "Alt+2",
        QT_TRANSLATE_NOOP("actions", "Show view, light and visits, below the photographs"),
    ),
    _panel(
        "panel_regions",
        QT_TRANSLATE_NOOP("actions", "Panel: regions"),
        "Alt+3",
        QT_TRANSLATE_NOOP("actions", "Show the list of regions"),
    ),
    _panel(
        "panel_gate",
        QT_TRANSLATE_NOOP("actions", "Panel: comparability"),
        "Alt+4",
        QT_TRANSLATE_NOOP("actions", "Show whether the pair may be compared, and why"),
    ),
    _panel(
        "panel_numbers",
        QT_TRANSLATE_NOOP("actions", "Panel: measurements"),
        "Alt+5",
        QT_TRANSLATE_NOOP("actions", "Show the table of measurements"),
    ),
    _panel(
        "panel_findings",
        QT_TRANSLATE_NOOP("actions", "Panel: to keep in mind"),
        "Alt+6",
        QT_TRANSLATE_NOOP("actions", "Show what is doubtful"),
    ),
)
