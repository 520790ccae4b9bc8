"""`w`: what can be written is listed, is written anew or not at all, and holds what the screen and the session hold."""

from __future__ import annotations

import io
import json
import threading
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from piloted import piloted, press, text_of

from descent_tui.cli.main import main
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.tui import exporting
from descent_tui.tui.exporting import FORMATS, LETTERS


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def written(*keys, actions=(), scenario="seed-bowl", **appearance):
    async def test(screen, pilot):
        await press(pilot, *keys)
        return text_of(screen)

    return piloted(test, scenario, actions=actions, **appearance)


def test_the_choice_says_what_can_be_written_and_where(here):
    text = written("w")
    for ending, letter in zip(FORMATS, LETTERS.values(), strict=True):
        assert FORMATS[ending] in text
        assert f"seed-bowl{letter}" in text
    assert here.name in text


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_it_fits(size):
    text = written("w", size=size)
    assert all(what[:20] in text for what in FORMATS.values())


def test_where_a_name_has_no_room_its_ending_is_said(here):
    async def test(screen, pilot):
        await press(pilot, "w")
        return [line.rstrip() for line in text_of(screen).splitlines()]

    lines = piloted(test, size=(40, 12))
    assert any(line.endswith(".json") for line in lines)
    assert not any("…" in line for line in lines[-9:-1])


def test_every_letter_and_the_arrows_choose(here):
    for letter in LETTERS:
        written("w", letter, "enter")
    assert {file.name for file in here.iterdir()} == {f"seed-bowl{ending}" for ending in FORMATS}
    written("w", "down", "down", "up", "enter", "ctrl+u", *"mine.svg", "enter")
    assert (here / "mine.svg").exists()


def test_esc_writes_nothing(here):
    async def test(screen, pilot):
        await press(pilot, "w", "escape")
        assert screen.prompt is None
        await press(pilot, "w", "p", "escape")
        assert screen.prompt is None

    piloted(test)
    assert not list(here.iterdir())


def test_nothing_is_written_over(here):
    (here / "seed-bowl.txt").write_text("mine")
    text = written("w", "t", "enter")
    assert "Wrote seed-bowl-2.txt" in text
    text = written("w", "t", "ctrl+u", *"seed-bowl.txt", "enter")
    assert "There is already a seed-bowl.txt" in text
    assert (here / "seed-bowl.txt").read_text() == "mine"
    (here / "link.txt").symlink_to(here / "nowhere.txt")
    written("w", "t", "ctrl+u", *"link.txt", "enter")
    assert not (here / "nowhere.txt").exists()


@pytest.mark.parametrize("name", ["no/such/place.txt", "/proc/place.txt", "~nobody-there/x.txt"])
def test_what_cannot_be_written_is_said(name, here):
    assert "Could not write" in written("w", "t", "ctrl+u", *name, "enter")
    assert not list(here.iterdir())


@pytest.mark.parametrize("name", ["", "/", ".", "/.txt", "a\x00b.txt", "\u202ea.txt", "map.exe"])
def test_a_name_that_is_none_is_refused(here, name):
    async def test(screen, pilot):
        await press(pilot, "w", "t", "ctrl+u")
        screen.prompt.insert(name)
        await press(pilot, "enter")
        return screen.app.is_running

    assert piloted(test)
    assert not list(here.iterdir())


def test_text_is_the_screen_without_the_line_one_types_in(here):
    written("w", "t", "enter", actions=("step 2",))
    text = (here / "seed-bowl.txt").read_text("utf-8")
    assert "seed bowl" in text
    assert "step 2" in text
    assert "\x1b" not in text
    assert "write to" not in text
    written("w", "a", "enter", actions=("step 2",))
    assert "\x1b[" in (here / "seed-bowl.ans").read_text("utf-8")


@pytest.mark.parametrize("depth", ["truecolor", "256", "16", "none"])
def test_pictures_can_be_read_at_every_depth(here, depth):
    written("w", "p", "enter", depth=depth, size=(80, 24))
    with Image.open(here / "seed-bowl.png") as picture:
        assert picture.size == (80 * 16, 24 * 32)
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 1
    written("w", "s", "enter", depth=depth, size=(80, 24))
    root = ET.fromstring((here / "seed-bowl.svg").read_text("utf-8"))  # noqa: S314  our own
    assert root.attrib["viewBox"] == f"0 0 {80 * 8} {24 * 16}"


def test_the_trajectory_is_what_run_prints(here, capsys):
    written("w", "j", "enter", actions=("freeze y", "step 3"))
    written("w", "c", "enter", actions=("freeze y", "step 3"))
    assert main(["run", "seed-bowl", "--do", "freeze y; step 3", "--json"]) == 0
    assert json.loads((here / "seed-bowl.json").read_text()) == json.loads(capsys.readouterr().out)
    assert main(["run", "seed-bowl", "--do", "freeze y; step 3", "--csv"]) == 0
    assert (here / "seed-bowl.csv").read_text() == capsys.readouterr().out


def test_a_race_is_told_whole(here, capsys):
    written("w", "j", "enter", actions=("race adam", "step 3"))
    assert main(["run", "seed-bowl", "--do", "race adam; step 3", "--json"]) == 0
    told = json.loads((here / "seed-bowl.json").read_text())
    assert told == json.loads(capsys.readouterr().out)
    assert len(told["race"]) == 1


def test_a_recording_shows_what_led_here(here):
    import pyte

    text = written("w", "r", "enter", actions=("step 3", "freeze y", "step 2"), size=(100, 30))
    assert "Wrote seed-bowl.cast" in text
    head, *frames = map(json.loads, (here / "seed-bowl.cast").read_text().splitlines())
    assert head["term"] == {"cols": 100, "rows": 30}
    assert [kind for _, kind, _ in frames] == ["o"] * 4 + ["x"]
    screen = pyte.Screen(100, 30)
    stream = pyte.Stream(screen)
    seen = []
    for _, kind, data in frames:
        if kind == "o":
            stream.feed(data)
            seen.append("\n".join(screen.display))
    assert "step 0" in seen[0]
    assert "step 3" in seen[1]
    assert "y frozen at" in seen[2]
    assert "step 5" in seen[3]
    assert len(frames[1][2]) < len(frames[0][2]) / 2  # only what changed


@pytest.fixture
def slow(monkeypatch):
    """Let CSV come to a stop after its head, until it is let go on."""
    go_on = threading.Event()

    def pieces(session):
        yield b"k,x,y\n"
        for k in range(session.here.k + 1):
            go_on.wait(30)
            yield f"{k}\n".encode()

    monkeypatch.setattr("descent_tui.tui.exporting._csv", pieces)
    yield go_on
    go_on.set()


def test_keys_are_answered_while_a_file_is_written(here, slow):
    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", patient=False)
        await press(pilot, "space", "v", patient=False)
        screen.painting.show_progress()
        seen = screen.timeline.present.here.k, screen.exporting.writing.work is not None, text_of(screen)
        slow.set()
        await press(pilot)
        return *seen, text_of(screen)

    k, writing, text, after = piloted(test, actions=("step 3",))
    assert (k, writing) == (4, True)
    assert "writing seed-bowl.csv… 1 of 5" in text
    assert "ctrl+c cancels" in text
    assert "Wrote seed-bowl.csv" in after
    assert len((here / "seed-bowl.csv").read_text().splitlines()) == 5  # of the session as it was


def test_what_is_said_stands_before_how_far_a_file_is(slow):
    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", patient=False)
        await press(pilot, "right", patient=False)
        screen.painting.show_progress()
        text = text_of(screen)
        slow.set()
        return text

    text = piloted(test)
    assert "Walked" in text
    assert "writing seed-bowl.csv" not in text


def test_a_file_can_be_given_up_and_so_can_those_behind_it(here, slow):
    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", "w", "t", "enter", patient=False)
        assert {file.name for file in here.iterdir()} == {"seed-bowl.csv", "seed-bowl.txt"}
        await press(pilot, "ctrl+c", patient=False)
        slow.set()
        await press(pilot)
        return screen.app.is_running, text_of(screen)

    running, text = piloted(test, actions=("step 3",))
    assert running
    assert "Gave up writing seed-bowl.csv" in text
    assert not list(here.iterdir())


def test_leaving_asks_once_and_leaves_no_half_file(here, slow, monkeypatch):
    monkeypatch.setattr("descent_tui.tui.writing.GRACE", 0.02)

    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", "q", patient=False)
        asked = screen.app.is_running, text_of(screen)
        await press(pilot, "q", patient=False)
        return *asked, screen.app._exit

    running, text, left = piloted(test, actions=("step 3",))
    assert running
    assert "Still writing seed-bowl.csv" in text
    assert left
    slow.set()
    deadline = [thread.join(10) for thread in threading.enumerate() if thread.name == "job"]
    assert not list(here.iterdir()), deadline


def test_a_signal_leaves_no_half_file_and_waits_for_none(here, slow, monkeypatch):
    monkeypatch.setattr("descent_tui.tui.writing.GRACE", 60.0)

    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", "w", "t", "enter", patient=False)
        there = {file.name for file in here.iterdir()}
        screen.app.exit(None, 143)
        return there

    assert piloted(test, actions=("step 3",)) == {"seed-bowl.csv", "seed-bowl.txt"}
    assert not list(here.iterdir())  # although the thread still stands where it stood


def test_who_leaves_waits_a_little_for_all_files(here, slow):
    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", "w", "t", "enter", "w", "j", "enter", "q", patient=False)
        slow.set()
        await press(pilot, "q", patient=False)

    piloted(test, actions=("step 3",))
    assert len(list(here.iterdir())) == 3
    assert all(file.stat().st_size for file in here.iterdir())


def test_files_are_written_one_after_another(here, slow):
    async def test(screen, pilot):
        await press(pilot, "w", "c", "enter", "w", "t", "enter", "w", "j", "enter", patient=False)
        slow.set()
        await press(pilot)

    piloted(test, actions=("step 3",))
    assert {file.stat().st_size > 0 for file in here.iterdir()} == {True}
    assert len(list(here.iterdir())) == 3


def test_a_recording_has_every_action(here, monkeypatch):
    monkeypatch.setattr("descent_tui.pictures.film.film", lambda sessions, *_: (f"{s.here.k} " for s in sessions))
    written("w", "r", "enter", actions=("step 1",) * 700, size=(40, 12))
    _, *frames, end = map(json.loads, (here / "seed-bowl.cast").read_text().splitlines())
    assert [data for *_, data in frames] == [f"{k} " for k in range(701)]
    assert end[1] == "x"


def test_a_recording_works_out_one_session_at_a_time(monkeypatch):
    asked, last = [], open_scenario(catalogue.load("seed-bowl"))

    class Moment:
        @property
        def session(self):
            asked.append(self)
            return last

    monkeypatch.setattr("descent_tui.pictures.film.film", lambda sessions, *_: (s.scenario.name for s in sessions))
    pieces = exporting._cast([Moment() for _ in range(5)], last, (80, 24), None)
    for count in range(4):
        next(pieces)  # the head comes before any session
        assert len(asked) == count


def test_a_full_disk_leaves_no_half_file(here):
    from descent_tui.session.new_file import NewFile, NotWritten

    class Full(io.BytesIO):
        def write(self, piece):
            raise OSError(28, "No space left on device")

    file = NewFile("much.csv")
    file._file.close()
    file._file = Full()
    with pytest.raises(NotWritten, match="Could not write much"):
        file.put(b"k,x,y")
    assert not list(here.iterdir())
