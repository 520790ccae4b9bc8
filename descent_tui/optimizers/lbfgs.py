"""L-BFGS: BFGS that keeps its last few pairs and no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import along
from descent_tui.optimizers.knobs import rate
from descent_tui.optimizers.lending import added, largest, masked, room
from descent_tui.optimizers.optimizer import completed
from descent_tui.optimizers.setting import Kind, Setting, choice
from descent_tui.optimizers.trial import Place, Ray
from descent_tui.optimizers.wolfe import search

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State

CURVED = 1e-10
"""A pair s, y is kept when s·y is more than this, as in PyTorch."""

Pair = tuple[int, "Vector", "Vector", float]


class LBFGS:
    """The product H·∇f from the last pairs (D. C. Liu, J. Nocedal, Math. Programming 45 (1989) 503), at any size.

    One step is one iteration of PyTorch's, whose own defaults are no line search at all, and to stay where the slope is
    below 1e-7 or promises less than 1e-9; when to stop is a stopping rule's business here. It forgets its pairs when
    other variables are free than before. The pairs that are kept are shared between iterates, not copied.
    """

    name = "lbfgs"
    title = "L-BFGS"
    rule = "d ← −H·∇f(x) by two loops over the pairs s = Δx, y = Δ∇f,  x ← x + t·d"
    settings = (
        rate(1.0, "the step length that is tried first; the step itself without line search"),
        choice("line_search_fn", ("strong_wolfe", "none"), "whether the step length is searched for, or always lr"),
        Setting("history_size", 100.0, 1.0, 1000.0, "how many pairs are kept at most", Kind.WHOLE),
        Setting("tolerance_grad", 0.0, 0.0, 1.0, "it stays where no partial is larger than this"),
        Setting("tolerance_change", 0.0, 0.0, 1.0, "it stays where the slope along d promises less than this"),
        along.c1(),
        along.c2(),
        along.TRIALS,
    )

    def init(self, x: Vector) -> State:
        """Return nothing: the first direction is that of steepest descent."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return x + t·d."""
        del k
        settings = completed(self, settings)
        value, full = objective.gradient(x)
        g = masked(free, full)
        known = state if along.same_free(state, free) else {}
        pairs = _pairs(known)
        scale = float(known["scale"][0]) if "scale" in known else 1.0
        d = _product(pairs, scale, g)
        np.negative(d, out=d)
        if not float(g @ d) < 0:  # rounding, or a walk by hand, left pairs that lead uphill
            known, pairs, scale, d = {}, [], 1.0, np.negative(g, out=d)
        ray = Ray(objective, x, d, value, g, keeps=True)
        steep = largest(g) > settings["tolerance_grad"]
        if not (steep and ray.start.slope <= -settings["tolerance_change"]):
            return along.moved(ray, 0.0, state, free)
        first = settings["lr"] if "scale" in known else along.first_length(g, settings["lr"])
        place = _placed(ray, first, settings)
        if place.t:
            pairs, scale = _kept(
                pairs, scale, place.t * d, _less(masked(free, place.gradient, kept=True), g, place.gradient),
                int(settings["history_size"]),
            )  # fmt: skip
        after = {"scale": np.array([scale]), "free": along.remembered_free(state, free)}
        for number, s, y, curve in pairs:
            after |= {f"s{number}": s, f"y{number}": y, f"c{number}": np.array([curve])}

        def tell(i: int, show: Show) -> tuple[Line, ...]:
            count = len(_pairs(known))
            return (
                ("γ ← s·y/y·y", show(float(known["scale"][0]) if "scale" in known else 1.0)),
                ("d ← −H·∇f, H from the pairs and γ", f"{count} pairs: {show(float(d[i]))}"),
            )

        return along.moved(ray, place.t, after, free, tell)


def _placed(ray: Ray, first: float, settings: Settings) -> Place:
    """Return where the step ends."""
    if not settings["line_search_fn"]:
        return search(ray, first, along.conditions(settings))
    place = ray.look(first)
    ray.note(place.t, place.value, place.slope, "taken unseen")
    return place


def _less(slopes: Vector, g: Vector, given: Vector) -> Vector:
    """Return the slopes less g, [n], in place unless they are what the objective gave."""
    return np.subtract(slopes, g, out=None if slopes is given else slopes)


def _pairs(state: State) -> list[Pair]:
    """Return (number, s, y, s·y) of what is remembered, the oldest first."""
    numbers = sorted(int(name[1:]) for name in state if name[0] == "c")
    return [(n, state[f"s{n}"], state[f"y{n}"], float(state[f"c{n}"][0])) for n in numbers]


def _kept(pairs: list[Pair], scale: float, s: Vector, y: Vector, most: int) -> tuple[list[Pair], float]:
    """Return the pairs with one more, at most so many, and the new scale; both as before where f did not curve up."""
    curve = float(y @ s)
    if not CURVED < curve < np.inf:
        return pairs, scale
    number = pairs[-1][0] + 1 if pairs else 1
    return [*pairs, (number, s, y, curve)][-most:], curve / float(y @ y)


def _product(pairs: list[Pair], scale: float, g: Vector) -> Vector:
    """Return H·g, [n], by the two loops; an array for this step only."""
    q = room(len(g))
    q[:] = g
    shares = []
    for _, s, y, curve in reversed(pairs):
        inverse = 1.0 / curve
        share = float(s @ q) * inverse
        added(q, -share, y)
        shares.append((share, inverse))
    q *= scale
    for (_, s, y, _), (share, inverse) in zip(pairs, reversed(shares), strict=True):
        added(q, share - float(y @ q) * inverse, s)
    return q


OPTIMIZER = LBFGS()
