"""A page for each subject: the photographs as they were compared, the course, the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from photocompare.errors import codes, displayable
from photocompare.maps import DIFFERENCE_SHARE
from photocompare.metric import metrics
from photocompare.report.blocks import Block, Chart, Page, Row, Table, Text
from photocompare.report.charts import trend
from photocompare.report.results import FAVORITES, Results
from photocompare.report.study_charts import axis_times, courses
from photocompare.report.style import CHART_GAP, HEIGHT, PICTURE_GAP, TALLEST, WIDTH
from photocompare.report.words import (
    DASH,
    change_axis,
    count,
    decimals,
    figure,
    label,
    light_words,
    listed,
    sentence,
)
from photocompare.statistics.read import Observation
from photocompare.statistics.subjects import Endpoint
from photocompare.table import Occasion

SHOWN = "erythema_index"
"""What the figures show the change of."""
COLORS = {
    "chart": "; colors by the chart",
    "gray": "; colors by the gray card",
    "reference": "; colors by reference skin",
    "none": "; colors as photographed",
}
"""What a picture says of its colors, by method."""
HEAD, FOOT, LINE, CAPTION, COURSE = 62.0, 66.0, 12.3, 23.0, 130.0


def subject_page(results: Results, subject: str) -> Page:
    """Return the page of one subject."""
    rows = results.by_subject[subject]
    views = list(dict.fromkeys(one.view for one in rows))
    facts = [
        listed(displayable(view) for view in views),
        listed(displayable(name) for name in dict.fromkeys(one.timepoint for one in rows)),
    ]
    drawn = [*_pictures(results, rows), *_courses(results, rows)]
    room = HEIGHT - HEAD - FOOT - sum(map(_height, drawn))
    # What the study is about is always there, on a second page if need be.
    needed = sum(one.metric in results.featured and one.status != "skipped" for one in rows)
    numbers = _numbers(results, rows, max(int(room / LINE), needed))
    blocks = [*drawn, numbers, *_doubts(rows)]
    return Page(
        displayable(results.title), f"Subject {displayable(subject)}", " · ".join(facts), tuple(blocks)
    )


def _height(block: Block) -> float:
    """Return what a row of pictures or charts takes of a page's height, about."""
    if not isinstance(block, Row):
        return 2 * LINE
    width = (WIDTH - PICTURE_GAP * (len(block.parts) - 1)) / len(block.parts)
    heights = [
        one.drawing.height if isinstance(one, Chart) else min(width * one.height / one.width, TALLEST)
        for one in block.parts
    ]
    return max(heights) + CAPTION


def _pictures(results: Results, rows: list[Observation]) -> Iterator[Block]:
    occasions = list(
        dict.fromkeys(Occasion(one.subject, one.view, one.lighting, one.timepoint) for one in rows)
    )
    found = [(one, results.picture(one)) for one in occasions]
    shown = [replace(picture, caption=_caption(one, rows)) for one, picture in found if picture]
    columns = 1 if len(shown) <= 2 else 2
    for start in range(0, len(shown), columns):
        yield Row(tuple(shown[start : start + columns]))
    if shown:
        one = metrics()[SHOWN]
        change = any((row.lighting or "normal") in one.lightings for row in rows)
        reach = DIFFERENCE_SHARE * (one.shown[1] - one.shown[0])
        colors = (
            f", and change of the {one.label.lower()}: blue less, orange more, "
            f"to \u00b1{reach:.0f} {one.unit}; gray where nothing changed"
        )
        yield Text(f"Baseline, follow-up laid onto it{colors if change else ''}.", "Photographs.")
    if missing := len(found) - len(shown):
        entry = codes()["N520"]
        yield Text(f"{count(missing, 'pair')} without one. {entry.action} [N520]", f"{entry.title}.")


def _caption(occasion: Occasion, rows: list[Observation]) -> str:
    key = (occasion.view, occasion.lighting, occasion.timepoint)
    row = next(one for one in rows if (one.view, one.lighting, one.timepoint) == key)
    light = "" if occasion.lighting in {"", "normal"} else f", {light_words(occasion.lighting)} light"
    grade, error = row.cells["alignment_grade"], row.cells["alignment_error_px"]
    aligned = f"alignment {grade}" if grade else "not aligned"
    off = f" (about {float(error):.1f} px)" if error else ""
    color, left = COLORS.get(row.cells["color_method"], ""), row.cells["color_error_de00"]
    color += f" (about {float(left):.1f} dE2000)" if left else ""
    return displayable(f"{sentence(occasion.view)}{light}, {occasion.timepoint}; {aligned}{off}{color}.")


def _courses(results: Results, rows: list[Observation]) -> Iterator[Block]:
    """Yield the subject's own courses, where there is more than one follow-up."""
    if len(results.timepoints) < 2:
        return
    charts = []
    shown = [name for name in results.featured if any(one.metric == name for one in rows)][:3]
    own = [(e, m) for e, m in results.means(shown).items()][:3]
    width = (WIDTH - CHART_GAP * (len(own) - 1)) / max(len(own), 1)
    for endpoint, members in own:
        means = [one for one in members if one.subject == rows[0].subject]
        drawing = trend(
            courses(results, means, endpoint, single=True),
            axis_times(results),
            title=label(endpoint),
            axis=change_axis("Change from baseline", endpoint),
            width=width,
            height=COURSE,
        )
        charts.append(Chart(drawing, ""))
    if charts:
        yield Row(tuple(charts))


def _numbers(results: Results, rows: list[Observation], most: int) -> Table:
    lines: list[tuple[str, ...]] = []
    groups, strong = set(), set()
    order = [*results.featured, *(name for name in FAVORITES if name not in results.featured)]
    order += [name for name in metrics() if name not in order and "." not in name]
    for name in order:
        for lighting in dict.fromkeys(one.lighting for one in rows):
            mine = [
                one
                for one in rows
                if (one.metric, one.lighting) == (name, lighting) and one.status != "skipped"
            ]
            if not mine or (lines and len(lines) + len(mine) > most):
                continue
            groups.add(len(lines))
            lines += _lines(mine)
            strong |= {
                len(lines) - len(mine) + at
                for at, one in enumerate(mine)
                if one.verdict in {"increased", "decreased"}
            }
    header = ("Measure", "Follow-up", "Region", "Before", "After", "Change", "± Error", "Verdict")
    return Table(
        header,
        tuple(lines),
        (0.285, 0.10, 0.195, 0.075, 0.075, 0.075, 0.075, 0.12),
        "Before and after as measured; ± Error: smallest detectable change. All measures: metrics.csv.",
        frozenset(range(3, 7)),
        frozenset(strong),
        frozenset(groups),
    )


def _lines(rows: list[Observation]) -> list[tuple[str, ...]]:
    endpoint = Endpoint(rows[0].metric, rows[0].unit, rows[0].lighting)
    places = decimals([value for one in rows for value in (one.baseline, one.followup)])
    finer = max(decimals([one.change for one in rows if one.change]), places)
    places = min(finer, places + 1)
    found: list[tuple[str, ...]] = []
    last = ""
    for index, one in enumerate(rows):
        name = label(endpoint) + (f", {one.unit}" if one.unit else "")
        arm = one.arm or one.side
        region = displayable(f"{one.region} ({arm})" if arm and arm not in one.region else one.region)
        unknown = "unknown" if one.change is not None else DASH
        verdict = one.verdict if one.change is not None else (one.codes[0] if one.codes else one.verdict)
        found.append(
            (
                name if index == 0 else "",
                displayable(one.timepoint) if one.timepoint != last else "",
                region,
                figure(one.baseline, places),
                figure(one.followup, places),
                figure(one.change, places, signed=True),
                figure(one.sdc, places) if one.sdc is not None else unknown,
                verdict,
            )
        )
        last = one.timepoint
    return found


def _doubts(rows: list[Observation]) -> Iterator[Block]:
    """Yield what was said about this subject's rows, each code once with how many rows have it."""
    counts: dict[str, int] = {}
    for one in rows:
        for code in one.codes if one.status != "skipped" else ():
            counts[code] = counts.get(code, 0) + 1
    known = [(code, n) for code, n in sorted(counts.items()) if code in codes()]
    if known:
        parts = [f"{codes()[code].title} ({code}, {count(n, 'row')})" for code, n in known]
        yield Text("; ".join(parts) + ".", "Notes.")
