"""Which pictures and names stand in which pane: the whole decision, with no widget in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from photocompare import Photo
from photocompare.errors import displayable
from photocompare.figure import DifferenceMap
from photocompare_ui import said, words
from photocompare_ui.document import Document, Glimpse, Place
from photocompare_ui.image import Pyramid
from photocompare_ui.tr import translate


@dataclass(frozen=True, eq=False)
class Layer:
    """A picture in a pane; `right` is only shown right of the wipe's divider."""

    picture: Pyramid
    part: Literal["all", "right"] = "all"
    opacity: float = 1.0


@dataclass(frozen=True)
class Caption:
    """What a pane says of a picture: its place in bold, the rest beside it."""

    title: str
    details: str = ""
    right: bool = False


@dataclass(frozen=True, eq=False)
class Arrangement:
    """What one pane shows.

    Attributes:
        place: whose photo a drop on it replaces.
        layers: from the lowest up.
        captions: left, and right of the wipe's divider.
        grid: on whose pixel grid it all lies.
        legend: what the colors of a difference mean.
        divided: whether the wipe's divider is drawn.
        fading: whether the onion skin's fader is drawn.
    """

    place: Place
    layers: tuple[Layer, ...]
    captions: tuple[Caption, ...]
    grid: Place = "baseline"
    legend: DifferenceMap | None = None
    divided: bool = False
    fading: bool = False


def arranged(document: Document) -> tuple[Arrangement, ...]:
    """Return what the panes show: two side by side, or one for the views that lay one over the other."""
    before, after = (_glimpsed(document, place) or seen(document) for place, seen in PLACES.items())
    look = document.look
    if look.view == "side" or not can_overlay(document):
        return (before, _held(before) if look.held and before.layers else after)
    if look.held:
        return (before,)
    return (
        {"wipe": _wipe, "onion": _onion, "difference": _difference, "blink": _blink}[look.view](document),
    )


def can_overlay(document: Document) -> bool:
    """Return whether the follow-up lies on the baseline's grid, so that views may lay it over."""
    return document.alignment is not None and document.pictures.aligned_followup is not None


def _baseline(document: Document) -> Arrangement:
    pictures = document.pictures
    picture = (
        pictures.baseline if document.look.as_taken else pictures.corrected_baseline or pictures.baseline
    )
    layers = (Layer(picture),) if picture else ()
    return Arrangement("baseline", layers, (caption(document, "baseline"),))


def _glimpsed(document: Document, place: Place) -> Arrangement | None:
    """Return a place that is being filled, or None for the others."""
    if place not in document.glimpses:
        return None
    glimpse = document.glimpses[place]
    layers = (Layer(glimpse.pyramid),) if glimpse else ()
    return Arrangement(place, layers, (caption(document, place),), place)


def _held(before: Arrangement) -> Arrangement:
    return Arrangement("followup", before.layers, before.captions)


def _followup(document: Document) -> Arrangement:
    aligned = can_overlay(document) and not document.look.as_taken
    picture = document.pictures.aligned_followup if aligned else document.pictures.followup
    layers = (Layer(picture),) if picture else ()
    grid: Place = "baseline" if aligned else "followup"
    return Arrangement("followup", layers, (caption(document, "followup"),), grid)


PLACES: dict[Place, Callable[[Document], Arrangement]] = {"baseline": _baseline, "followup": _followup}


def _wipe(document: Document) -> Arrangement:
    before, after = _layers(document)
    captions = (caption(document, "baseline"), caption(document, "followup", right=True))
    return Arrangement("baseline", (before, Layer(after.picture, "right")), captions, divided=True)


def _onion(document: Document) -> Arrangement:
    before, after = _layers(document)
    share = document.look.fade
    first = caption(document, "baseline", f"{100 - round(100 * share)} %")
    second = caption(document, "followup", f"{round(100 * share)} %", right=True)
    return Arrangement(
        "baseline", (before, Layer(after.picture, opacity=share)), (first, second), fading=True
    )


def _difference(document: Document) -> Arrangement:
    picture, legend = document.pictures.difference, document.pictures.legend
    if picture is None or legend is None:
        drawn = Caption(translate("arrangement", "Difference"), translate("arrangement", "is being drawn"))
        return Arrangement("baseline", _layers(document)[:1], (drawn,))
    details = translate("arrangement", "{0}, follow-up minus baseline").format(said.label(legend.label))
    return Arrangement(
        "baseline",
        (Layer(picture),),
        (Caption(translate("arrangement", "Difference"), details),),
        legend=legend,
    )


def _blink(document: Document) -> Arrangement:
    return Arrangement("followup", _layers(document)[1:], (caption(document, "followup"),))


def _layers(document: Document) -> tuple[Layer, Layer]:
    pictures = document.pictures
    before, after = pictures.corrected_baseline, pictures.aligned_followup
    if document.look.as_taken:
        before, after = pictures.baseline, pictures.followup
    assert before is not None
    assert after is not None
    return Layer(before), Layer(after)


def caption(document: Document, place: Place, extra: str = "", *, right: bool = False) -> Caption:
    """Return what a pane says of the photo at `place`."""
    photo: Photo | None = document.photo(place)
    title = (
        translate("arrangement", "Baseline") if place == "baseline" else translate("arrangement", "Follow-up")
    )
    if place in document.glimpses:
        return Caption(title, _glimpse_words(document.glimpses[place]))
    if photo is None:
        return Caption(title, right=right)
    state = translate("arrangement", "as taken") if document.look.as_taken else ""
    parts = (extra, words.captured(photo.metadata.capture_time), displayable(photo.name), state)
    return Caption(title, "  ·  ".join(filter(None, parts)), right)


def _glimpse_words(glimpse: Glimpse | None) -> str:
    reading = translate("arrangement", "being read, not measured")
    if glimpse is None:
        return reading
    preview = glimpse.preview
    parts = (words.captured(preview.capture_time), displayable(preview.name), reading)
    return "  ·  ".join(filter(None, parts))
