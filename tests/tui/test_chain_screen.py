"""The page of the chain rule under the keys."""

from __future__ import annotations

import pytest
from piloted import piloted, press, text_of, words

from descent_tui.session.numbers import show


def page(*keys, **settings):
    """Open the page, press keys; return what was done, where the page is, what the screen shows, and the session."""

    async def test(screen, pilot):
        await press(pilot, "D")
        await press(pilot, *keys)
        top = screen.app.screen
        return words(screen), getattr(top, "traced", None), text_of(screen), screen.timeline.present

    return piloted(test, **{"scenario": "xor", **settings})


def test_factor_by_factor_to_the_weight():
    done, traced, text, session = page("right", "right")
    assert done == []
    assert traced.factor == 2
    assert "so steep is tanh" in text
    _, traced, text, _ = page("right", "right", "right", "right", "right")
    assert traced.factor == 3
    chain = session.objective.chain(session.here.x, 0)
    assert f"= {show(chain.partial)}" in text
    assert "This weight moves z1[1] by its input x[1]" in text
    assert page("end", "left")[1].factor == 2


def test_another_weight_another_sample_another_path():
    _, traced, text, session = page("tab", "tab", "full_stop")
    assert session.view.focus == 2
    assert traced.sample == 1
    assert "∂L/∂W1[2,1]" in text
    assert "sample 2 of 4" in text
    assert page("comma")[1].sample == 3
    assert page("shift+tab")[3].view.focus == 8
    _, traced, text, _ = page("W", *"1[2,3]", "enter", "down", "down", scenario="spirals")
    assert traced.path == 2
    assert "path 3 of 32" in text


def test_a_weight_is_found_by_name_and_a_wrong_name_is_told():
    _, _, text, session = page("b", *"1[2]", "enter")
    assert session.objective.name(session.view.focus) == "b1[2]"
    assert "∂L/∂b1[2]" in text
    _, _, text, session = page("W", *"7[1]", "enter")
    assert session.view.focus == 0
    assert "there is no variable" in text
    assert page("W", "1", "backspace", "backspace")[1].typed is None
    assert page("W", "escape")[1].typed is None


def test_a_step_is_a_step_and_is_taken_back():
    done, _, text, session = page("space", "space")
    assert done == ["step 1", "step 1"]
    assert "step 2" in text
    assert session.here.k == 2
    done, _, text, _ = page("space", "u")
    assert done == []
    assert "step 0" in text


def test_norms_and_graph():
    _, _, text, _ = page("v")
    assert "‖δ‖ backward" in text
    _, _, text, _ = page(scenario="digits-64-16-10")
    assert "layer 1 relu" in text


@pytest.mark.parametrize("key", ["escape", "D", "q", "ctrl+c"])
def test_it_is_left(key):
    assert page(key)[1] is None


def test_a_formula_has_no_layers():
    _, traced, text, _ = page(scenario="seed-bowl")
    assert traced is None
    assert "d shows its derivation" in text


def test_many_keys_at_every_size_do_no_harm():
    keys = ("right", "down", "tab", "full_stop", "v", "right", "space", "v", "up", "left", "u")
    for size in ((40, 12), (80, 24), (200, 60)):
        _, traced, _, session = page(*keys, size=size, scenario="spirals")
        assert traced is not None
        assert session.here.k == 0


def place(screen, text, nth=0):
    """Return the cell (x, y) in the middle of the nth place at which a text stands."""
    found = [
        (x + len(text) // 2, y)
        for y, line in enumerate(text_of(screen).splitlines())
        for x in range(len(line))
        if line.startswith(text, x)
    ]
    return found[nth]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_click_on_a_factor_takes_it_in_hand(size):
    async def test(screen, pilot):
        await press(pilot, "D")
        for factor, symbol in ((3, "x[1]"), (1, "W2[1,1]"), (2, "φ′(z1[1])"), (0, "∂L/∂z2[1]")):
            await pilot.click(offset=place(screen, symbol, -1))
            assert screen.app.screen.traced.factor == factor
        await pilot.click(offset=place(screen, " · ", 0))
        assert screen.app.screen.traced.factor == 0

    piloted(test, scenario="xor", size=size)


def test_a_click_on_the_number_of_an_edge_goes_to_that_weight():
    async def test(screen, pilot):
        await press(pilot, "D")
        objective, x = screen.timeline.present.objective, screen.timeline.present.here.x
        found = []
        for name in ("W1[2,1]", "W1[1,2]", "W2[2,1]"):
            number = show(float(x[objective.index(name)]), 3)
            await pilot.click(offset=place(screen, number))
            found.append(objective.name(screen.timeline.present.view.focus))
        return found, words(screen)

    found, done = piloted(test, scenario="xor", size=(120, 40))
    assert found == ["W1[2,1]", "W1[1,2]", "W2[2,1]"]
    assert done == []


def test_the_words_of_the_last_line_are_buttons_and_the_wheel_goes_through_the_factors():
    async def test(screen, pilot):
        await press(pilot, "D")
        page_ = screen.app.screen
        for word in ("factor", "weight", "sample", "norms"):
            await pilot.click(offset=place(screen, word, -1))
        traced, focus = page_.traced, screen.timeline.present.view.focus
        await pilot.click(offset=place(screen, "graph", -1))
        for word in ("step", "by name"):
            await pilot.click(offset=place(screen, word, -1))
        typed = page_.traced.typed
        await pilot.click(offset=place(screen, "gives up", -1))
        page_.on_mouse_scroll_down()
        page_.on_mouse_scroll_down()
        page_.on_mouse_scroll_up()
        await pilot.click(offset=(60, 5))
        rolled = page_.traced.factor
        await pilot.click(offset=place(screen, "leave", -1))
        await pilot.pause()
        return traced, focus, typed, rolled, screen.app.screen is screen, words(screen)

    traced, focus, typed, rolled, left, done = piloted(test, scenario="xor", size=(120, 40))
    assert (traced.factor, traced.sample, traced.layers) == (0, 1, True)
    assert (focus, typed, rolled, left) == (1, "W", 1, True)
    assert done == ["step 1"]


def test_p_plays_here_and_ctrl_c_pauses_before_it_leaves():
    async def test(screen, pilot):
        await press(pilot, "D", "p")
        page_ = screen.app.screen
        assert screen.player.playing
        first = text_of(screen)
        screen.player._beat()
        assert screen.timeline.present.here.k >= 1
        assert f"step {screen.timeline.present.here.k}" in text_of(screen) != first
        await press(pilot, "ctrl+c")
        assert not screen.player.playing
        assert screen.app.screen is page_
        await press(pilot, "ctrl+c")
        return screen.app.screen is screen

    assert piloted(test, scenario="xor")
