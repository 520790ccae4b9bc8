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
