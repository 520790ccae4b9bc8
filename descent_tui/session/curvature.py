"""How much f bends at the iterate, and what that says of the learning rate.

Along the most curved direction a step of gradient descent multiplies the distance to the bottom by 1 − α·λ: it shrinks
only while α·λ < 2. With momentum the bound is 2·(1 + μ), with Nesterov's 2·(1 + μ)/(1 + 2·μ): the roots of their
recurrences leave the unit circle there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.lanczos import Ritz, lanczos, start_from
from descent_tui.objectives.objective import sampled
from descent_tui.session.work import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.session.session import Iterate, Runner

FEW = 24
"""Up to so many variables the whole Hessian is made."""

PRODUCTS = 12
"""So many products with the Hessian are made at most otherwise."""

CLOSE = 1e-5
"""The search for the largest eigenvalue ends when its residual is this share of it."""

SAMPLE = 256
"""Of a mean over samples, the curvature is that of the mean over so many of them."""

MANY = 100_000
"""With fewer variables the mean is over all of them."""


@dataclass(frozen=True, eq=False, slots=True)
class Curvature:
    """The ends of the spectrum of ∇²f, over the free variables alone.

    Attributes:
        k: the step of the iterate.
        highest: the largest eigenvalue λmax, which bounds the learning rate.
        lowest: the smallest; below 0 there is a way down that no gradient shows.
        residual: how far λmax may be from an eigenvalue; 0 where all of them were computed.
        steepest: the unit eigenvector, [n], of the one that is larger by absolute value.
        products: how many products with the Hessian it took; 0 where the whole of it was made.
        samples: it is of the mean over so many samples; 0 where f is no such mean, or over all.
    """

    k: int
    highest: float
    lowest: float
    residual: float
    steepest: Vector
    products: int = 0
    samples: int = 0

    @property
    def largest(self) -> float:
        """The eigenvalue that is larger by absolute value."""
        return self.highest if self.highest >= -self.lowest else self.lowest


def lighter(objective: Objective) -> Objective:
    """Return what curvature is measured of: of a mean over samples of very many variables, the mean over some."""
    if objective.size > MANY and sampled(objective):
        return objective.first(SAMPLE)
    return objective


def products(of: int = PRODUCTS) -> Callable[[], bool]:
    """Return what is asked before each of so many products: it says how far they are; it raises `work.Cancelled`."""
    done = count()

    def cancelled() -> bool:
        tell("measuring the curvature", next(done), of)
        return False

    return cancelled


def curvature(
    objective: Objective,
    here: Iterate,
    free: npt.NDArray[np.bool_],
    before: Curvature | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Curvature | None:
    """Return the curvature of f at an iterate, over what is free; None where it is not defined, or nothing is free.

    Args:
        objective: f; of one that is a mean over samples and has very many variables, some samples are taken.
        here: where.
        free: [n].
        before: that of an iterate near by, to begin with; it saves some of the products.
        cancelled: asked before each product.

    Raises:
        Cancelled: `cancelled` said so.
    """
    if not free.any():
        return None
    with np.errstate(all="ignore"):
        if objective.size <= FEW:
            return _whole(objective, here, free)
        whole, objective = objective, lighter(objective)
        samples = 0 if objective is whole else SAMPLE
        mask = free.astype(np.float64)
        # the gradient leans towards where f bends most: two products fewer than from a random direction
        warm = before.steepest if before is not None and len(before.steepest) == objective.size else here.gradient
        start = start_from(warm, objective.size, free=mask)
        ends = lanczos(
            lambda v: mask * objective.hessian_product(here.x, v), start, PRODUCTS, tolerance=CLOSE, cancelled=cancelled
        )
    if not math.isfinite(ends.highest.value + ends.lowest.value):
        return None
    return Curvature(
        here.k, ends.highest.value, ends.lowest.value, ends.highest.residual, _vector(ends.largest), ends.products,
        samples,
    )  # fmt: skip


def _vector(ritz: Ritz) -> Vector:
    assert ritz.vector is not None  # noqa: S101 — directions were kept
    return ritz.vector


def _whole(objective: Objective, here: Iterate, free: npt.NDArray[np.bool_]) -> Curvature | None:
    moving = np.flatnonzero(free)
    hessian = objective.hessian(here.x)[np.ix_(moving, moving)]
    if not np.isfinite(hessian).all():
        return None
    values, vectors = np.linalg.eigh(hessian)
    steepest = np.zeros(objective.size)
    steepest[moving] = vectors[:, -1 if values[-1] >= -values[0] else 0]
    return Curvature(here.k, float(values[-1]), float(values[0]), 0.0, steepest)


def bound(runner: Runner) -> float | None:
    """Return what α·λmax must stay below for this optimizer to be stable on a bowl; None where there is no such rule.

    The optimizers that scale each coordinate by itself have none: what bounds them is the curvature so scaled.
    """
    settings = runner.settings
    if settings.get("weight_decay") or settings.get("lr_in_velocity") or settings.get("dampening"):
        return None
    mu = settings.get("momentum", 0.0)
    ahead = runner.optimizer == "nesterov" or settings.get("nesterov", 0.0)
    match runner.optimizer:
        case "gd":
            return 2.0
        case "momentum" | "nesterov":
            return 2 * (1 + mu) / (1 + 2 * mu) if ahead else 2 * (1 + mu)
        case _:
            return None
