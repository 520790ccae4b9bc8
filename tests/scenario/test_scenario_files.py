"""Every shipped landscape proves what its own file claims: values, slopes, minima, the start, the learning rate."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.parser import parse
from descent_tui.scenario import catalogue

if TYPE_CHECKING:
    from descent_tui.scenario.scenario import Minimum, Scenario

NAMES = catalogue.names()
FORMULAS = [name for name in NAMES if catalogue.find(name).parent.name != "networks"]
SMALL = [name for name in FORMULAS if name != "million-weight-bowl"]
MINIMA = [(name, k) for name in SMALL for k in range(len(catalogue.load(name).minima))]

LEAVES = {
    "saddle": "unbounded below: the walk falls out of the picture, which is the lesson",
    "monkey-saddle": "unbounded below: the walk falls out of the picture, which is the lesson",
}
"""Landscapes whose hundred steps do not stay in the range."""

BOUNCES = {"bukin": "beside the ridge the slope has no bound: a fixed rate is thrown back again and again"}
"""Landscapes that no fixed rate settles in; their lesson is the bouncing."""


@cache
def scenario_of(name: str) -> Scenario:
    return catalogue.load(name)


@cache
def objective_of(name: str) -> Evaluator:
    s = scenario_of(name)
    return Evaluator(parse(s.formula, s.sizes, s.constant_values), s.sizes, s.constant_values)


def box(s: Scenario) -> tuple[np.ndarray, np.ndarray]:
    ranges = np.array(s.ranges)
    return ranges[:, 0], ranges[:, 1]


def points(name: str, count: int) -> np.ndarray:
    low, high = box(scenario_of(name))
    return np.random.default_rng(20260101).uniform(low, high, (count, low.size))


def differences(objective: Evaluator, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Central differences of fourth order, each coordinate with its own h."""
    steps = np.diag(h)
    near = np.asarray(objective.value(x + steps)) - np.asarray(objective.value(x - steps))
    far = np.asarray(objective.value(x + 2 * steps)) - np.asarray(objective.value(x - 2 * steps))
    return (8 * near - far) / (12 * h)


def test_there_are_at_least_48() -> None:
    assert len(NAMES) >= 48


def test_every_folder_is_listed_and_none_is_empty() -> None:
    assert {summary.folder for summary in catalogue.summaries()} == set(catalogue.FOLDERS)


@pytest.mark.parametrize("name", NAMES)
def test_words(name: str) -> None:
    s = scenario_of(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s.name)
    assert 0 < len(s.title) <= 40
    assert 20 < len(s.teaches) <= 118, "it is read to its end on a screen of 120 columns"
    assert len(s.teaches.partition(". ")[0].rstrip(".")) <= 77, "its first sentence says it on one of 80"
    assert s.teaches.endswith(".")
    assert 0 < len(s.story) <= 80
    assert s.story != s.teaches, "a story of its own"
    assert s.source


def test_titles_differ() -> None:
    titles = [summary.title for summary in catalogue.summaries()]
    assert len(set(titles)) == len(titles) == len(NAMES)


@pytest.mark.parametrize("name", FORMULAS)
def test_start_and_knobs_lie_in_their_ranges(name: str) -> None:
    s = scenario_of(name)
    low, high = box(s)
    assert np.all(low <= s.start)
    assert np.all(s.start <= high)
    for knob in s.constants:
        assert knob.low <= knob.value <= knob.high


@pytest.mark.parametrize("name", SMALL)
def test_finite_over_the_range(name: str) -> None:
    s = scenario_of(name)
    low, high = box(s)
    x = points(name, 4000)
    corners = np.array(
        [[low[i] if k >> i & 1 else high[i] for i in range(s.size)] for k in range(2 ** min(s.size, 10))]
    )
    assert np.all(np.isfinite(objective_of(name).value(x)))
    assert np.all(np.isfinite(objective_of(name).value(corners)))


@pytest.mark.parametrize("name", SMALL)
def test_finite_on_the_map_it_opens_with(name: str) -> None:
    s = scenario_of(name)
    if s.size == 1:
        mesh = np.linspace(*s.ranges[0], 241)[:, None]
    else:
        i, j = s.axes
        mesh = np.tile(np.array(s.start), (61, 61, 1))
        mesh[..., i], mesh[..., j] = np.meshgrid(np.linspace(*s.ranges[i], 61), np.linspace(*s.ranges[j], 61))
    values = np.asarray(objective_of(name).value(mesh))
    assert np.all(np.isfinite(values))
    assert np.ptp(values) > 0, "a map of one colour shows nothing"


@pytest.mark.parametrize("name", SMALL)
def test_gradient_agrees_with_differences(name: str) -> None:
    s, objective = scenario_of(name), objective_of(name)
    low, high = box(s)
    h = 1e-4 * np.minimum(high - low, 4.0)
    for x in [*points(name, 6), np.array(s.start)]:
        value, gradient = objective.gradient(x)
        assert value == pytest.approx(float(objective.value(x)), rel=1e-12, abs=1e-12)
        noise = 64 * np.finfo(float).eps * (abs(value) + 1) / h
        scale = np.abs(gradient).max() + 1e-3
        assert np.all(np.abs(differences(objective, x, h) - gradient) <= 1e-5 * scale + noise), (x, gradient)


@pytest.mark.parametrize(("name", "k"), MINIMA)
def test_value_at_the_minimum(name: str, k: int) -> None:
    minimum = scenario_of(name).minima[k]
    assert float(objective_of(name).value(np.array(minimum.at))) == pytest.approx(minimum.value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("name", "k"), MINIMA)
def test_nothing_nearby_is_lower(name: str, k: int) -> None:
    s = scenario_of(name)
    low, high = box(s)
    at = np.array(s.minima[k].at)
    assert np.all(low <= at)
    assert np.all(at <= high)
    around = at + np.random.default_rng(7).uniform(-1e-3, 1e-3, (500, s.size)) * (high - low)
    values = np.asarray(objective_of(name).value(np.clip(around, low, high)))
    assert values.min() >= s.minima[k].value - 1e-9 * max(1.0, abs(s.minima[k].value))
    assert values.max() > s.minima[k].value


@pytest.mark.parametrize(("name", "k"), MINIMA)
def test_slope_at_the_minimum(name: str, k: int) -> None:
    s, objective = scenario_of(name), objective_of(name)
    minimum = s.minima[k]
    if minimum.kind == "cusp":
        assert_tip(objective, minimum, s)
        return
    _, gradient = objective.gradient(np.array(minimum.at))
    inside = np.ones(s.size, bool)
    if minimum.kind == "border":
        low, high = box(s)
        inside = (low < minimum.at) & (np.array(minimum.at) < high)
        assert not inside.all(), "a minimum on the border lies on the border"
        outwards = np.where(np.array(minimum.at) >= high, -gradient, gradient)
        assert np.all(outwards[~inside] > 0), "f still falls towards the outside"
    scale = 1 + np.abs(objective.gradient(np.array(s.start))[1]).max()
    assert np.abs(gradient[inside]).max() <= 1e-6 * scale


def assert_tip(objective: Evaluator, minimum: Minimum, s: Scenario) -> None:
    """At a cusp f rises in proportion to the distance or faster, along some line at least: no derivative there."""
    low, high = box(s)
    width = (high - low).max()
    at = np.array(minimum.at)
    rise = [
        max(float(objective.value(np.clip(at + h * width * d, low, high))) - minimum.value for d in np.eye(s.size)) / h
        for h in (1e-5, 1e-6)
    ]
    assert rise[1] > 0.5 * rise[0] > 0


@pytest.mark.parametrize("name", [name for name in SMALL if catalogue.load(name).minima])
def test_no_sampled_point_is_lower_than_the_lowest_minimum(name: str) -> None:
    lowest = min(minimum.value for minimum in scenario_of(name).minima)
    values = np.asarray(objective_of(name).value(points(name, 20_000)))
    assert values.min() >= lowest - 1e-9 * max(1.0, abs(lowest))


def walk(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a hundred plain steps x ← x − lr·∇f(x) from the start: points [101, n] and values [101]."""
    s, objective = scenario_of(name), objective_of(name)
    path, values = [np.array(s.start)], []
    for _ in range(101):
        value, gradient = objective.gradient(path[-1])
        values.append(value)
        path.append(path[-1] - s.descent.lr * gradient)
    return np.array(path[:-1]), np.array(values)


@pytest.mark.parametrize("name", [name for name in SMALL if name not in BOUNCES])
def test_learning_rate_works_for_plain_gradient_descent(name: str) -> None:
    s = scenario_of(name)
    low, high = box(s)
    path, values = walk(name)
    assert np.all(np.isfinite(values))
    best = min((minimum.value for minimum in s.minima), default=values[0] - 1)
    assert values[-1] <= values[0] - 0.25 * (values[0] - best)
    assert bool(np.all((low <= path) & (path <= high))) == (name not in LEAVES)


@pytest.mark.parametrize("name", sorted(BOUNCES))
def test_a_bouncing_landscape_comes_down_and_is_thrown_back(name: str) -> None:
    _, values = walk(name)
    assert np.all(np.isfinite(values))
    assert values.min() < 0.5 * values[0]
    assert np.count_nonzero(np.diff(values) > 0) > 10


@pytest.mark.parametrize("name", SMALL)
def test_the_first_steps_can_be_seen(name: str) -> None:
    """Ten steps carry the iterate at least 0.3 % of the picture's width: one cell of a wide map."""
    low, high = box(scenario_of(name))
    path, _ = walk(name)
    assert np.max(np.abs(path[10] - path[0]) / (high - low)) > 0.003


def test_the_million_weight_bowl() -> None:
    s, objective = scenario_of("million-weight-bowl"), objective_of("million-weight-bowl")
    assert s.size == 1_000_000
    assert s.axes == (0, 999_999)
    x = np.array(s.start)
    curvature = 100.0 ** (np.arange(s.size) / (s.size - 1))
    value, gradient = objective.gradient(x)
    assert value == pytest.approx(0.5 * np.sum(curvature * (x - 1) ** 2), rel=1e-12)
    assert np.allclose(gradient, curvature * (x - 1), rtol=1e-12)
    after, _ = objective.gradient(x - s.descent.lr * gradient)
    assert after < 0.6 * value
    at_minimum, flat = objective.gradient(np.array(s.minima[0].at))
    assert at_minimum == s.minima[0].value
    assert not flat.any()


def test_the_seed_bowl_opens_with_two_clear_partials() -> None:
    s = scenario_of("seed-bowl")
    assert s.formula == "x^2 + x*y + y^2"
    value, gradient = objective_of("seed-bowl").gradient(np.array(s.start))
    assert (value, *gradient) == (7.0, 5.0, 4.0)
