"""Text for a log: no path, no file name, nothing quoted; what remains is the program's own words."""

from __future__ import annotations

import hashlib
import re

ENDINGS = "jpe?g|png|tiff?|webp|hei[cf]|dng|dcm|cr[23]|nef|arw|csv|geojson|json|toml|photocompare|sqlite"
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|“[^”\n]*”|‘[^’\n]*’|«[^»\n]*»|`[^`\n]*`")
_FILE = re.compile(rf"[^:\n]*\.(?:{ENDINGS})\b", re.IGNORECASE)
_PATH = re.compile(r"(?:file:|[A-Za-z]:)?[\\/][^:\n]*")


def redacted(text: str) -> str:
    """Return `text` with every quotation cut and every path or file name replaced by a code.

    A name may hold spaces, so that its beginning is not known: what stands before it, from the last colon on,
    goes with it. The same name has the same code, so that a log can still be followed.

    >>> redacted('cannot read: Jane Doe.jpg'), redacted("no 'Jane' in the list")
    ('cannot read:<photo 0f51>', 'no <…> in the list')
    """
    for pattern in (_FILE, _PATH):
        text = pattern.sub(lambda found: f"<photo {code(found[0])}>", _QUOTED.sub("<…>", text))
    return text


def code(name: str) -> str:
    """Return four signs that stand for a name and do not tell it."""
    return hashlib.sha256(name.strip().encode("utf-8", "replace")).hexdigest()[:4]
