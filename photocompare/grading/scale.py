"""A grading scale as data: steps with number and label, direction, version, source; ours or one's own."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from photocompare.errors import Problem

Word = Annotated[str, Field(min_length=1, max_length=300)]
Shows = Literal["photo", "pair", "ordered pair"]
Kind = Literal["steps", "line", "choice", "preference", "side preference"]
LARGEST = 64_000
MOST_STEPS = 9
DECIMALS = 1
"""A place on a line is recorded to a tenth."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Step(_Strict):
    """One answer: the number that is recorded and the words that are shown."""

    number: int
    label: Word


class Scale(_Strict):
    """What a rater is asked, and the answers there are.

    Attributes:
        id, version: what it is known by; a changed wording is another version.
        shows: one `photo`, a `pair` whose order is hidden, or an `ordered pair`: the first photo on the left,
            which leaves only the arm unknown.
        kind: `steps`; a `line` from `least` to `most`; `choice`: 1 left, 2 right, one of them the after;
            `preference`: below 0 for the left photo, above for the right; `side preference`: for the sides
            of one photo.
        worse: which end of the numbers is worse; empty where neither is.
        neutral: the number that says "no change", where one does.
        ends: the words at both ends of a line.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,20}$")]
    title: Word
    question: Word
    source: Word
    shows: Shows
    kind: Kind = "steps"
    worse: Literal["higher", "lower", ""] = ""
    neutral: int | None = None
    steps: Annotated[tuple[Step, ...], Field(strict=False, max_length=MOST_STEPS)] = ()
    least: Annotated[float, Field(strict=False)] = 0.0
    most: Annotated[float, Field(strict=False)] = 10.0
    ends: Annotated[tuple[Word, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        numbers = [one.number for one in self.steps]
        if self.kind == "line":
            if self.steps or not self.least < self.most or len(self.ends) != 2:
                raise ValueError("a line has no steps, a least below its most, and two ends")
        elif len(numbers) < 2 or numbers != sorted(set(numbers)):
            raise ValueError("steps are two or more, their numbers rising")
        if self.kind == "choice" and (numbers != [1, 2] or self.shows != "pair"):
            raise ValueError("a choice shows a pair; its steps are 1 (left) and 2 (right)")
        if "preference" in self.kind and numbers != [-number for number in reversed(numbers)]:
            raise ValueError("a preference has as many steps to the left (below 0) as to the right")
        if self.kind == "preference" and self.shows != "pair":
            raise ValueError("a preference shows a pair")
        if self.kind == "side preference" and self.shows != "photo":
            raise ValueError("a side preference shows one photo")
        if self.neutral is not None and self.neutral not in numbers:
            raise ValueError("neutral is none of the steps")
        return self

    @property
    def keys(self) -> dict[str, float]:
        """Return the number that each key records: its own digit, else the place of the step.

        Of a line the digits record whole numbers and X its `most`.
        """
        if self.kind == "line":
            whole = {str(n): float(n) for n in range(10) if self.least <= n <= self.most}
            return whole | {"x": self.most}
        digits = all(0 <= one.number <= 9 for one in self.steps)
        return {str(one.number if digits else n): float(one.number) for n, one in enumerate(self.steps, 1)}

    def holds(self, value: float) -> bool:
        """Return whether a rater can have given this value."""
        if self.kind == "line":
            return self.least <= value <= self.most and round(value, DECIMALS) == value
        return value in {float(one.number) for one in self.steps}

    @property
    def numbers(self) -> list[float]:
        """Return the values in order; of a line every tenth."""
        if self.kind != "line":
            return [float(one.number) for one in self.steps]
        count = round((self.most - self.least) * 10**DECIMALS)
        return [round(self.least + n / 10**DECIMALS, DECIMALS) for n in range(count + 1)]

    def words(self, value: float) -> str:
        """Return what a value says: the label of its step, of a line the number."""
        return next((one.label for one in self.steps if one.number == value), f"{value:g}")


def scale_names() -> list[str]:
    """Return the scales of the package."""
    folder = resources.files("photocompare.grading").joinpath("scales")
    return sorted(Path(one.name).stem for one in folder.iterdir() if one.name.endswith(".toml"))


def read_scale(name: str | Path) -> Scale:
    """Return the scale of this name, or the one in a TOML file.

    Raises:
        Problem: E801 where there is none, or it is not one: an unknown word, a missing step, another type.
    """
    if str(name) in scale_names():
        inside = resources.files("photocompare.grading").joinpath("scales", f"{name}.toml")
        return _scale(inside.read_bytes(), str(name))
    path = Path(name)
    if path.suffix.lower() != ".toml":
        raise Problem("E801", path.name, f"there is no such scale; there are {', '.join(scale_names())}")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise Problem("E801", path.name, getattr(error, "strerror", "") or "it cannot be read") from error
    return _scale(data, path.name)


def scale_of(saved: dict[str, Any], name: str) -> Scale:
    """Return the scale that was written into a task; E801 where it is none."""
    try:
        return Scale.model_validate(saved)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise Problem("E801", name, f"{place}: {first['msg']}" if place else first["msg"]) from error


def _scale(data: bytes, name: str) -> Scale:
    if len(data) > LARGEST:
        raise Problem("E801", name, "it is too large for a scale")
    try:
        saved = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problem("E801", name, f"it is no TOML: {error}") from error
    return scale_of(saved, name)
