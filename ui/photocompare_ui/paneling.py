"""Which panels stand beside the photographs: as the user chose, the same at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photocompare_ui import preferences
from photocompare_ui.panel import Panel

ALL = "all"


class Paneling(QObject):
    """Puts panels away and back, each by itself or all at once; all back shows those not put away singly.

    Attributes:
        panels: the panels by the id of their action.

    Signals:
        changed(): others are to be seen now.
    """

    changed = Signal()

    def __init__(self, panels: Mapping[str, Panel], side: QWidget, parent: QObject) -> None:
        """Take what was kept; `side` holds some of the panels and goes where all of them are away."""
        super().__init__(parent)
        self.panels, self._side = panels, side
        self._covered = False
        kept = preferences.panels_away()
        self._all_away = ALL in kept
        self._away = {name for name in panels if name in kept}
        self._settle()

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what each of its actions does."""
        return {"panels": self.toggle_all, **{name: partial(self.toggle, name) for name in self.panels}}

    def on(self) -> dict[str, bool]:
        """Return for each action whether it is on."""
        shown = {name: not self._all_away and name not in self._away for name in self.panels}
        return {"panels": any(shown.values()), **shown}

    def toggle_all(self) -> None:
        """Put all panels away, or back; where each is away singly, all come back."""
        if self._all_away or len(self._away) == len(self.panels):
            self._away = set() if len(self._away) == len(self.panels) else self._away
            self._all_away = False
        else:
            self._all_away = True
        self._keep()

    def toggle(self, name: str) -> None:
        """Put one panel away, or back; back out of none, it comes alone."""
        if self._all_away:
            self._all_away, self._away = False, set(self.panels) - {name}
        else:
            self._away ^= {name}
        self._keep()

    def cover(self, covered: bool) -> None:
        """Leave the side out while something else needs its room."""
        self._covered = covered
        self._settle()

    def _keep(self) -> None:
        preferences.keep_panels_away(sorted(self._away | ({ALL} if self._all_away else set())))
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        for name, panel in self.panels.items():
            panel.put_away(self._all_away or name in self._away)
        held = [panel for panel in self.panels.values() if self._side.isAncestorOf(panel)]
        self._side.setVisible(not self._covered and not all(panel.away for panel in held))
