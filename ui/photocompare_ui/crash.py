"""When our own code fails: a log without patient text, a word to the user, a window that lives."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from photocompare import __version__
from photocompare_ui.dialogs.messages import show_crash

MOST_LOGGED = 50


class Crash(QObject):
    """Takes uncaught exceptions of slots, paint events, the pool and plain threads.

    Attributes:
        count: exceptions so far; the exit code is not 0 where there was one.
        log: the file they are written to.
    """

    _caught = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.count = 0
        self.log = folder / "photocompare-crash.log"
        self._box: QMessageBox | None = None
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the interpreter; a hard crash writes its stack to a file of its own."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._fatal = self.log.with_name("photocompare-fatal.log").open("w", encoding="utf-8")
        faulthandler.enable(self._fatal)
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        self._fatal.close()

    def take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Log one exception and tell the user, once at a time, from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        self.count += 1
        if self.count <= MOST_LOGGED:
            self._write(report(kind, trace))
        self._caught.emit(str(self.log))

    def _write(self, text: str) -> None:
        try:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            sys.stderr.write(text)

    @Slot(str)
    def _tell(self, log: str) -> None:
        if self._box is None:
            self._box = show_crash(QApplication.activeWindow(), log)
            self._box.finished.connect(self._told)

    @Slot()
    def _told(self) -> None:
        self._box = None


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return what is logged: kind and places in the code, never a message or value, which may hold a name."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return "\n".join([f"{when} photocompare {__version__}: {kind.__name__}", *places, ""])
