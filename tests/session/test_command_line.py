"""The command line of a view leads to the same session, whatever was done before: races, branches, planes and all."""

from __future__ import annotations

import random
import shlex

import numpy as np
import pytest

from descent_tui.cli import doing, landscape
from descent_tui.cli.commands import parser_of
from descent_tui.session.actions import ActionError
from descent_tui.session.command_line import command_line
from descent_tui.session.words import parse

ACTIONS = (
    "step 1", "step 2", "step 7", "walk x 0.01", "walk y -0.02", "freeze y", "free all", "freeze x", "lr 0.0002",
    "at 5", "at 0", "at 40", "switch 1", "drop 1", "optimizer adam", "optimizer lbfgs", "constant b 60", "restart",
    "goto x=0.5,y=0.5", "schedule cosine 100", "race momentum lr=0.0001", "race adam with cosine 50", "leave 2",
    "leave 1", "lead 2", "preset keras", "preset own", "stop grad<1e-3", "stop never", "until steps>=30", "back 1",
    "forward 1", "back 3", "set momentum 0.5", "open himmelblau", "open rosenbrock", "formula x^2+3*y^2", "curvature",
    "look curvature off", "look kind mountain", "look palette dusk", "look order grad", "look nudge 0.001",
    "look focus y", "look home", "look dark off", "axes y x", "zoom 0.9", "pan 0.1 0",
)  # fmt: skip
PLANES = ("plane random 7", "plane principal", "plane gradient", "plane off")


def led(line):
    """Return the session that a command line leads to."""
    _, *words = shlex.split(line)
    options = parser_of(None).read(words)
    return doing.timeline(options, landscape.read(options, "seed-bowl")).present


def bits(iterate):
    return iterate.k, iterate.how, iterate.evaluations, iterate.value, iterate.x.tobytes(), iterate.gradient.tobytes()


def told(session):
    """Return all that a session says, in bits; of how it is looked at, what is no number that is worked out."""
    runners = [
        (r.number, r.optimizer, r.settings, r.stopped, r.schedule, r.preset, bits(r.iterate), bits(r.furthest))
        for r in session.runners
    ]
    ghosts = [(g.number, g.since, g.runner.number, bits(g.runner.furthest)) for g in session.ghosts]
    view = session.view
    looks = view.kind, view.palette, view.dark, view.axes, view.focus, view.order, view.nudge
    found = view.curvature is None, view.plane is None or (view.plane.said, view.plane.u.tobytes())
    rest = session.free.tobytes(), session.held, session.constants, session.rule, session.scenario.formula
    return runners, ghosts, looks, found, rest


def same(now):
    again = led(command_line(now))
    assert told(again) == told(now.present)
    view, other = now.present.view.window, again.view.window
    assert np.allclose(view, other, rtol=1e-8, atol=1e-9 * np.abs(view).max())


@pytest.mark.parametrize("seed", range(24))
def test_whatever_was_done(opened, seed):
    dice = random.Random(seed)  # noqa: S311 — dice
    line, backs = opened("rosenbrock"), False
    for _ in range(dice.randrange(5, 40)):
        text = dice.choice(ACTIONS + (() if backs else PLANES))
        try:
            line = line.act(parse(text))
        except ActionError:
            continue
        if line.present.view.plane is not None and text.startswith("back"):
            line, backs = line.act(parse("plane off")), True  # it may lie along what was taken back
    same(line)


@pytest.mark.parametrize(
    "texts",
    [
        ("plane random 7", "freeze y", "step 2"),
        ("step 3", "plane principal", "goto x=0.5,y=0.5"),
        ("step 3", "curvature", "freeze all"),
        ("formula x^2+3*y^2",),
        ("axes y x", "look focus y"),
        ("axes y x", "plane random 3", "freeze x", "zoom 0.7"),
    ],
    ids=lambda texts: texts[0],
)
def test_what_depends_on_when_it_was_found(opened, after, texts):
    same(after(opened("rosenbrock"), *texts))


def test_a_plane_along_steps_that_were_taken_back_is_left_out(opened, after):
    line = after(opened("rosenbrock"), "step 9", "plane principal", "back 1", "step 2")
    session = led(command_line(line))
    assert session.view.plane is None
    assert bits(session.here) == bits(line.present.here)
