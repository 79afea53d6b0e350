"""Which view a photo shows: by its names, and where they say too little, by its likeness to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from photocompare.study.importing.draft import Draft
from photocompare.study.importing.likeness import ALIKE, likeness

_COMPARED = 4


def with_views(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with a view each: side, site and pose as one name, such as `left leg lateral`."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if draft.subject:
            places[draft.subject].append(place)
    done = [_said(draft) for draft in drafts]
    for own in places.values():
        for place, draft in zip(own, _of_subject([done[place] for place in own]), strict=True):
            done[place] = draft
    return done


def _said(draft: Draft) -> Draft:
    """Return the draft with site, side and lighting as its names say them."""
    said = draft.shot.said
    if said.side:
        draft = draft.decided(f"from the {said.because['side']}", side=said.side)
    if said.lighting:
        draft = draft.decided(f"from the {said.because['lighting']}", lighting=said.lighting)
    return draft.decided(f"from the {said.because['view']}", site=said.view) if said.view else draft


def _of_subject(drafts: list[Draft]) -> list[Draft]:
    sided = {draft.site for draft in drafts if draft.site and draft.side}
    named: dict[str, list[Draft]] = defaultdict(list)
    done: list[Draft | None] = []
    for draft in drafts:
        complete = draft.site and (draft.side or draft.site not in sided)
        view = _name(draft.side, draft.site) if complete else ""
        finished = draft.decided(draft.because["site"], view=view) if view else None
        if finished is not None:
            named[view].append(finished)
        done.append(finished)
    # Those whose names say a little come before those whose names say nothing.
    for place in sorted(range(len(drafts)), key=lambda i: not (drafts[i].side or drafts[i].site)):
        if done[place] is None:
            found = _completed(drafts[place], named)
            named[found.view].append(found)
            done[place] = found
    return [_tidied(draft) for draft in done if draft is not None]


def _completed(draft: Draft, named: dict[str, list[Draft]]) -> Draft:
    """Return a draft whose names say too little with a view: what it looks like, the only one, or new."""
    fitting = {view: alike for view, alike in named.items() if _fits(draft, alike[0])}
    counts = {view: most_alike(draft, alike) for view, alike in fitting.items()}
    view = max(counts, key=lambda one: counts[one], default="")
    if view and counts[view] >= ALIKE:
        return _as(draft, fitting[view][0], f"as in photos alike ({counts[view]} features)")
    if len(fitting) == 1 and (draft.side or draft.site):
        return _as(draft, fitting[view][0], "the only one that fits")
    if draft.side or draft.site:
        return draft.decided("as far as the names say", "likely", view=_name(draft.side, draft.site))
    number = 1 + sum(view.startswith("view ") for view in named)
    return draft.decided("not named", "guess" if named else "likely", view=f"view {number}")


def _as(draft: Draft, other: Draft, because: str) -> Draft:
    """Return the draft with the view of another, and its side where the names say none."""
    if draft.side or not other.side:
        return draft.decided(because, "likely", view=other.view)
    return draft.decided(because, "likely", view=other.view, side=other.side)


def most_alike(draft: Draft, others: Iterable[Draft]) -> int:
    """Return the most features the photo has alike with one of a few others, same light first."""
    looks = [other for other in others if other.shot.look and other.shot is not draft.shot]
    looks.sort(key=lambda other: other.lighting != draft.lighting)
    most = 0
    for other in looks[:_COMPARED]:
        assert other.shot.look
        if draft.shot.look and most < ALIKE:
            most = max(most, likeness(other.shot.look, draft.shot.look))
    return most


def _fits(draft: Draft, other: Draft) -> bool:
    """Return whether nothing the names say speaks against the same view."""
    return draft.side in ("", other.side) and draft.site in ("", other.site)


def _name(side: str, site: str) -> str:
    return f"{side} {site}".strip() if site else f"{side} side" if side else ""


def _tidied(draft: Draft) -> Draft:
    """Return the draft with one reason for the view, not one for its words."""
    return replace(draft, because={key: why for key, why in draft.because.items() if key != "site"})
