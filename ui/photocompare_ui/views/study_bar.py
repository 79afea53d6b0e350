"""The bar below the comparison: view and light where there are several, and the ruler of visits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from photocompare.errors import displayable
from photocompare.study import Rating
from photocompare_ui.desk import Desk
from photocompare_ui.panel import Panel
from photocompare_ui.views.timeline import Timeline, marks
from photocompare_ui.visiting import lightings, visits


class StudyBar(Panel):
    """Shows where in the study the comparison stands; hidden for a loose pair.

    Attributes:
        timeline: the ruler.
        view, lighting: the choosers, hidden where there is nothing to choose.
        answers: how many questions are answered for this visit, and the way to them.

    Signals:
        photo_wanted(object): a visit was clicked.
        series_wanted(str, str, str): subject, view and light that were chosen.
        answers_wanted(): the answers of this visit are to be seen.
    """

    photo_wanted = Signal(object)
    series_wanted = Signal(str, str, str)
    answers_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.timeline = Timeline()
        self.timeline.photo_wanted.connect(self.photo_wanted)
        self.view, self.lighting = QComboBox(), QComboBox()
        self.view.setAccessibleName(self.tr("View"))
        self.lighting.setAccessibleName(self.tr("Light"))
        self.view.activated.connect(self._choose)
        self.lighting.activated.connect(self._choose)
        choosers = QVBoxLayout()
        choosers.setSpacing(4)
        choosers.addWidget(self.view)
        choosers.addWidget(self.lighting)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        row.addLayout(choosers)
        row.addWidget(self.timeline, 1)
        self.answers = QPushButton()
        self.answers.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.answers.clicked.connect(self.answers_wanted)
        row.addWidget(self.answers)
        desk.place_changed.connect(self.refresh)
        desk.study_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the visits of what is compared."""
        first, study = self._desk.baseline, self._desk.study
        self.setVisible(first is not None)
        if first is None:
            return
        views = list(dict.fromkeys(one.view for one in study.photos if one.subject == first.subject))
        _fill(self.view, views, first.view)
        _fill(self.lighting, lightings(study, first.subject, first.view), first.lighting)
        shots = visits(study, first.subject, first.view, first.lighting)
        self.timeline.show_marks(marks(study, shots, self._desk.followup))
        shown = self._desk.followup or first
        asked = {one.id for one in study.about.outcomes}
        given = {one.outcome for one in study.ratings if _at(one) == (shown.subject, shown.timepoint)}
        self.answers.setText(self.tr("Answers {0} of {1}").format(len(given & asked), len(asked)))
        self.answers.setVisible(bool(asked))
        self.answers.setEnabled(self._desk.writable)

    def _choose(self) -> None:
        if self._desk.baseline is not None:
            subject = self._desk.baseline.subject
            self.series_wanted.emit(subject, self.view.currentData(), self.lighting.currentData())


def _at(rating: Rating) -> tuple[str, str]:
    return rating.subject, rating.timepoint


def _fill(box: QComboBox, choices: list[str] | tuple[str, ...], now: str) -> None:
    box.clear()
    for one in choices:
        box.addItem(displayable(one), one)
    box.setCurrentIndex(list(choices).index(now) if now in choices else 0)
    box.setVisible(len(choices) > 1)
