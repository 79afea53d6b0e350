"""When our own code fails: a log without patient text, a word to the user, a window that lives."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import re
import sys
import threading
import traceback
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication

from photocompare import __version__
from photocompare_ui.dialogs.crash_report import CrashReport
from photocompare_ui.log import Log

MOST_LOGGED = 50


class Crash(QObject):
    """Takes uncaught exceptions of slots, paint events, the pool and plain threads.

    Attributes:
        count: exceptions so far; the exit code is not 0 where there was one.
        log: what they are written to.

    Signals:
        caught(): an exception was caught; whoever holds work makes it safe.
    """

    caught = Signal()
    _caught = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.count = 0
        self.log = Log(folder)
        self._seen: Counter[str] = Counter()
        self._box: CrashReport | None = None
        self._fatal = folder / f"fatal-{os.getpid()}.txt"
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the interpreter; a hard crash writes its stack to a file of its own."""
        with contextlib.suppress(OSError):
            self._stream = self._fatal.open("w", encoding="utf-8")
            self._fatal.chmod(0o600)
            faulthandler.enable(self._stream)
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def remove(self) -> None:
        """Give the hooks back; an orderly end leaves no file of a hard crash."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        with contextlib.suppress(OSError, AttributeError):
            self._stream.close()
            self._fatal.unlink()
        self.log.close()

    def take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Log one exception and tell the user, once at a time, from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        self.count += 1
        text = report(kind, trace)
        self._seen[text] += 1
        # The same once only, and not without end: a paint event fails at every frame.
        if self._seen[text] == 1 and len(self._seen) <= MOST_LOGGED:
            self.log.write(text)
        self._caught.emit(text)

    def tell_of_last_time(self) -> None:
        """Tell of a hard crash of an earlier start, once; its stack moves into the log."""
        for file in sorted(self._fatal.parent.glob("fatal-*.txt")):
            if file == self._fatal or _runs(file):
                continue
            with contextlib.suppress(OSError):
                text = stack(file.read_text(encoding="utf-8", errors="replace"))
                file.unlink()
                if text:
                    self.log.write(f"{about()}: ended hard\n{text}")
                    self._show(f"{about()}\n{text}", ended=True)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self.caught.emit()
        self._show(f"{about()}\n{text}", ended=False)

    def _show(self, text: str, *, ended: bool) -> None:
        if self._box is None:
            self._box = CrashReport(text, str(self.log.file.parent), ended, QApplication.activeWindow())
            self._box.finished.connect(self._told)
            self._box.open()

    @Slot()
    def _told(self) -> None:
        self._box = None


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return what is logged: kind and places in the code, never a message or value, which may hold a name."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__, *places, ""])


def about() -> str:
    """Return when, and in what the program runs."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    return f"{when}  photocompare {__version__}, Python {python}, Qt {qVersion()}, {system}"


def stack(text: str) -> str:
    """Return a stack of `faulthandler` with the names of our files and no folder."""
    return re.sub(r'File "[^"]*?([^"/\\]*)", line (\d+)', r"  \1:\2", text).strip()


def _runs(file: Path) -> bool:
    """Return whether the process a file belongs to is still there."""
    try:
        os.kill(int(file.stem.partition("-")[2]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return os.name == "posix"
