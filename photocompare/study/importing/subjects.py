"""Whose photo it is: by code, by a name that stays out of the study, by likeness, by plain slides between."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from photocompare.errors import Finding
from photocompare.study.edit import random_code
from photocompare.study.importing.draft import Draft
from photocompare.study.importing.likeness import ALIKE, likeness
from photocompare.study.importing.shots import Shot

# A photo of nobody known is compared with so many known photos at most.
_MOST_COMPARED = 400


def drafts_of(shots: Sequence[Shot], taken_codes: Collection[str] = ()) -> list[Draft]:
    """Return a draft of each shot with the subject its names say: a code, or one drawn by chance for a name.

    The same name is the same code; a name that stands beside a code elsewhere has that one.
    """
    codes = {
        shot.said.personal: shot.said.subject for shot in shots if shot.said.personal and shot.said.subject
    }
    taken = {*taken_codes, *(shot.said.subject for shot in shots)}
    for shot in shots:
        key = shot.said.personal
        if key and not shot.said.subject and not shot.slide and key not in codes:
            codes[key] = random_code(taken)
            taken.add(codes[key])
    return [_named(Draft(shot), codes) for shot in shots]


def by_likeness(drafts: list[Draft], taken_codes: Collection[str] = ()) -> list[Draft]:
    """Return the drafts, those of nobody given to the subject whose photos look alike, or to a new one."""
    known = [draft for draft in drafts if draft.subject and draft.likenesses][:_MOST_COMPARED]
    taken = {*taken_codes, *(draft.subject for draft in drafts)}
    behind_slide = _sections(drafts)
    section_codes: dict[int, str] = {}
    done: list[Draft] = []
    for place, draft in enumerate(drafts):
        if draft.subject or draft.shot.slide or draft.shot.problem:
            done.append(draft)
            continue
        best, count = _most_alike(draft, known)
        if best is not None and count >= ALIKE:
            why = f"as in photos of {best.subject} ({count} features alike)"
            draft = draft.decided(why, "likely", subject=best.subject)
        else:
            section = behind_slide.get(place, 0)
            code = section_codes.get(section) or random_code(taken)
            section_codes[section] = code
            taken.add(code)
            why = (
                "by chance: a plain slide parts the patients" if section else "by chance: no name says whose"
            )
            draft = draft.decided(why, "likely" if section else "guess", subject=code)
            draft = draft if section else draft.doubted(Finding("W355", draft.shot.path.name))
        known.append(draft)
        done.append(draft)
    return done


def _named(draft: Draft, codes: dict[str, str]) -> Draft:
    said = draft.shot.said
    if draft.shot.slide and not said.subject:
        return draft
    if said.subject:
        draft = draft.decided(f"from the {said.because['subject']}", subject=said.subject)
    elif said.personal in codes and said.personal:
        draft = draft.decided(
            "by chance, in place of what looks like a name", "likely", subject=codes[said.personal]
        )
    if said.personal:
        draft = draft.doubted(Finding("W354", draft.subject), "sure")
    return draft


def _most_alike(draft: Draft, known: Sequence[Draft]) -> tuple[Draft | None, int]:
    best, most = None, 0
    for other in known:
        if draft.shot.look and other.shot.look:
            count = likeness(other.shot.look, draft.shot.look)
            if count > most:
                best, most = other, count
            if most >= 4 * ALIKE:
                break
    return best, most


def _sections(drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the number of the slide before each photo, in order of capture; nothing without slides."""
    if not any(draft.shot.slide for draft in drafts):
        return {}
    order = sorted(
        range(len(drafts)),
        key=lambda place: (str(drafts[place].shot.captured or ""), drafts[place].shot.path.name),
    )
    section, found = 0, {}
    for place in order:
        section += drafts[place].shot.slide
        found[place] = section or 1 + len(order)
    return found
