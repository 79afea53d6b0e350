"""The window of a rater: nothing of the study, no number of the software; one key grades and goes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from photocompare.errors import Problem
from photocompare.grading import Item, Sitting, Task, read_picture
from photocompare.grading.pack import BLANK_MS
from photocompare_ui import said
from photocompare_ui.grading.answers import Answers
from photocompare_ui.grading.photos import Photos
from photocompare_ui.image import Pyramid, pyramid
from photocompare_ui.labels import plain


class GradingWindow(QWidget):
    """Asks who grades, shows items one after another, saves each answer before the next is shown.

    Attributes:
        task: what is graded.
        sitting: the rater at work, or None before a rater is chosen.
        paused: whether the time stands and nothing is shown.

    Signals:
        closed(): the window is gone.
    """

    closed = Signal()

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Grading"))
        self.resize(1280, 800)
        self.task, self.paused = task, True
        self.sitting: Sitting | None = None
        self._clock, self._spent = QElapsedTimer(), 0.0
        self._blank = QTimer(self, singleShot=True, interval=BLANK_MS)
        self._blank.timeout.connect(self._after_blank)
        self._lay_out()
        self._draw()

    @property
    def ready(self) -> bool:
        """Return whether an item is shown and an answer is taken."""
        return bool(self.sitting and self.sitting.item) and not self.paused and not self._blank.isActive()

    def choose(self, rater: str) -> None:
        """Let a rater of the task begin, or go on where they stopped."""
        try:
            self.sitting = Sitting(self.task, rater)
        except Problem as problem:
            self._say(said.message(problem.finding))
            return
        self._raters.hide()
        self._draw()
        self._pause.setFocus()

    def grade(self, value: float) -> None:
        """Save an answer to what is shown, and go on; where it cannot be saved, say so and stay."""
        if not self.ready or self.sitting is None:
            return
        try:
            self.sitting.grade(value, self._seconds())
        except Problem as problem:
            self._say(said.message(problem.finding))
            return
        self._say("")
        self._go_on()

    def go_back(self) -> None:
        """Show the item before once more, or leave it again."""
        if not self.ready or self.sitting is None:
            return
        if self.sitting.gone_back:
            self.sitting.forward()
        else:
            self.sitting.back()
        self._go_on()

    def set_paused(self, paused: bool) -> None:
        """Hide the pictures and stop the time, or go on."""
        if self.sitting is None or self.sitting.item is None or paused == self.paused:
            return
        if paused:
            self._spent = self._seconds()
        self.paused = paused
        self._clock.start()
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the scale; P pauses, Backspace goes back."""
        if event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().keyPressEvent(event)
        key = event.text().lower()
        if key in self.task.scale.keys:
            self.grade(self.task.scale.keys[key])
        elif event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        elif event.key() == Qt.Key.Key_P:
            self.set_paused(not self.paused)
        else:
            super().keyPressEvent(event)
        return None

    def changeEvent(self, event: QEvent) -> None:
        """Stop the time while the window is put away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.set_paused(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go; every answer is saved already."""
        self._blank.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        self.photos = Photos()
        self.answers = Answers(self.task.scale)
        self.answers.given.connect(self.grade)
        self._where, self._saved, self._note = plain(), plain(quiet=True), plain(wrap=True)
        self._note.hide()
        self._bar = QProgressBar(textVisible=False, maximum=1)
        self._bar.setFixedSize(180, 8)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._back, self._pause = QPushButton(), QPushButton()
        self._back.clicked.connect(self.go_back)
        self._pause.clicked.connect(lambda: self.set_paused(not self.paused))
        top = QHBoxLayout()
        top.setSpacing(14)
        for part in (self._where, self._bar, self._saved):
            top.addWidget(part)
        top.addStretch(1)
        for button in (self._back, self._pause):
            button.setMinimumSize(120, 44)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            top.addWidget(button)
        self._question = plain(said.text(self.task.scale.question))
        self._question.setObjectName("heading")
        self._question.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._raters = self._rater_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 16)
        column.setSpacing(12)
        column.addLayout(_inset(top))
        column.addWidget(self.photos, 1)
        below: tuple[QWidget, ...] = (self._note, self._question, self._raters, self.answers)
        for row in below:
            column.addLayout(_inset(row))

    def _rater_row(self) -> QWidget:
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addStretch(1)
        for rater in self.task.raters:
            button = QPushButton(rater)
            button.setMinimumSize(120, 56)
            button.clicked.connect(partial(self.choose, rater))
            buttons.addWidget(button)
        buttons.addStretch(1)
        return row

    def _go_on(self) -> None:
        self._spent = 0.0
        self._blank.start()
        self._draw()

    def _after_blank(self) -> None:
        self._clock.start()
        self._draw()

    def _seconds(self) -> float:
        running = self._clock.isValid() and not self.paused and not self._blank.isActive()
        return self._spent + (self._clock.elapsed() / 1000 if running else 0.0)

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _draw(self) -> None:
        """Show where the rater is."""
        sitting = self.sitting
        item = sitting.item if sitting else None
        done, count = (sitting.done, sitting.count) if sitting else (0, 1)
        self._bar.setMaximum(max(count, 1))
        self._bar.setValue(done)
        self._where.setText(self._place())
        self._saved.setText(self.tr("{0} saved").format(done) if done else "")
        for part in (self._back, self._pause, self._bar):
            part.setVisible(item is not None)
        self._question.setVisible(item is not None)
        self.answers.setVisible(item is not None)
        self.answers.setEnabled(self.ready)
        self.answers.show_given(sitting.given if sitting and self.ready else None)
        back = bool(sitting and sitting.gone_back)
        self._back.setText(self.tr("Forward") if back else self.tr("Back"))
        self._back.setEnabled(bool(self.ready and sitting and (back or sitting.can_go_back)))
        begun = bool(done or self._clock.isValid())
        resume = self.tr("Resume") if begun else self.tr("Begin")
        self._pause.setText(resume if self.paused else self.tr("Pause"))
        self._pause.setProperty("primary", self.paused)
        self._pause.style().unpolish(self._pause)
        self._pause.style().polish(self._pause)
        self._draw_photos(begun)

    def _draw_photos(self, begun: bool) -> None:
        sitting = self.sitting
        if sitting is None:
            self.photos.show_message(self.tr("Who grades?"))
        elif sitting.item is None:
            self.photos.show_message(self.tr("All items are graded. You can close this window."))
        elif self._blank.isActive():
            self.photos.show_blank()
        elif self.paused:
            self.photos.show_message(self.tr("Paused. No time is counted.") if begun else self._greeting())
        else:
            self._show_item(sitting.item)

    def _show_item(self, item: Item) -> None:
        pictures = _images(self.task, item)
        self.photos.show_pictures(pictures)
        if not pictures:
            # What is not seen is not graded.
            self.set_paused(True)
            self._say(self.tr("The picture of this item is damaged or missing; bring it back from a copy."))

    def _greeting(self) -> str:
        told = self.tr(
            "One key or one touch grades and goes on. You can go back to the item before, until the next one "
            "is graded."
        )
        key = self.tr("Key {0}…").format(self.task.key_sha256[:16])
        return f"{said.text(self.task.scale.title)}\n\n{told}\n\n{key}"

    def _place(self) -> str:
        sitting = self.sitting
        if sitting is None:
            return ""
        if sitting.practice is not None:
            return self.tr("Practice {0} of {1}").format(*sitting.practice)
        if sitting.item is None:
            return self.tr("Done")
        shown = sitting.done if sitting.gone_back else sitting.done + 1
        return self.tr("Item {0} of {1}").format(shown, sitting.count)


def _inset(part: QWidget | QHBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(20, 0, 20, 0)
    if isinstance(part, QWidget):
        row.addWidget(part)
    else:
        row.addLayout(part)
    return row


def _images(task: Task, item: Item) -> list[Pyramid]:
    """Return the pictures of an item, or none where one cannot be read."""
    try:
        pictures = [read_picture(task, name) for name in item.pictures]
    except Problem:
        return []
    return [pyramid(one) for one in pictures]
