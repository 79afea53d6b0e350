"""The words, the preview column and the buttons of the alignment by hand."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui import words
from photocompare_ui.by_hand import FEWEST, Fit, Pairs, whole
from photocompare_ui.labels import heading, plain
from photocompare_ui.tr import translate
from photocompare_ui.views.blend import Blend

WIDTH = 330
ODD_SHARE = 0.01
"""Pairs farther off than this share of the photo's shorter side were not meant so."""


class Side(QWidget):
    """The preview of the map, how good it is, and each pair's error.

    Signals:
        picked(int): the pair the user chose in the list, or -1.
    """

    picked = Signal(int)

    def __init__(self, baseline: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.preview = Blend(baseline)
        self.refine = QCheckBox(self.tr("Refine from these points"))
        self.refine.setToolTip(
            words.tooltip(self.tr("Follow the skin from where the points lead; checked and graded anew"))
        )
        self.grade = plain(wrap=True)
        self.pairs = QListWidget()
        self.pairs.setAccessibleName(self.tr("Pairs of points and how far each is off"))
        self.pairs.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.pairs.currentRowChanged.connect(self.picked)
        wipe, blend = QRadioButton(self.tr("Wipe")), QRadioButton(self.tr("Blend"))
        wipe.setChecked(True)
        wipe.toggled.connect(self.preview.set_wiped)
        row = QHBoxLayout()
        row.addWidget(heading(self.tr("Preview")))
        row.addStretch(1)
        row.addWidget(wipe)
        row.addWidget(blend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.preview, 3)
        column.addWidget(self.grade)
        column.addWidget(self.refine)
        column.addWidget(heading(self.tr("Pairs")))
        column.addWidget(self.pairs, 2)

    def show_fit(self, pairs: Pairs, fit: Fit | None, *, current: bool, refining: bool) -> None:
        """Show what the pairs make, or what is still missing."""
        missing = FEWEST - len(whole(pairs))
        message = self.tr("The preview appears here from the third pair on.")
        if fit is not None and fit.preview is None:
            message = self.tr("These points make no picture.")
        self.preview.show_pair(fit.preview.levels[0] if fit and fit.preview else None, message)
        self.grade.setText(_grade(fit, missing, refining=refining))
        with QSignalBlocker(self.pairs):
            self.pairs.clear()
            self.pairs.addItems(lines(pairs, fit if current else None))

    def select(self, index: int) -> None:
        """Show which pair is selected."""
        with QSignalBlocker(self.pairs):
            self.pairs.setCurrentRow(index)


class Choices(QWidget):
    """The buttons below: points in and out, back to automatic, cancel, take it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.load, self.save = QPushButton(self.tr("Load points…")), QPushButton(self.tr("Save points…"))
        self.clear = QPushButton(self.tr("Remove all"))
        self.automatic = QPushButton(self.tr("Back to automatic"))
        self.cancel, self.accept = QPushButton(self.tr("Cancel")), QPushButton()
        self.accept.setProperty("primary", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.load, self.save, self.clear, self.automatic, self.cancel, self.accept):
            button.setAutoDefault(False)
            if button is self.cancel:
                row.addStretch(1)
            row.addWidget(button)
        self.accept.setDefault(True)
        self.show_state(points=False, able=False, waiting=False)

    def show_state(self, *, points: bool, able: bool, waiting: bool) -> None:
        """Show which can be used."""
        self.save.setEnabled(points)
        self.clear.setEnabled(points)
        self.accept.setEnabled(able and not waiting)
        self.accept.setText(self.tr("Finishing…") if waiting else self.tr("Use this alignment"))


def guidance(pairs: Pairs) -> str:
    """Return what to do next, in a sentence or two."""
    count = len(whole(pairs))
    if not pairs:
        return translate(
            "by_hand",
            "Click the same mole, vessel fork or scar in both photos: first in the baseline, then in the "
            "follow-up. Three pairs far apart are enough to begin; the wheel zooms in for a finer click.",
        )
    if not pairs[-1].whole:
        name = _name("followup" if pairs[-1].followup is None else "baseline")
        return translate("by_hand", "Now click the same point in the {0}.").format(name)
    if count < FEWEST:
        return translate("by_hand", "{0} of 3 pairs set. Choose the next far from the others.").format(count)
    return translate(
        "by_hand",
        "Look at the preview: vessels and edges should run through. Drag a point to correct it (arrow keys "
        "for a nudge), Del removes the pair, more pairs make it finer. Enter takes the alignment.",
    )


def hints(pairs: Pairs) -> tuple[str, str]:
    """Return what to click in the baseline and in the follow-up."""
    number = str(len(pairs))
    if pairs and not pairs[-1].whole:
        here = translate("by_hand", "Click point {0} here").format(number)
        return (here, "") if pairs[-1].baseline is None else ("", here)
    if not pairs:
        return translate("by_hand", "Click a mole, a vessel fork or a scar"), ""
    if len(pairs) < FEWEST:
        return translate("by_hand", "Click point {0}, far from the others").format(len(pairs) + 1), ""
    return "", ""


def lines(pairs: Pairs, fit: Fit | None) -> list[str]:
    """Return a line for each pair: how far it is off, and which one is doubtful."""
    off, found = iter(enumerate(fit.errors if fit else ())), []
    doubtful = fit.doubtful if fit else None
    for index, pair in enumerate(pairs):
        text = translate("by_hand", "set")
        if not pair.whole:
            name = _name("followup" if pair.followup is None else "baseline")
            text = translate("by_hand", "to be set in the {0}").format(name)
        elif (one := next(off, None)) is not None:
            text = translate("by_hand", "off by {0} px").format(f"{one[1]:.1f}")
            text += translate("by_hand", "  ▲ check this pair") if one[0] == doubtful else ""
        found.append(f"{index + 1}   {text}")
    return found


def _grade(fit: Fit | None, missing: int, *, refining: bool) -> str:
    if missing > 0 or fit is None:
        return translate("by_hand", "Pairs still needed: {0}").format(missing) if missing > 0 else "…"
    if not fit.alignment.accepted:
        return translate("by_hand", "▲ No alignment: {0}. Correct a pair.").format(fit.alignment.reason)
    text = words.graded(fit.alignment)
    if refining:
        return translate("by_hand", "{0}\nRefining…").format(text)
    if fit.refined is not True and max(fit.errors) > ODD_SHARE * min(fit.alignment.baseline_shape):
        return translate("by_hand", "{0}\n▲ The pairs do not agree: check each in both photos").format(text)
    if fit.refined is None:
        return translate("by_hand", "{0}\nFrom the points alone").format(text)
    if fit.refined:
        return translate("by_hand", "{0}\nRefined from the points").format(text)
    return translate(
        "by_hand", "{0}\n▲ Not refined: the skin around the points did not agree well enough"
    ).format(text)


def _name(place: str) -> str:
    return translate("by_hand", "baseline") if place == "baseline" else translate("by_hand", "follow-up")
