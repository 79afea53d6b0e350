"""The key is opened: once, deliberately, after the data is locked; the study's own trail keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from photocompare.errors import Finding, Problem
from photocompare.files import file_hash, write_whole
from photocompare.grading.grades import final_grades, now, read_grades
from photocompare.grading.key import Key, key_of, unsealed
from photocompare.grading.task import KEY, LOG, OPENED, Task
from photocompare.study import open_study


@dataclass(frozen=True)
class OpenedKey:
    """The key of a task whose grading is over, the lock of its study, and the doubts of that moment."""

    key: Key
    lock_sha256: str
    findings: tuple[Finding, ...] = ()


def open_key(task: Task, study_path: Path, passphrase: str, *, who: str, reason: str) -> OpenedKey:
    """Open the key of a task: the study's trail and the task's log say so, with the hashes of all grades.

    After this no grade is taken. Raters who have not finished are told (W816).

    Raises:
        Problem: E817 where the study is not locked, or is another, E612 without a reason, E807 for the
            passphrase, E803 where the key is not the one grading began with; as `open_study`, `read_grades`.
    """
    if not reason.strip():
        raise Problem("E612")
    if task.opened:
        return read_opened(task)
    sealed = task.folder / KEY
    if not sealed.is_file() or file_hash(sealed) != task.key_sha256:
        raise Problem("E803", KEY)
    key = unsealed(sealed.read_bytes(), passphrase, KEY)
    hashes = {rater: file_hash(task.journal(rater)) for rater in task.raters}
    findings = unfinished(task)
    with open_study(study_path, who=who) as opened:
        lock = opened.history.lock
        if lock is None:
            raise Problem("E817", opened.path.name)
        if key.study_head not in {event.hash for event, _, _ in opened.events()}:
            raise Problem("E817", opened.path.name, "The task was made from another study")
        grades = ", ".join(f"{rater} {hashes[rater][:12] or 'none'}" for rater in hashes)
        told = f"{reason.strip()} (key sha256 {task.key_sha256}; grades {grades})"
        opened.note("Open the key of a blinded grading task", reason=told)
    record = {"at": now(), "who": who, "reason": reason, "lock_sha256": lock.hash, "grades": hashes}
    log = task.folder / LOG
    earlier = log.read_text(encoding="utf-8") if log.exists() else ""
    write_whole(log, (earlier + json.dumps(record, ensure_ascii=False) + "\n").encode())
    document = {"opened": record, "key": asdict(key)}
    write_whole(task.folder / OPENED, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())
    (task.folder / OPENED).chmod(0o600)
    return OpenedKey(key, lock.hash, findings)


def read_opened(task: Task) -> OpenedKey:
    """Return the key of a task that has been opened, every grade proved unchanged since.

    Raises:
        Problem: E818 where it has not been opened, E819 where grades changed, E803 where it is damaged.
    """
    if not task.opened:
        raise Problem("E818")
    try:
        saved = json.loads((task.folder / OPENED).read_text(encoding="utf-8"))
        record, key = saved["opened"], key_of(saved["key"], OPENED)
        hashes, lock = dict(record["grades"]), str(record["lock_sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem("E803", OPENED, "it is damaged") from error
    if key.task != task.id:
        raise Problem("E803", OPENED, "it is of another task")
    for rater in task.raters:
        if file_hash(task.journal(rater)) != hashes.get(rater, ""):
            raise Problem("E819", f"{rater}.csv")
    return OpenedKey(key, lock, unfinished(task))


def unfinished(task: Task) -> tuple[Finding, ...]:
    """Return W816 for each rater who has items without a grade."""
    found = []
    for rater in task.raters:
        done, count = len(final_grades(read_grades(task, rater))), len(task.items(rater))
        if done < count:
            found.append(Finding("W816", rater, f"{count - done} of {count} items have no grade"))
    return tuple(found)
