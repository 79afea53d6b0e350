"""The pairs of a study on many cores or machines, by Dask: a task is the pairs of one baseline.

A task whose worker dies is split into its pairs and each is tried once more, alone on all workers; the one
that kills a worker again costs its own rows. Only a few tasks per worker are under way, so memory stays flat.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from photocompare.batch.measure import PairResult, failed, measure_series
from photocompare.batch.plan import Pair
from photocompare.errors import Finding, Problem
from photocompare.one_thread import ONE_THREAD
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.uncertainty import RepeatErrors

Task = tuple[tuple[Pair, ...], RepeatErrors | None]
"""The pairs of one baseline, and the errors that repeat photographs of its view gave."""

AHEAD = 2
"""Tasks under way for each thread of the workers, so that none waits."""

POLL_S = 0.05
ALONE = "alone"


def measure_on_cluster(
    client: Any,
    tasks: Sequence[Task],
    recipe: Recipe,
    *,
    figures: bool = False,
    still: Callable[[], object] = lambda: None,
) -> Iterator[PairResult]:
    """Yield the results of all pairs of the tasks as they come, measured by the workers of `client`.

    `still` is called a few times a second while there is nothing new; it may raise `Cancelled`.
    """
    from dask.distributed import as_completed

    waiting, suspects = list(reversed(tasks)), list[Task]()
    under_way: dict[Any, Task] = {}
    completed = as_completed(raise_errors=False)

    def submit(task: Task, name: str) -> None:
        key = f"{name}-{task[0][0].index}"
        future = client.submit(_measure, *task, recipe, figures, key=key, pure=False, retries=0)
        under_way[future] = task
        completed.add(future)

    def refill() -> None:
        # A suspect runs when nothing else does: beside the real culprit it would be blamed again.
        if suspects:
            if not under_way:
                submit(suspects.pop(), ALONE)
            return
        room = AHEAD * max(sum(client.nthreads().values()), 1) - len(under_way)
        for _ in range(min(room, len(waiting))):
            submit(waiting.pop(), "pairs")

    refill()
    for future in _as_they_come(completed, still):
        pairs, repeats = under_way.pop(future)
        if future.status == "finished":
            yield from future.result()
        elif future.key.startswith(ALONE):
            yield failed(pairs[0], recipe, Finding("E113", pairs[0].title))
        else:
            suspects.extend(((pair,), repeats) for pair in reversed(pairs))
        future.release()
        refill()


def _as_they_come(completed: Any, still: Callable[[], object]) -> Iterator[Any]:
    """Yield what is completed, calling `still` while nothing is."""
    while not completed.is_empty():
        if completed.has_ready():
            yield next(completed)
        else:
            still()
            time.sleep(POLL_S)


def _measure(
    pairs: tuple[Pair, ...], repeats: RepeatErrors | None, recipe: Recipe, figures: bool
) -> list[PairResult]:
    """Return the results of one task, in a worker."""
    return list(measure_series(pairs, recipe, _reader(), figures=figures, repeats=repeats))


@cache
def _reader() -> IsolatedReader:
    """Return the reading process of this worker, which stays warm from task to task."""
    import cv2

    cv2.setNumThreads(1)
    if hasattr(os, "nice"):
        os.nice(5)
    return IsolatedReader()


@contextmanager
def workers_of(workers: int, scheduler: str | None) -> Iterator[Any]:
    """Yield a client of `workers` processes that end with it, or of those of a running `scheduler`.

    Raises:
        Problem: E341 where the scheduler cannot be reached.
    """
    import dask
    from dask.distributed import Client, LocalCluster, Security

    for name in ("distributed", "distributed.nanny", "distributed.worker", "distributed.scheduler"):
        logging.getLogger(name).setLevel(logging.CRITICAL)

    settings = {
        # More, and a task that only waits beside the culprit is blamed too.
        "distributed.scheduler.worker-saturation": 1.0,
        "distributed.scheduler.allowed-failures": 0,
        "distributed.worker.multiprocessing-method": "spawn",
        "distributed.admin.low-level-log-length": 0,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    if scheduler is not None:
        try:
            with dask.config.set(settings), Client(scheduler, timeout=20) as client:
                yield client
        except (OSError, ValueError) as error:
            raise Problem("E341", scheduler, str(error)) from error
        return
    with dask.config.set(settings), _without_ctrl_c():
        # The loopback port of the scheduler would run code for any local user: only ours hold its key.
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tls",
            security=Security.temporary(),
            # Dask opens a port for pages about the work in any case: any free one, and no page on it.
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            env=ONE_THREAD,
        )
    with dask.config.set(settings), cluster, Client(cluster) as client:
        try:
            yield client
        except BaseException:
            # Nobody waits for pairs that are no longer wanted.
            for nanny in cluster.workers.values():
                if nanny.pid is not None:
                    os.kill(nanny.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
            raise


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Let the processes started in this block ignore Ctrl-C for good: this one ends them.

    A terminal sends it to all of them at once, and each would print where it was. Blocking the signal instead
    does not do: multiprocessing lets it through again.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
