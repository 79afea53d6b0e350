"""Templates: what a kind of study has before its first subject, as data."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from photocompare.errors import Problem
from photocompare.recipe import Recipe
from photocompare.study.model import About, Outcome, Study, StudyRecipe, Timepoint

TEMPLATES = ("vein-series", "sclerotherapy", "split-face")


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Template:
    """The content of a template file; `timepoints` maps labels to days, `recipe` holds settings."""

    title: str = ""
    arms: tuple[str, ...] = ()
    lightings: tuple[str, ...] = ("normal",)
    views: tuple[str, ...] = ()
    blinded: bool = False
    timepoints: dict[str, float] = Field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    recipe: Recipe | None = None


def study_from_template(name: str, title: str = "") -> Study:
    """Return an empty study as a template has it: its name, or the path of a TOML file.

    Raises:
        Problem: E620 where there is no such template, or it has an unknown or wrong setting.
    """
    try:
        if name in TEMPLATES:
            place = resources.files("photocompare.study").joinpath("templates", f"{name}.toml")
            text = place.read_text(encoding="utf-8")
        elif name.endswith(".toml"):
            text = Path(name).read_text(encoding="utf-8")
        else:
            raise Problem("E620", name)
        found = TypeAdapter(Template).validate_python(tomllib.loads(text))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("E620", name, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise Problem(
            "E620", name, f"setting `{'.'.join(map(str, first['loc']))}`: {first['msg']}"
        ) from error
    return Study(
        about=About(
            title=title or found.title,
            template=name.rpartition("/")[2],
            arms=found.arms,
            lightings=found.lightings,
            views=found.views,
            outcomes=found.outcomes,
            blinded=found.blinded,
        ),
        recipes=(StudyRecipe("study", found.recipe),) if found.recipe else (),
        timepoints=tuple(Timepoint(label, day) for label, day in found.timepoints.items()),
    )
