"""The log: five files of a megabyte in a folder of its own, without a word of a patient."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from photocompare_ui.folders import private
from photocompare_ui.redaction import redacted

NAME = "photocompare.log"
MOST_BYTES = 1_000_000
FILES = 5


class _Private(RotatingFileHandler):
    """Opens each file for this user's eyes alone."""

    def _open(self):  # type: ignore[no-untyped-def]
        stream = super()._open()
        with contextlib.suppress(OSError):
            Path(self.baseFilename).chmod(0o600)
        return stream


class Log:
    """Takes lines of our own, of Qt and of the libraries below it; each is redacted before it is written.

    Attributes:
        file: the newest of the files.
    """

    def __init__(self, folder: Path) -> None:
        self.file = private(folder) / NAME
        self._handler: logging.Handler
        try:
            self._handler = _Private(
                self.file, maxBytes=MOST_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="replace"
            )
        except OSError:  # a full or foreign disk: the window works without a log
            self._handler = logging.NullHandler()
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._terminal: int | None = None

    def write(self, text: str) -> None:
        """Add a text as it is: only what is known to hold no name."""
        record = logging.LogRecord("photocompare", logging.ERROR, "", 0, text, None, None)
        with contextlib.suppress(OSError):
            self._handler.handle(record)

    def listen(self) -> None:
        """Take Qt's messages, and what C libraries write to the error stream, line by line."""
        qInstallMessageHandler(self._take_qt)
        if os.name != "posix":
            return
        with contextlib.suppress(OSError):
            self._terminal = os.dup(2)
            reading, writing = os.pipe()
            os.dup2(writing, 2)
            os.close(writing)
            threading.Thread(target=self._read, args=(reading,), daemon=True).start()

    def close(self) -> None:
        """Give the streams back and close the file."""
        qInstallMessageHandler(None)
        if self._terminal is not None:
            os.dup2(self._terminal, 2)
        self._handler.close()

    def _take_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        self.write(f"Qt: {redacted(text)}")

    def _read(self, stream: int) -> None:
        with os.fdopen(stream, "r", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                safe = redacted(line.rstrip())
                self.write(f"stderr: {safe}")
                if self._terminal is not None and os.isatty(self._terminal):
                    os.write(self._terminal, f"{safe}\n".encode())


def to_terminal(text: str) -> None:
    """Say something to whoever started the program from a terminal, where there is one."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)
