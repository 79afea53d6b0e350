"""The regions of a view at a timepoint: drawn once on the baseline, changed by hand where they have to be."""

from __future__ import annotations

from dataclasses import replace

from photocompare.regions import Region, checked
from photocompare.study.edit import with_regions
from photocompare.study.model import Study


def outlines_at(
    study: Study, subject: str, view: str, timepoint: str, lighting: str = "normal"
) -> tuple[Region, ...]:
    """Return the regions of a view for comparing a timepoint, each with its own outline there if it has one.

    Without one the alignment carries it; see `Region.followup`.
    """
    changed = {one.name: one for one in study.regions_of(subject, view, lighting, timepoint) or ()}
    return tuple(
        replace(region, followup=changed[region.name].polygons) if region.name in changed else region
        for region in study.regions_of(subject, view, lighting) or ()
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
