"""One action becomes an event and the rows it changes, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from photocompare.study import records
from photocompare.study.chain import Event, EventKind, entries_of, tied
from photocompare.study.tables import Change


def write_event(
    connection: sqlite3.Connection,
    who: str,
    kind: EventKind,
    what: str,
    changes: list[Change],
    values: Mapping[str, str] | None = None,
    *,
    reason: str = "",
    target: int | None = None,
    told: bool = False,
    words: dict[str, Any] | None = None,
) -> Event:
    """Change the rows, and add the event that says so to the trail; return it.

    `values` are the long texts that the rows name; `told`: the rows are changed
    already; `words`: what else the event says.

    Raises:
        Problem: E606 where a row is not what the change starts from.
    """
    records.write_values(connection, values or {})
    for change in () if told else changes:
        records.apply_change(connection, change)
    last, previous = records.read_head(connection)
    entries = entries_of(last + 1, changes, reason, words)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    event = tied(Event(last + 1, now, who, kind, what, target), entries, previous)
    records.append(connection, event, entries)
    return event
