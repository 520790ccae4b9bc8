"""kill -9 at any moment: whatever write had returned from is there, whole and in order, and nothing after it is taken."""

from __future__ import annotations

import json
import subprocess
import sys

from descent_tui.session.checkpoint import same
from descent_tui.session.record import read
from descent_tui.session.replay import replay
from descent_tui.session.resume import resume, unfinished
from descent_tui.session.words import parse

# Children are forked from one process that has everything loaded, so that forty kills take as long as two. Each writes
# to a pipe how many actions write has returned from; the parent kills it after a random time and reports that number.
DRIVER = """
import json, os, random, signal, sys, time
from pathlib import Path
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

folder, kills = Path(sys.argv[1]), int(sys.argv[2])
random.seed(7)
first = Timeline(open_scenario(catalogue.load("rosenbrock")))
WORDS = ["step 1", "step 3", "freeze y", "step 1", "free all", "walk x 0.01", "back 2", "forward 1", "look turn 10"]

def session(pipe):
    timeline = first
    journal = begin(timeline.present, folder=folder)
    os.write(pipe, os.fsencode(journal.path.name) + b"\\n")
    for i in range(10**9):
        action = parse(WORDS[i % len(WORDS)])
        timeline = timeline.act(action)
        journal.write(action, timeline.present)
        os.write(pipe, b"%d\\n" % (i + 1))

for _ in range(kills):
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        session(writes)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        name = pipe.readline().strip().decode()
        target, patience = random.randrange(60), time.monotonic() + 5
        os.set_blocking(reads, False)
        data = b""
        while data.count(b"\\n") < target and time.monotonic() < patience:
            data += pipe.read() or b""
        time.sleep(random.uniform(0, 0.001))  # anywhere in what it does next
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        data += pipe.read() or b""
    whole = data[: data.rfind(b"\\n") + 1].split()
    print(json.dumps([name, int(whole[-1]) if whole else 0]), flush=True)
"""
WORDS = ["step 1", "step 3", "freeze y", "step 1", "free all", "walk x 0.01", "back 2", "forward 1", "look turn 10"]
KILLS = 40


def test_no_action_that_was_written_is_ever_lost(tmp_path):
    folder = tmp_path / "descent-tui"
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder), str(KILLS)], capture_output=True, text=True, timeout=120, check=True
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == KILLS
    assert len({count for _, count in told}) > 5  # they died at different moments
    for name, count in told:
        record = read(folder / name)
        said = [entry.action.text for entry in record.entries]
        assert len(said) >= count
        assert said == [parse(WORDS[i % len(WORDS)]).text for i in range(len(said))]
        assert not record.ended
    assert {one.path.name for one in unfinished(folder)} == {name for name, _ in told if read(folder / name).entries}

    longest = max(told, key=lambda one: one[1])[0]
    assert same(replay(read(folder / longest)).present.here, resume(folder / longest).timeline.present.here)


SESSION = """
import os, signal, sys
from pathlib import Path
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
journal = begin(timeline.present, folder=Path(sys.argv[1]))
for k in range(500):
    action = parse("step 1")
    timeline = timeline.act(action)
    journal.write(action, timeline.present)
    print(timeline.present.here.x.tobytes().hex(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_session_of_five_hundred_steps_is_killed_resumed_undone_and_done_again(tmp_path, after):
    done = subprocess.run(
        [sys.executable, "-c", SESSION, str(tmp_path / "s")], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == -9
    told = done.stdout.decode().split()
    (found,) = unfinished(tmp_path / "s")
    resumed = resume(found.path)
    timeline = resumed.timeline

    assert resumed.lost == "Nothing was lost."
    assert [i.x.tobytes().hex() for i in timeline.present.here.back()] == [*told[::-1], timeline_start(timeline)]
    begun = after(timeline, "back 500")
    assert begun.present.here.k == 0
    assert begun.past is None
    again = after(begun, "forward 500")
    assert same(again.present.here, timeline.present.here)
    assert again.present.here.x.tobytes().hex() == told[-1]
    resumed.journal.close()


def timeline_start(timeline):
    *_, start = timeline.present.here.back()
    return start.x.tobytes().hex()
