"""The journal of a batch: what is finished, safe from the moment it is said; one run at a time."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from photocompare.batch.measure import PairResult
from photocompare.errors import Finding, Problem

APPLICATION_ID = 0x70634A31  # "pcJ1"
SCHEMA = """
create table fact (name text primary key, value text not null) strict;
create table result (pair integer primary key, content text not null) strict;
"""
AT_WORK = "create table if not exists at_work (process integer not null) strict"


class Journal:
    """The finished pairs of one batch, in a file that one process holds, or in memory; use it as a context.

    Attributes:
        found: whether it held the results of an earlier run when it was opened.
        died: whether a process that measured pairs itself ended at work, as a native fault ends it.
    """

    def __init__(self, path: Path | None, facts: Mapping[str, str], *, fresh: bool = False) -> None:
        """Open the journal at `path` for a run described by `facts`; `fresh` begins anew.

        Raises:
            Problem: E340 where it is of a run with other facts, E343 where another process holds it, E344
                where it is no journal, E330 where it cannot be written.
        """
        name = path.name if path else ""
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path or ":memory:", timeout=0.2, isolation_level=None)
        except (sqlite3.Error, OSError) as error:
            raise Problem("E330", name, getattr(error, "strerror", None) or str(error)) from error
        try:
            self.found = self._opened(facts, fresh)
        except BaseException as error:
            # Closed at once: the lock would outlive the refusal.
            self._base.close()
            if isinstance(error, sqlite3.DatabaseError):
                locked, broken = "locked" in str(error), not isinstance(error, sqlite3.OperationalError)
                code = "E343" if locked else "E344" if broken else "E330"
                raise Problem(code, name, "" if locked else str(error)) from error
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def add(self, result: PairResult) -> None:
        """Keep a result; it is on the disk when this returns.

        Raises:
            Problem: E330 where it cannot be written.
        """
        findings = [list(asdict(finding).values()) for finding in result.findings]
        content = {**asdict(result), "figure": "", "findings": findings}
        try:
            self._base.execute("insert or replace into result values (?, ?)", (result.index, _json(content)))
        except sqlite3.OperationalError as error:
            raise Problem("E330", "journal.sqlite", str(error)) from error

    def results(self) -> Iterator[PairResult]:
        """Yield what is finished, in the order of the table."""
        for (content,) in self._base.execute("select content from result order by pair"):
            yield _result(json.loads(content))

    def finished(self) -> set[int]:
        """Return the indices of the finished pairs."""
        return {pair for (pair,) in self._base.execute("select pair from result")}

    def forget(self, index: int) -> None:
        """Drop the result of a pair, which will be measured again."""
        self._base.execute("delete from result where pair = ?", (index,))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Mark that this process measures pairs itself in this block; a mark left over tells its end."""
        self._base.execute("insert into at_work values (?)", (os.getpid(),))
        try:
            yield
        finally:
            self._base.execute("delete from at_work")

    def _opened(self, facts: Mapping[str, str], fresh: bool) -> bool:
        run = self._base.execute
        run("pragma locking_mode = exclusive")
        run("pragma synchronous = full")
        # The lock is taken here and kept until the process ends, however it ends.
        run("begin exclusive")
        (kind,) = run("pragma application_id").fetchone()
        tables = run("select count(*) from sqlite_master").fetchone()[0]
        if tables and kind != APPLICATION_ID:
            raise sqlite3.DatabaseError("it was not written by photocompare")
        known = dict(run("select name, value from fact").fetchall()) if tables else {}
        other = sorted(name for name in {*facts, *known} if facts.get(name) != known.get(name))
        if known and other and not fresh:
            raise Problem("E340", "", f"{' and '.join(other)} changed since it began")
        if fresh and tables:
            run("delete from result")
            run("delete from fact")
        elif not tables:
            for statement in filter(str.strip, SCHEMA.split(";")):
                run(statement)
            run(f"pragma application_id = {APPLICATION_ID}")
        run(AT_WORK)
        self.died = bool(run("select count(*) from at_work").fetchone()[0])
        run("delete from at_work")
        self._base.executemany("insert or replace into fact values (?, ?)", facts.items())
        found = bool(run("select count(*) from result").fetchone()[0])
        run("commit")
        return found


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))


def _result(content: dict[str, Any]) -> PairResult:
    first, second = content["stamps"]
    return PairResult(
        content["index"],
        tuple(content["rows"]),
        tuple(Finding(*finding) for finding in content["findings"]),
        tuple(content["hashes"]),
        ((first[0], first[1]), (second[0], second[1])),
        values=tuple(map(tuple, content["values"])),
    )
