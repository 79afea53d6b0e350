"""The audit trail: events that hang on each other by hash, and the row changes each of them made.

An event's hash covers the hash before it and the digests of its changes, so that none can be edited,
dropped, added or moved. A change's digest covers a salt kept with its body: once a removed subject's bodies
are erased, the digests that stay tell nothing of them, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from typing import Any, Literal

from photocompare.study.tables import Change

EventKind = Literal["new", "do", "undo", "redo", "lock", "unlock", "erase", "upgrade", "note"]
START = "0" * 64
REASON, ERASED = "reason", "erased"


@dataclass(frozen=True)
class Event:
    """One action: who did what, when (UTC), and the hash that ties it to everything before.

    `target` is the event that an `undo` or `redo` is about; `root` the hash of its changes' digests.
    """

    seq: int
    at: str
    who: str
    kind: EventKind
    what: str
    target: int | None = None
    root: str = ""
    previous: str = START
    hash: str = ""


@dataclass(frozen=True)
class Entry:
    """One change of an event as it is stored; `body` is None once its subject was removed."""

    seq: int
    part: int
    subject: str | None
    body: str | None
    digest: str


def entries_of(
    seq: int, changes: list[Change], reason: str, words: dict[str, Any] | None = None
) -> list[Entry]:
    """Return the changes of an event, the reason given for it, and further `words`, as they are stored."""
    subjects = {change.subject for change in changes}
    alone = subjects.pop() if len(subjects) == 1 else ""
    bodies: list[tuple[str, dict[str, Any]]] = [
        (change.subject, {"table": change.table, "old": change.old, "new": change.new}) for change in changes
    ]
    said = ({REASON: reason} if reason else {}) | (words or {})
    bodies += [(alone, {"table": "", "old": None, "new": said})] if said else []
    return [_entry(seq, part, subject, body) for part, (subject, body) in enumerate(bodies)]


def change_of(entry: Entry) -> Change | None:
    """Return the row change of an entry; None for a reason, or where the body was erased.

    Raises:
        ValueError, KeyError, TypeError: where the body is not one.
    """
    if entry.body is None:
        return None
    body = json.loads(entry.body)
    return None if not body["table"] else Change(body["table"], body["old"], body["new"])


def words_of(entries: list[Entry]) -> dict[str, Any]:
    """Return what an event says besides its changes: the reason given, what it erased."""
    bodies = (json.loads(entry.body) for entry in entries if entry.body)
    return next((dict(body["new"]) for body in bodies if not body["table"]), {})


def tied(event: Event, entries: list[Entry], previous: str) -> Event:
    """Return the event with its root and hash, hanging on the hash `previous`."""
    event = replace(event, root=root_of(entries), previous=previous)
    return replace(event, hash=event_hash(event))


def event_hash(event: Event) -> str:
    """Return the hash of an event: everything in it but the hash itself."""
    parts = (event.seq, event.at, event.who, event.kind, event.what, event.target, event.root, event.previous)
    return _sha(json.dumps(parts, ensure_ascii=False))


def digest_of(seq: int, part: int, subject: str, body: str) -> str:
    """Return the digest of a change's body in its place."""
    return _sha(json.dumps((seq, part, subject)), body)


def root_of(entries: list[Entry]) -> str:
    """Return the hash of the digests of an event's changes."""
    return _sha(*(entry.digest for entry in entries))


def _entry(seq: int, part: int, subject: str, body: dict[str, Any]) -> Entry:
    text = json.dumps(body | {"salt": secrets.token_hex(16)}, ensure_ascii=False, separators=(",", ":"))
    return Entry(seq, part, subject, text, digest_of(seq, part, subject, text))


def _sha(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
