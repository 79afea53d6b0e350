"""The dry run of a batch: every fault of a manifest and its files, without reading a picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from photocompare.batch.entry import Entry
from photocompare.batch.plan import Plan
from photocompare.errors import Finding, Problem
from photocompare.photo import glance
from photocompare.recipe import PhotoRecipe


def dry_run(planned: Plan, recipe: PhotoRecipe = PhotoRecipe()) -> Plan:
    """Return the plan, each pair with what a glance at its two files finds; nothing is decoded."""

    @cache
    def seen(entry: Entry) -> tuple[Finding, ...]:
        if entry.photo == entry.root:
            return ()
        try:
            glance(entry.photo, root=None if recipe.follow_links else entry.root)
        except Problem as problem:
            code, detail = problem.code, problem.finding.detail
            return (Finding(code, f"line {entry.line}, {entry.photo.name}", detail),)
        return ()

    pairs = []
    for pair in planned.pairs:
        known = any(finding.code == "E115" for finding in pair.findings)
        files = () if known else (*seen(pair.baseline), *seen(pair.followup))
        pairs.append(replace(pair, findings=tuple(dict.fromkeys((*pair.findings, *files)))))
    return replace(planned, pairs=tuple(pairs))
