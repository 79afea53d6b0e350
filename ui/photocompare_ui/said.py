"""What the core says, in the user's language: its messages, the names of measures, what it is doing.

The core speaks English, the same in every CSV; here its words are looked up, and stay where none are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from photocompare import Finding
from photocompare.errors import codes, displayable
from photocompare_ui.language import core_words, current


def message(finding: Finding) -> str:
    """Return the sentences a person reads: what, which, why, what to do."""
    entry = core_words(current()).codes.get(finding.code)
    if entry is None:
        return finding.message
    subject = f": {displayable(finding.subject)}" if finding.subject else ""
    cause = text(finding.detail) if finding.detail else entry["cause"]
    cause = cause if not cause or cause.endswith((".", "!", "?")) else f"{cause}."
    return " ".join(part for part in (f"{entry['title']}{subject}.", cause, entry["action"]) if part)


def label(english: str) -> str:
    """Return the name of a measure; its parts stand between commas."""
    return ", ".join(map(text, english.split(", ")))


def text(english: str) -> str:
    """Return a word or sentence of the core; with `{0}` in the list, whatever stands there is kept."""
    words = core_words(current()).texts
    if english in words:
        return words[english]
    for pattern, german in _patterns(current()).items():
        found = re.fullmatch(pattern, english, re.DOTALL)
        if found:
            return german.format(*found.groups())
    return english


def title(code: str) -> str:
    """Return the short name of a message, without case and advice."""
    entry = core_words(current()).codes.get(code)
    return entry["title"] if entry else codes()[code].title


@cache
def _patterns(language: str) -> Mapping[str, str]:
    """Return the sentences with places in them, the more particular first."""
    sentences = {en: de for en, de in core_words(language).texts.items() if "{0}" in en}
    return {
        re.sub(r"\\{\d\\}", "(.*?)", re.escape(english)): german
        for english, german in sorted(sentences.items(), key=lambda pair: -len(pair[0]))
    }
