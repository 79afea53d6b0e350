"""The proposal as a picture: every photo with what it is to become, doubts in color."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from photocompare.errors import codes
from photocompare.study.importing.proposal import Proposal
from photocompare.study.importing.shots import Shot

CELL, GAP, PICTURE, LINE = 236, 14, 176, 17
FEWEST_COLUMNS, MOST_COLUMNS = 3, 6
PAPER, INK, SOFT = (250, 250, 248), (28, 28, 30), (110, 110, 114)
# Blue, orange, magenta: told apart also without red and green; each says its word too.
MARKS = {"sure": (0, 114, 178), "likely": (220, 150, 0), "guess": (190, 60, 130)}
LEFT_OUT = (150, 150, 150)
QUIET = {"W354"}


def contact_sheet(shots: Sequence[Shot], proposals: Sequence[Proposal]) -> bytes:
    """Return a PNG: a row of photos per subject and view, by day; below each what is proposed, and why.

    What is left out stands at the end, gray, with its reason. File names are not shown: they may name people.
    """
    pictures = {shot.path: shot for shot in shots}
    used = sorted((one for one in proposals if one.use), key=_place)
    left = [one for one in proposals if not one.use]
    rows = [(f"{subject}, {view}", list(group)) for (subject, view), group in groupby(used, key=_row)]
    rows += [("left out", left)] if left else []
    columns = min(max(FEWEST_COLUMNS, *(len(group) for _, group in rows), 0), MOST_COLUMNS)
    cell_height = [PICTURE + LINE * (2 + max(len(_lines(one)) for one in group)) for _, group in rows]
    heights = [
        42 + -(-len(group) // columns) * height for (_, group), height in zip(rows, cell_height, strict=True)
    ]
    width = GAP + columns * (CELL + GAP)
    page = Image.new("RGB", (width, 92 + sum(heights)), PAPER)
    draw = ImageDraw.Draw(page)
    _head(draw, used, left)
    top = 80
    for (title, group), height, deep in zip(rows, heights, cell_height, strict=True):
        draw.line([(GAP, top), (width - GAP, top)], fill=(215, 215, 215))
        draw.text((GAP, top + 7), title, INK, _font(18))
        for number, one in enumerate(group):
            row, column = divmod(number, columns)
            corner = GAP + column * (CELL + GAP), top + 36 + row * deep
            _cell(page, draw, corner, one, pictures.get(one.photo))
        top += height
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _head(draw: ImageDraw.ImageDraw, used: Sequence[Proposal], left: Sequence[Proposal]) -> None:
    subjects = len({one.subject for one in used})
    draw.text((GAP, 14), "Proposed import", INK, _font(26))
    words = f"{len(used)} photos of {subjects} subjects; {len(left)} left out"
    draw.text((GAP, 50), words, SOFT, _font(16))
    x = 400
    for word, color in MARKS.items():
        number = sum(one.confidence == word for one in used)
        draw.rectangle([(x, 53), (x + 12, 65)], fill=color)
        draw.text((x + 18, 50), f"{word}: {number}", SOFT, _font(16))
        x += 110


def _cell(
    page: Image.Image, draw: ImageDraw.ImageDraw, corner: tuple[int, int], one: Proposal, shot: Shot | None
) -> None:
    left, top = corner
    color = MARKS[one.confidence] if one.use else LEFT_OUT
    if shot is not None and shot.thumbnail is not None:
        picture = Image.fromarray(shot.thumbnail)
        picture.thumbnail((CELL, PICTURE - 6))
        if not one.use:
            picture = Image.blend(
                picture.convert("L").convert("RGB"), Image.new("RGB", picture.size, PAPER), 0.5
            )
        page.paste(picture, (left, top))
        draw.rectangle(
            [(left, top + picture.height), (left + picture.width - 1, top + picture.height + 4)], fill=color
        )
    else:
        draw.rectangle([(left, top), (left + CELL - 1, top + PICTURE - 7)], outline=LEFT_OUT)
        draw.text((left + 10, top + PICTURE // 2 - 10), "cannot be read", SOFT, _font(15))
    for number, (line, ink) in enumerate(_lines(one)):
        draw.text(
            (left, top + PICTURE + number * LINE + (4 if number else 0)),
            line,
            ink,
            _font(16 if number == 0 else 13),
        )


def _lines(one: Proposal) -> list[tuple[str, tuple[int, int, int]]]:
    """Return what stands below a photo, and its ink: when, why, doubts."""
    doubts = [codes()[found.code].title for found in one.findings if found.code not in QUIET]
    lines = [(_when(one), INK), *((line, SOFT) for line in _wrapped(one.reason, 4))]
    strong = (150, 90, 0) if one.confidence == "likely" else MARKS[one.confidence]
    return [*lines, *((line, strong) for line in _wrapped("; ".join(dict.fromkeys(doubts)), 2))]


def _when(one: Proposal) -> str:
    day = "day ?" if one.day is None else f"day {one.day:g}"
    when = day if one.timepoint in ("", day) else f"{one.timepoint} ({day})"
    lighting = "" if one.lighting == "normal" else f", {one.lighting}"
    repeat = f", no. {one.repeat}" if one.repeat > 1 else ""
    return f"{when}{lighting}{repeat}"


def _wrapped(text: str, most: int) -> list[str]:
    """Return the text in lines as wide as a cell, the last one cut where it is too long."""
    lines: list[str] = []
    for word in text.split():
        if lines and _font(13).getlength(f"{lines[-1]} {word}") <= CELL:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]


def _row(one: Proposal) -> tuple[str, str]:
    return one.subject, one.view


def _place(one: Proposal) -> tuple[object, ...]:
    return one.subject, one.view, one.day if one.day is not None else 1e9, one.lighting, one.repeat


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
