"""A process sent ahead draws the first picture: the same one, and if it cannot, nobody waits for long."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal

from descent_tui.scenario import catalogue
from descent_tui.tui import scout
from descent_tui.tui.appearance import Appearance
from descent_tui.tui.first_picture import first_picture

ROOT = Path(__file__).parents[2]

SENT = """
import asyncio, json, os, sys, time
from descent_tui.tui import scout
from descent_tui.tui.appearance import Appearance

def read():
    from descent_tui.scenario import catalogue
    {first}
    return catalogue.load("rosenbrock")

scout.possible = lambda: {possible}
sent = scout.send(read, Appearance("256"))
if sent is None:
    print(json.dumps("not sent"))
else:
    picture = asyncio.run(sent.picture({patience}))
    try:
        os.kill(sent._pid, 0)
        there = True
    except ProcessLookupError:
        there = False
    print(json.dumps([picture, there, "numpy" in sys.modules]))
"""


def sent(first="", patience=30.0, possible="True"):
    """Send a scout from an interpreter of its own; return its picture, whether it is still there, and numpy here."""
    program = SENT.format(first=first, patience=patience, possible=possible)
    environ = {"COLUMNS": "90", "LINES": "30", "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True, timeout=60
    )
    assert not done.stderr
    return json.loads(done.stdout)


def test_it_draws_the_first_picture_of_the_screen():
    (size, rows), there, numpy_loaded = sent()
    assert size == [90, 30]
    wanted = first_picture(catalogue.load("rosenbrock"), Appearance("256"), 90, 30)
    assert rows == [[list(run) for run in row] for row in wanted]
    assert "Rosenbrock" in "".join(run[0] for run in rows[0])
    assert not there
    assert not numpy_loaded


@pytest.mark.parametrize("first", ["raise ValueError", "os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_one_that_fails_is_no_matter(first):
    assert sent(first) == [None, False, False]


def test_one_that_is_slow_is_not_waited_for_and_does_not_stay():
    assert sent("time.sleep(1000)", patience=0.01) == [None, False, False]


ORPHAN = """
import os, sys
from descent_tui.tui import scout
from descent_tui.tui.appearance import Appearance

def read():
    from descent_tui.scenario import catalogue
    return catalogue.load("rosenbrock")

scout.possible = lambda: True
assert scout.send(read, Appearance("truecolor"))
os._exit(0)
"""


def test_one_whose_picture_nobody_takes_ends_by_itself_however_large_it_is():
    environ = {"COLUMNS": "400", "LINES": "120", "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    ours, theirs = os.pipe()  # closed when the last who has it has ended
    subprocess.run([sys.executable, "-c", ORPHAN], env=environ, pass_fds=[theirs], check=True, timeout=60)
    os.close(theirs)
    ended, _, _ = select.select([ours], [], [], 30)
    os.close(ours)
    assert ended


def test_it_writes_nothing_on_the_terminal():
    (size, _), _, _ = sent("print(1); os.write(2, b'x'); sys.stderr.write('x')")
    assert size == [90, 30]


def test_where_it_cannot_be_sent_there_is_none():
    assert sent(possible="False") == "not sent"


def test_it_is_sent_only_where_that_saves_time(monkeypatch):
    monkeypatch.setattr(scout.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(scout.threading, "active_count", lambda: 1)
    assert "numpy" in sys.modules
    assert not scout.possible()
    monkeypatch.delitem(sys.modules, "numpy")
    assert scout.possible()
    monkeypatch.setattr(scout.os, "sched_getaffinity", lambda _: {0})
    assert not scout.possible()
    monkeypatch.setattr(scout.os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(scout.threading, "active_count", lambda: 2)
    assert not scout.possible()


PROGRAM = """
import sys
from descent_tui.__main__ import main
from descent_tui.tui import scout

scout.possible = lambda: True
scout.Scout.picture.__defaults__ = (30,)
sys.exit(main())
"""


@pytest.mark.pty
@pytest.mark.parametrize("depth", ["truecolor", "256", "16", "none"])
def test_what_it_has_drawn_is_sent_once(tmp_path, depth):
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    command = [sys.executable, "-c", PROGRAM, "himmelblau", "--color", depth]
    with Terminal(command, environ=environ) as terminal:
        terminal.until(lambda: terminal.shows("step 0"), 60)
        terminal.until_still(0.5)
        out = bytes(terminal.out)
    assert out.count(b"Himmelblau's four valleys") == 1
    _, _, rest = out.partition(b"landscapes")
    assert (
        len(rest) < 250
    )  # the rest of the footer: the page that follows finds all of it there, panels, slice and loss
    assert b"\x1b[1;1H" not in rest.partition(b"\x1b[1;1H")[2]
