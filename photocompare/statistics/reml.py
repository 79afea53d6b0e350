"""A linear model with several sources of variance, by restricted maximum likelihood (REML)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 1e-7
"""A variance below this share of the whole is none: the source is left out."""


@dataclass(frozen=True)
class Block:
    """The m observations of one subject, independent of all other subjects.

    Attributes:
        y: (m,) what was observed.
        x: (m, p) the fixed effects' design.
        parts: (k, m, m) for each source of variance, which observations share it; the last the identity.
    """

    y: Floats
    x: Floats
    parts: Floats


@dataclass(frozen=True)
class Reml:
    """A fitted model.

    Attributes:
        effects: (p,) of the fixed effects, by generalized least squares; `covariance` (p, p) is theirs.
        variances: (k,) of the sources, 0 where the data show none.
        slopes: (k, p, p) derivative of `covariance` by each variance.
        information: (k, k) expected information of the variances.
    """

    effects: Floats
    covariance: Floats
    variances: Floats
    slopes: Floats
    information: Floats

    def error(self, contrast: Floats) -> float:
        """Return the standard error of a combination (p,) of the effects."""
        return float(np.sqrt(contrast @ self.covariance @ contrast))

    def df(self, contrast: Floats) -> float:
        """Return the degrees of freedom that belong to that error.

        Source: Satterthwaite 1946, Biometrics Bull 2:110-114, as Giesbrecht & Burns 1985, Biometrics
        41:477-486, have it for mixed models: 2 f^2 / var(f), f the error squared.
        """
        there = self.variances > 0
        slope = np.array([contrast @ each @ contrast for each in self.slopes[there]])
        spread = slope @ np.linalg.solve(self.information[np.ix_(there, there)], slope)
        return float(2 * self.error(contrast) ** 4 / spread)


def fit_reml(blocks: Sequence[Block]) -> Reml | None:
    """Return the fit of the blocks' common model, no variance below 0; None where it cannot be told.

    It cannot where an effect has no observation of its own, where nothing varies, or without convergence.
    """
    x, y = np.concatenate([one.x for one in blocks]), np.concatenate([one.y for one in blocks])
    n, p = x.shape
    if n <= p or np.linalg.matrix_rank(x) < p:
        return None
    rest = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    scale = float(rest @ rest) / (n - p)
    if scale <= 1e-18 * max(float(y @ y) / n, 1e-300):
        return None
    k = len(blocks[0].parts)
    # In units of the whole variance, so that the search is the same for every measure.
    plain = [Block(one.y / np.sqrt(scale), one.x, one.parts) for one in blocks]
    found = scipy.optimize.minimize(
        _criterion,
        np.full(k, 1 / k),
        args=(plain,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (k - 1) + [(LEAST, None)],
        options={"ftol": 1e-15, "gtol": 1e-8, "maxiter": 1000},
    )
    if not np.all(np.isfinite(found.x)) or found.x[-1] <= LEAST:
        return None
    return _fitted(np.where(found.x > LEAST, found.x, 0.0) * scale, blocks)


def _criterion(variances: Floats, blocks: Sequence[Block]) -> tuple[float, Floats]:
    """Return -2 times the restricted log likelihood, without its constant, and its slope by each variance."""
    inverses = [np.linalg.inv(np.tensordot(variances, one.parts, 1)) for one in blocks]
    pairs = list(zip(inverses, blocks, strict=True))
    weight = sum(one.x.T @ inverse @ one.x for inverse, one in pairs)
    covariance = np.linalg.inv(weight)
    effects = covariance @ sum(one.x.T @ inverse @ one.y for inverse, one in pairs)
    value = np.linalg.slogdet(weight)[1]
    slope = np.zeros(len(variances))
    for inverse, one in pairs:
        rest = one.y - one.x @ effects
        pull = inverse @ rest
        spread = inverse - inverse @ one.x @ covariance @ one.x.T @ inverse
        value += rest @ pull - np.linalg.slogdet(inverse)[1]
        slope += np.einsum("kij,ij->k", one.parts, spread) - np.einsum("kij,i,j->k", one.parts, pull, pull)
    return float(value), slope


def _fitted(variances: Floats, blocks: Sequence[Block]) -> Reml:
    k, p = len(variances), blocks[0].x.shape[1]
    weight, pulled, halves = np.zeros((p, p)), np.zeros(p), np.zeros((k, p, p))
    plain, crossed = np.zeros((k, k)), np.zeros((k, k, p, p))
    for one in blocks:
        inverse = np.linalg.inv(np.tensordot(variances, one.parts, 1))
        left = inverse @ one.x
        weight += one.x.T @ left
        pulled += left.T @ one.y
        halves += left.T @ one.parts @ left
        turned = one.parts @ inverse
        plain += np.einsum("iab,jba->ij", turned, turned)
        crossed += np.einsum("ap,iab,jbc,cq->ijpq", left, turned, one.parts, left, optimize=True)
    covariance: Floats = np.asarray(np.linalg.inv(weight), dtype=np.float64)
    mixed = np.einsum("pq,ijqp->ij", covariance, crossed)
    both: Floats = covariance @ halves
    information = (plain - 2 * mixed + np.einsum("ipq,jqp->ij", both, both)) / 2
    effects: Floats = covariance @ pulled
    return Reml(effects, covariance, variances, both @ covariance, information)
