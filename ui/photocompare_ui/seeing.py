"""What the actions about views, tools and the other side do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from photocompare import Problem
from photocompare.regions import applied, built_in_templates, mirrored, twin
from photocompare_ui import commands, said
from photocompare_ui.dialogs import messages
from photocompare_ui.document import Document
from photocompare_ui.look import TOOLS, VIEWS, Tool, View
from photocompare_ui.panels.banner import Banner
from photocompare_ui.views.arrangement import midline_of
from photocompare_ui.views.patient import Patient
from photocompare_ui.views.stage import Stage

STEP = 0.05
TURN = 45.0
SMALLEST_BRUSH, LARGEST_BRUSH = 2.0, 200.0
TEMPLATE_ROOM = 0.1
"""What a template without a selected region leaves free at each edge of the photo, as a share of it."""


class Seeing(QObject):
    """Does what the actions about views, tools and regions made of regions ask for."""

    def __init__(self, window: QWidget, document: Document, stage: Stage, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._document, self._stage, self._banner = window, document, stage, banner
        self.patient: Patient | None = None
        for pane in stage.panes:
            pane.length_drawn.connect(self._ask_length)

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what each of its actions does."""
        look = self._document.look
        return {
            **{view: partial(self.view, view) for view in VIEWS},
            **{tool: partial(self.take, tool) for tool in TOOLS if tool != "view"},
            "less": partial(self._step, -STEP),
            "more": partial(self._step, STEP),
            "turn": lambda: look.set(angle=(look.angle + TURN + 180) % 360 - 180),
            "mapped": lambda: look.set(mapped=not look.mapped),
            "linked": lambda: look.set(linked=not look.linked),
            "together": self._stage.board.together,
            "midline": self._show_midline,
            "patient": self.show_patient,
            "hand": lambda: look.set(tool="view" if look.tool == "polygon" else "polygon"),
            "brush_smaller": partial(self._resize_brush, 0.8),
            "brush_larger": partial(self._resize_brush, 1.25),
            "mark_gray": partial(self._mark, "gray"),
            "mark_chart": partial(self._mark, "chart"),
            "mirror": self.mirror,
            "twin": self.twin,
            "join": self.join,
            "cut_off": self.cut_off,
            "template": self.choose_template,
        }

    def view(self, view: View) -> None:
        """Look at the pair in another way; what was seen whole is seen whole again."""
        self._document.look.set(view=view)

    def take(self, tool: Tool) -> None:
        """Take a tool in hand, or put it away where it is."""
        look = self._document.look
        look.set(tool="view" if look.tool == tool else tool, shapes=True, role="measure", draft=())
        self._stage.panes[0].setFocus()

    def show_patient(self) -> None:
        """Show the pair to the person it is of."""
        pictures = self._document.pictures
        if pictures.corrected_baseline is not None and pictures.aligned_followup is not None:
            self.patient = Patient(pictures.corrected_baseline, pictures.aligned_followup, self._window)
            self.patient.showFullScreen()

    def mirror(self) -> None:
        """Put the selected region on the other side of the midline too."""
        region, document = self._document.region, self._document
        if region is not None:
            line = midline_of(document)
            document.look.set(midline=line)
            arms = [one.arm for one in document.regions]
            commands.add_one(document, self.tr("mirror {0}"), mirrored(region, line, arms=arms))

    def twin(self) -> None:
        """Put a region of the same area on the other side of the midline."""
        region, document = self._document.region, self._document
        if region is not None:
            line = midline_of(document)
            document.look.set(midline=line)
            arms = [one.arm for one in document.regions]
            self._told(lambda: commands.add_one(document, self.tr("twin {0}"), twin(region, line, arms=arms)))

    def join(self) -> None:
        """Make one region of the selected one and all that overlap it."""
        self._told(partial(commands.join_regions, self._document))

    def cut_off(self) -> None:
        """Take all other regions off the selected one."""
        self._told(partial(commands.cut_regions, self._document))

    def choose_template(self) -> QMenu:
        """Offer the templates."""
        menu = QMenu(self._window)
        for name, template in built_in_templates().items():
            menu.addAction(said.text(template.title).replace("&", "&&"), partial(self.lay_template, name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._stage.mapToGlobal(QPoint(40, 40)))
        return menu

    def lay_template(self, name: str) -> None:
        """Lay a template into the box of the selected region, else into the photo."""
        document, shape = self._document, self._document.shape("baseline")
        if shape is None:
            return
        height, width = shape
        free = TEMPLATE_ROOM * width, TEMPLATE_ROOM * height
        box = (free[0], free[1], width - free[0], height - free[1])
        if document.region is not None:
            box = document.region.bounds
        self._told(lambda: commands.add_regions(document, applied(built_in_templates()[name], box)))

    def _told(self, call: Callable[[], object]) -> None:
        """Do what the core may refuse; say in the banner why it did."""
        try:
            call()
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding), "warning")

    def _mark(self, role: str) -> None:
        self._document.look.set(tool="rectangle", role=role, shapes=True, draft=())
        self._stage.panes[0].setFocus()

    def _show_midline(self) -> None:
        look = self._document.look
        look.set(midline=None if look.midline else midline_of(self._document))

    def _resize_brush(self, factor: float) -> None:
        look = self._document.look
        look.set(brush=min(max(look.brush * factor, SMALLEST_BRUSH), LARGEST_BRUSH))

    def _step(self, share: float) -> None:
        look = self._document.look
        if look.view == "wipe":
            look.set(divider=look.divider - share)
        elif look.view == "onion":
            look.set(fade=look.fade + share)

    def _ask_length(self, pixels: float) -> None:
        def known(millimeters: float) -> None:
            self._document.set_scale(millimeters / pixels)
            self._document.look.set(tool="view")

        look = self._document.look
        if pixels >= 1:
            messages.ask_length(self._window, known).finished.connect(lambda: look.set(draft=()))
        else:
            look.set(draft=())
