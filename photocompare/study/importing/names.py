"""What the name of a file and of its folders says: subject, view, timepoint, side, lighting, repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from photocompare.study.importing.words import plain, words

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ]((?:19|20)?\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<!\d)([01]\d|2[0-3])[0-5]\d[0-5]\d(?:\d{3})?(?!\d)")
# What cameras call their photos: the number counts shutters, not subjects.
_CAMERA = re.compile(
    r"(?i)^(?:_?(?:img|mg|dsc[nf]?|pxl|mvimg|cimg|sam|gopr|imag|wp)[-_ ]?\d+|p1\d{6})(?=\D|$)"
)
_APPLE_FOLDER = re.compile(r"(?i)^\d{3}(?:apple|canon|nikon|_pana|msdcf|olymp)|^\d{3}_\d{4}$")


@dataclass(frozen=True)
class Said:
    """What names say; empty or None where they say nothing.

    `taken` is a date in a name, `day` the day a timepoint names. `because` says of each field where it
    stands: `file name`, `folder`. `personal` is a key of what looks like a person's name, for telling people
    apart; it never leaves the program.
    """

    subject: str = ""
    view: str = ""
    timepoint: str = ""
    day: float | None = None
    taken: date | None = None
    side: str = ""
    lighting: str = ""
    repeat: int | None = None
    because: dict[str, str] = field(default_factory=dict)
    personal: str = ""


def said_by_path(path: PurePath, known_views: Iterable[str] = (), *, shared: int = 0) -> Said:
    """Return what the file's name and its folders say, the nearest first; `path` is relative to the import.

    `known_views` are names of views that a study has already: written so, they are understood. The first
    `shared` folders are those of all photos: they name nobody. Else the outermost folder names the person.
    """
    known = {plain(view): view for view in known_views}
    parts = [(path.stem, "file name"), *((part, "folder") for part in reversed(path.parts[:-1]))]
    found = Said()
    for depth, (part, place) in enumerate(parts):
        if not _APPLE_FOLDER.match(part):
            said = said_by_name(part, known)
            personal = said.personal if len(parts) - 1 - depth >= shared else ""
            found = replace(_nearer(found, said, place), personal=personal or found.personal)
    return found


def said_by_name(name: str, known_views: dict[str, str] | None = None) -> Said:
    """Return what one name says by itself."""
    taken, rest = _date(name)
    tokens = re.sub(r"\b([lr])(\d)\b", r"\1 \2", plain(_CAMERA.sub(" ", rest))).split()
    said: dict[str, object] = {"taken": taken}
    for view, spelled in (known_views or {}).items():
        if f" {view} " in f" {' '.join(tokens)} ":
            said["view"] = spelled
            tokens = f" {' '.join(tokens)} ".replace(f" {view} ", " ").split()
    tokens = _timepoint(tokens, said)
    tokens = _subject(tokens, said)
    left: list[str] = []
    site: list[str] = []
    pose: list[str] = []
    for token in tokens:
        if token in words("side"):
            said.setdefault("side", words("side")[token])
        elif token in words("site"):
            site.append(words("site")[token])
        elif token in words("pose"):
            pose.append(words("pose")[token])
        elif token in words("lighting"):
            said.setdefault("lighting", words("lighting")[token])
        else:
            left.append(token)
    if (site or pose) and "view" not in said:
        said["view"] = " ".join(dict.fromkeys((*site, *pose)))
    _leftovers(left, said)
    return Said(**said)  # type: ignore[arg-type]


def _nearer(found: Said, farther: Said, place: str) -> Said:
    """Return what was found, filled up from a part farther off."""
    changed: dict[str, object] = {}
    for name in ("subject", "view", "taken", "side", "lighting", "repeat"):
        if not getattr(found, name) and getattr(farther, name):
            changed[name] = getattr(farther, name)
    if not found.timepoint and farther.timepoint:
        changed |= {"timepoint": farther.timepoint, "day": farther.day}
    because = found.because | dict.fromkeys(changed, place)
    return replace(found, **changed, because=because)  # type: ignore[arg-type]


def _date(name: str) -> tuple[date | None, str]:
    """Return the date a name holds, day before month where both are possible, and the name without it."""
    if match := _ISO.search(name):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.search(name):
        day, month, year = map(int, match.groups())
        year += 2000 if year < 100 else 0
    else:
        return None, name
    rest = _CLOCK.sub(" ", f"{name[: match.start()]} {name[match.end() :]}")
    try:
        return date(year, month, day), rest
    except ValueError:
        return None, name


def _timepoint(tokens: list[str], said: dict[str, object]) -> list[str]:
    """Take the timepoint out of the tokens: `day 5`, `2 weeks`, `w 2`, `t 1`, `visit 2`, `before`."""
    text = f" {' '.join(tokens)} "
    units, visits = "|".join(words("unit")), "|".join(words("visit"))
    # A single letter goes with its number without a blank: d5, t0, 2w.
    number_unit = re.search(rf" (\d+) ?({units}) ", text)
    unit_number = re.search(rf" ({units}) ?(\d+) ", text)
    visit = re.search(rf" ({visits}) ?(\d+) ", text)
    match = number_unit or unit_number or visit
    if number_unit or unit_number:
        assert match
        number, unit = match.groups() if number_unit else match.groups()[::-1]
        said["timepoint"], said["day"] = _named(int(number), words("unit")[unit])
    elif visit:
        number = visit[2].lstrip("0") or "0"
        said["timepoint"] = f"{'T' if visit[1][0] in 'tz' else 'visit '}{number}"
        first = number == "0" or (number == "1" and not visit[1].startswith("t"))
        said["day"] = 0.0 if first else None
    else:
        match = re.search(rf" ({'|'.join(words('timepoint'))})(?: ?(\d+))? ", text)
        if match:
            label = words("timepoint")[match[1]]
            said["timepoint"] = (
                f"{label} {match[2]}" if match[2] and label in {"follow-up", "after"} else label
            )
            said["day"] = 0.0 if label in {"before", "baseline"} else None
    return tokens if match is None else f"{text[: match.start()]} {text[match.end() :]}".split()


def _named(number: int, unit: str) -> tuple[str, float]:
    size = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    if unit == "day":
        return f"day {number}", float(number)
    return f"{number} {unit}{'' if number == 1 else 's'}", float(number * size)


def _subject(tokens: list[str], said: dict[str, object]) -> list[str]:
    """Take a subject's code out of the tokens: `p01`, `patient 7`, `ab12`."""
    text = f" {' '.join(tokens)} "
    match = re.search(rf" ({'|'.join(words('subject'))}) ?(\d{{1,5}}) ", text)
    if match:
        said["subject"] = f"{words('subject')[match[1]]}{int(match[2]):02d}"
    else:
        # Two letters at most: three are a short first name.
        found = re.finditer(r" ([a-z]{1,2}) ?(\d{1,5}) ", text)
        match = next((one for one in found if one[1] not in _known()), None)
        if match:
            said["subject"] = f"{match[1].upper()}{int(match[2]):02d}"
    return tokens if match is None else f"{text[: match.start()]} {text[match.end() :]}".split()


def _known() -> frozenset[str]:
    kinds = ("side", "site", "pose", "lighting", "timepoint", "unit", "visit", "repeat", "subject", "noise")
    return frozenset(word for kind in kinds for word in words(kind))


def _leftovers(left: list[str], said: dict[str, object]) -> None:
    """Find the repeat in a last number, and a person's name in words that are no vocabulary."""
    text = " ".join(left)
    named = re.search(rf"(?:^| )(?:{'|'.join(words('repeat'))}) ?(\d{{1,2}})(?= |$)", text)
    if match := named or re.search(r"(?:^| )([1-9])$", text):
        said["repeat"] = int(match[1])
    elif re.fullmatch(r"\d{2,5}", text) and "subject" not in said:
        said["number"] = text
    unknown = [token for token in left if token.isalpha() and len(token) > 1 and token not in _known()]
    said["personal"] = " ".join(sorted(unknown))
    number = said.pop("number", "")
    if number and not unknown and not any(said.get(key) for key in ("view", "side", "timepoint")):
        # A folder that is a number and nothing else counts subjects.
        said["subject"] = f"S{int(str(number)):02d}"
