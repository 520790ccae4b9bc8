"""Every key does what the help says of it: seen at the session, not at the picture."""

from __future__ import annotations

import numpy as np
import pytest
from piloted import after, piloted, press, text_of, words
from textual._xterm_parser import XTermParser
from textual.events import Key

from descent_tui.optimizers import table
from descent_tui.scenario import catalogue
from descent_tui.session.intents import WISHES
from descent_tui.session.opening import open_scenario
from descent_tui.session.view import KINDS
from descent_tui.tui.keymap import BY_KEY, KEYMAP, SCREEN
from descent_tui.tui.landscape_screen import LandscapeScreen

PLAN = {
    "space": "step", "s": "step", "S": "leap", "p": "play", "<": "slower-play", ">": "faster-play", "u": "back",
    "\x7f": "back", "\x08": "back", "\x12": "forward", "0": "free-all", "f": "pick", "F": "only", "\x1b[D": "west",
    "\x1b[C": "east", "\x1b[B": "south", "\x1b[A": "north", "\x1b[1;2D": "pan-left", "\x1b[1;2C": "pan-right",
    "\x1b[1;2B": "pan-down", "\x1b[1;2A": "pan-up", "z": "zoom-in", "Z": "zoom-out", "+": "faster", "-": "slower",
    "v": "view", "g": "arrow", "d": "derivation", "n": "nudge", "/": "formula", "l": "gallery",
    "c": "palette", "r": "restart", "w": "write", "y": "copy", "?": "help", "\x1bOP": "help", "\x10": "commands", "q": "quit",
    "\x03": "cancel", "\x1a": "suspend", "[": "smaller-h", "]": "larger-h", "\t": "focus", ":": "act",
    **{str(digit): f"toggle {digit}" for digit in range(1, 10)},
}  # fmt: skip
"""What a terminal sends, and what it is to mean."""


def test_no_key_means_two_things():
    keys = [key for entry in KEYMAP for key in entry.keys]
    assert len(keys) == len(set(keys))
    assert len({entry.wish for entry in KEYMAP}) == len(KEYMAP)


def test_every_wish_can_be_granted():
    for entry in KEYMAP:
        assert entry.wish in WISHES or entry.wish in (*SCREEN, "suspend") or entry.wish.startswith("toggle ")
        assert entry.says
        assert entry.group
    wished = {entry.wish for entry in KEYMAP}
    assert set(WISHES) <= wished
    assert set(SCREEN) <= wished


@pytest.mark.parametrize(("sent", "wish"), PLAN.items(), ids=[repr(sent) for sent in PLAN])
def test_what_a_terminal_sends_is_the_wish(sent, wish):
    text = " " if sent == "space" else sent
    (key,) = (event.key for event in XTermParser().feed(text) if isinstance(event, Key))
    assert BY_KEY[key] == wish


def test_space_and_s_step():
    for key in ("space", "s"):
        before, now = after(key)
        assert now.here.k == before.here.k + 1
        assert now.here.value < before.here.value


def test_capital_s_takes_ten_steps():
    assert after("S")[1].here.k == 10


def test_back_and_forward():
    before, now = after("space", "space", "u", "backspace")
    assert now.here is before.here
    assert after("space", "space", "u", "u", "ctrl+r")[1].here.k == 1


def test_back_at_the_beginning_is_told():
    assert "nothing to take back" in after("u")[1].note.text


def test_rate():
    before, now = after("+")
    assert now.runner.settings["lr"] > before.runner.settings["lr"]
    before, now = after("minus")
    assert now.runner.settings["lr"] < before.runner.settings["lr"]
    assert after("+", "minus")[1].runner.settings["lr"] == pytest.approx(before.runner.settings["lr"])


def test_rate_stays_within_its_bounds():
    for key in ("+", "minus"):
        rate = after(*[key] * 60)[1].runner.settings["lr"]
        assert np.isfinite(rate)
        assert rate > 0


def test_the_next_optimizer():
    async def test(screen, _):
        before = screen.timeline.present
        screen.grant("optimizer")
        return before, screen.timeline.present

    before, now = piloted(test)
    if len(table.NAMES) == 1:
        assert "only optimizer" in now.note.text
    else:
        assert now.runner.optimizer != before.runner.optimizer


def test_restart():
    before, now = after("space", "space", "r")
    assert now.here.k == 0
    assert np.array_equal(now.here.x, before.here.x)


def test_digits_freeze_and_free():
    async def test(screen, pilot):
        n = screen.timeline.present.objective.size
        for digit in range(1, 10):
            await press(pilot, str(digit))
            session = screen.timeline.present
            if digit <= n:
                assert not session.free[digit - 1]
                assert session.free.sum() == n - 1
                await press(pilot, str(digit))
            else:
                assert "no variable number" in session.note.text
            assert screen.timeline.present.free.all()

    piloted(test, "rosenbrock-6d")


def test_zero_frees_all_and_capital_f_leaves_one():
    assert after("1", "2", "0")[1].free.all()
    now = after("F")[1]
    assert list(now.free) == [True, False]
    assert now.view.focus == 0


def test_a_step_moves_only_what_is_free():
    before, now = after("2", "space", "space")
    assert now.here.x[1] == before.here.x[1]
    assert now.here.x[0] != before.here.x[0]
    assert "frozen" in after("1", "2", "space")[1].note.text


def test_tab_turns_to_the_next_variable():
    assert after("tab")[1].view.focus == 1
    assert after("tab", "tab")[1].view.focus == 0
    assert after("2", "tab")[1].view.focus == 0  # what is frozen has no partial to turn to


def test_nudge_and_its_size():
    assert after("n")[1].view.nudge == 0.001
    assert after("n", "n")[1].view.nudge is None
    assert after("n", "left_square_bracket")[1].view.nudge == pytest.approx(1e-4)
    assert after("n", "right_square_bracket")[1].view.nudge == pytest.approx(1e-2)
    assert after("n", *["left_square_bracket"] * 20)[1].view.nudge == pytest.approx(1e-12)
    assert after("n", *["right_square_bracket"] * 20)[1].view.nudge == pytest.approx(1.0)
    assert "open the nudge first" in after("left_square_bracket")[1].note.text.lower()


@pytest.mark.parametrize(("key", "axis", "sign"), [("left", 0, -1), ("right", 0, 1), ("down", 1, -1), ("up", 1, 1)])
def test_arrows_walk(key, axis, sign):
    before, now = after(key)
    moved = now.here.x - before.here.x
    assert np.sign(moved[axis]) == sign
    assert moved[1 - axis] == 0
    assert "slope along" in now.note.text


def test_what_is_frozen_is_not_walked():
    before, now = after("1", "right")
    assert np.array_equal(now.here.x, before.here.x)
    assert "free it" in now.note.text


@pytest.mark.parametrize(
    ("key", "side", "sign"),
    [
        ("shift+left", 0, -1),
        ("shift+right", 0, 1),
        ("shift+down", 2, -1),
        ("shift+up", 2, 1),
        ("H", 0, -1),
        ("K", 2, 1),
    ],
)
def test_shift_pans(key, side, sign):
    before, now = after(key)
    moved = np.subtract(now.view.window, before.view.window)
    assert np.sign(moved[side]) == sign
    assert moved[side] == pytest.approx(moved[side + 1])
    assert np.array_equal(now.here.x, before.here.x)


def test_zoom_and_home():
    def span(session):
        return session.view.window[1] - session.view.window[0]

    before, now = after("z")
    assert span(now) < span(before)
    before, now = after("Z")
    assert span(now) > span(before)
    assert after("z", "z", "shift+left", "h")[1].view.window == before.view.window


def test_views_turn_round():
    kinds = [after(*["v"] * times)[1].view.kind for times in range(len(KINDS) + 1)]
    assert set(kinds) == set(KINDS)
    assert kinds[0] == kinds[-1]
    before, now = after("t")
    assert now.view.turn != before.view.turn


@pytest.mark.parametrize(("key", "aspect"), [("g", "arrow"), ("d", "derivation"), ("C", "dark")])
def test_what_is_shown_or_hidden(key, aspect):
    before, now = after(key)
    assert getattr(now.view, aspect) is not getattr(before.view, aspect)
    assert getattr(after(key, key)[1].view, aspect) is getattr(before.view, aspect)


def test_palettes_go_round():
    before, now = after("c")
    assert now.view.palette != before.view.palette
    assert "Palette" in now.note.text


def test_keys_of_the_view_leave_the_history_alone():
    async def look(screen, pilot):
        await press(pilot, "space", *"zZvvvtgdncCh", "shift+left", "tab")
        return words(screen)

    assert len(piloted(look)) == 1


def test_ctrl_c_pauses_what_plays():
    async def cancel(screen, pilot):
        await press(pilot, "p", "ctrl+c")
        assert screen.app.is_running
        return screen.player.playing

    assert not piloted(cancel)  # a second one leaves, as q does: seen in a real terminal


def test_other_keys_do_nothing():
    async def test(screen, pilot):
        timeline, shown = screen.timeline, text_of(screen)
        for key in {"ctrl+q", "ctrl+s", "ctrl+o", "escape", "enter", "é", "f12", "delete", *"abcxyzXYZ"} - set(BY_KEY):
            await press(pilot, key)
            assert screen.timeline is timeline, key
            assert text_of(screen) == shown, key
            assert screen.app.screen is screen, key
            assert not screen.app._exit, key

    piloted(test)


def test_two_hundred_keys_are_two_hundred_steps():
    async def storm(screen, pilot):
        for _ in range(200):
            screen.app.post_message(Key("space", " "))
        await pilot.pause()
        return screen.timeline.present.here.k

    assert piloted(storm) == 200


def test_every_key_on_every_landscape_keeps_the_screen_alive():
    """Also where f is not defined at the start, and where there is one variable or a million."""
    plain = [entry.keys[0] for entry in KEYMAP if entry.wish in WISHES or entry.wish.startswith("toggle ")]

    async def test(screen, pilot):
        weights = screen.timeline.present.objective.size > 1000  # to tune the rates of a million takes its time
        for key in plain:
            if not (weights and BY_KEY[key] == "tune"):
                await press(pilot, *([key, "escape"] if BY_KEY[key] == "derivation" else [key]))  # it may be a page
        await pilot.pause()
        return isinstance(screen.app.screen, LandscapeScreen)

    for name in ("parabola", "rosenbrock-6d", "million-weight-bowl"):
        if name in catalogue.names():
            assert piloted(test, name, size=(80, 24))


def test_an_undefined_start_is_told_and_can_be_left():
    from descent_tui.scenario.scenario import Scenario

    scenario = Scenario.from_formula("log(x) + y^2", start={"x": -1.0, "y": 1.0})
    assert not np.isfinite(open_scenario(scenario).here.value)

    async def walk(screen, pilot):
        told = text_of(screen)
        await press(pilot, *"sSpp2nvvvd", "tab", "right", *"zu")
        screen.act("free all")
        screen.act("goto x=2,y=1")
        await press(pilot, "space")
        return told, screen.timeline.present.here

    told, here = piloted(walk, scenario)
    assert "not defined" in told
    assert here.k == 1
    assert np.isfinite(here.value)


def test_y_copies_the_command_that_leads_here():
    async def copy(screen, pilot):
        await press(pilot, "space", "2", "y")
        return screen.app.clipboard, screen.timeline.present.note.text

    line, note = piloted(copy)
    assert line == "descent-tui seed-bowl --do 'step 1; freeze y; look focus x; look home'"
    assert line in note
