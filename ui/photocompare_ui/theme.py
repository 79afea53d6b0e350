"""The window's looks: neutral grays, so that the only colors are the skin's and the regions'."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Theme:
    """The grays of one theme and its one accent."""

    window: str
    base: str
    raised: str
    border: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    selection: str
    error: str
    warning: str
    note: str
    chevron: str
    check: str


DARK = Theme(
    window="#242424",
    base="#1c1c1c",
    raised="#333333",
    border="#404040",
    text="#ececec",
    quiet="#b6b6b6",
    accent="#8ab4d8",
    on_accent="#101418",
    selection="#3d4750",
    error="#4a2b2b",
    warning="#453a22",
    note="#2f3a42",
    chevron="chevron-dark.svg",
    check="check-dark.svg",
)
LIGHT = Theme(
    window="#f1f1f1",
    base="#ffffff",
    raised="#fbfbfb",
    border="#cbcbcb",
    text="#1b1b1b",
    quiet="#5c5c5c",
    accent="#2d5f8a",
    on_accent="#ffffff",
    selection="#d5e1ea",
    error="#f6dcdb",
    warning="#f6ebcd",
    note="#dfe8ee",
    chevron="chevron-light.svg",
    check="check-light.svg",
)

SHEET = """
QMenuBar {{ background: {window}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 5px; background: transparent; }}
QMenuBar::item:selected {{ background: {selection}; }}
QToolBar {{ background: {window}; border: 0; border-bottom: 1px solid {border}; padding: 4px 8px;
  spacing: 2px; }}
QToolBar::separator {{ background: {border}; width: 1px; margin: 6px 6px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px 4px 5px 8px; color: {text}; }}
QToolButton:hover {{ background: {raised}; border-color: {border}; }}
QToolButton:checked {{ background: {selection}; border-color: {selection}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {quiet}; }}
QToolButton#card {{ background: rgba(0, 0, 0, 60); border-color: rgba(255, 255, 255, 60); color: white; }}
QToolButton#card:hover, QToolButton#card:focus {{ border-color: white; }}
QPushButton {{ background: {raised}; border: 1px solid {border}; border-radius: 6px; padding: 5px 14px;
  color: {text}; }}
QPushButton:hover {{ border-color: {quiet}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton[primary="true"] {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton[step="true"] {{ padding: 5px 2px; }}
QPushButton[step="true"]:checked {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton:disabled, QPushButton[primary="true"]:disabled {{ background: {window}; border-color: {border};
  color: {quiet}; }}
QLineEdit, QComboBox {{ background: {base}; border: 1px solid {border}; border-radius: 5px; padding: 3px 7px;
  min-height: 18px; color: {text}; selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QComboBox:focus {{ border-color: {accent}; }}
QComboBox QLineEdit {{ border: 0; padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: 0; width: 22px; }}
QComboBox::down-arrow {{ image: url("{data}/{chevron}"); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {border}; outline: 0; padding: 3px;
  selection-background-color: {selection}; selection-color: {text}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {quiet}; border-radius: 4px;
  background: {base}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{data}/{check}"); }}
QCheckBox::indicator:focus, QCheckBox::indicator:hover {{ border-color: {accent}; }}
QRadioButton {{ spacing: 8px; }}
QRadioButton::indicator {{ width: 13px; height: 13px; border: 1px solid {quiet}; border-radius: 7px;
  background: {base}; }}
QRadioButton::indicator:checked {{ border: 4px solid {accent}; width: 7px; height: 7px; }}
QRadioButton::indicator:focus, QRadioButton::indicator:hover {{ border-color: {accent}; }}
QStatusBar {{ border-top: 1px solid {border}; min-height: 28px; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ padding: 0 10px; }}
QStatusBar QPushButton {{ padding: 1px 10px; }}
QSplitter::handle {{ background: {border}; }}
QTableView, QListView, QListWidget, QTreeView {{ background: {base}; border: 1px solid {border};
  border-radius: 6px;  selection-background-color: {selection}; selection-color: {text}; outline: 0; }}
QTableView::item {{ padding: 0 3px; border: 0; }}
QListView::item {{ padding: 3px 6px; }}
QHeaderView {{ background: {base}; border: 0; border-top-left-radius: 6px; }}
QHeaderView::section {{ background: {base}; color: {quiet}; border: 0; border-bottom: 1px solid {border};
  padding: 5px 3px; }}
QProgressBar {{ background: {border}; border: 0; border-radius: 3px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; }}
QScrollBar::handle {{ background: {border}; border-radius: 4px; margin: 1px; min-height: 24px;
  min-width: 24px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QLabel#heading {{ font-weight: 600; }}
QLabel#quiet {{ color: {quiet}; }}
QWidget#welcome QLabel#quiet {{ color: rgba(255, 255, 255, 215); }}
QLabel#welcomeTitle {{ color: white; font-size: 20px; }}
QLabel#welcomeStep {{ color: white; font-weight: 600; }}
QPushButton#recent {{ background: rgba(0, 0, 0, 50); border: 1px solid transparent; color: white;
  padding: 5px 14px; }}
QPushButton#recent:hover, QPushButton#recent:focus {{ border-color: white; }}
QWidget#banner {{ border-bottom: 1px solid {border}; background: {note}; }}
QWidget#banner[severity="error"] {{ background: {error}; }}
QWidget#banner[severity="warning"] {{ background: {warning}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px; }}
"""
DATA = Path(__file__).parent / "data"


def follow_system(app: QApplication, chosen: str = "system") -> None:
    """Give the application the theme of the desktop, now and whenever it changes, or the one chosen."""
    app.styleHints().colorSchemeChanged.connect(lambda scheme: apply(app, theme_of(scheme)))
    choose(app, chosen)


def choose(app: QApplication, chosen: str) -> None:
    """Give the application the theme chosen: `light`, `dark` or the desktop's, `system`."""
    hints = app.styleHints()
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(chosen, Qt.ColorScheme.Unknown)
    hints.setColorScheme(scheme)
    apply(app, theme_of(hints.colorScheme() if chosen == "system" else scheme))


def theme_of(scheme: Qt.ColorScheme) -> Theme:
    """Return the theme for a color scheme; dark where the desktop does not say."""
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def apply(app: QApplication, theme: Theme) -> None:
    """Give the application a theme."""
    app.setPalette(palette(theme))
    app.setStyleSheet(SHEET.format(**vars(theme), data=DATA.as_posix()))


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme."""
    colors = QPalette()
    role = QPalette.ColorRole
    for color, roles in (
        (theme.window, (role.Window,)),
        (theme.base, (role.Base,)),
        (theme.raised, (role.Button, role.AlternateBase, role.ToolTipBase)),
        (theme.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText)),
        (theme.quiet, (role.PlaceholderText,)),
        (theme.accent, (role.Highlight, role.Link, role.Accent)),
        (theme.on_accent, (role.HighlightedText,)),
        (theme.border, (role.Mid, role.Midlight)),
    ):
        for one in roles:
            colors.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        colors.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.quiet))
    return colors


def traffic_color(light: str) -> tuple[int, int, int]:
    """Return a color for `green`, `amber` or `red` that is read on the theme's ground (contrast 4.5).

    Never alone: a shape and a word say the same.
    """
    dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128
    colors = {
        "green": ((126, 200, 140), (22, 108, 52)),
        "amber": ((226, 178, 84), (134, 84, 0)),
        "red": ((240, 138, 130), (172, 32, 28)),
    }[light]
    return colors[0] if dark else colors[1]
