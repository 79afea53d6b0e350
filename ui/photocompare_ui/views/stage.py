"""The comparison: the panes, the one sight they share, and what stands there before a pair does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from photocompare_ui.document import Document, Place
from photocompare_ui.focus import take_focus
from photocompare_ui.hand import holds
from photocompare_ui.look import Point
from photocompare_ui.opening import Opened
from photocompare_ui.overrides import guarded
from photocompare_ui.views.arrangement import frame
from photocompare_ui.views.checked_photos import CheckedPhotos
from photocompare_ui.views.metric_choice import MetricChoice
from photocompare_ui.views.panes import Panes
from photocompare_ui.views.prints import svg
from photocompare_ui.views.readout import readout
from photocompare_ui.views.sight import Sight, fitted
from photocompare_ui.views.welcome import Welcome
from photocompare_ui.views.which_first import WhichFirst

READ_MS = 25
"""How long the pointer rests before its values are read: a move costs nothing but the crosshair."""


class Stage(QWidget):
    """Shows the document as its `look` asks; one sight moves all panes.

    Attributes:
        metric_choice: chooses the measure of the maps.
        panes: all there are; views that lay one over the other use the first alone.
        welcome: what stands here before any photo does.
        which_first: asks which of two photos is the earlier one.
        checked: what was found in many files.

    Signals:
        sight_changed(float): screen pixels per baseline pixel.
        dropped(list, str): paths, and the place they were dropped on or empty.
    """

    sight_changed = Signal(float)
    dropped = Signal(list, str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._sight = Sight(0, 0, 1)
        self._fitted = True
        self._uncovered: tuple[Sight, bool] | None = None
        self.board = Panes(document)
        self.panes = self.board.panes
        self.welcome = Welcome()
        self.which_first = WhichFirst()
        self.checked = CheckedPhotos()
        self.board.moved.connect(self._go)
        self.board.pointed_at.connect(self._point)
        self._reading = QTimer(self, singleShot=True, interval=READ_MS)
        self._reading.timeout.connect(self._read)
        self._pointed: Point | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.board)
        self._stack.addWidget(self.which_first)
        self._stack.addWidget(self.checked)
        self.metric_choice = MetricChoice(document, self, self.board.captions_end)
        self.which_first.dismissed.connect(self.refresh)
        self.which_first.chosen.connect(self.refresh)
        self.checked.dismissed.connect(self._put_away)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(420, 300))
        document.photos_changed.connect(self._put_away)
        document.photos_changed.connect(self.board.together)
        document.photos_changed.connect(self.fit)
        document.glimpses_changed.connect(self._cover)
        for signal in (
            document.photos_changed,
            document.pictures_changed,
            document.series_changed,
            document.vessels_changed,
            document.comparison_changed,
            document.regions_changed,
            document.selection_changed,
            document.scale_changed,
            document.look.changed,
            document.let_go,
        ):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the document as it now is."""
        document = self._document
        shown = document.shape("baseline") is not None or document.shape("followup") is not None
        # A preview is looked at only: no click on it may change what it covers.
        self.board.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, bool(document.glimpses))
        if self._stack.currentWidget() is not self.checked:
            self._stack.setCurrentIndex(1 if shown else 0)
        arrangements = self.board.refresh()
        self.metric_choice.settle()
        for pane, arrangement in zip(self.board.shown, arrangements, strict=True):
            reading = arrangement.place in document.glimpses
            empty = {
                "baseline": self.tr("Drop the baseline here"),
                "followup": self.tr("Drop the follow-up here"),
            }
            pane.message = self.tr("Reading the photograph") if reading else empty[arrangement.place]
        if self._fitted and not holds(document):
            self.fit()

    def ask_order(self, first: Opened, second: Opened) -> None:
        """Ask which of two photos was taken first."""
        self.which_first.ask(first, second)
        self._stack.setCurrentWidget(self.which_first)

    def show_checked(self) -> None:
        """Show what was found in many files."""
        self._stack.setCurrentWidget(self.checked)
        take_focus(self.checked.table)

    def _put_away(self) -> None:
        self._stack.setCurrentWidget(self.welcome)
        self.refresh()

    def _cover(self) -> None:
        """Show previews whole; look again where the user looked when they go."""
        if self._document.glimpses:
            self._uncovered = self._uncovered or (self._sight, self._fitted)
            self._put_away()
            self.fit()
        elif self._uncovered is not None:
            (sight, fitted), self._uncovered = self._uncovered, None
            self._put_away()
            self._set_sight(sight)
            self._fitted = fitted

    def fit(self) -> None:
        """Show the whole picture."""
        shape = self._document.shape("baseline") or self._document.shape("followup")
        if shape is not None:
            layout = self.board.layout()
            if layout is not None:
                layout.activate()
            height, width = shape
            room = self.panes[0].viewport()
            left, top, right, bottom = frame(self._document) or (0.0, 0.0, float(width), float(height))
            sight = fitted(right - left, bottom - top, room.width(), room.height())
            self._set_sight(replace(sight, x=sight.x + left, y=sight.y + top))
        self._fitted = True

    def zoom(self, factor: float) -> None:
        """Zoom about the middle."""
        self._go(self._sight.zoomed(factor, self._sight.x, self._sight.y))

    def show_pixels(self) -> None:
        """Show one pixel of the baseline as one of the screen's."""
        self.zoom(1 / self._sight.scale / self.devicePixelRatioF())

    def look_at(self, x: float, y: float, scale: float) -> None:
        """Look at a baseline point at a zoom."""
        self._go(Sight(x, y, scale))

    def picture(self) -> QImage:
        """Return exactly what the panes show, at the screen's resolution."""
        self.board.leave_pointer_out(True)
        picture: QPixmap = self.board.grab()
        self.board.leave_pointer_out(False)
        return picture.toImage()

    def svg(self, foot: str) -> bytes:
        """Return exactly what the panes show, with `foot` below: labels and outlines as lines and letters."""
        self.board.leave_pointer_out(True)
        drawn = svg(self.board, foot)
        self.board.leave_pointer_out(False)
        return drawn

    @property
    def fits(self) -> bool:
        """Return whether the whole picture is in sight, and stays so."""
        return self._fitted

    def _point(self, point: Point | None) -> None:
        """Move the crosshairs with the pointer at once, the read-out when it rests."""
        self._pointed = point
        self.board.point_out(point, ())
        self._reading.start()

    def _read(self) -> None:
        self.board.point_out(self._pointed, readout(self._document, self._pointed))

    def _go(self, sight: Sight) -> None:
        self._fitted = False
        self._set_sight(sight)

    def _set_sight(self, sight: Sight) -> None:
        self._sight = sight
        self.board.look(sight)
        self.sight_changed.emit(sight.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole picture in sight where it was, else the same middle."""
        super().resizeEvent(event)
        self.metric_choice.settle()
        if self._fitted:
            self.fit()
        else:
            self._set_sight(self._sight)

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files and the place they were dropped on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        place: Place | str = ""
        if self._stack.currentIndex() == 1:
            at = event.position().toPoint()
            under = [
                pane for pane in self.board.shown if pane.geometry().contains(self.board.mapFrom(self, at))
            ]
            arrangement = under[0].arrangement if under else None
            place = arrangement.place if arrangement else ""
        event.accept()
        self.dropped.emit(paths, place)
