"""What must not slip in: the same photo twice, a photo that lies on someone else's skin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from photocompare.errors import Finding
from photocompare.study.importing.draft import Draft
from photocompare.study.importing.likeness import ALIKE
from photocompare.study.importing.views import most_alike

# Groups of others that a photo which does not fit is compared with, at most.
_MOST_GROUPS = 60


def without_unusable(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those left out that cannot be read or show a plain slide."""
    done = []
    for draft in drafts:
        if draft.shot.problem:
            draft = draft.doubted(draft.shot.problem, use=False)
        elif draft.shot.slide:
            draft = draft.doubted(Finding("N358", draft.shot.path.name), "likely", use=False)
        done.append(draft)
    return done


def without_duplicates(drafts: Sequence[Draft], known_hashes: Sequence[str] = ()) -> list[Draft]:
    """Return the drafts, those left out that are there already: the same file, picture, or a conversion."""
    files: dict[str, str] = dict.fromkeys(known_hashes, "the study")
    pictures: dict[str, str] = {}
    moments: dict[tuple[object, ...], str] = {}
    # Of a photo and its conversion the richer form stays, of two copies the one with the shorter name.
    poor = (".jpg", ".jpeg", ".png")
    names = [draft.shot.path for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda i: (names[i].suffix.lower() in poor, len(names[i].name), i))
    changed: dict[int, Draft] = {}
    for place in order:
        draft = changed[place] = drafts[place]
        shot = draft.shot
        if not draft.use:
            continue
        moment = (shot.path.parent, shot.path.stem.casefold(), shot.captured, shot.camera)
        twin = files.get(shot.sha256) or pictures.get(shot.pixels_sha256)
        how = "It is the same as" if twin else "It is a conversion of"
        twin = twin or (moments.get(moment) if shot.captured else None)
        if twin:
            changed[place] = draft.doubted(
                Finding("W350", shot.path.name, f"{how} {twin}"), "sure", use=False
            )
        files.setdefault(shot.sha256, shot.path.name)
        pictures.setdefault(shot.pixels_sha256, shot.path.name)
        moments.setdefault(moment, shot.path.name)
    return [changed[place] for place in range(len(drafts))]


def guarded(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each doubted that does not lie on the other photos of its subject's view.

    Where it lies on another subject's instead it is left out until a person says so (W352); where it lies on
    another view of the subject, or on nothing, it is told (W351).
    """
    groups: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.use and draft.likenesses:
            groups[draft.group].append(draft)
    return [_judged(draft, groups) if draft.use and draft.likenesses else draft for draft in drafts]


def _judged(draft: Draft, groups: dict[tuple[str, str, str], list[Draft]]) -> Draft:
    own = groups[draft.group]
    alone = len(own) == 1
    if not alone and most_alike(draft, own) >= ALIKE:
        return draft
    others = [group for group in groups if group != draft.group and group[2] == draft.lighting][:_MOST_GROUPS]
    for group in others:
        count = most_alike(draft, groups[group])
        if count < ALIKE:
            continue
        name = draft.shot.path.name
        where = f"It lies on photos of {group[0]}, {group[1]} ({count} features alike)"
        if group[0] == draft.subject:
            return draft.doubted(Finding("W351", name, where))
        return draft.doubted(Finding("W352", name, where), use=False)
    if alone:
        return draft
    return draft.doubted(Finding("W351", draft.shot.path.name, "It lies on none of them"), "likely")
