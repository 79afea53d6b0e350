"""The regions of a view at a timepoint: drawn once on the baseline, changed by hand where they have to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photocompare.regions import Region, checked
from photocompare.study.edit import with_regions
from photocompare.study.model import Study


def outlines_at(
    study: Study, subject: str, view: str, timepoint: str, lighting: str = "normal"
) -> tuple[Region, ...]:
    """Return the regions of a view for comparing a timepoint, each with its own outline there if it has one.

    Without one the alignment carries it; see `Region.followup`. Those that are on the follow-up alone, a card
    or skin to align on, come last.
    """
    drawn = study.regions_of(subject, view, lighting) or ()
    names = {region.name for region in drawn}
    there = study.regions_of(subject, view, lighting, timepoint) or ()
    changed = {one.name: one for one in there}
    placed = (
        replace(region, followup=changed[region.name].polygons) if region.name in changed else region
        for region in drawn
    )
    return (*placed, *(one for one in there if one.name not in names))


def with_outlines_at(
    study: Study, subject: str, view: str, timepoint: str, regions: Sequence[Region], lighting: str
) -> Study:
    """Return the study with these regions, as `outlines_at` gives them back.

    Those of the baseline are drawn once, for every lighting but those that have a set of their own; their
    outlines on the follow-up, and what is on the follow-up alone, are kept for the timepoint.
    """
    own = {
        (one.timepoint, one.lighting) for one in study.regions if (one.subject, one.view) == (subject, view)
    }
    drawn = [replace(one, followup=()) for one in regions if one.photo == "baseline"]
    there = [
        replace(one, polygons=one.followup, followup=(), photo="followup") for one in regions if one.followup
    ]
    there += [one for one in regions if one.photo == "followup" and not one.followup]
    key = lighting if ("", lighting) in own else ""
    study = with_regions(study, subject, view, drawn, lighting=key)
    own_there = (timepoint, lighting) in own or (timepoint, "") not in own
    return with_regions(
        study, subject, view, there, lighting=lighting if own_there else "", timepoint=timepoint
    )


def with_outline_at(
    study: Study, subject: str, view: str, timepoint: str, region: Region, lighting: str = ""
) -> Study:
    """Return the study with a region's own outline at a timepoint: `region.followup`, in that photo's pixels.

    A region without one is carried by the alignment again. Saved, the change is in the audit trail.

    Raises:
        Problem: E401 or E404 where the outline encloses nothing.
    """
    kept = [
        one for one in study.regions_of(subject, view, lighting, timepoint) or () if one.name != region.name
    ]
    if region.followup:
        there = checked(replace(region, polygons=region.followup, followup=(), photo="followup"))
        kept.append(there)
    return with_regions(study, subject, view, kept, lighting=lighting, timepoint=timepoint)
