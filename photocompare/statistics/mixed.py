"""A mixed model of all timepoints at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy

from photocompare.errors import Finding
from photocompare.statistics.estimate import MIXED, Estimate, from_sample
from photocompare.statistics.one_sample import LEVEL, ChangeStatistics
from photocompare.statistics.reml import Block, Floats, Reml, fit_reml
from photocompare.statistics.subjects import Endpoint, SubjectMean, contrasts, timepoints

FEWEST = 3
SATTERTHWAITE = "Satterthwaite"


def mixed_estimates(endpoint: Endpoint, means: Sequence[SubjectMean]) -> tuple[list[Estimate], list[Finding]]:
    """Return the arm's change beyond the reference arm's at each timepoint, and why where there is none.

    Model, by REML: `y ~ arm * time + (1|subject) + (1|subject:arm) + (1|subject:time)`, the baseline as the
    first time; with one arm `y ~ time + (1|subject)`. Degrees of freedom are Satterthwaite's, which for one
    follow-up of every subject are those of the paired test. Of several contrasts each is a model of its own.
    """
    arms = list(dict.fromkeys(one.arm for one in means))
    found: list[Estimate] = []
    findings = []
    for arm, other in contrasts(arms) or [(arm, "") for arm in arms]:
        members = [one for one in means if one.arm in {arm, other}]
        subjects = {one.subject for one in members}
        times = timepoints(members)
        name = f"{endpoint.metric}, {arm or 'all regions'}"
        if len(subjects) < FEWEST:
            findings.append(Finding("N521", name, f"{len(subjects)} subjects are too few"))
            continue
        fitted = fit_reml(_blocks(members, arm if other else None, [name for name, _ in times]))
        if fitted is None:
            findings.append(Finding("N521", name))
            continue
        for index, (timepoint, day) in enumerate(times, 1):
            sample = _sample(fitted, index - len(times) - 1, len(subjects))
            found.append(
                from_sample(endpoint, MIXED, sample, timepoint=timepoint, day=day, arm=arm, versus=other)
            )
    return found, findings


def _blocks(members: Sequence[SubjectMean], arm: str | None, times: Sequence[str]) -> list[Block]:
    """Return each subject's observations; the last columns of the design are those of interest, by time.

    `arm` is the one compared with the other, or None where there is but one.
    """
    series: dict[str, dict[str, list[SubjectMean]]] = {}
    for one in members:
        series.setdefault(one.subject, {}).setdefault(one.arm, []).append(one)
    blocks = []
    for arms in series.values():
        seen = []
        for name, course in arms.items():
            seen.append((name == arm, 0, float(np.mean([one.baseline for one in course]))))
            seen += [(name == arm, 1 + times.index(one.timepoint), one.followup) for one in course]
        treated, when, y = (np.array(column) for column in zip(*seen, strict=True))
        at = (when[:, None] == np.arange(1, 1 + len(times))).astype(np.float64)
        always, same = np.ones((len(y), 1)), np.ones((len(y), len(y)))
        if arm is None:
            x, parts = np.hstack([always, at]), [same]
        else:
            x = np.hstack([always, at, treated[:, None], at * treated[:, None]])
            parts = [same, np.equal.outer(treated, treated), np.equal.outer(when, when)]
        blocks.append(Block(y, x, np.array([*parts, np.eye(len(y))], dtype=np.float64)))
    return blocks


def _sample(fitted: Reml, effect: int, subjects: int) -> ChangeStatistics:
    contrast: Floats = np.zeros(len(fitted.effects))
    contrast[effect] = 1.0
    value, error, df = float(fitted.effects[effect]), fitted.error(contrast), fitted.df(contrast)
    reach, t = float(scipy.stats.t.ppf((1 + LEVEL) / 2, df)) * error, value / error
    p = float(2 * scipy.stats.t.sf(abs(t), df))
    interval = value - reach, value + reach
    return ChangeStatistics(subjects, value, interval=interval, t=t, df=df, p_t=p, df_method=SATTERTHWAITE)
