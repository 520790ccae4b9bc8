"""The page of all variables under the keys: found by name, nudged, frozen, stepped, each by a key or two."""

from __future__ import annotations

import subprocess
import sys

import pytest
from piloted import piloted, press, text_of, words

SMALL = "digits-64-16-10"


def page(*keys, **settings):
    """Open the page, press keys, return the actions done, the page that is then open, what it shows, the session."""

    async def test(screen, pilot):
        await press(pilot, "W", *keys)
        top = screen.app.screen
        return words(screen), top, text_of(screen), screen.timeline.present

    return piloted(test, **{"scenario": SMALL, **settings})


def chosen(top, session):
    return session.objective.name(top.place.chosen)


def test_it_opens_on_the_variable_in_focus_and_shows_every_layer():
    done, top, text, session = page()
    assert done == []
    assert top.place.chosen == session.view.focus
    assert all(name in text for name in ("W1 64×16", "W2 16×10", "b1", "b2", "1,210 partials"))


@pytest.mark.parametrize("key", ["W", "q", "escape", "ctrl+c"])
def test_it_is_left_with_the_chosen_one_in_focus(key):
    _, top, _, session = page("tab", key)
    assert not hasattr(top, "place")
    size = abs(session.here.gradient)
    assert session.view.focus == int(size.argmax())


def test_two_keys_nudge_one_of_a_million():
    _, top, text, session = page("n", scenario="digits-million")
    assert chosen(top, session) == "W2[7,9]"
    assert session.view.nudge == 1e-3
    assert "nudge W2[7,9]" in text
    assert "1,000,000 partials" in text


@pytest.mark.parametrize(
    ("said", "name"), [("W2[7,9]", "W2[7,9]"), ("b1[3]", "b1[3]"), ("W1[64,16]", "W1[64,16]"), ("b2[10]", "b2[10]")]
)
def test_a_weight_is_found_by_its_name(said, name):
    _, top, text, session = page("slash", *said, "enter")
    assert chosen(top, session) == name
    assert f"∂f/∂{name}" in text


def test_a_pattern_goes_to_its_largest_partial_and_shows_all_of_it():
    _, top, _, session = page("slash", *"layer 2", "enter")
    named = session.objective.match("layer 2")
    assert top.place.chosen == int(named[abs(session.here.gradient[named]).argmax()])
    assert (top.place.window.rows, top.place.window.columns) == (16, 10)


def test_a_wrong_name_is_told_and_can_be_given_up():
    _, top, text, _ = page("slash", *"W9[1,1]", "enter")
    assert top.prompt is not None
    assert "W9[1,1]" in text
    _, top, _, session = page("slash", *"W9[1,1]", "escape")
    assert top.prompt is None
    assert top.place.chosen == session.view.focus


@pytest.mark.parametrize(
    ("key", "frozen"), [("1", "W2[7,9]"), ("2", "unit 9 of layer 2"), ("3", "layer 2"), ("F", "all but W2[7,9]")]
)
def test_what_is_chosen_is_frozen_by_weight_unit_and_layer(key, frozen):
    done, top, _, session = page("slash", *"W2[7,9]", "enter", key)
    assert done[-1] == f"freeze {frozen}"
    held = ~session.free
    assert sorted(held.nonzero()[0]) == sorted(session.objective.match(frozen))
    assert chosen(top, session) == "W2[7,9]"


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_the_same_key_frees_it_again(key):
    _, _, text, session = page(key, key)
    assert session.all_free
    assert "all 1,210 free" in text


def test_found_nudged_frozen_stepped():
    done, _, text, session = page("slash", *"W2[7,9]", "enter", "n", "1", "space")
    assert done == ["freeze W2[7,9]", "step 1"]
    assert session.here.k == 1
    _, _, _, start = page()
    i = session.objective.index("W2[7,9]")
    assert session.here.x[i] == start.here.x[i]
    assert (session.here.x != start.here.x).sum() > 500
    assert "W2[7,9]   frozen" in text


def test_a_pattern_is_frozen_in_words_and_all_are_freed():
    done, _, text, _ = page("f", *"b*", "enter")
    assert done == ["freeze b*"]
    assert "frozen 26" in text
    done, _, _, session = page("f", *"b*", "enter", "0")
    assert done == ["freeze b*", "free all"]
    assert session.all_free


def test_the_numbers_follow_each_step_and_are_taken_back():
    _, _, before, _ = page()
    _, _, after, session = page("space", "space")
    assert session.here.k == 2
    assert "step 2" in after
    assert after != before
    _, _, _, session = page("space", "space", "u", "u")
    assert session.here.k == 0


def test_enter_goes_closer_down_to_a_number_for_each_and_then_to_the_map():
    _, top, _, _ = page("slash", *"W2[7,9]", "enter", *["enter"] * 2)
    tile = top.roaming.drawn.tiles[0]
    assert tile.worded
    _, top, _, session = page("slash", *"W2[7,9]", "enter", *["enter"] * 9)
    assert not hasattr(top, "place")
    assert session.objective.index("W2[7,9]") in session.view.axes


def test_escape_goes_out_step_by_step():
    _, top, _, _ = page("enter", "enter", "escape")
    assert top.place.window is not None
    _, top, _, _ = page("enter", "enter", "escape", "escape")
    assert top.place.window is None
    _, top, _, _ = page("enter", "enter", "escape", "escape", "escape")
    assert not hasattr(top, "place")


def test_tab_walks_down_the_largest():
    _, top, _, session = page("tab", "tab", "tab")
    order = sorted(range(session.objective.size), key=lambda i: -abs(session.here.gradient[i]))
    assert top.place.chosen == order[2]
    _, top, _, _ = page("tab", "tab", "tab", "shift+tab")
    assert top.place.chosen == order[1]


@pytest.mark.parametrize("scenario", ["seed-bowl", "parabola", "rosenbrock-6d", "xor", "million-weight-bowl"])
@pytest.mark.parametrize("size", [(1, 1), (40, 12), (63, 9), (80, 24), (200, 60)])
def test_every_landscape_at_every_size_takes_every_key(scenario, size):
    keys = ["right", "down", "left", "up", "tab", "enter", "shift+down", "z", "Z", "n", "]", "2", "3", "1", "0", "h"]
    _, top, _, session = page(*keys, scenario=scenario, size=size)
    assert 0 <= top.place.chosen < session.objective.size


def test_a_click_chooses_and_a_second_one_goes_closer():
    async def test(screen, pilot):
        await press(pilot, "W")
        top = screen.app.screen
        tile = top.roaming.drawn.tiles[1]
        await pilot.click(offset=(tile.x + 3, tile.y + 2))
        first = top.place
        await pilot.click(offset=(tile.x + 3, tile.y + 2))
        return first, top.place, tile, screen.timeline.present

    first, second, tile, _ = piloted(test, scenario=SMALL)
    assert tile.cell(first.chosen) == (3, 2)
    assert first.window is None
    assert second.window is not None
    assert second.chosen == first.chosen


@pytest.mark.parametrize("depth", ["truecolor", "256", "16", "none"])
def test_in_ascii_nothing_else_is_written(depth):
    _, _, text, _ = page("n", "enter", "1", "tab", depth=depth, ascii=True)
    assert text.isascii()


def test_nothing_of_it_is_loaded_before_its_key():
    code = (
        "import sys; sys.path.insert(0, 'tests'); from piloted import piloted, press\n"
        "async def test(screen, pilot):\n"
        "    await press(pilot, 'space')\n"
        "piloted(test)\n"
        "print([name for name in sys.modules if 'weights' in name or name.endswith(('sheets', 'spread', 'bill'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_a_key_that_is_pressed_here_draws_nothing_under_the_page():
    async def test(screen, pilot):
        await press(pilot, "W")
        drawn = []
        draw, screen.stage.draw = screen.stage.draw, lambda *given, **more: drawn.append(1) or draw(*given, **more)
        await press(pilot, "n", "space", "1")
        under = len(drawn)
        await press(pilot, "W")
        return under, len(drawn), text_of(screen)

    under, after, text = piloted(test, scenario=SMALL)
    assert under == 0
    assert after > 0
    assert "step 1" in text


def test_p_plays_on_the_page_which_shows_every_step_and_ctrl_c_pauses_it():
    async def test(screen, pilot):
        await press(pilot, "W", "p")
        top = screen.app.screen
        assert screen.player.playing
        assert "Playing 5 steps a second" in text_of(screen)
        for _ in range(3):
            screen.player._beat()
            assert f"step {screen.timeline.present.here.k}" in text_of(screen)
        await press(pilot, ">", "<", ">")
        assert screen.player.pace == 10
        await press(pilot, "ctrl+c")
        assert not screen.player.playing
        assert screen.app.screen is top
        return screen.timeline.present.here.k

    assert piloted(test, scenario="xor") >= 3
