"""The alignment in the user's hands: by points, on outlined skin, from a file; and why there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from photocompare import Problem
from photocompare.alignment import alignment_json, read_alignment
from photocompare.files import write_whole
from photocompare_ui import commands, said
from photocompare_ui.by_hand import ByHand, Pair, whole
from photocompare_ui.comparing import Comparing
from photocompare_ui.dialogs import files
from photocompare_ui.dialogs.align_by_hand import AlignByHand, ask_by_hand
from photocompare_ui.document import Document
from photocompare_ui.panels.banner import Banner
from photocompare_ui.tasks import Pool
from photocompare_ui.views.outlines import drawn_in


class Aligning(QObject):
    """Does what the actions about the alignment ask for, and says in the banner why a pair has none."""

    def __init__(
        self, window: QWidget, document: Document, pool: Pool, comparing: Comparing, banner: Banner
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._pool = window, document, pool
        self._comparing, self._banner = comparing, banner
        self._told = False
        document.comparison_changed.connect(self._tell)

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what each of its actions does."""
        return {
            "by_hand": self.align_by_hand,
            "skin": partial(self._change_role, "skin"),
            "place": self.place,
            "load_alignment": self._ask_load,
            "save_alignment": self._ask_save,
        }

    def align_by_hand(self) -> AlignByHand | None:
        """Let the user set the points that belong together."""
        return ask_by_hand(self._window, self._document, self._pool, self._comparing.recipe.alignment)

    def place(self) -> None:
        """Take the suggested outline of the selected region on the follow-up for placed."""
        region = self._document.region
        if region is not None and region.photo == "baseline" and not region.followup:
            there = drawn_in(self._document, region, "followup")
            commands.reshape_region(self._document, region.name, there, photo="followup")

    def load(self, path: Path) -> None:
        """Take over the map of a file that was made of these very photos."""
        document = self._document
        if document.baseline is None or document.followup is None:
            return
        try:
            saved = read_alignment(path, document.baseline, document.followup)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        points: list[list[list[float]]] = saved.points.tolist()
        pairs = tuple(Pair((a[0], a[1]), (b[0], b[1])) for a, b in points)
        document.set_by_hand(ByHand(pairs, saved.alignment, saved.alignment.reason != "placed by hand"))

    def save(self, path: Path) -> None:
        """Write the map in use, and the points behind it, to a file."""
        document = self._document
        comparison, pairs = document.comparison, document.by_hand.pairs if document.by_hand else ()
        if comparison is None:
            return
        text = alignment_json(
            comparison.alignment,
            comparison.baseline,
            comparison.followup,
            mm_per_pixel=document.mm_per_pixel,
            points=np.array(whole(pairs), dtype=np.float64).reshape(-1, 2, 2),
        )
        try:
            write_whole(path, text.encode())
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))

    def _ask_load(self) -> None:
        files.ask_alignment(self._window, lambda paths: self.load(paths[0]))

    def _ask_save(self) -> None:
        title, kinds = self.tr("Save the alignment"), self.tr("Alignment (*.json)")
        files.ask_target(self._window, title, None, kinds, "json", lambda paths: self.save(paths[0]))

    def _change_role(self, role: str) -> None:
        if self._document.selected:
            commands.change_region(self._document, self._document.selected, role=role)

    def _tell(self) -> None:
        """Say why nothing is measured, and take it back once something is."""
        comparison = self._document.comparison
        if comparison is None or not comparison.refused:
            if self._told and comparison is not None:
                self._banner.clear()
                self._told = False
            return
        worst = [finding for finding in comparison.findings if finding.severity == "error"]
        text, severity = said.message((worst or list(comparison.findings))[-1]), "error"
        if comparison.alignment.grade == "view only":
            text = self.tr(
                "For looking at only: {0}. To measure, outline skin on the baseline, then drag its dotted "
                "copy on the follow-up to the same skin."
            )
            text, severity = text.format(comparison.alignment.reason), "warning"
        self._banner.show_message(text, severity, self.tr("Align by hand…"), self.align_by_hand)
        self._told = True
