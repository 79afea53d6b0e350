"""The field of one question: a row of steps, a list of words, a number or a text; empty until answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from photocompare.errors import displayable
from photocompare.study import Outcome
from photocompare_ui.labels import plain

Value = float | str | None
MOST_STEPS = 11


class AnswerField(QWidget):
    """A question and the place for its answer.

    Attributes:
        outcome: the question.

    Signals:
        changed(): a person answered, or took the answer away.
    """

    changed = Signal()

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addWidget(plain(displayable(outcome.question), wrap=True))
        self._entry = _entry_of(outcome)
        self._entry.name(displayable(outcome.question))
        self._entry.changed.connect(self.changed)
        column.addWidget(self._entry)

    @property
    def value(self) -> Value:
        """Return the answer, None where there is none."""
        return self._entry.value()

    def show_value(self, value: Value) -> None:
        """Show an answer that was given before, or none; `changed` is not emitted."""
        self._entry.show_value(value)

    def answer(self, value: Value) -> None:
        """Answer as a person does."""
        self._entry.show_value(value)
        self.changed.emit()


class _Entry(QWidget):
    changed = Signal()

    def name(self, question: str) -> None:
        """Tell a screen reader what the field is for; steps say their number first."""
        for one in self.findChildren(QWidget):
            own = one.accessibleName()
            one.setAccessibleName(f"{own}, {question}" if own else question)

    def value(self) -> Value:
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        raise NotImplementedError


class _Steps(_Entry):
    """A button a step: one click answers, another on the same takes the answer away."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self._buttons = {float(step): QPushButton(str(step)) for step in range(least, most + 1)}
        for step, button in self._buttons.items():
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumWidth(34)
            button.setProperty("step", True)
            button.setAccessibleName(f"{step:g}")
            button.clicked.connect(lambda checked, step=step: self._take(step if checked else None))
            row.addWidget(button, 1)

    def value(self) -> Value:
        return next((step for step, button in self._buttons.items() if button.isChecked()), None)

    def show_value(self, value: Value) -> None:
        for step, button in self._buttons.items():
            button.setChecked(step == value)

    def _take(self, step: float | None) -> None:
        self.show_value(step)
        self.changed.emit()


class _Words(_Entry):
    """A list of words, each for a value; the first is empty."""

    def __init__(self, choices: dict[str, float | str]) -> None:
        super().__init__()
        self._box = QComboBox()
        self._box.addItem("", None)
        for text, value in choices.items():
            self._box.addItem(displayable(text), value)
        self._box.activated.connect(self.changed)
        self.setFocusProxy(self._box)
        _alone(self, self._box)

    def value(self) -> Value:
        found = self._box.currentData()
        return found if found is None or isinstance(found, float) else str(found)

    def show_value(self, value: Value) -> None:
        self._box.setCurrentIndex(max(self._box.findData(value), 0) if value is not None else 0)


class _Line(_Entry):
    """A line of text, or of a number."""

    def __init__(self, least: float | None = None, most: float | None = None) -> None:
        super().__init__()
        self._line, self._number = QLineEdit(), least is not None
        if least is not None and most is not None:
            self._line.setValidator(QDoubleValidator(least, most, 6, self._line))
            self._line.setPlaceholderText(f"{least:g} – {most:g}")
        self._line.textEdited.connect(self.changed)
        self.setFocusProxy(self._line)
        _alone(self, self._line)

    def value(self) -> Value:
        text = self._line.text().strip()
        if not text or not self._number:
            return text or None
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None

    def show_value(self, value: Value) -> None:
        self._line.setText("" if value is None else f"{value:g}" if isinstance(value, float) else str(value))


def _entry_of(outcome: Outcome) -> _Entry:
    steps = round(outcome.most - outcome.least) + 1
    if outcome.kind == "text":
        return _Line()
    if outcome.kind == "choice":
        return _Words({label: label for label in outcome.labels})
    if outcome.kind == "number":
        return _Line(outcome.least, outcome.most)
    if outcome.labels:
        named = (f"{outcome.least + step:g}  {label}" for step, label in enumerate(outcome.labels))
        return _Words({text: outcome.least + step for step, text in enumerate(named)})
    if steps <= MOST_STEPS:
        return _Steps(round(outcome.least), round(outcome.most))
    return _Words({f"{outcome.least + step:g}": outcome.least + step for step in range(steps)})


def _alone(parent: QWidget, child: QWidget) -> None:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(child)
