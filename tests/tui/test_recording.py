"""What is done on the screen is in its journal, and a session that was cut off goes on where it was."""

from __future__ import annotations

import asyncio

import pytest
from piloted import opened, press

from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.resume import resume, unfinished
from descent_tui.tui.app import DescentApp
from descent_tui.tui.appearance import Appearance


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "descent-tui"


def play(keys, *, resumed=None, status=0):
    """Press keys on a screen, leave it with a status, and return its last timeline and the note it opened with."""

    async def pressed():
        app = DescentApp(catalogue.load("seed-bowl"), Appearance(), (), resumed)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            screen, note = app.screen, app.screen.timeline.present.note
            await press(pilot, *keys)
            app.exit(return_code=status)
        return screen.timeline, note

    return asyncio.run(pressed())


def test_a_session_left_on_purpose_is_finished(state):
    play(["space", "2", "space"])

    [file] = state.glob("*.jsonl")
    assert [line for line in ("step 1", "freeze y") if line not in file.read_text()] == []
    assert unfinished() == []
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_session_that_was_cut_off_goes_on_to_the_bit(state):
    before, _ = play(["space", "space", "2", "space"], status=129)
    [left] = unfinished()
    after, _ = play(["u", "u", "ctrl+r", "ctrl+r"], resumed=resume(left.path))

    assert after.present.here.x.tobytes() == before.present.here.x.tobytes()
    assert after.present.free.tolist() == [True, False]
    assert unfinished() == []
    assert len(list(state.glob("*.jsonl"))) == 1


def test_the_first_action_begins_the_journal_where_nothing_has_begun_it_before(state):
    async def acted():
        app = DescentApp(catalogue.load("seed-bowl"), Appearance(), ("freeze y",))
        async with app.run_test(size=(80, 24)) as pilot:
            while not hasattr(app.screen, "timeline"):
                await pilot.pause()
            assert app.screen.recording.begun
            [file] = state.glob("*.jsonl")
            assert "freeze y" in file.read_text()

    asyncio.run(acted())


def test_a_note_from_the_start_is_not_talked_over(state):
    play(["space"], status=143)

    async def told():
        scenario = Scenario.from_formula("log(x)", start={"x": -1.0})
        app = DescentApp(scenario, Appearance())
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            return app.screen.timeline.present.note

    assert "not defined" in asyncio.run(told()).text


def test_the_next_start_offers_to_resume(state):
    play(["space"], status=143)
    _, note = play([])

    assert "--resume" in note.text


def test_a_home_that_cannot_be_written_is_one_warning(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    timeline, note = play(["space"])

    assert timeline.present.here.k == 1
    assert "memory" in note.text
