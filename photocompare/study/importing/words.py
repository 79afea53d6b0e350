"""The vocabulary of file and folder names, in several languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def words(kind: str) -> Mapping[str, str]:
    """Return the meaning of each word of a kind: `side`, `site`, `unit`..."""
    text = resources.files("photocompare.study.importing").joinpath("words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[kind]
    return MappingProxyType({word: meaning for meaning, alike in table.items() for word in alike})


def plain(text: str) -> str:
    """Return a name for looking up: small letters, no accents, one blank where anything separates.

    A change from small to capital letters separates too, and so does one between letters and digits after two
    letters or more, which a camera or a code would not have.

    >>> plain("S03_leftLeg-Tag5"), plain("Rücken (2)")
    ('s03 left leg tag 5', 'ruecken 2')
    """
    text = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_GERMAN))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{2})", " ", text)
    return " ".join(re.split(r"[\W_]+", text)).strip()
