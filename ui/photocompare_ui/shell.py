"""What surrounds the work: palette, keys, preferences, recent work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from photocompare import Recipe
from photocompare.errors import displayable
from photocompare_ui import keys, preferences, theme
from photocompare_ui.actions import ENTRIES
from photocompare_ui.actions.key_map import key_map
from photocompare_ui.actions.making import give_keys
from photocompare_ui.dialogs import messages
from photocompare_ui.dialogs.key_editor import KeyEditor
from photocompare_ui.dialogs.palette import Command, Palette
from photocompare_ui.dialogs.preferences_dialog import PreferencesDialog
from photocompare_ui.dialogs.shortcuts import Shortcuts
from photocompare_ui.entry import LINE
from photocompare_ui.preferences import Preferences
from photocompare_ui.recent import Recent, listed, title
from photocompare_ui.tr import translate

if TYPE_CHECKING:
    from photocompare_ui.main_window import MainWindow


class Shell(QObject):
    """Answers what is asked of the window itself.

    Attributes:
        keys: for each action its keys as they are now.
        recent: the list of recent work.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self.keys = keys.current_keys(ENTRIES)
        self.recent = Recent(folder, self)
        self._asked: list[Path] = []
        self.recent.changed.connect(self._show_recent)
        window.stage.welcome.study_wanted.connect(window.room.filing.ask_open)
        window.stage.welcome.recent_wanted.connect(self._open_recent)
        self._show_recent()

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what the shell's entries do."""
        return {
            "palette": self.show_palette,
            "preferences": self.show_preferences,
            "keys": self.show_key_editor,
            "shortcuts": self.show_map,
            "clear_recent": self.recent.clear,
            "about": lambda: messages.show_about(self._window),
        }

    def show_palette(self) -> None:
        """Let the user find an action by its letters."""
        made = self._window.actions_by_id
        commands = [
            Command(
                entry.id,
                made[entry.id].text().replace("&", ""),
                translate("actions", entry.menu).replace("&", ""),
                keys.native((self.keys.get(entry.id) or ("",))[0]),
            )
            for entry in ENTRIES
            if entry.id not in (LINE, "palette")
        ]
        palette = Palette(commands, made, self._window)
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        palette.move(corner.x() + (self._window.width() - palette.width()) // 2, corner.y() + 90)
        palette.open()

    def show_map(self) -> None:
        """Show the map of all keys."""
        Shortcuts(key_map(ENTRIES, self.keys), self.show_key_editor, self._window).open()

    def show_key_editor(self) -> None:
        """Let the user change keys."""
        names = [
            (entry.id, translate("actions", entry.text).rstrip("…")) for entry in ENTRIES if entry.id != LINE
        ]
        KeyEditor(names, self.keys, keys.default_keys(ENTRIES), self.take_keys, self._window).open()

    def take_keys(self, chosen: keys.Keys) -> None:
        """Give the actions these keys, now and at the next start."""
        self.keys = chosen
        keys.keep_keys(ENTRIES, chosen)
        give_keys(self._window.actions_by_id, ENTRIES, chosen)

    def show_preferences(self) -> None:
        """Show the preferences."""
        now = preferences.read()
        PreferencesDialog(now, partial(self.take_preferences, now), self.show_key_editor, self._window).open()

    def take_preferences(self, before: Preferences, chosen: Preferences) -> None:
        """Keep a choice and let it count at once; the language at the next start."""
        preferences.keep(chosen)
        app = QApplication.instance()
        if isinstance(app, QApplication) and chosen.theme != before.theme:
            theme.choose(app, chosen.theme)
        if not listed():
            self.recent.clear()
        self.recent.changed.emit()
        window = self._window
        if (chosen.color, chosen.even_light) != (before.color, before.even_light):
            window.room.take_recipe(recipe_of(chosen, window.room.filing.own_recipe))
            window.comparing.start()
        window.document.look.set(units=chosen.units)
        window.document.look.changed.emit()

    def _show_recent(self) -> None:
        self._window.stage.welcome.show_recent([title(work) for work in self.recent.works])

    def _open_recent(self, index: int) -> None:
        for work in self.recent.works[index : index + 1]:
            if len(work.paths) > 1:
                self._window.filing.open_pair(*work.paths[:2])
            else:
                self._window.filing.open_paths(list(work.paths))

    def ask_for(self, paths: list[Path]) -> None:
        """Remember what was asked for until it is open."""
        self._asked = paths

    def note(self) -> None:
        """Put the pair that was asked for in the list of recent work, now that it is open."""
        document = self._window.document
        by_name = {displayable(path.name): path for path in self._asked}
        photos = [photo for photo in (document.baseline, document.followup) if photo]
        names = [displayable(photo.name) for photo in photos]
        if len(names) == 2 and set(names) == by_name.keys():
            self.recent.note(*(by_name[name] for name in names))
        self._asked = []


def recipe_of(chosen: Preferences, recipe: Recipe) -> Recipe:
    """Return a recipe with what the preferences say of color and light."""
    color = recipe.color.model_copy(update={"method": chosen.color, "even_light": chosen.even_light})
    return recipe.model_copy(update={"color": color})
