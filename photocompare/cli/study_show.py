"""A study as a tree to read, and as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from photocompare.errors import displayable
from photocompare.study import OpenStudy, Study, StudyPhoto
from photocompare.study.chain import Event
from photocompare.study.export import plain
from photocompare.study.tables import Change


def study_tree(opened: OpenStudy) -> Tree:
    """Return a study to read: subject, view, a line for each timepoint; questions and answers below."""
    study, about = opened.study, opened.study.about
    tree = Tree(_safe(about.title or opened.path.stem, style="bold"))
    arms = f", arms {' and '.join(about.arms)}" if about.arms else ""
    counts = f"{len(study.subjects)} subjects, {len(study.photos)} photos{arms}"
    tree.add(_safe(counts) + ("  [yellow]locked[/]" if opened.history.lock else ""))
    times = ", ".join(f"{one.label} (day {plain(one.day)})" for one in study.timepoints)
    tree.add(_safe(f"timepoints: {times or 'none'}"))
    answers = {one.code: 0 for one in study.subjects}
    for rating in study.ratings:
        answers[rating.subject] += 1
    for subject in study.subjects:
        count = answers[subject.code]
        branch = tree.add(_safe(subject.code, style="cyan") + (f"  {count} answers" if count else ""))
        for view in (one for one in study.views if one.subject == subject.code):
            leaf = branch.add(_safe(view.name) + _view_note(study, subject.code, view.name))
            photos = study.photos_by_view.get((subject.code, view.name), ())
            for (lighting, timepoint), shots in groupby(photos, lambda p: (p.lighting, p.timepoint)):
                leaf.add(_shot(study, lighting, timepoint, list(shots)))
    if about.outcomes:
        asked = tree.add("questions")
        for outcome in about.outcomes:
            limits = "" if outcome.kind in {"text", "choice"} else f" {outcome.least:g} to {outcome.most:g}"
            asked.add(_safe(f"{outcome.id}: {outcome.question} ({outcome.reporter}, {outcome.kind}{limits})"))
    return tree


def study_facts(opened: OpenStudy) -> dict[str, Any]:
    """Return a study for programs, JSON-ready: days, no dates."""
    study, lock = opened.study, opened.history.lock
    return {
        "title": study.about.title,
        "template": study.about.template,
        "arms": study.about.arms,
        "recipe_sha256": study.recipe.sha256,
        "timepoints": [vars(one) for one in study.timepoints],
        "outcomes": [vars(one) for one in study.about.outcomes],
        "subjects": [_subject_facts(study, one.code) for one in study.subjects],
        "events": opened.head[0],
        "head": opened.head[1],
        "lock_sha256": lock.hash if lock else None,
        "undo": opened.history.undo_text,
        "findings": [{"code": one.code, "message": one.message} for one in opened.findings],
    }


def events_table(events: list[tuple[Event, str, list[Change]]]) -> Table:
    """Return the audit trail to read: a line for each event."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("#", justify="right")
    for heading in ("When (UTC)", "Who", "What", "Rows", "Reason"):
        table.add_column(heading, overflow="fold")
    for event, reason, changes in events:
        back = {"undo": "Undo: ", "redo": "Redo: "}.get(event.kind, "")
        touched = ", ".join(sorted({change.table for change in changes}))
        cells = (event.at[:19].replace("T", " "), event.who, back + event.what, touched, reason)
        table.add_row(str(event.seq), *(_safe(cell) for cell in cells))
    return table


def _subject_facts(study: Study, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "views": [
            {
                "name": view.name,
                "midline": view.midline,
                "symmetric": view.symmetric,
                "regions": [
                    {
                        "lighting": one.lighting,
                        "timepoint": one.timepoint,
                        "names": [region.name for region in one.regions],
                    }
                    for one in study.regions
                    if (one.subject, one.view) == (code, view.name)
                ],
                "photos": [
                    {
                        "id": photo.id,
                        "timepoint": photo.timepoint,
                        "day": study.day(photo),
                        "lighting": photo.lighting,
                        "repeat": photo.repeat,
                        "path": photo.path,
                        "sha256": photo.sha256,
                        "mm_per_pixel": photo.mm_per_pixel,
                    }
                    for photo in study.photos_by_view.get((code, view.name), ())
                ],
            }
            for view in study.views
            if view.subject == code
        ],
        "ratings": [vars(one) for one in study.ratings if one.subject == code],
    }


def _view_note(study: Study, subject: str, view: str) -> str:
    names = [
        region.name
        for one in study.regions
        if (one.subject, one.view, one.timepoint) == (subject, view, "")
        for region in one.regions
    ]
    return f"  [dim]{_safe(', '.join(dict.fromkeys(names)))}[/]" if names else "  [dim]no regions[/]"


def _shot(study: Study, lighting: str, timepoint: str, photos: list[StudyPhoto]) -> str:
    words = timepoint if lighting == "normal" else f"{timepoint}, {lighting}"
    repeats = f" ({len(photos)} shots)" if len(photos) > 1 else ""
    return _safe(f"{words}, day {plain(study.day(photos[0]))}{repeats}")


def _safe(text: str, style: str = "") -> str:
    shown = escape(displayable(text))
    return f"[{style}]{shown}[/]" if style else shown
