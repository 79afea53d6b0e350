"""Overrides that Qt calls from C++: an error in them must not end the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Override = TypeVar("Override", bound=Callable[..., Any])


def guarded(override: Override) -> Override:
    """Return `override` so that its errors reach Qt as objects.

    On Python 3.11 PySide6 dies of an error that the interpreter raised itself (calling what cannot be
    called, `int("x")`) and that nobody caught yet: it has no object so far. Caught and raised again it has
    one, and is reported like any other.
    """

    @wraps(override)
    def caught(*arguments: Any, **words: Any) -> Any:
        try:
            return override(*arguments, **words)
        except Exception:
            raise

    return caught  # type: ignore[return-value]
