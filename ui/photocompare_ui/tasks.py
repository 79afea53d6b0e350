"""A core call off the thread; its result, error or end comes back on the main thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot

from photocompare.errors import Cancelled
from photocompare.photo.isolated import IsolatedReader

Report = Callable[[float, str], None]
SHORTEST_REPORT_INTERVAL_S = 0.03
HELD_MS = 50
"""How often is asked whether the user has let go."""


class Pool(QThreadPool):
    """The threads of one window.

    Attributes:
        closed: whether the window is gone; no task starts then.
        held: says whether the user drags something, for patient tasks.
    """

    def __init__(self, parent: QObject | None = None, held: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        self.closed = False
        self.held = held

    def finish(self, owner: QObject) -> None:
        """Cancel every task below `owner` and wait until none runs: a task must not outlive its signals."""
        self.closed = True
        for task in owner.findChildren(Task):
            task.cancel()
        self.clear()
        self.waitForDone()


class Task(QObject):
    """One call of `function(report)` in a thread of `pool`; never call the window inside it.

    A patient one, whose result puts other things on the screen, ends only once the user drags nothing.

    Signals, all on the thread that made the task:
        progressed(float, str): share done (0-1) and what is being done.
        done(object): the result. Not after `cancel`.
        failed(object): the exception. Not after `cancel`.
        ended(): always, once, last.
    """

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _arrived = Signal(object, object)

    def __init__(
        self, function: Callable[[Report], object], parent: QObject, pool: Pool, patient: bool = False
    ) -> None:
        super().__init__(parent)
        self._function = function
        self._pool, self._patient = pool, patient
        self._cancelled = Event()
        self._last_report = 0.0
        # Queued by name: the worker's emit must never run a slot in the worker.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> Task:
        """Queue the call and return the task; nothing happens in a closed pool."""
        if not self._pool.closed:
            self._pool.start(self._run)
        return self

    def cancel(self) -> None:
        """Ask the call to stop at its next report; neither `done` nor `failed` follows."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Return whether the result is no longer wanted."""
        return self._cancelled.is_set()

    def _run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            if not self._cancelled.is_set():
                result = self._function(self._report)
        except BaseException as caught:  # all of them: nothing may be lost in a thread of the pool
            error = caught
        self._arrived.emit(result, error)

    def _report(self, share: float, text: str) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last_report >= SHORTEST_REPORT_INTERVAL_S or share >= 1:
            self._last_report = now
            self.progressed.emit(share, text)

    @Slot(object, object)
    def _deliver(self, result: object, error: BaseException | None) -> None:
        if self._patient and self._pool.held() and not self._cancelled.is_set():
            QTimer.singleShot(HELD_MS, self, partial(self._deliver, result, error))
            return
        if not self._cancelled.is_set():
            if error is None:
                self.done.emit(result)
            elif not isinstance(error, Cancelled):
                self.failed.emit(error)
        self.ended.emit()
        self.deleteLater()


class ReadingTask(Task):
    """A patient task whose `cancel` does not wait for a decoder: it ends the processes of its `readers`."""

    def __init__(
        self,
        readers: Sequence[IsolatedReader],
        function: Callable[[Report], object],
        parent: QObject,
        pool: Pool,
    ) -> None:
        super().__init__(function, parent, pool, patient=True)
        self._readers = readers

    def cancel(self) -> None:
        """Ask the call to stop; the photos being read are given up."""
        super().cancel()
        for reader in self._readers:
            reader.stop()


class Latest(QObject):
    """Runs one call at a time off the thread; of those wanted meanwhile only the last: the last edit wins.

    Signals:
        found(object): the result of a call that nothing newer replaced.
        failed(object): its exception.
        busy_changed(): a call began, or nothing is left to do.
    """

    found = Signal(object)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(self, parent: QObject, pool: Pool) -> None:
        super().__init__(parent)
        self._pool = pool
        self._task: Task | None = None
        self._next: Callable[[], object] | None = None

    @property
    def busy(self) -> bool:
        """Return whether a result is still to come."""
        return self._next is not None or (self._task is not None and not self._task.cancelled)

    @property
    def running(self) -> bool:
        """Return whether a thread is at work, wanted or not."""
        return self._task is not None

    def want(self, call: Callable[[], object]) -> None:
        """Run `call` next; what runs now comes to nothing."""
        self.drop()
        self._next = call
        if self._task is None:
            self._begin()
        self.busy_changed.emit()

    def drop(self) -> None:
        """Let nothing more come."""
        self._next = None
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        call, self._next = self._next, None
        if call is not None:
            task = self._task = Task(lambda report: call(), self, self._pool)
            task.done.connect(self.found)
            task.failed.connect(self.failed)
            task.ended.connect(self._ended)
            task.start()

    def _ended(self) -> None:
        self._task = None
        self._begin()
        self.busy_changed.emit()
