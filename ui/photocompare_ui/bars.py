"""The menus and the toolbar, made of the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from photocompare_ui import actions, entry
from photocompare_ui.icons import ROOM, SIDE
from photocompare_ui.tr import translate


class Tools(QToolBar):
    """A toolbar that gives up its words before it gives up a button."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._needed = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons alone where the words find no room."""
        super().resizeEvent(event)
        words, icons = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        if self.toolButtonStyle() == words:
            self._needed = self.sizeHint().width()
        style = words if self.width() >= self._needed else icons
        if style != self.toolButtonStyle():
            self.setToolButtonStyle(style)


def make_menus(window: QMainWindow, made: Mapping[str, QAction]) -> None:
    """Give the window its menus, in the order of the table; a menu without entries does not appear."""
    for title in entry.MENUS:
        own = [one for one in actions.ENTRIES if one.menu == title]
        if own:
            menu = window.menuBar().addMenu(translate("actions", title))
            for one in own:
                if one.id == entry.LINE:
                    menu.addSeparator()
                elif one.submenu:
                    _submenu(menu, one.submenu).addAction(made[one.id])
                else:
                    menu.addAction(made[one.id])


def _submenu(menu: QMenu, title: str) -> QMenu:
    """Return the menu of this title within a menu, made where it is not there yet."""
    text = translate("actions", title)
    there = (one for one in menu.findChildren(QMenu) if one.title() == text)
    return next(there, None) or menu.addMenu(text)


def make_toolbar(window: QMainWindow, made: Mapping[str, QAction]) -> QToolBar:
    """Give the window its toolbar, reachable by Tab, and return it."""
    bar = Tools(translate("actions", "Tools"))
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(SIDE + ROOM, SIDE))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for one in actions.TOOLBAR:
        if one == entry.LINE:
            bar.addSeparator()
            continue
        bar.addAction(made[one])
        button = bar.widgetForAction(made[one])
        if isinstance(button, QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(made[one].text())
    window.addToolBar(bar)
    return bar
