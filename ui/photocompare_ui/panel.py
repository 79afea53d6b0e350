"""A part beside the photographs that the user may put away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class Panel(QWidget):
    """Seen where it has something to say and is not put away: what it says is its own, the rest the user's.

    Attributes:
        away: whether the user put it away.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.away = False
        self._wanted = True

    def setVisible(self, visible: bool) -> None:
        """Show or hide the panel as its content asks, unless it is put away; also `show` and `hide`."""
        self._wanted = visible
        super().setVisible(visible and not self.away)

    def put_away(self, away: bool) -> None:
        """Put the panel away, or back where its content wants to be seen."""
        if away != self.away:
            self.away = away
            super().setVisible(self._wanted and not away)
