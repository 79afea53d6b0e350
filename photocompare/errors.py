"""Every message of photocompare, once: code, what, to which file, why, what to do.

The texts live in `codes.toml`. Code raises a `Problem` (the work cannot go on), collects a
`Finding` (it goes on, with a doubt that travels in the row) or raises `NotMeasurable`
(one number has no value).
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Code:
    """One entry of `codes.toml`.

    `exit` is the exit code of a command that ends because of it; `severity` is
    `error` (no number), `warning` (a number with a doubt) or `note`.
    """

    code: str
    title: str
    cause: str
    action: str
    severity: str
    exit: int


@cache
def codes() -> dict[str, Code]:
    """Return every code by its id, in the order of `codes.toml`."""
    text = resources.files("photocompare").joinpath("codes.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    return {
        code: Code(
            code=code,
            title=entry["title"],
            cause=entry["cause"],
            action=entry["action"],
            severity={"E": "error", "W": "warning", "N": "note"}[code[0]],
            exit=entry.get("exit", 3),
        )
        for code, entry in entries.items()
    }


@dataclass(frozen=True)
class Finding:
    """A doubt or a refusal that travels with a photo, a pair or a row.

    `subject` is what it is about (a display name, never a path), `detail` the particulars of
    this case, which replace the general cause where given.
    """

    code: str
    subject: str = ""
    detail: str = ""

    @property
    def severity(self) -> str:
        """Return `error`, `warning` or `note`."""
        return codes()[self.code].severity

    @property
    def message(self) -> str:
        """Return the sentence a person reads: what, which, why, what to do."""
        entry = codes()[self.code]
        subject = f": {displayable(self.subject)}" if self.subject else ""
        cause = _sentence(self.detail or entry.cause)
        return " ".join(part for part in (f"{entry.title}{subject}.", cause, entry.action) if part)

    def __str__(self) -> str:
        return f"{self.code} {self.message}"


class Problem(Exception):  # noqa: N818 - the users' word for it
    """The work asked for cannot be done; carries its `Finding`."""

    def __init__(self, code: str, subject: str = "", detail: str = "") -> None:
        self.finding = Finding(code, subject, detail)
        super().__init__(code, subject, detail)

    @property
    def code(self) -> str:
        """Return the id in `codes.toml`."""
        return self.finding.code

    @property
    def exit(self) -> int:
        """Return the exit code of a command that ends because of it."""
        return codes()[self.code].exit

    def __str__(self) -> str:
        return str(self.finding)


class NotMeasurable(Exception):  # noqa: N818 - a row's state, not a fault
    """One number has no value: an empty cell, with this code and reason."""

    def __init__(self, code: str, reason: str = "") -> None:
        self.finding = Finding(code, detail=reason)
        super().__init__(code, reason)


class Cancelled(Exception):  # noqa: N818
    """The user stopped the work; raised from inside a `report` callback."""


def displayable(name: str) -> str:
    """Return `name` safe to show in one line: control, format and undecodable characters escaped.

    >>> displayable("a\\u202eb\\n.jpg")
    'a\\\\u202eb\\\\x0a.jpg'
    """

    def shown(character: str) -> str:
        number = ord(character)
        if 0xDC80 <= number <= 0xDCFF:
            return f"\\x{number - 0xDC00:02x}"
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
        return character

    return "".join(map(shown, name))


def worst(findings: Iterable[Finding]) -> str:
    """Return the row status the findings ask for: `error`, `warn` or `ok`."""
    severities = {finding.severity for finding in findings}
    return "error" if "error" in severities else "warn" if "warning" in severities else "ok"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
