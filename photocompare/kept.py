"""A property that is computed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - it is used as `property` is
    """Make a property of the method below, computed when first asked for and kept with its object.

    `functools.cached_property` of Python 3.11 holds a lock of the whole class meanwhile: of two photos on
    two threads one would wait for the other. Here the worst is that one value is computed twice.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> kept[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> kept[T] | T:
        if instance is None:
            return self
        # What stands in the object's own dictionary is found before this is asked again.
        found = vars(instance)[self._name] = self._compute(instance)
        return found
