"""Which actions can be used and which are on: decided from the document alone."""

from __future__ import annotations

from photocompare_ui.document import Document
from photocompare_ui.look import TOOLS, VIEWS
from photocompare_ui.views.arrangement import can_overlay
from photocompare_ui.views.drawing import BRUSHES
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
        **_drawing(document),
        "swap": baseline and followup,
        "measure": baseline and followup,
        **_aligning(document),
        "scale": baseline,
        "copy": document.comparison is not None and bool(document.comparison.measurements),
        "export_table": document.comparison is not None and document.measured,
        "export_picture": baseline or followup,
        "load_regions": baseline,
        "save_regions": bool(document.regions),
        "duplicate": document.region is not None,
        "remove": document.region is not None,
        "undo": document.undo.canUndo(),
        "redo": document.undo.canRedo(),
        **_soon(document),
    }


def _soon(document: Document) -> dict[str, bool]:
    """Return what must wait while the aligned picture is there in small only: what is given away is sharp."""
    aligned = document.pictures.aligned_followup
    if aligned is None or not aligned.rough:
        return {}
    return dict.fromkeys(("patient", "export_picture", "export_pair", "export_strip", "export_blink"), False)


def _drawing(document: Document) -> dict[str, bool]:
    baseline = document.baseline is not None
    region, overlays = document.region, can_overlay(document)
    outlined = region is not None and region.photo == "baseline"
    pair = document.comparison is not None and document.comparison.pair is not None
    return {
        **{tool: baseline for tool in TOOLS if tool != "view"},
        **dict.fromkeys(("vessel_add", "vessel_remove"), pair),
        **dict.fromkeys(("mark_gray", "mark_chart", "template", "midline", "ghost_sheet"), baseline),
        **dict.fromkeys(("mirror", "twin", "join", "cut_off"), outlined),
        **dict.fromkeys(("brush_smaller", "brush_larger"), document.look.tool in BRUSHES),
        **dict.fromkeys(("mapped", "patient", "export_blink"), overlays),
        "turn": overlays and document.look.view == "wipe",
        "export_pair": baseline and document.followup is not None,
        "export_strip": baseline and document.followup is not None,
        "camera": baseline,
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
        **{tool: tool == look.tool for tool in TOOLS if tool != "view"},
        "mapped": look.mapped,
        "linked": look.linked,
        "midline": look.midline is not None,
        "hand": look.tool == "view" and bool(look.draft),
    }
