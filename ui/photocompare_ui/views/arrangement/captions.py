"""What a pane says of its photo: which it is, when it was taken, of which side and arm."""

from __future__ import annotations

from photocompare import Photo
from photocompare.errors import displayable
from photocompare_ui import words
from photocompare_ui.document import Document, Glimpse, Place
from photocompare_ui.series import Shown
from photocompare_ui.tr import translate
from photocompare_ui.views.arrangement.parts import Caption

DOT = "  ·  "


def caption(document: Document, place: Place, extra: str = "", *, right: bool = False) -> Caption:
    """Return what a pane says of the photo at `place`."""
    photo: Photo | None = document.photo(place)
    title = title_of(place)
    if place in document.glimpses:
        return Caption(title, _glimpse_words(document.glimpses[place]))
    if photo is None:
        return Caption(title, right=right)
    state = translate("arrangement", "as taken") if document.look.as_taken else ""
    taken, told = words.captured(photo.metadata.capture_time), document.named.get(place, ())
    said = (*told, taken) if told else (taken, displayable(photo.name))
    return Caption(title, joined(extra, *said, state), right)


def series_caption(shown: Shown, extra: str = "") -> Caption:
    """Return what a pane says of a further photo of the series."""
    taken = words.captured(shown.photo.metadata.capture_time)
    return Caption(displayable(shown.title), joined(extra, displayable(shown.details), taken))


def title_of(place: Place) -> str:
    """Return the word for a place of the pair: before or after."""
    if place == "baseline":
        return translate("arrangement", "Baseline")
    return translate("arrangement", "Follow-up")


def joined(*parts: str) -> str:
    """Return what there is to say, with dots between."""
    return DOT.join(filter(None, parts))


def _glimpse_words(glimpse: Glimpse | None) -> str:
    reading = translate("arrangement", "being read, not measured")
    if glimpse is None:
        return reading
    preview = glimpse.preview
    return joined(words.captured(preview.capture_time), displayable(preview.name), reading)
