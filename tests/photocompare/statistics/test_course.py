"""The course of a measure: one line a region, by true days, other views and measures left out."""

from __future__ import annotations

from photocompare.statistics import metrics_table
from photocompare.statistics.course import region_courses
from photocompare.table import COLUMNS, Row


def row(timepoint: str, day: str, change: str, **others: str) -> Row:
    whose = {"subject": "S01", "view": "leg", "lighting": "normal", "region": "A", "arm": "treated"}
    what = {"metric": "erythema_index", "unit": "points", "verdict": "decreased", "status": "ok"}
    number = {"timepoint": timepoint, "day": day, "change": change, "sdc": "0.5"}
    return dict.fromkeys(COLUMNS, "") | whose | what | number | others


def test_that_steps_come_by_day_and_only_where_there_is_a_number() -> None:
    rows = [
        row("1 month", "30", "-2"),
        row("day 2", "2", "-1", sdc=""),
        row("day 5", "5", "", status="error", verdict="not comparable"),
        row("day 2", "2", "-9", view="arm"),
        row("day 2", "2", "-9", metric="l_star"),
        row("day 2", "2", "-3", region="B", arm="untreated"),
    ]
    courses = region_courses(metrics_table(rows).observations, "S01", "leg", "normal", "erythema_index")
    assert [(one.region, one.arm) for one in courses] == [("A", "treated"), ("B", "untreated")]
    steps = [(step.day, step.change, step.sdc) for step in courses[0].steps]
    assert steps == [(2.0, -1.0, None), (30.0, -2.0, 0.5)]
