"""The statistics of a study from its table: per metric, arm and timepoint, the subject as the unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.metric import metrics
from photocompare.statistics import estimate as named
from photocompare.statistics.design import design_findings, row_codes
from photocompare.statistics.estimate import Estimate, Summary, from_sample
from photocompare.statistics.mixed import mixed_estimates
from photocompare.statistics.multiplicity import benjamini_hochberg, holm
from photocompare.statistics.one_sample import bca_of, change_statistics, welch
from photocompare.statistics.outcomes import Outcome, outcome_estimates
from photocompare.statistics.proportion import share
from photocompare.statistics.read import VERDICTS, MetricsTable, metrics_table, read_metrics
from photocompare.statistics.repeats import Repeat, by_endpoint, error_of, read_repeats, repeats_of
from photocompare.statistics.subjects import (
    Endpoint,
    SubjectMean,
    contrasts,
    endpoints,
    subject_means,
    timepoints,
)
from photocompare.table import Row

BETTER = {"higher": "decreased", "lower": "increased"}


def summarize(
    source: Path | str | MetricsTable | Iterable[Row],
    *,
    primary: Sequence[str] = (),
    outcomes: Sequence[Outcome] = (),
    repeats: Sequence[Repeat] = (),
    mixed: bool = False,
    seed: int = 0,
) -> Summary:
    """Return the statistics of a metrics table: the path of one, its rows, or one that was read.

    `primary` names the metrics that were chosen beforehand (adjusted by Holm; all else by
    Benjamini-Hochberg), `outcomes` are what patients reported, `repeats` what repeat shots gave (those of
    repeats.csv beside a table that is named by its path are read with it), `mixed` asks for mixed models
    too (of the primary metrics, or of all), `seed` draws the bootstrap.

    Raises:
        Problem: E337, E502 for a wrong table, E503 for a metric it does not have, E504 where no row has a
            value.
    """
    if isinstance(source, MetricsTable):
        table = source
    else:
        path = Path(source) if isinstance(source, str | Path) else None
        table = read_metrics(path) if path else metrics_table(source)  # type: ignore[arg-type]
        repeats = [*repeats, *(read_repeats(path) if path else ())]
    groups = endpoints(table.observations)
    if not groups:
        raise Problem("E504")
    known = {endpoint.metric for endpoint in groups}
    if unknown := [name for name in primary if name not in known]:
        raise Problem("E503", unknown[0], f"it has values of {', '.join(sorted(known)[:12])} and the like")
    found: list[Estimate] = []
    findings = list(table.findings)
    for endpoint, rows in groups.items():
        means = subject_means(rows)
        found += _endpoint(endpoint, means, seed)
        if mixed and (not primary or endpoint.metric in primary):
            fitted, doubts = mixed_estimates(endpoint, means)
            found += fitted
            findings += doubts
    found = adjusted(found, primary)
    findings += design_findings(table.observations, found)
    if not primary:
        findings.append(Finding("N519"))
    coded = [replace(one, codes=row_codes(one, findings)) for one in found]
    again = (*repeats_of(table.observations), *repeats)
    estimates = (*coded, *_repeats(again), *outcome_estimates(outcomes))
    return Summary(estimates, tuple(findings), table, again)


def adjusted(estimates: Sequence[Estimate], primary: Sequence[str]) -> list[Estimate]:
    """Return the estimates with their p adjusted within its family.

    The primary family is the difference between arms of each primary metric at each timepoint (the change,
    in a study of one arm).
    """
    compared = {one.endpoint for one in estimates if one.versus and one.tested}
    families: dict[str, list[int]] = {named.PRIMARY: [], named.EXPLORATORY: []}
    for index, one in enumerate(estimates):
        if one.tested:
            central = one.analysis in {named.DIFFERENCE, named.GROUPS, named.CHANGE}
            central &= bool(one.versus) or one.endpoint not in compared
            chosen = central and one.endpoint.metric in primary
            families[named.PRIMARY if chosen else named.EXPLORATORY].append(index)
    done = list(estimates)
    for (family, members), adjust in zip(families.items(), (holm, benjamini_hochberg), strict=True):
        p = adjust([estimates[index].sample.p or 0.0 for index in members])
        for index, value in zip(members, p, strict=True):
            done[index] = replace(estimates[index], family=family, p_adjusted=float(value))
    return done


def _endpoint(endpoint: Endpoint, means: list[SubjectMean], seed: int) -> Iterable[Estimate]:
    arms = list(dict.fromkeys(one.arm for one in means))
    for timepoint, day in timepoints(means):
        now = {arm: [one for one in means if (one.timepoint, one.arm) == (timepoint, arm)] for arm in arms}
        for arm, members in now.items():
            if members:
                for one in _of_arm(endpoint, members, seed):
                    yield replace(one, timepoint=timepoint, day=day, arm=arm)
        for arm, other in contrasts(arms):
            if now[arm] and now[other]:
                one = _between(endpoint, now[arm], now[other], seed)
                yield replace(one, timepoint=timepoint, day=day, arm=arm, versus=other)


def _of_arm(endpoint: Endpoint, members: list[SubjectMean], seed: int) -> Iterable[Estimate]:
    sites = sum(one.sites for one in members)
    sample = change_statistics([one.change for one in members], seed=seed)
    yield from_sample(endpoint, named.CHANGE, sample, sites=sites)
    percents = [one.percent for one in members if one.percent is not None]
    if len(percents) == len(members):
        ratios = change_statistics(percents, seed=seed)
        # The test is that of the change itself: a second p for the same question would only add a choice.
        plain = from_sample(endpoint, named.MEAN_OF_RATIOS, ratios, unit="%", sites=sites)
        yield replace(plain, sample=type(ratios)(ratios.n, ratios.mean))
        both = np.array([(one.change, one.baseline) for one in members])
        ratio = 100 * both[:, 0].sum() / both[:, 1].sum()
        bca = bca_of(both, lambda means: 100 * means[..., 0] / means[..., 1], seed=seed)
        yield Estimate(endpoint, named.RATIO_OF_MEANS, float(ratio), len(members), "%", sites=sites, bca=bca)
    yield from _verdicts(endpoint, members)


def _verdicts(endpoint: Endpoint, members: list[SubjectMean]) -> Iterable[Estimate]:
    """Yield the share of subjects with each verdict; of responders, where one way is better."""
    verdicts = [one.verdict for one in members]
    known = metrics().get(endpoint.metric)
    better = BETTER.get(known.worse) if known else None
    wanted = [(f"share {name}", name) for name in (*VERDICTS, "mixed") if name in verdicts]
    if better and set(verdicts) - {"error unknown"}:
        wanted.append((named.RESPONDERS, better))
    for analysis, verdict in wanted:
        part = share(verdicts.count(verdict), len(verdicts))
        interval = (100 * part.low, 100 * part.high)
        sites = sum(one.sites for one in members)
        yield Estimate(endpoint, analysis, 100 * part.value, part.n, "%", sites=sites, interval=interval)


def _between(endpoint: Endpoint, first: list[SubjectMean], second: list[SubjectMean], seed: int) -> Estimate:
    """Return the difference in change within the subjects who have both arms, or between two groups."""
    others = {one.subject: one for one in second}
    both = [(one, others[one.subject]) for one in first if one.subject in others]
    if both:
        sites = sum(one.sites + other.sites for one, other in both)
        sample = change_statistics([one.change - other.change for one, other in both], seed=seed)
        return from_sample(endpoint, named.DIFFERENCE, sample, sites=sites)
    changes = (np.array([one.change for one in group]) for group in (first, second))
    sites = sum(one.sites for one in (*first, *second))
    return from_sample(endpoint, named.GROUPS, welch(*changes), sites=sites)


def _repeats(repeats: Iterable[Repeat]) -> Iterable[Estimate]:
    """Yield what repeat shots say about each measure's error: `n` subjects, `sites` places shot twice."""
    for endpoint, own in by_endpoint(repeats).items():
        found = error_of(own)
        if found is None:
            continue
        people, unit = len({one.subject for one in own}), endpoint.unit
        plain = Estimate(endpoint, "", found.bias, people, unit, sites=found.n)
        yield replace(plain, analysis="repeats: bias and limits", sd=found.sd, interval=found.limits)
        yield replace(plain, analysis="repeats: SEM", estimate=found.sem)
        yield replace(plain, analysis="repeats: SDC", estimate=found.sdc)
        yield replace(plain, analysis="repeats: repeatability coefficient", estimate=found.repeatability)
        if found.icc:
            ends = found.icc.low, found.icc.high
            icc = replace(plain, analysis="repeats: ICC(A,1)", estimate=found.icc.value, unit="")
            yield replace(icc, interval=ends)
