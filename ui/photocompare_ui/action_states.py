"""Which actions can be used and which are on: decided from the document alone."""

from __future__ import annotations

from photocompare_ui.document import Document
from photocompare_ui.look import VIEWS
from photocompare_ui.views.arrangement import can_overlay
from photocompare_ui.views.outlines import drawn_in


def usable(document: Document) -> dict[str, bool]:
    """Return for each action that is not always usable whether it is now."""
    look, overlays = document.look, can_overlay(document)
    baseline, followup = document.baseline is not None, document.followup is not None
    blended = overlays and look.view in ("wipe", "onion")
    return {
        **{view: view == "side" or overlays for view in VIEWS},
        "as_taken": overlays,
        "less": blended,
        "more": blended,
        "hand": bool(look.draft),
        "polygon": baseline,
        "swap": baseline and followup,
        "measure": baseline and followup,
        **_aligning(document),
        "scale": baseline,
        "copy": document.comparison is not None,
        "export_table": document.comparison is not None and document.measured,
        "export_picture": baseline or followup,
        "load_regions": baseline,
        "save_regions": bool(document.regions),
        "duplicate": document.region is not None,
        "remove": document.region is not None,
        "undo": document.undo.canUndo(),
        "redo": document.undo.canRedo(),
    }


def _aligning(document: Document) -> dict[str, bool]:
    pair = document.baseline is not None and document.followup is not None
    region = document.region
    suggested = bool(
        region and not region.followup and region.photo == "baseline" and document.alignment is None
    )
    return {
        "by_hand": pair,
        "skin": region is not None and region.role != "skin",
        "place": region is not None and suggested and bool(drawn_in(document, region, "followup")),
        "load_alignment": pair,
        "save_alignment": pair and document.comparison is not None,
    }


def on(document: Document) -> dict[str, bool]:
    """Return for each action that stays on whether it is on now."""
    look = document.look
    view = look.view if can_overlay(document) else "side"
    return {
        **{one: one == view for one in VIEWS},
        "as_taken": look.as_taken,
        "labels": look.labels,
        "shapes": look.shapes,
        "polygon": look.tool == "polygon",
        "hand": look.tool == "view" and bool(look.draft),
    }
