"""`replay` on the screen: every action's picture, at any speed, in any order; and going on from there."""

from __future__ import annotations

import asyncio
import json
import sys
import threading

import pytest
from piloted import press, text_of, words
from terminal import Terminal
from textual.events import MouseDown, MouseMove, MouseUp

from descent_tui.pictures.look import Look
from descent_tui.pictures.playing import action_at, playing
from descent_tui.scenario import catalogue
from descent_tui.session.checkpoint import same
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.playback import EVERY, Playback
from descent_tui.session.record import read
from descent_tui.session.replay import replay
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse
from descent_tui.tui.appearance import Appearance
from descent_tui.tui.replay_screen import SPEEDS, ReplayApp

TEXTS = ("step 3", "freeze y", "step 2", "back 1", "lr 0.3", "look kind mountain", "free all", "step 4")


def journal(folder, texts=TEXTS, scenario="seed-bowl"):
    line = Timeline(open_scenario(catalogue.load(scenario)))
    kept = begin(line.present, folder=folder)
    for text in texts:
        line = line.act(parse(text))
        kept.write(parse(text), line.present)
    kept.end()
    return kept.path


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def played(test, file, size=(100, 30), speed=2.0):
    async def run():
        app = ReplayApp(Playback(read(file)), Appearance(), speed)
        async with app.run_test(size=size) as pilot:
            for _ in range(400):
                if hasattr(app.screen, "at") or hasattr(app.screen, "timeline"):
                    break
                await pilot.pause(0.005)
            await press(pilot)
            return await test(app.screen, pilot)

    return asyncio.run(run())


def test_any_order_leads_to_the_same_sessions(tmp_path):
    texts = [text for k in range(60) for text in ("step 1", "walk x 0.01", "back 1" if k % 7 == 6 else "step 2")]
    film = Playback(read(journal(tmp_path / "j", texts)))
    ends = [film.at(i).present.here for i in range(film.count + 1)]
    assert film.count > 2 * EVERY
    other = Playback(film.record)
    for i in (170, 3, 64, 63, 65, 180, 0, 129, 1):
        assert same(other.at(i).present.here, ends[i])
    assert same(replay(film.record).present.here, ends[-1])
    assert film.entry(0) is None
    assert film.entry(1).action == parse("step 1")


def test_it_plays_pauses_and_is_scrubbed(tmp_path):
    async def test(screen, pilot):
        assert screen.plays
        assert "open seed-bowl" in text_of(screen)
        await press(pilot, "space")
        assert not screen.plays
        assert "paused" in text_of(screen)
        seen = []
        for key in (".", "right", ",", "}", "{", "end", "home"):
            await press(pilot, key)
            seen.append(screen.at)
        await press(pilot, ".", ".")
        return seen, text_of(screen), screen.plays

    seen, text, plays = played(test, journal(tmp_path / "j"), speed=SPEEDS[0])
    assert seen == [1, 2, 1, 8, 0, 8, 0]
    assert "2 of 8   freeze y" in text
    assert "y frozen at" in text
    assert not plays


def test_it_plays_to_the_end_and_then_from_the_beginning(tmp_path):
    async def test(screen, pilot):
        for _ in range(1000):
            if not screen.plays:
                break
            await asyncio.sleep(0.01)
        end = screen.at
        screen.speed = SPEEDS[0]  # so that it is still at the beginning when it is looked at
        await press(pilot, "space")
        return end, screen.at, screen.plays

    assert played(test, journal(tmp_path / "j"), speed=100) == (8, 0, True)


def test_speeds(tmp_path):
    async def test(screen, pilot):
        seen = []
        for key in ">>>><<<<<<<<<<<":
            await press(pilot, key)
            seen.append(screen.speed)
        assert "0.2 a second" in text_of(screen)
        return seen

    assert played(test, journal(tmp_path / "j", ["step 1"] * 99), speed=3) == [
        5, 10, 20, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.2, 0.2, 0.2, 0.2,
    ]  # fmt: skip


def test_the_slider_is_dragged(tmp_path):
    def mouse(kind, x, y, button=1):
        return kind(None, x, y, 0, 0, button, False, False, False, x, y, None)

    async def test(screen, pilot):
        await press(pilot, "space", "home")
        y = 30 - 2
        screen.post_message(mouse(MouseDown, 1, y))
        for x in (30, 50):
            screen.post_message(mouse(MouseMove, x, y))
        await pilot.pause()
        during = screen.at
        screen.post_message(mouse(MouseUp, 98, y))
        screen.post_message(mouse(MouseMove, 98, y))
        await pilot.pause()
        return during, screen.at

    assert played(test, journal(tmp_path / "j")) == (4, 4)


def test_enter_goes_on_from_there_in_a_journal_of_its_own(tmp_path):
    file = journal(tmp_path / "j")
    before = file.read_bytes()

    async def test(screen, pilot):
        await press(pilot, "space", "home", *"...", "enter")
        for _ in range(400):
            if hasattr(screen.app.screen, "timeline"):
                break
            await pilot.pause(0.005)
        now = screen.app.screen
        await press(pilot, "space")
        said = words(now)
        await press(pilot, *"uuuu")
        return said, now.timeline.present.here.k, now.timeline.past

    assert played(test, file) == (["step 3", "freeze y", "step 2", "step 1"], 0, None)
    assert file.read_bytes() == before
    (new,) = (tmp_path / "descent-tui").glob("*.jsonl")
    said = [entry.action.text for entry in read(new).entries]
    assert said == ["step 3", "freeze y", "step 2", "step 1", *["back 1"] * 4]


def test_an_action_that_cannot_be_done_is_said_and_the_rest_is_left(tmp_path):
    file = journal(tmp_path / "j")
    lines = file.read_text().splitlines()
    lines[4] = json.dumps({"n": 4, "do": "freeze nobody"})
    file.write_text("\n".join(lines) + "\n")

    async def test(screen, pilot):
        await press(pilot, "end")
        return screen.at, screen.last, text_of(screen)

    at, last, text = played(test, file)
    assert (at, last) == (3, 3)
    assert "line 5 of the journal cannot be done here" in text


async def told(screen, sign):
    """Wait until something stands on the page."""
    for _ in range(2000):
        if sign in text_of(screen):
            return True
        await asyncio.sleep(0.005)
    return False


def test_an_action_without_end_keeps_no_key_waiting(tmp_path):
    async def test(screen, pilot):
        await press(pilot, "space", "end", patient=False)
        assert await told(screen, "ctrl+c cancels")
        assert (screen.at, screen.reel.aim) == (0, 3)
        await press(pilot, "home", patient=False)
        assert await told(screen, "0 of 3")
        await press(pilot, "right", "right", patient=False)
        assert await told(screen, "ctrl+c cancels")
        await press(pilot, "ctrl+c")
        stayed = screen.at, screen.app.is_running
        await press(pilot, "ctrl+c")
        return stayed, screen.app._exit

    file = journal(tmp_path / "j", ["step 1", "freeze y", "free y"])
    lines = file.read_text().splitlines()
    lines[2] = json.dumps({"n": 2, "do": "step 999999999"})
    file.write_text("\n".join(lines) + "\n")
    assert played(test, file, speed=SPEEDS[0]) == ((1, True), True)


def test_what_is_slow_to_draw_comes_by_and_by(tmp_path):
    async def test(screen, pilot):
        await press(pilot, "space", "end")
        for _ in range(2000):
            if not screen.drawing.busy:
                break
            await asyncio.sleep(0.005)
        await press(pilot)
        return text_of(screen)

    text = played(test, journal(tmp_path / "j", ["step 1", "look kind mountain"], "digits-64-16-10"), (120, 40))
    assert "slice" in text
    assert "drawing" not in text


def test_going_on_that_is_given_up_leaves_no_journal(tmp_path, monkeypatch):
    go_on = threading.Event()
    at = Playback.at

    def slow(playback, i):
        if threading.current_thread().name == "job" and i == 2:
            go_on.wait(30)
        return at(playback, i)

    async def test(screen, pilot):
        await press(pilot, "space", "end")
        monkeypatch.setattr(Playback, "at", slow)
        await press(pilot, "enter", patient=False)
        begun = len(list((tmp_path / "descent-tui").glob("*.jsonl")))
        await press(pilot, "ctrl+c", patient=False)
        go_on.set()
        await press(pilot)
        return begun, screen.app.is_running, screen.reel.taken

    assert played(test, journal(tmp_path / "j"), speed=SPEEDS[0]) == (1, True, None)
    assert not list((tmp_path / "descent-tui").iterdir())


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_slider_stands_where_it_is_clicked(width):
    for at in (0, 1, 17, 39, 40):
        raster = playing(at, 40, "step 1", "", 2.0, width, Look(depth="none"), plays=False)
        column = raster.lines()[1].index("◆")
        assert abs(action_at(column, 40, width) - at) <= 40 / width
    assert action_at(-5, 40, width) == 0
    assert action_at(999, 40, width) == 40
    assert playing(0, 0, "open x", "", 2.0, width, Look(), plays=True).height == 3


@pytest.mark.pty
def test_in_a_terminal_it_is_the_screen_and_elsewhere_a_list(tmp_path):
    file = str(journal(tmp_path / "j"))
    with Terminal([sys.executable, "-m", "descent_tui", "replay", file, "--speed", "50"]) as terminal:
        terminal.until(lambda: terminal.shows("8 of 8"))
        terminal.press("q")
        assert terminal.status() == 0
    with Terminal([sys.executable, "-m", "descent_tui", "replay", file, "--list"]) as terminal:
        assert terminal.status() == 0
        assert b"8 actions; the session was left on purpose" in terminal.out
