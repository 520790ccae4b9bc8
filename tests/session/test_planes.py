"""Maps along other directions than two variables: what they are, where the iterate is in them, what they say."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from descent_tui.pictures.lines import Lines
from descent_tui.pictures.look import Look
from descent_tui.pictures.plane_line import differ, plane_line
from descent_tui.session.actions import ActionError
from descent_tui.session.command_line import command_line
from descent_tui.session.intents import wish
from descent_tui.session.plane import Plane
from descent_tui.session.words import parse

SIX = "rosenbrock-6d"


def plane_of(timeline):
    return timeline.present.view.plane


@pytest.mark.parametrize("said", ["random 7", "filter 3", "gradient", "principal"])
def test_a_plane_runs_through_the_iterate_and_stays_there(opened, after, said):
    timeline = after(opened(SIX), "step 30", f"plane {said}")
    plane, here = plane_of(timeline), timeline.present.here
    assert plane.at(here.x) == pytest.approx((0, 0))
    assert plane.off(here.x, (0, 0)) == 0
    assert timeline.present.view.window == plane.home
    later = after(timeline, "step 5")
    assert plane_of(later) is plane
    assert plane.said == plane_of(after(later, f"plane {plane.said}")).said  # at the same step: the same plane
    np.testing.assert_array_equal(plane_of(after(later, f"plane {plane.said}")).u, plane.u)
    assert plane_of(after(later, f"plane {said}")).since == 35
    off = after(later, "plane off").present.view
    assert off.plane is None
    assert off.window == opened(SIX).present.view.window


def test_random_planes_are_orthonormal_and_seeded(opened, after):
    planes = [plane_of(after(opened(SIX), f"plane random {seed}")) for seed in (1, 1, 2)]
    for plane in planes:
        gram = [plane.u @ plane.u, plane.u @ plane.v, plane.v @ plane.v]
        assert gram == pytest.approx([1, 0, 1], abs=1e-14)
    np.testing.assert_array_equal(planes[0].u, planes[1].u)
    assert abs(planes[0].u @ planes[2].u) < 0.99


def test_frozen_variables_are_held_in_every_direction(opened, after):
    for said in ("random 1", "filter 1", "gradient"):
        plane = plane_of(after(opened(SIX), "freeze x[2..4]", f"plane {said}"))
        assert not plane.u[1:4].any()
        assert not plane.v[1:4].any()
        assert plane.u.any()


def test_the_gradient_plane_is_the_gradient_and_the_top_eigenvector(opened, after):
    timeline = after(opened(SIX), "step 10", "plane gradient")
    plane, session = plane_of(timeline), timeline.present
    g = session.here.gradient
    np.testing.assert_allclose(plane.u, g / np.linalg.norm(g), rtol=1e-12)
    values, vectors = np.linalg.eigh(session.objective.hessian(session.here.x))
    top = vectors[:, int(np.abs(values).argmax())]
    rest = top - (top @ plane.u) * plane.u
    assert abs(plane.v @ rest) == pytest.approx(np.linalg.norm(rest), rel=1e-9)
    assert plane.slopes(g) == pytest.approx((np.linalg.norm(g), 0), abs=1e-9)


def test_the_principal_plane_is_that_of_the_singular_vectors(opened, after):
    timeline = after(opened(SIX), "step 60", "plane principal")
    plane, here = plane_of(timeline), timeline.present.here
    path = np.array([iterate.x for iterate in here.back()]) - here.x
    _, spread, directions = np.linalg.svd(path, full_matrices=False)
    assert abs(plane.u @ directions[0]) == pytest.approx(1)
    assert abs(plane.v @ directions[1]) == pytest.approx(1, rel=1e-6)
    assert plane.shares == pytest.approx(spread[:2] ** 2 / (spread**2).sum(), rel=1e-6)
    start = plane.at(path[-1] + here.x)
    assert start[0] < 0  # the path goes to the right
    a0, a1, b0, b1 = plane.home
    for x in path + here.x:
        a, b = plane.at(x)
        assert a0 <= a <= a1
        assert b0 <= b <= b1


def test_the_path_is_projected_and_three_numbers_say_how_far_off_it_runs(opened, after):
    timeline = after(opened(SIX), "step 20", "plane gradient", "step 15")
    lines = Lines()
    path = lines.follow(timeline.present).walked
    plane = plane_of(timeline)
    points = np.array([iterate.x for iterate in timeline.present.here.back()])[::-1]
    basis = np.column_stack([plane.u, plane.v])
    nearest = np.linalg.lstsq(basis, (points - plane.origin).T, rcond=None)[0].T
    np.testing.assert_allclose(path.points, nearest, atol=1e-12)
    off = np.linalg.norm(points - plane.origin - nearest @ basis.T, axis=1)
    length = sum(np.linalg.norm(b - a) for a, b in pairwise(points))
    assert path.apart.most == pytest.approx(off.max() / length)
    assert path.apart.last == pytest.approx(off[-1] / length)
    assert path.apart.rms == pytest.approx(math.sqrt((off**2).mean()) / length)
    grown = after(timeline, "step 3")
    one, other = lines.follow(grown.present).walked, Lines().follow(grown.present).walked
    np.testing.assert_array_equal(one.points, other.points)
    assert one.apart.rms == pytest.approx(other.apart.rms)
    back = after(grown, "back")
    np.testing.assert_array_equal(lines.follow(back.present).walked.points, path.points)


def test_directions_need_not_be_orthogonal(opened):
    x = np.array([1.0, 2.0, 3.0])
    plane = Plane("", 0, ("", ""), np.zeros(3), np.array([1.0, 1, 0]), np.array([0.0, 2, 0]), (0, 1, 0, 1))
    a, b = plane.at(x)
    np.testing.assert_allclose(plane.point(a, b), [1, 2, 0])
    assert plane.off(x, (a, b)) == pytest.approx(3)
    alone = Plane("", 0, ("", ""), np.zeros(3), np.array([2.0, 0, 0]), np.zeros(3), (0, 1, 0, 1))
    assert alone.at(x) == (0.5, 0)


def test_the_line_below_says_share_values_and_distances(opened, after):
    timeline = after(opened(SIX), "step 60", "plane principal", "step 20")
    path = Lines().follow(timeline.present).walked
    text = "".join(part for part, _ in plane_line(timeline.present, path, None, 200, Look()))
    assert f"share of the path {100 * sum(plane_of(timeline).shares):.3g} %" in text
    assert " on it, " in text
    assert "off it " in text
    for width in range(12, 90):
        parts = plane_line(timeline.present, path, None, width, Look())
        assert sum(len(part) for part, _ in parts) <= width


def test_a_map_that_is_not_the_ground_walked_on_says_so(opened, after):
    timeline = after(opened(SIX), "step 60", "plane random 1", "step 60")
    path = Lines().follow(timeline.present).walked
    span = np.ptp(path.values)
    assert not differ(1.0, 1.0 + 0.04 * span, path)
    assert differ(1.0, 1.0 + 0.06 * span, path)
    assert differ(math.nan, 1.0, path)


def test_what_cannot_be_a_plane_is_refused(opened, typed, after):
    six = opened(SIX)
    with pytest.raises(ActionError, match="take some steps"):
        after(six, "plane principal")
    with pytest.raises(ActionError, match="two free variables"):
        after(six, "freeze all but x[2]", "plane random 1")
    with pytest.raises(ActionError, match="two free variables"):
        after(opened("parabola"), "plane gradient")
    with pytest.raises(ActionError, match="is no plane"):
        after(six, "plane sideways")
    with pytest.raises(ActionError, match="is no plane"):
        after(six, "plane random x")
    with pytest.raises(ActionError, match="these are 0"):
        after(typed("x^2 + y^2", start={"x": 0, "y": 0}), "plane filter 1")
    with pytest.raises(ActionError, match="gradient is 0"):
        after(typed("x^2 + y^2", start={"x": 0, "y": 0}), "plane gradient")
    with pytest.raises(ActionError, match="walk along variables"):
        wish(after(six, "plane random 1").present, "west")


def test_words():
    assert parse("plane x y").text == "axes x y"
    assert parse("plane random 7").text == "plane random 7"
    assert parse("plane  gradient").text == "plane gradient"
    with pytest.raises(ActionError, match="say which plane"):
        parse("plane")


def test_a_key_goes_through_all_of_them(opened, after):
    timeline = after(opened(SIX), "step 3")
    seen = []
    for _ in range(5):
        timeline = after(timeline, wish(timeline.present, "plane"))
        plane = plane_of(timeline)
        seen.append(plane.said.split()[0] if plane else "off")
    assert seen == ["filter", "random", "gradient", "principal", "off"]


def test_looking_along_a_plane_is_not_taken_back_and_ends_with_the_landscape(opened, after):
    timeline = after(opened(SIX), "step 3", "plane gradient", "zoom 0.5", "back")
    assert plane_of(timeline) is not None
    assert timeline.present.here.k == 0
    assert plane_of(after(timeline, "open seed-bowl")) is None
    assert plane_of(after(timeline, "axes x[1] x[3]")) is None


def test_the_command_line_leads_to_the_same_plane(opened, after):
    timeline = after(opened(SIX), "step 9", "plane random 7", "step 4")
    assert "plane random 7 at 9" in command_line(timeline)


def test_a_network_and_a_million_variables_have_planes_too(opened, after):
    timeline = after(opened("xor"), "step 20", "plane filter 2")
    session = timeline.present
    plane = plane_of(timeline)
    weights = session.objective.layout.weights
    for part, own in zip(weights(plane.u), weights(session.here.x), strict=True):
        np.testing.assert_allclose(np.linalg.norm(part, axis=0), np.linalg.norm(own, axis=0))
    z = session.objective.section(plane.origin, plane.u, plane.v, np.array([0.0]), np.array([0.0]))
    assert z[0, 0] == pytest.approx(session.objective.value(session.here.x))
