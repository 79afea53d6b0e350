"""What stands behind a number: its definition and source, its pixels, its course, its map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from photocompare import Comparison, Measurement, Problem, metrics
from photocompare.errors import displayable
from photocompare.region_values import Histogram, histogram
from photocompare.study import Study
from photocompare.table import Row
from photocompare_ui import words
from photocompare_ui.desk import Desk
from photocompare_ui.document import Document
from photocompare_ui.labels import Elided, plain
from photocompare_ui.models.measurements import MEASUREMENT
from photocompare_ui.panels.histogram import HistogramView
from photocompare_ui.panels.measurements import MeasurementPanel
from photocompare_ui.panels.trend import TrendView
from photocompare_ui.tasks import Latest, Pool

if TYPE_CHECKING:
    from photocompare.statistics import Estimate
    from photocompare.statistics.course import RegionCourse


@dataclass(frozen=True, eq=False)
class Behind:
    """What was found about a number."""

    histogram: Histogram | None
    courses: tuple[RegionCourse, ...]
    contrasts: tuple[Estimate, ...]


class NumberCard(QWidget):
    """Shows the measure of the line that is selected; hidden while none is.

    Attributes:
        measurement: what it is about, or None.
        definition, contrast: the labels; histogram, trend: the drawings; map: the button.

    Signals:
        map_wanted(str): show the map of this measure.
        closed(): the user put it away.
    """

    map_wanted = Signal(str)
    closed = Signal()

    def __init__(
        self,
        document: Document,
        desk: Desk,
        panel: MeasurementPanel,
        pool: Pool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._desk, self._panel = document, desk, panel
        self.measurement: Measurement | None = None
        self.title, self.definition, self.contrast = Elided(), plain(quiet=True, wrap=True), plain(wrap=True)
        self.title.setObjectName("heading")
        self.histogram, self.trend = HistogramView(), TrendView()
        self.map = QPushButton(self.tr("Map"))
        self.map.setAccessibleName(self.tr("Show the map of this measure"))
        self.map.clicked.connect(lambda: self.measurement and self.map_wanted.emit(self.measurement.metric))
        self._close = QPushButton(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Put the details away"))
        self._close.clicked.connect(self.put_away)
        self._lay_out()
        self._latest = Latest(self, pool)
        self._latest.found.connect(self._take)
        panel.table.selectionModel().currentChanged.connect(lambda: self._pick())
        panel.model.modelReset.connect(self._again)
        desk.study_changed.connect(self._again)
        desk.place_changed.connect(self.put_away)
        self.hide()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        drawings = QHBoxLayout()
        drawings.setSpacing(14)
        drawings.addWidget(self.histogram, 4)
        drawings.addWidget(self.trend, 5)
        column.addLayout(drawings)
        column.addWidget(self.contrast)
        column.addWidget(self.definition)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.map)
        head.addWidget(self._close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(head)
        rows.addWidget(area, 1)

    def put_away(self) -> None:
        """Hide the card."""
        self.measurement = None
        self._panel.table.selectionModel().clear()
        self.hide()

    def _pick(self) -> None:
        row = self._panel.table.currentIndex().data(MEASUREMENT)
        if isinstance(row, Measurement):
            self.show_measurement(row)

    def _again(self) -> None:
        """Show the same measure of the same region after a new comparison."""
        last, comparison = self.measurement, self._document.comparison
        if last is None:
            return
        found = next(
            (
                row
                for row in (comparison.measurements if comparison else ())
                if (row.metric, row.region.name) == (last.metric, last.region.name)
            ),
            None,
        )
        # Hidden while it is measured anew by another map: what it showed is of the last one.
        self.setVisible(found is not None)
        if found is not None:
            self.show_measurement(found)

    def show_measurement(self, row: Measurement) -> None:
        """Show what stands behind one line of the table."""
        self.measurement = row
        known = metrics().get(row.metric)
        self.title.show_text(f"{words.metric(row)}  ·  {words.label(row.region)}")
        self.definition.setText(displayable_definition(known.definition) if known else "")
        self.map.setVisible(bool(known and known.spreading))
        self.show()
        baseline, followup = self._desk.baseline, self._desk.followup
        place = (
            (baseline.subject, baseline.view, baseline.lighting) if baseline and followup else ("", "", "")
        )
        comparison = self._document.comparison
        self._latest.want(partial(_behind, comparison, row, self._desk.study, place))

    def _take(self, found: Behind) -> None:
        row = self.measurement
        if row is None:
            return
        self.histogram.show_histogram(found.histogram, row.unit)
        self.trend.show_courses(found.courses)
        lines = [contrast_line(one) for one in found.contrasts[-3:]]
        if not lines and self._desk.opened is not None and not found.courses:
            lines = [self.tr("The course appears once the study is measured (Ctrl+Shift+M).")]
        self.contrast.setText("\n".join(lines))
        self.contrast.setVisible(bool(lines))


def contrast_line(one: Estimate) -> str:
    """Return the difference between two arms in one line: value, interval, number of subjects."""
    value = words.number(one.estimate, signed=True)
    sure = ""
    if one.interval:
        low, high = (words.number(end, largest=abs(one.estimate), signed=True) for end in one.interval)
        sure = f" (95 % {low} … {high})"
    unit = f" {one.endpoint.unit}" if one.endpoint.unit else ""
    return displayable(f"{one.comparison}, {one.timepoint}: {value}{unit}{sure}, n = {one.n}")


def displayable_definition(text: str) -> str:
    """Return a docstring as paragraphs for reading."""
    text = re.sub(r"^Return (?:the )?(\w)", lambda found: found[1].upper(), text.strip())
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "\n\n".join(
        part.replace("`", "") for part in paragraphs if part and not part.startswith("Raises:")
    )


def _behind(
    comparison: Comparison | None, row: Measurement, study: Study, place: tuple[str, str, str]
) -> Behind:
    shown = comparison and any(one.name == row.region.name for one in comparison.regions)
    found = histogram(comparison, row.region, row.metric) if comparison and shown else None
    rows = [cells for pair in study.measurements for cells in pair.rows if cells["metric"] == row.metric]
    if not rows:
        return Behind(found, (), ())
    return Behind(found, *_course(rows, place, row.metric))


def _course(
    rows: list[Row], place: tuple[str, str, str], metric: str
) -> tuple[tuple[RegionCourse, ...], tuple[Estimate, ...]]:
    # Here: statistics take a second to load, and the window's start need not wait for them.
    from photocompare.statistics import metrics_table, summarize
    from photocompare.statistics.course import region_courses
    from photocompare.statistics.estimate import DIFFERENCE, GROUPS

    try:
        summary = summarize(rows)
    except Problem:
        return (), ()
    courses = region_courses(metrics_table(rows).observations, *place, metric)
    lighting = place[2]
    contrasts = tuple(
        one
        for one in summary.estimates
        if one.analysis in (DIFFERENCE, GROUPS) and one.endpoint.lighting in ("", lighting)
    )
    return courses, contrasts
