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
    cause = detail(finding.detail) or entry["cause"]
    cause = cause if not cause or cause.endswith((".", "!", "?")) else f"{cause}."
    return " ".join(part for part in (f"{entry['title']}{subject}.", cause, entry["action"]) if part)


def label(english: str) -> str:
    """Return the name of a measure; its parts stand between commas."""
    words = core_words(current()).texts
    return ", ".join(_looked_up(part, words, within=True) for part in english.split(", "))


def text(english: str) -> str:
    """Return a word or sentence of the core; with `{0}` in the list, whatever stands there is kept."""
    return _looked_up(english, core_words(current()).texts)


def detail(english: str) -> str:
    """Return what a message says of its case; what is not known stays as it is.

    Several reasons stand between semicolons; what one tells of another place is looked up in turn.
    """
    words = core_words(current()).details
    parts = [part[:1].upper() + part[1:] for part in english.split("; ")]
    return "; ".join(_looked_up(part, words, within=True) for part in parts)


def caption(english: str) -> str:
    """Return the sentence below an export, which says what was changed in the photographs."""
    return _looked_up(english, core_words(current()).captions, within=True)


def reason(english: str) -> str:
    """Return where the parts of a proposal come from: `subject, side from the folder; day not named`."""
    words = core_words(current()).reasons
    return "; ".join(_reason(part, words) for part in english.split("; ")) if words else english


def action(english: str) -> str:
    """Return what was done to a study, as undo names it; the audit trail has it in English."""
    return core_words(current()).actions.get(english, english)


def _reason(part: str, words: Mapping[str, str]) -> str:
    found = re.fullmatch(r"((?:[a-z]+, )*[a-z]+) (.*)", part)
    if not found or found.group(1).split(", ")[0] not in words:
        return _looked_up(part, words, within=True)
    names = (words.get(name, name) for name in found.group(1).split(", "))
    return f"{', '.join(names)} {_looked_up(found.group(2), words, within=True)}"


def _looked_up(english: str, words: Mapping[str, str], *, within: bool = False) -> str:
    """Return the German of a sentence; `within` looks up in turn what stands in its places."""
    if english in words:
        return words[english]
    if within and english[:1].upper() + english[1:] in words:
        return words[english[:1].upper() + english[1:]]
    for pattern, german in _patterns(frozenset(words.items())).items():
        found = re.fullmatch(pattern, english, re.DOTALL)
        if found:
            parts = (_looked_up(one, words, within=True) if within else one for one in found.groups())
            return german.format(*parts)
    return english


def title(code: str) -> str:
    """Return the short name of a message, without case and advice."""
    entry = core_words(current()).codes.get(code)
    return entry["title"] if entry else codes()[code].title


@cache
def _patterns(words: frozenset[tuple[str, str]]) -> Mapping[str, str]:
    """Return the sentences with places in them, the more particular first."""
    sentences = [(english, german) for english, german in words if "{0}" in english]
    return {
        re.sub(r"\\{\d\\}", "(.*?)", re.escape(english)): german
        for english, german in sorted(sentences, key=lambda pair: (-len(pair[0]), pair))
    }
