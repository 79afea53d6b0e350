"""What a right click offers: on a region, beside one, on the table, on the list of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from photocompare_ui.entry import LINE

if TYPE_CHECKING:
    from photocompare_ui.main_window import MainWindow

ON_REGION = ("mirror", "twin", LINE, "join", "cut_off", "duplicate", "skin", "place", LINE, "remove")
BESIDE = ("polygon", "rectangle", "ellipse", "freehand", LINE, "fit", "as_taken", "mapped", LINE)
OUT = ("labels", "shapes", LINE, "export_picture")
ON_TABLE = ("copy", "copy_table_csv", "copy_table_picture", LINE, "export_table")


def make_context_menus(window: MainWindow) -> None:
    """Give the panes, the table and the list of regions their menus, of the window's own actions."""
    for pane in window.stage.panes:
        pane.menu_wanted.connect(lambda name, at: show_pane_menu(window, name, at))
    for widget, ids in ((window.measurements.table, ON_TABLE), (window.regions.list, ON_REGION)):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        widget.addActions([window.actions_by_id[id] for id in ids if id != LINE])


def show_pane_menu(window: MainWindow, name: str, at: QPoint) -> QMenu:
    """Offer at a point of the screen what can be done with the region of this name, or beside any."""
    if name:
        window.document.select(name)
    menu = QMenu(window)
    for id in ON_REGION if name else (*BESIDE, *OUT):
        _ = menu.addSeparator() if id == LINE else menu.addAction(window.actions_by_id[id])
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
