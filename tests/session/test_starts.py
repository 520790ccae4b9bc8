"""Starts are forgotten and made again, bit for bit: a jump, another optimizer, a restart, a race, a branch."""

from __future__ import annotations

import gc
import random
import tracemalloc
from contextlib import suppress

import pytest
from timelines import agree

from descent_tui.formula import settled
from descent_tui.scenario import catalogue
from descent_tui.session import line, opening, origin, recent, stepping, stretch, thinning
from descent_tui.session.actions import ActionError
from descent_tui.session.effort import again
from descent_tui.session.opening import open_scenario
from descent_tui.session.resume import resume
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse


@pytest.fixture
def nothing_kept(monkeypatch):
    """Treat every iterate as a large one, with room for three checkpoints, and keep as few recent ones as may be."""
    monkeypatch.setattr(stretch, "LARGE", 0)
    monkeypatch.setattr(stretch, "LONGEST", 5)
    monkeypatch.setattr(recent, "RECENT", 0)
    monkeypatch.setattr(thinning, "ALL_CHECKPOINTS", 3000)
    kept, checkpoints = recent.Recent(), thinning.Checkpoints()
    for module in (recent, stretch, line, origin):
        monkeypatch.setattr(module, "recent", kept)
    for module in (thinning, stretch):
        monkeypatch.setattr(module, "checkpoints", checkpoints)
    return checkpoints


def bits(iterate):
    return (iterate.k, iterate.how, iterate.evaluations, iterate.value, iterate.x.tobytes(), iterate.gradient.tobytes(),
            tuple((name, array.tobytes()) for name, array in iterate.state.items()))  # fmt: skip


def stands(session):
    """Return where all runners and ghosts of a session are, to the bit."""
    runners = tuple(
        (r.number, r.optimizer, *r.settings.items(), bits(r.iterate), bits(r.furthest)) for r in session.runners
    )
    ghosts = tuple((ghost.number, ghost.since, bits(ghost.runner.furthest)) for ghost in session.ghosts)
    return tuple(session.constants.items()), session.free.tobytes(), runners, ghosts


ANEW = (
    "goto x=0.5,y=0.25", "goto y=0.75", "goto x=-1", "optimizer adam", "optimizer momentum", "optimizer lbfgs",
    "preset keras", "preset own", "constant b 60", "constant b 100", "restart", "race adam", "race momentum lr=0.0001",
    "lead 2", "leave 1", "leave 2", "at 3", "at 7", "at 9999", "switch 1", "drop 1", "freeze y", "free all", "walk x 0.01",
    "lr 0.0002", "lr 0.0001", "open rosenbrock", "formula (1-x)^2 + 90*(y-x^2)^2",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_whatever_began_anew_is_taken_back_and_done_again_to_the_bit(nothing_kept, seed):
    dice = random.Random(seed)  # noqa: S311 — dice
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
    known = [stands(timeline.present)]
    paths = {0: [bits(one) for one in timeline.present.here.back()]}
    while len(known) < 400:
        text = dice.choice(ANEW) if dice.random() < 0.5 else f"step {dice.randrange(1, 9)}"
        try:
            timeline = timeline.act(parse(text))
        except ActionError:
            continue
        known.append(stands(timeline.present))
        if len(known) % 10 == 0:
            paths[len(known) - 1] = [bits(one) for one in line.since(0, timeline.present.here)]
    assert len(nothing_kept) <= 12  # one more in each round of a race of eight
    for place in range(len(known) - 1, 0, -1):
        assert stands(timeline.present) == known[place]
        if place in paths:
            assert [bits(one) for one in timeline.present.here.back()] == paths[place][::-1]
            assert bits(line.start(timeline.present.here)) == paths[place][0]
            assert [k for k, _, _ in line.traces(0, timeline.present.here)] == [one[0] for one in paths[place]]
        timeline = timeline.act(parse("back"))
    assert timeline.past is None
    for place in sorted(dice.sample(range(1, len(known)), 30)):
        ahead = timeline.act(parse(f"forward {place}"))
        assert stands(ahead.present) == known[place]
    assert stands(timeline.act(parse("forward 999")).present) == known[-1]


@pytest.mark.parametrize("seed", [11, 12])
@pytest.mark.usefixtures("nothing_kept")
def test_how_many_steps_are_walked_again_is_known_before(monkeypatch, seed):
    dice = random.Random(seed)  # noqa: S311 — dice
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
    for _ in range(150):
        text = dice.choice(ANEW) if dice.random() < 0.4 else f"step {dice.randrange(1, 9)}"
        with suppress(ActionError):
            timeline = timeline.act(parse(text))
    walked, real = [], stepping._towards
    monkeypatch.setattr(stepping, "_towards", lambda *given: walked.append(1) or real(*given))
    foretold, taken = [], []
    for text in ["back 1"] * 60 + ["back 40", "forward 25", "back 3", "forward 60", "at 4", "at 2", "at 99"]:
        foretold.append(again(timeline, parse(text)))
        del walked[:]
        timeline = timeline.act(parse(text))
        session = timeline.present
        one = len(session.runners) == 1 and not session.ghosts and session.runner.ahead is None
        taken.append((len(walked), one))
    for (steps, one), known in zip(taken, foretold, strict=True):
        assert known > 0 or not steps
        assert steps <= known or not one  # of several one may be forgotten again when the next is found
    assert sum(steps > 0 for steps, _ in taken) > 10
    assert sum(known == 0 for known in foretold) > 10


MANY = 33_000
"""Enough for what is kept of many variables to be folded; an iterate of plain descent takes two arrays of as many."""

ARRAY = 8 * MANY

REPEATED = {
    "goto": "goto w[{i}]=0.{i}; goto w[{i}]=0.1",
    "goto, steps": "goto w[{i}]=0.{i}; step 2",
    "goto everywhere": "goto w=0.{i}; step 2",
    "goto and back": "step 7; goto w[{i}]=0.5; step 1; back 2; lr 0.0{i}",
    "restart": "step 3; restart",
    "optimizer": "optimizer adam; step 2; optimizer gd; step 1",
    "conventions": "optimizer momentum; step 1; preset keras; step 1",
    "settings": "lr 0.0{i}; step 2",
    "schedule": "schedule cosine {i}; step 2",
    "constant": "constant b 1.{i}; step 2",
    "branch": "at 3; lr 0.0{i}; step 4",
    "branch dropped": "at 2; lr 0.0{i}; step 3; drop 1",
    "branches switched": "at 3; lr 0.0{i}; step 2; switch 1",
    "race": "restart; race adam; step 2; leave 2; step 1",
    "race led": "restart; race momentum; step 2; lead 2; set momentum 0.{i}; step 2; leave 1",
    "walk": "walk w[{i}] 0.01; step 1",
    "walk everywhere": "walk w 0.0{i}; walk w -0.0{i}; walk w 0.01; step 1",
    "freeze": "freeze w[{i}]; step 1",
    "freeze and free": "freeze w[{i}..30000]; step 1; free all; step 1",
    "plane": "plane random {i}; step 1",
    "curvature": "curvature; step 1",
    "formula": "formula x^2 + {i}*y^2; step 1; back 2; step 1",
    "open": "open seed-bowl; open {file}; step 2",
}


@pytest.fixture
def file(tmp_path):
    """Write a scenario of very many variables, with a knob, and with numbers that depend on none."""
    path = tmp_path / "many.toml"
    path.write_text(
        f"""formula = "b*sum(i, 1, {MANY}, 2^((i-1)/{MANY})*(w[i] - 1)^2)/2"
variables.w = {{ range = [-2, 2], size = {MANY}, start = 0.5 }}
constants.b = {{ value = 1, range = [0, 9] }}
descent = {{ optimizer = "gd", lr = 0.1 }}
"""
    )
    return path


def digest(session):
    """Return where a session is, in few bytes."""
    return hash(stands(session))


def past(timeline):
    """Return how many actions can be taken back."""
    moment, count = timeline.past, 0
    while moment is not None:
        moment, count = moment.beyond, count + 1
    return count


@pytest.mark.parametrize("texts", REPEATED.values(), ids=REPEATED)
def test_what_is_done_over_and_over_takes_no_more_memory_and_comes_back_to_the_bit(
    nothing_kept, monkeypatch, file, texts
):
    monkeypatch.setattr(thinning, "ALL_CHECKPOINTS", 10 * ARRAY)
    monkeypatch.setattr(settled, "MOST", 4 * MANY)
    taken, known = [], {}
    tracemalloc.start()
    try:
        timeline = Timeline(open_scenario(catalogue.load(file))).act(parse("step 30"))
        for i in range(10, 35):
            for text in texts.format(i=i, file=file).split("; "):
                timeline = timeline.act(parse(text))
            if i % 4 == 3:
                known[past(timeline)] = digest(timeline.present)
            if i in {18, 26, 34}:
                gc.collect()
                taken.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert taken[2] - taken[0] < 4 * ARRAY  # 16 more times
    assert taken[2] - taken[1] < 3 * ARRAY
    end, at = timeline, past(timeline)
    for place in sorted(known, reverse=True):
        timeline = timeline.act(parse(f"back {at - place}")) if place < at else timeline
        at = place
        assert digest(timeline.present) == known[place]
    begun = timeline.act(parse("back 9999"))
    assert begun.past is None
    assert begun.present.here.k == 0
    assert digest(begun.act(parse("forward 9999")).present) == digest(end.present)


@pytest.mark.usefixtures("nothing_kept")
def test_whoever_goes_back_to_a_line_finds_its_start_there(monkeypatch, file):
    timeline = Timeline(open_scenario(catalogue.load(file)))
    for i in range(1, 9):
        timeline = timeline.act(parse(f"goto w[{i}]=0.1")).act(parse("step 12"))
    for way in ("back 4", "back 6", "forward 8"):
        assert again(timeline, parse(way)) > 0
        timeline = timeline.act(parse(way))
        with monkeypatch.context() as patched:
            patched.setattr(stepping, "_towards", None)  # a picture that asks for it need not wait
            patched.setattr(opening, "_start", None)
            assert line.start(timeline.present.here).k == 0


@pytest.mark.parametrize("seed", [21, 22])
@pytest.mark.usefixtures("nothing_kept")
def test_a_session_of_many_starts_is_resumed_with_all_its_past(opened, told, seed):
    dice = random.Random(seed)  # noqa: S311 — dice
    timeline, texts = opened("rosenbrock"), []
    while len(texts) < 60:
        text = dice.choice((*ANEW, "back 2", "forward 1")) if dice.random() < 0.6 else f"step {dice.randrange(1, 9)}"
        with suppress(ActionError):
            timeline = timeline.act(parse(text))
            texts.append(text)
    timeline, journal = told(opened("rosenbrock"), *texts)
    journal.close()
    resumed = resume(journal.path)
    agree(resumed.timeline, timeline)
    resumed.journal.close()
