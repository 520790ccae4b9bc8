"""What can be taken away: trajectories as JSON and CSV, recordings, and the command line that leads to this view."""

from __future__ import annotations

import contextlib
import io
import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.cli import doing, landscape, trajectory
from descent_tui.cli.commands import parser_of
from descent_tui.scenario import catalogue
from descent_tui.session.actions import ActionError, Freeze, Step
from descent_tui.session.asciicast import asciicast
from descent_tui.session.checkpoint import same
from descent_tui.session.command_line import command_line
from descent_tui.session.run import Descent
from descent_tui.session.script import parts, played, script
from descent_tui.session.trajectory import json_pieces, write_csv
from descent_tui.session.walked import Walked

# Several actions in one text


def test_semicolons_part_actions():
    assert script("freeze y; step 25") == [Freeze("y"), Step(25)]
    assert script(" step ;; step 2; ") == [Step(1), Step(2)]
    assert script("") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a;b", ["a", "b"]),
        ("f(a;b);c", ["f(a;b)", "c"]),
        ("w[1;2]; {x;y}", ["w[1;2]", "{x;y}"]),
        ("a);b", ["a)", "b"]),
        ("(a;b", ["(a;b"]),
    ],
)
def test_semicolons_inside_brackets_do_not(text, found):
    assert parts(text) == found


@given(st.text(alphabet="ab;()[]{} "))
def test_no_character_but_semicolons_and_blanks_is_lost(text):
    assert "".join(parts(text)).replace(";", "").replace(" ", "") == text.replace(";", "").replace(" ", "")


def test_the_action_at_fault_is_named(opened):
    with pytest.raises(ActionError, match="'froze y': 'froze' is not an action: did you mean freeze"):
        script("step; froze y; step")
    with pytest.raises(ActionError, match="'freeze q': there is no variable 'q'"):
        played(opened(), script("step; freeze q"))


# Trajectories


def printed(write, *given):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        write(*given)
    return out.getvalue()


def written(write, *given):
    stream = io.StringIO()
    write(*given, stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["rosenbrock", "seed-bowl", "million-weight-bowl"])
def test_a_trajectory_is_written_as_the_command_line_prints_it(opened, after, name):
    session = after(opened(name), "step 3").present
    runner = session.runner
    start = Walked(session).start

    def descent():
        return Descent(session.objective, start, runner.optimizer, runner.settings, 3, session.free)

    assert "".join(json_pieces(Walked(session), name, ())) == printed(trajectory.print_json, descent(), name, ())
    assert written(write_csv, Walked(session)) == printed(trajectory.print_csv, descent())


def test_a_diverged_session_says_why_as_a_descent_does(opened, after):
    session = after(opened(), "lr 3.0", "step 5000").present
    walked = Walked(session)
    runner = session.runner
    plain = Descent(session.objective, walked.start, runner.optimizer, runner.settings, 5000, session.free)

    assert len(list(walked)) == len(list(plain))
    assert walked.stopped == plain.stopped
    assert walked.stopped.startswith("diverged")


def test_a_walked_trajectory_goes_on_until_a_rule_holds(opened, after):
    session = after(opened(), "step 5", "freeze y").present
    walked = Walked(session, 500, "grad<1e-6")
    path = list(walked)

    assert [iterate.k for iterate in path[:6]] == list(range(6))
    assert walked.stopped.startswith("until")
    assert 6 < len(path) < 500
    assert len({iterate.x[1] for iterate in path[5:]}) == 1
    assert walked.start[1] == session.here.x[1]


def test_json_is_strict_and_harmless(typed, after):
    session = after(typed("log(x)"), "goto x=-1").present
    text = "".join(json_pieces(Walked(session), "\x1b[2J", ()))

    assert json.loads(text, parse_constant=pytest.fail)["steps"][0]["value"] is None
    assert "\x1b" not in text


# Recordings


def test_a_recording_has_a_header_intervals_and_an_exit():
    frames = [(0.25, "\x1b[2Jhé\r\n"), (1.0, "b"), (1.0, "c")]
    head, *events = map(json.loads, asciicast(frames, 80, 24, title="A walk", started=1_700_000_000))

    assert head == {"version": 3, "term": {"cols": 80, "rows": 24}, "timestamp": 1_700_000_000, "title": "A walk"}
    assert events == [[0.25, "o", "\x1b[2Jhé\r\n"], [0.75, "o", "b"], [0.0, "o", "c"], [0.0, "x", "0"]]
    assert "".join(asciicast(frames, 80, 24)).isascii()


@given(st.lists(st.floats(0, 1e6), max_size=50).map(sorted))
def test_intervals_add_up_to_the_clock(times):
    _, *events = map(json.loads, asciicast([(time, "") for time in times], 80, 24))
    now = 0.0
    for time, (interval, *_) in zip(times, events, strict=False):
        now += interval
        assert now == pytest.approx(time, abs=0.00051, rel=1e-9)


@pytest.mark.parametrize(
    "frames", [[(1.0, "a"), (0.5, "b")], [(float("nan"), "a")], [(-1.0, "a")], [(float("inf"), "")]]
)
def test_time_that_runs_backwards_is_refused(frames):
    with pytest.raises(ValueError, match="a frame at"):
        list(asciicast(frames, 80, 24))


@pytest.mark.parametrize("size", [(0, 24), (80, 0), (-1, -1)])
def test_a_terminal_has_a_size(size):
    with pytest.raises(ValueError, match="columns and rows"):
        list(asciicast([], *size))


# The command line of a view


def led(line):
    """Return where a command line leads: the timeline after its first actions."""
    program, *words = shlex.split(line)
    assert program == "descent-tui"
    options = parser_of(None).read(words)
    return doing.timeline(options, landscape.read(options, "seed-bowl"))


def test_a_landscape_that_was_only_opened_is_its_name(opened):
    assert command_line(opened("rosenbrock")) == "descent-tui rosenbrock"


def test_actions_are_said_and_steps_joined(opened, after):
    timeline = after(opened(), "step", "step 4", "freeze y", "step 3", "back 1", "step 2")
    assert command_line(timeline) == "descent-tui seed-bowl --do 'step 5; freeze y; step 2; look focus x; look home'"


@pytest.mark.parametrize(
    "texts",
    [
        ("step 10", "freeze y", "step 7", "zoom 0.37", "pan 0.21 -0.4", "look kind mountain", "look turn 77"),
        ("walk x 9.5", "step 2", "look nudge 0.01", "look arrow off", "look derivation off", "look dark off"),
        ("formula p^2 + 3*p*q + q^4", "step 5", "zoom 3", "look palette slate"),
        ("open rosenbrock", "constant b 77.25", "step 20", "axes y x", "look focus x", "zoom 0.2"),
        ("open rosenbrock", "step 5", "formula x^2*y^2 + x", "goto x=1.1,y=-0.3", "step 5", "lr 0.01", "step 5"),
        ("look home", "zoom 0.5", "zoom 2", "step 1"),
    ],
    ids=lambda texts: texts[0],
)
def test_the_command_line_leads_to_the_same_place_and_view(opened, after, texts):
    timeline = after(opened(), *texts)
    again = led(command_line(timeline)).present
    now = timeline.present

    assert all(same(a, b) for a, b in zip(now.here.back(), again.here.back(), strict=True))
    assert now.free.tolist() == again.free.tolist()
    assert now.runner.settings == again.runner.settings
    assert now.constants == again.constants
    for what in ("kind", "axes", "focus", "palette", "dark", "arrow", "derivation", "nudge", "turn"):
        assert getattr(now.view, what) == getattr(again.view, what), what
    assert again.view.window == pytest.approx(now.view.window, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(
    "words",
    [
        ["rosenbrock", "--start", "x=0.1,y=-1e-300", "--range", "x=-4:4", "--constant", "b=33"],
        ["--formula", "sum(i, 1, n, i*x[i]^2) + 'y'".replace("'", ""), "--start", "x=[1,2,3]"],
        ["--formula", "-x^2 + k*x", "--constant", "k=-2", "--range", "x=-1:5"],
    ],
    ids=lambda words: words[0],
)
def test_what_the_command_line_changed_of_a_landscape_is_said_again(words):
    options = parser_of(None).read(words)
    first = doing.timeline(options, landscape.read(options))
    again = led(command_line(first)).present

    assert same(first.present.here, again.here)
    assert again.scenario.ranges == first.present.scenario.ranges
    assert again.constants == first.present.constants
    assert command_line(led(command_line(first))) == command_line(first)


def test_a_file_is_named_by_its_path_and_quoted(tmp_path, opened, after):
    file = tmp_path / "my $(evil) bowl.toml"
    file.write_bytes(catalogue.find("seed-bowl").read_bytes())
    timeline = after(opened(), f"open {file}", "step 3")

    assert shlex.split(command_line(timeline))[1] == str(file)
    assert same(led(command_line(timeline)).present.here, timeline.present.here)
