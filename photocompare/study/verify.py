"""Is a study as it was written? The trail is played again from the start; nothing is repaired."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from photocompare.errors import Finding, Problem
from photocompare.study import records
from photocompare.study.chain import (
    ERASED,
    START,
    Entry,
    Event,
    change_of,
    digest_of,
    event_hash,
    root_of,
    words_of,
)
from photocompare.study.tables import Key, references, row_key

State = dict[Key, dict[str, Any]]


def chain_findings(connection: sqlite3.Connection, name: str) -> tuple[Finding, ...]:
    """Return what is wrong with the trail, or with rows that are not what the trail says: E606 for each."""
    try:
        events, entries = records.read_events(connection), records.read_entries(connection)
        by_event = {seq: list(group) for seq, group in groupby(entries, key=lambda entry: entry.seq)}
        said = _broken_events(events, by_event, records.read_head(connection))
        said += _erased_without_word(events, entries)
        said += [] if said else _wrong_rows(connection, entries)
        said += [] if said else _wrong_values(connection, entries)
    except (Problem, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        said = [f"the audit trail cannot be read: {error}"]
    return tuple(Finding("E606", name, text) for text in said)


def clock_findings(connection: sqlite3.Connection) -> tuple[Finding, ...]:
    """Return W624 for each event dated before the one it follows; the order of events is by number."""
    events = records.read_events(connection)
    return tuple(
        Finding("W624", f"event {event.seq}")
        for before, event in pairwise(events)
        if datetime.fromisoformat(event.at) < datetime.fromisoformat(before.at)
    )


def head_findings(connection: sqlite3.Connection, heads: dict[str, str], name: str) -> tuple[Finding, ...]:
    """Return E606 for each head (what it stands on: its hash) that is no longer part of the trail."""
    known = {event.hash for event in records.read_events(connection)}
    return tuple(
        Finding("E606", name, f"what {where} was made from is no longer in the audit trail")
        for where, head in heads.items()
        if head not in known
    )


def _broken_events(events: list[Event], by_event: dict[int, list[Entry]], head: tuple[int, str]) -> list[str]:
    said, previous = [], START
    for number, event in enumerate(events, start=1):
        entries = by_event.pop(event.seq, [])
        if event.seq != number or event.previous != previous:
            said.append(f"event {number} does not follow the one before it")
            break
        if event.hash != event_hash(event) or event.root != root_of(entries):
            said.append(f"event {number} was edited")
        for part, entry in enumerate(entries):
            whole = entry.body is None or entry.digest == digest_of(
                entry.seq, entry.part, entry.subject or "", entry.body
            )
            if entry.part != part or not whole:
                said.append(f"what event {number} changed was edited")
        previous = event.hash
    if not said and by_event:
        said.append("changes were added that belong to no event")
    if not said and head != (len(events), previous):
        said.append(f"the trail ends at event {len(events)}, its head names event {head[0]}")
    return said


def _erased_without_word(events: list[Event], entries: list[Entry]) -> list[str]:
    """Return the changes whose content is gone though no removal of a subject, later on, says so."""
    allowed: set[tuple[int, int]] = set()
    for event in events:
        if event.kind == "erase":
            said = words_of([entry for entry in entries if entry.seq == event.seq])
            allowed |= {(int(seq), int(part)) for seq, part in said[ERASED]}
    return [
        f"what event {entry.seq} changed was taken away"
        for entry in entries
        if (entry.body is None or entry.subject is None)
        and ((entry.seq, entry.part) not in allowed or entry.body is not entry.subject)
    ]


def _wrong_rows(connection: sqlite3.Connection, entries: list[Entry]) -> list[str]:
    state: State = {}
    for entry in entries:
        change = change_of(entry)
        if change is None:
            continue
        if state.get(change.key) != change.old:
            return [f"event {entry.seq} starts from a row that was not there"]
        if change.new is None:
            del state[change.key]
        else:
            state[change.key] = dict(change.new)
    said = []
    for name in records.tables_there(connection):
        cursor = connection.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            found = dict(zip(columns, row, strict=True))
            key = row_key(name, found)
            written = state.pop(key, None)
            if written is None:
                said.append(f"a row of {name} is in no event")
            elif not _same(found, written):
                said.append(f"a row of {name} is not what the audit trail says")
    return said + [f"a row of {name} is missing" for name, _ in state]


def _wrong_values(connection: sqlite3.Connection, entries: list[Entry]) -> list[str]:
    """Return the long texts that are missing, not what their hash says, or named by nothing."""
    changes = [change for entry in entries if (change := change_of(entry))]
    named = {name for change in changes for row in (change.old, change.new) for name in references(row)}
    for name, content in connection.execute("SELECT sha256, content FROM value"):
        try:
            records.value_text(name, content)
        except Problem:
            return ["a long text was edited"]
        if name not in named:
            return ["a long text was added"]
        named.discard(name)
    return ["a long text is missing"] if named else []


def _same(found: dict[str, Any], written: dict[str, Any]) -> bool:
    return found == written and all(type(found[column]) is type(written[column]) for column in found)
