"""The page of optimizers under the keys: what is taken and turned are actions, at once, and can be undone."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest
from piloted import piloted, press, text_of, words

from descent_tui.optimizers import table


def page(*keys, **settings):
    """Open the page, press keys, return the actions that were done, the page, and what the screen shows."""

    async def test(screen, pilot):
        await press(pilot, "o")
        await press(pilot, *keys)
        top = screen.app.screen
        return words(screen), getattr(top, "chosen", None), text_of(screen), screen.timeline.present

    return piloted(test, **settings)


def test_it_opens_on_the_optimizer_in_use():
    done, chosen, text, _ = page(actions=("optimizer adam",))
    assert done == ["optimizer adam"]
    assert chosen.optimizer == "adam"
    assert "in use" in text
    assert "m′/(√v′ + ε)" in text


def test_choosing_changes_nothing_until_it_is_taken():
    done, chosen, text, session = page("down", "down")
    assert done == []
    assert chosen.optimizer == tuple(table.NAMES)[2]
    assert "Enter takes it" in text
    done, _, text, session = page("down", "enter")
    assert done == ["optimizer momentum"]
    assert session.runner.optimizer == "momentum"
    assert "in use" in text


def test_enter_on_what_is_in_use_leaves():
    done, chosen, text, _ = page("down", "enter", "enter")
    assert done == ["optimizer momentum"]
    assert chosen is None
    assert "heavy ball" in text


@pytest.mark.parametrize("key", ["escape", "o", "q", "ctrl+c"])
def test_it_is_left(key):
    done, chosen, _, _ = page("down", key)
    assert done == []
    assert chosen is None


def test_a_knob_turns_at_once_and_is_taken_back():
    done, _, text, session = page("tab", "right", "right", "left")
    assert done == ["lr 0.12", "lr 0.15", "lr 0.12"]
    assert "0.12" in text
    done, _, _, session = page("tab", "right", "u")
    assert done == []
    assert session.runner.settings["lr"] == 0.1


def test_turning_a_knob_of_another_optimizer_takes_it_first():
    done, chosen, _, _ = page("down", "tab", "down", "left")
    assert done == ["optimizer momentum", "set momentum 0.8"]
    assert (chosen.optimizer, chosen.knob) == ("momentum", 1)


def test_a_value_is_typed():
    done, chosen, _, session = page("tab", "0", ".", "2", "5", "enter")
    assert done == ["lr 0.25"]
    assert chosen.typed is None
    assert session.runner.settings["lr"] == 0.25


def test_a_wrong_value_is_told_and_can_be_mended():
    done, _, text, _ = page("tab", "0", ".", "2", "x", "enter")
    assert done == []
    assert "lr is 0 … 1e+06, not '0.2x'" in text
    done, _, _, _ = page("tab", "0", ".", "2", "x", "enter", "backspace", "enter")
    assert done == ["lr 0.2"]


def test_escape_gives_up_what_is_typed_and_then_leaves():
    done, chosen, _, _ = page("tab", "9", "escape")
    assert done == []
    assert (chosen.knob, chosen.typed) == (0, None)
    assert page("tab", "9", "escape", "escape")[1] is None


def test_a_schedule_is_chosen_and_drawn():
    done, _, text, session = page("tab", "down", "down", "right", "down", "left", size=(80, 24))
    assert done == ["schedule step", "schedule step step_size=20.0,gamma=0.1"]
    assert session.runner.schedule.settings["step_size"] == 20
    assert "step 0: α" in text


def test_conventions_are_taken_and_what_differs_is_said():
    done, _, text, session = page("tab", "end", *["down"] * 9, "right", "right", actions=("optimizer adam",))
    assert done == ["optimizer adam", "preset torch", "preset keras"]
    assert "Keras adds ε = 1e-7" in text
    assert session.runner.settings["eps_at"] == 1


def test_the_story_follows_the_steps():
    _, _, before, _ = page()
    done, _, after, session = page("space", "space")
    assert done == ["step 1", "step 1"]
    assert session.here.k == 2
    assert "step 1, for x" in before
    assert "step 3, for x" in after


def test_the_end_of_a_ladder_is_told():
    done, _, text, _ = page("tab", "down", "left")
    assert done == []
    assert "weight_decay is as low as this key goes" in text


def test_a_letter_finds_an_optimizer():
    assert page("n")[1].optimizer == "nesterov"
    assert page("n", "n")[1].optimizer == "nadam"


def test_it_needs_no_mouse_and_takes_one():
    async def test(screen, pilot):
        await press(pilot, "o")
        top = screen.app.screen
        row = next(y for y in range(40) if top._page.at(5, y) == ("list", 6))
        await pilot.click(offset=(5, row))
        await pilot.click(offset=(5, row))
        y = next(y for y in range(40) if top._page.at(60, y) == ("knob", 1))
        await pilot.click(offset=(60, y))
        return words(screen), top.chosen

    done, chosen = piloted(test)
    assert done == [f"optimizer {tuple(table.NAMES)[6]}"]
    assert chosen.knob == 1


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
def test_it_is_drawn_at_any_size(size):
    _, chosen, text, _ = page("down", "tab", "down", size=size)
    assert chosen.knob == 1
    assert "momentum" in text or "heavy ball" in text


def test_the_next_optimizer_without_a_page():
    async def test(screen, pilot):
        await press(pilot, "N", "N")
        return words(screen)

    assert piloted(test) == ["optimizer momentum", "optimizer nesterov"]


def test_keys_typed_ahead_are_taken_in_their_order():
    async def test(screen, pilot):
        await press(pilot, "o", "down", "enter", "enter", "space", "o", "tab", *"0.3", "enter", "escape", "space")
        return words(screen), screen.app.screen is screen

    assert piloted(test) == (["optimizer momentum", "step 1", "lr 0.3", "step 1"], True)


def test_what_is_pasted_is_typed_for_the_knob_in_hand():
    async def test(screen, pilot):
        await press(pilot, "o")
        screen.app.screen.paste("0.5")  # in the list there is nothing to type
        await press(pilot, "tab")
        screen.app.screen.paste("0.25\nrm")
        await press(pilot, "enter")
        return words(screen)

    assert piloted(test) == ["lr 0.25"]


def test_a_page_that_was_left_holds_no_memory():
    """Nobody looks for garbage but who is to."""

    async def test(screen, pilot):
        gc.disable()
        try:
            await press(pilot, "o")
            left = weakref.ref(screen.app.screen)
            assert type(left()).__name__ == "OptimizerScreen"
            await press(pilot, "escape")
            for _ in range(200):
                if left() is None:
                    return True
                await asyncio.sleep(0.02)
        finally:
            gc.enable()
        return False

    assert piloted(test)


def test_what_was_painted_does_not_pile_up():
    async def test(screen, pilot):
        for _ in range(30):
            await press(pilot, "s")
        return len(screen.painting.view._dirty_regions)

    assert piloted(test) <= 60
