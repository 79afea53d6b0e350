"""The key of a grading task, which alone tells what each picture shows: sealed by a passphrase."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from photocompare.errors import Problem

FORMAT = "photocompare sealed key 1"
COST = 2**15
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
SHORTEST = 12


@dataclass(frozen=True)
class Shown:
    """What an item shows; written into the key and nowhere else.

    Attributes:
        subject, view, lighting, timepoint: the pair.
        region, arm, side: the piece of skin, where the item shows one.
        photo: `before` or `after` where the item is one photo.
        left: which photo of a pair is on the left: `before` or `after`.
        mirrored: whether the picture is exchanged left for right.
        left_side, left_arm: the subject's side, and its arm, at the left of a picture of both sides.
        repeat_of: the item this one repeats.
        practice: whether it is shown for practice, and its grade not kept.
    """

    subject: str
    view: str
    lighting: str
    timepoint: str
    region: str = ""
    arm: str = ""
    side: str = ""
    photo: str = ""
    left: str = ""
    mirrored: bool = False
    left_side: str = ""
    left_arm: str = ""
    repeat_of: str = ""
    practice: bool = False


@dataclass(frozen=True)
class Key:
    """What was shown, by item; the seed of all chance; the study's head (trail hash) at that time."""

    task: str
    seed: int
    study: str
    study_head: str
    items: dict[str, Shown]


def new_passphrase() -> str:
    """Return a passphrase drawn by chance, about 99 bits, in letters that are read aloud safely."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase under 12 characters: E807."""
    if len(passphrase) < SHORTEST:
        raise Problem("E807", detail=f"it has fewer than {SHORTEST} characters")


def sealed(key: Key, passphrase: str) -> bytes:
    """Return the key encrypted (AES-256-GCM under scrypt of the passphrase), as JSON.

    Raises:
        Problem: E807 for a passphrase under 12 characters.
    """
    check_passphrase(passphrase)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    text = json.dumps(asdict(key), ensure_ascii=False, sort_keys=True).encode()
    # The length of what is sealed tells nothing of how many repeats or mirrored items there are.
    text += b" " * (-len(text) % 4096)
    closed = AESGCM(_secret(passphrase, salt)).encrypt(nonce, text, FORMAT.encode())
    parts = {"salt": salt, "nonce": nonce, "sealed": closed}
    saved = {"format": FORMAT, "kdf": f"scrypt n={COST} r=8 p=1", "cipher": "AES-256-GCM"}
    saved |= {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return (json.dumps(saved, indent=1) + "\n").encode()


def unsealed(data: bytes, passphrase: str, name: str) -> Key:
    """Return the key in a sealed file.

    Raises:
        Problem: E807 where the passphrase is another, E803 where the file is no sealed key.
    """
    try:
        saved = json.loads(data)
        if saved["format"] != FORMAT:
            raise ValueError("another format")
        salt, nonce, closed = (base64.b64decode(saved[part]) for part in ("salt", "nonce", "sealed"))
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("E803", name, "it is no sealed key") from error
    try:
        text = AESGCM(_secret(passphrase, salt)).decrypt(nonce, closed, FORMAT.encode())
    except InvalidTag as error:
        raise Problem("E807", name) from error
    return key_of(json.loads(text), name)


def key_of(saved: dict[str, Any], name: str) -> Key:
    """Return the key in its JSON; E803 where it is none."""
    try:
        items = {item: Shown(**shown) for item, shown in saved["items"].items()}
        return Key(saved["task"], saved["seed"], saved["study"], saved["study_head"], items)
    except (KeyError, TypeError, AttributeError) as error:
        raise Problem("E803", name, "it is no key") from error


def key_hash(data: bytes) -> str:
    """Return the sha256 of a sealed key, which is printed when grading begins."""
    return hashlib.sha256(data).hexdigest()


def _secret(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())
