"""A mixed model of all timepoints at once (extra `research`)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy

from photocompare.errors import Finding, Problem
from photocompare.statistics.estimate import MIXED, Estimate, from_sample
from photocompare.statistics.one_sample import LEVEL, ChangeStatistics
from photocompare.statistics.subjects import Endpoint, SubjectMean, contrasts, timepoints

FEWEST = 3


def mixed_estimates(endpoint: Endpoint, means: Sequence[SubjectMean]) -> tuple[list[Estimate], list[Finding]]:
    """Return the arm's change beyond the reference arm's at each timepoint, and why where there is none.

    Model, by REML: `y ~ arm * time + (1|subject) + (1|subject:arm)`, the baseline as the first time; with one
    arm `y ~ time + (1|subject)`. Of several contrasts the first arm's against each other one is not fitted:
    one pair of arms a model. Degrees of freedom: subjects - 1, the paired test's, which is the cautious end
    (statsmodels itself would take the normal distribution).

    Raises:
        Problem: E507 where pandas or statsmodels is not installed.
    """
    arms = list(dict.fromkeys(one.arm for one in means))
    found: list[Estimate] = []
    findings = []
    for arm, other in contrasts(arms) or [(arm, "") for arm in arms]:
        members = [one for one in means if one.arm in {arm, other}]
        subjects = {one.subject for one in members}
        name = f"{endpoint.metric}, {arm or 'all regions'}"
        if len(subjects) < FEWEST:
            findings.append(Finding("N521", name, f"{len(subjects)} subjects are too few"))
            continue
        fitted = _fit(members, other if other else arm)
        if fitted is None:
            findings.append(Finding("N521", name))
            continue
        for index, (timepoint, day) in enumerate(timepoints(members), 1):
            term = f"C(time)[T.t{index:03}]"
            sample = _sample(fitted, f"C(arm)[T.a1]:{term}" if other else term, len(subjects))
            found.append(
                from_sample(endpoint, MIXED, sample, timepoint=timepoint, day=day, arm=arm, versus=other)
            )
    return found, findings


def _fit(members: Sequence[SubjectMean], reference: str) -> Any:
    """Return the fitted model, or None where it did not converge."""
    try:
        import pandas as pd
        from statsmodels.regression.mixed_linear_model import MixedLM
    except ImportError as error:
        raise Problem("E507", "research", f"{error.name} is missing") from error
    order = {name: f"t{index:03}" for index, (name, _) in enumerate(timepoints(members), 1)}
    places: dict[tuple[str, str], list[SubjectMean]] = {}
    for one in members:
        places.setdefault((one.subject, one.arm), []).append(one)
    rows = []
    for (subject, arm), series in places.items():
        label = "a0" if arm == reference else "a1"
        rows.append((subject, label, "t000", float(np.mean([one.baseline for one in series]))))
        rows += [(subject, label, order[one.timepoint], one.followup) for one in series]
    frame = pd.DataFrame(rows, columns=["subject", "arm", "time", "y"])
    two = frame["arm"].nunique() > 1
    extra = {"vc_formula": {"site": "0 + C(arm)"}, "re_formula": "1"} if two else {}
    formula = "y ~ C(arm) * C(time)" if two else "y ~ C(time)"
    try:
        with warnings.catch_warnings():
            # A variance of zero lies on the border of what is allowed and is warned of; the fit is right.
            warnings.simplefilter("ignore")
            fitted = MixedLM.from_formula(formula, frame, groups="subject", **extra).fit(reml=True)
    except (np.linalg.LinAlgError, ValueError):
        return None
    return fitted if fitted.converged else None


def _sample(fitted: Any, term: str, subjects: int) -> ChangeStatistics:
    value, error, df = float(fitted.params[term]), float(fitted.bse[term]), subjects - 1
    if not np.isfinite(error) or error <= 0:
        return ChangeStatistics(subjects, value)
    reach, t = float(scipy.stats.t.ppf((1 + LEVEL) / 2, df)) * error, value / error
    p = float(2 * scipy.stats.t.sf(abs(t), df))
    return ChangeStatistics(subjects, value, interval=(value - reach, value + reach), t=t, df=df, p_t=p)
