"""The arrangement of every view but the boards: side by side, and the views that lay one over the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from photocompare.metric import metrics
from photocompare_ui import said
from photocompare_ui.document import Document, Grid, Place
from photocompare_ui.image import Pyramid
from photocompare_ui.look import View
from photocompare_ui.tr import translate
from photocompare_ui.views.arrangement.boards import arms_board, halves_board
from photocompare_ui.views.arrangement.captions import caption, joined, series_caption
from photocompare_ui.views.arrangement.parts import Arrangement, Caption, Layer

MOST_PANES = 6


def arranged(document: Document, most: int = MOST_PANES) -> tuple[Arrangement, ...]:
    """Return what the panes show, in reading order: one where a view lays over, else 2 to `most`."""
    before, after = (_glimpsed(document, place) or seen(document) for place, seen in PLACES.items())
    look = document.look
    if look.view == "side" or not can_overlay(document):
        shown = _held(before) if look.held and before.layers else after
        further = _further(document)
        earlier = [one for one in further if document.series[one.further - 1].earlier]
        return (before, *earlier, shown, *(one for one in further if one not in earlier))[:most]
    if look.view in ("board", "halves"):
        board = arms_board if look.view == "board" else halves_board
        return board(before, _held(before) if look.held else after, document)
    if look.held:
        return (before,)
    return (_laid_over(look.view)(document),)


def columns(document: Document, count: int) -> int:
    """Return in how many columns `count` panes stand."""
    if document.look.view in ("board", "halves") and can_overlay(document):
        return 2
    return {1: 1, 2: 2, 3: 3, 4: 2}.get(count, 3)


def can_overlay(document: Document) -> bool:
    """Return whether the follow-up lies on the baseline's grid, so that views may lay it over."""
    return document.alignment is not None and document.pictures.aligned_followup is not None


def _laid_over(view: View) -> Callable[[Document], Arrangement]:
    match view:
        case "wipe":
            return _wipe
        case "onion":
            return _onion
        case "difference":
            return _difference
        case "checker":
            return _checker
        case "lens":
            return _lens
        case "blink" | "side" | "board" | "halves":
            return _blink
    assert_never(view)


def _baseline(document: Document) -> Arrangement:
    pictures = document.pictures
    picture = (
        pictures.baseline if document.look.as_taken else pictures.corrected_baseline or pictures.baseline
    )
    shown = Arrangement("baseline", (Layer(picture),) if picture else (), (caption(document, "baseline"),))
    return _mapped(document, shown)


def _glimpsed(document: Document, place: Place) -> Arrangement | None:
    """Return a place that is being filled, or None for the others."""
    if place not in document.glimpses:
        return None
    glimpse = document.glimpses[place]
    layers = (Layer(glimpse.pyramid),) if glimpse else ()
    return Arrangement(place, layers, (caption(document, place),), place)


def _held(before: Arrangement) -> Arrangement:
    return replace(before, place="followup")


def _followup(document: Document) -> Arrangement:
    aligned = can_overlay(document) and not document.look.as_taken
    picture = document.pictures.aligned_followup if aligned else document.pictures.followup
    layers = (Layer(picture),) if picture else ()
    grid: Place = "baseline" if aligned else "followup"
    shown = Arrangement("followup", layers, (caption(document, "followup"),), grid)
    return _mapped(document, shown) if aligned else shown


def _further(document: Document) -> tuple[Arrangement, ...]:
    """Return the photos of the series beyond the pair, on the baseline's grid or, as taken, on its own."""
    if document.glimpses:
        return ()
    panes, pictures = [], document.pictures
    for index, shown in enumerate(document.series, 1):
        picture = shown.picture if document.look.as_taken or shown.aligned is None else shown.aligned
        apart = "" if picture is shown.aligned else translate("arrangement", "not aligned")
        if picture is shown.picture and shown.alignment is not None:
            apart = translate("arrangement", "as taken")
        spoken = series_caption(shown, apart)
        grid: Grid = "baseline" if picture is shown.aligned else index
        pane = Arrangement("followup", (Layer(picture),), (spoken,), grid, further=index)
        pictures = document.pictures
        drawn = (
            pictures.series_maps.get(shown.photo.sha256)
            if pictures.series_mapped == pictures.mapped
            else None
        )
        panes.append(_mapped(document, pane, drawn) if picture is shown.aligned else pane)
    return tuple(panes)


def _mapped(document: Document, shown: Arrangement, drawn: Pyramid | None = None) -> Arrangement:
    """Return the pane with the map of the metric in place of its photo, where that is wanted and made.

    `drawn` is the map of a further photo.
    """
    pictures, look = document.pictures, document.look
    if not look.mapped or look.as_taken or not shown.layers:
        return shown
    picture = pictures.baseline_map if shown.place == "baseline" else pictures.followup_map
    picture = drawn if shown.further else picture
    first = shown.captions[0]
    if picture is None or pictures.map_legend is None or pictures.mapped != look.metric:
        words = translate("arrangement", "the map is being drawn")
        return replace(shown, captions=(replace(first, details=joined(words, first.details)),))
    label = said.label(metrics()[look.metric].label)
    first = replace(first, details=joined(label, first.details))
    return replace(shown, layers=(Layer(picture),), captions=(first,), legend=pictures.map_legend)


PLACES: dict[Place, Callable[[Document], Arrangement]] = {"baseline": _baseline, "followup": _followup}


def _both(document: Document) -> Arrangement:
    """Return both photos over each other, the caption of the follow-up at the right."""
    first, second = _baseline(document), _followup(document)
    spoken = (first.captions[0], replace(second.captions[0], right=True))
    # As taken, the follow-up lies where its own pixels are: as an eye without this program would see it.
    return Arrangement("baseline", (*first.layers, *second.layers), spoken, legend=first.legend)


def _wipe(document: Document) -> Arrangement:
    both = _both(document)
    before, after = both.layers
    return replace(both, layers=(before, replace(after, part="beyond")), divided=True)


def _onion(document: Document) -> Arrangement:
    both, share = _both(document), document.look.fade
    (before, after), (left, right) = both.layers, both.captions
    first = replace(left, details=joined(f"{100 - round(100 * share)} %", left.details))
    second = replace(right, details=joined(f"{round(100 * share)} %", right.details))
    return replace(
        both, layers=(before, replace(after, opacity=share)), captions=(first, second), fading=True
    )


def _checker(document: Document) -> Arrangement:
    both = _both(document)
    before, after = both.layers
    return replace(both, layers=(before, replace(after, part="squares")))


def _lens(document: Document) -> Arrangement:
    both = _both(document)
    before, after = both.layers
    left, right = both.captions
    under = replace(right, details=joined(translate("arrangement", "under the lens"), right.details))
    return replace(both, layers=(before, replace(after, part="lens")), captions=(left, under))


def _difference(document: Document) -> Arrangement:
    pictures, look = document.pictures, document.look
    picture, legend = pictures.difference, pictures.legend
    title = translate("arrangement", "Difference")
    if picture is None or legend is None or pictures.differenced != look.metric:
        drawn = Caption(title, translate("arrangement", "is being drawn"))
        return Arrangement("baseline", _baseline(document).layers, (drawn,))
    label = said.label(metrics()[look.metric].label)
    details = translate("arrangement", "{0}, follow-up minus baseline").format(label)
    if legend.neutral > 0:
        within = translate("arrangement", "gray within ± {0}, the error").format(f"{legend.neutral:.2g}")
        details = joined(details, within)
    return Arrangement("baseline", (Layer(picture),), (Caption(title, details),), legend=legend)


def _blink(document: Document) -> Arrangement:
    return replace(_followup(document), grid="baseline")
