"""The keys and the mouse of time, branches and races: seen at the session."""

from __future__ import annotations

import pytest
from piloted import after, piloted, press, text_of, words
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseDown, MouseMove, MouseUp

from descent_tui.optimizers import table
from descent_tui.session.intents import next_racer
from descent_tui.session.view import ORDERS
from descent_tui.tui.keymap import BY_KEY

PLAN = {
    ",": "scrub-back", ".": "scrub-on", "{": "scrub-far-back", "}": "scrub-far-on", "\x1b[H": "scrub-start",
    "\x1b[F": "scrub-end", "b": "switch", "B": "drop", "R": "race", "m": "lead", "x": "leave", "O": "order",
    "T": "tune",
}  # fmt: skip
BRANCHED = ("step 8", "at 3", "lr 0.05", "step 2")


@pytest.mark.parametrize(("sent", "wish"), PLAN.items(), ids=[repr(sent) for sent in PLAN])
def test_what_a_terminal_sends_is_the_wish(sent, wish):
    (key,) = (event.key for event in XTermParser().feed(sent) if isinstance(event, Key))
    assert BY_KEY[key] == wish


@pytest.mark.parametrize(
    ("keys", "k"),
    [
        ((",",), 24),
        ((",", ",", "."), 24),
        (("{",), 15),
        (("{", "}"), 25),
        (("home",), 0),
        (("home", "end"), 25),
        (("{", "{", "{"), 0),
        (("home", "}", "}", "}"), 25),
    ],
)
def test_scrubbing(keys, k):
    before, now = after(*keys, actions=("step 25",))
    assert now.here.k == k
    assert now.runner.furthest is before.here


def test_scrubbing_stops_at_both_ends_and_says_so():
    assert "the start of the line" in after(",")[1].note.text
    assert "the end of the line" in after(".", actions=("step 2",))[1].note.text


def test_a_step_another_way_makes_a_branch_and_b_goes_round_all():
    before, now = after("b", actions=BRANCHED)
    assert before.here.k == 5
    assert now.here.k == 8
    assert len(now.ghosts) == 1
    before, now = after("b", "b", actions=(*BRANCHED, "at 2", "lr 0.02", "step 1"))
    assert len(before.ghosts) == len(now.ghosts) == 2
    seen = {ghost.runner.furthest.k for ghost in now.ghosts} | {now.here.k}
    assert seen == {8, 5, 3}


def test_capital_b_forgets_the_branch_left_last():
    before, now = after("B", actions=(*BRANCHED, "at 2", "lr 0.02", "step 1"))
    assert now.ghosts == before.ghosts[:1]
    assert now.here is before.here


def test_without_a_branch_b_says_how_one_is_made():
    assert "step another way" in after("b")[1].note.text
    assert "no branch to forget" in after("B")[1].note.text


def test_r_asks_and_enter_lets_the_next_optimizer_join():
    async def test(screen, pilot):
        following = next_racer(screen.timeline.present)
        await press(pilot, "R")
        assert following in text_of(screen)
        await press(pilot, "enter")
        return following, screen.timeline.present

    following, now = piloted(test, actions=("step 4",))
    assert [runner.optimizer for runner in now.runners] == ["gd", following]
    assert now.runners[1].iterate.evaluations == now.here.evaluations


def test_the_next_to_join_is_nobody_who_races_already():
    async def test(screen, _):
        for _ in range(7):
            screen.act(f"race {next_racer(screen.timeline.present)}")
        return screen.timeline.present

    names = [runner.optimizer for runner in piloted(test).runners]
    assert names == list(table.NAMES)[:8]


def test_m_drives_the_next_runner_in_turn():
    numbers = []
    for presses in range(4):
        _, now = after(*["m"] * presses, actions=("race momentum", "race adam", "step 3"))
        numbers.append(now.runner.number)
    assert numbers == [1, 2, 3, 1]
    assert "R lets another join" in after("m")[1].note.text


def test_x_asks_and_enter_takes_the_last_out():
    _, now = after("x", "enter", actions=("race momentum", "race adam"))
    assert [runner.number for runner in now.runners] == [1, 2]
    assert "R lets another join" in after("x")[1].note.text


def test_o_orders_the_table():
    async def test(screen, pilot):
        seen = [screen.timeline.present.view.order]
        for _ in ORDERS:
            await press(pilot, "O")
            seen.append(screen.timeline.present.view.order)
        return seen, words(screen)

    assert piloted(test, actions=("race adam",)) == ([*ORDERS, ORDERS[0]], ["race adam"])
    assert "R lets another join" in after("O")[1].note.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_a_click_on_a_heading_orders_by_it(size):
    async def test(screen, pilot):
        region = screen.stage.layout.panels["race"]
        found = {}
        for x in range(region.width):
            text = screen.stage.clicked(screen.timeline.present, region.x + x, region.y + 1)
            if text:
                found.setdefault(text, x)
        row = screen.view.raster.lines()[region.y + 1][region.x : region.x + region.width]
        return found, row

    found, row = piloted(test, size=size, actions=("race adam", "step 3"))
    assert {"look order number", "look order f", "look order grad"} <= set(found)
    for heading, text in (("f", "look order f"), ("‖∇f‖", "look order grad"), ("grads", "look order gradients")):
        if heading in row.split():
            end = f"{row} ".index(f" {heading} ") + len(heading)
            assert max(x for said, x in found.items() if said == text) <= end


def test_capital_t_gives_rates_and_begins_again():
    before, now = after("T", actions=("race momentum", "step 3"), scenario="parabola")
    assert now.here.k == 0
    assert [r.settings["lr"] for r in now.runners] != [r.settings["lr"] for r in before.runners]


def mouse(kind, x, y, button=1):
    return kind(None, x, y, 0, 0, button, False, False, False, x, y, None)


async def dragged(screen, pilot, columns, row=3):
    region = screen.stage.layout.panels["loss"]
    y = region.y + row
    screen.post_message(mouse(MouseDown, region.x + columns[0], y))
    for column in columns[1:]:
        screen.post_message(mouse(MouseMove, region.x + column, y))
    await press(pilot)  # until all of them have been answered
    during = screen.session
    screen.post_message(mouse(MouseUp, region.x + columns[-1], y))
    await press(pilot)  # going there may be a job
    return during


@pytest.mark.parametrize("columns", [(12,), (30, 25, 18, 12)])
def test_a_click_or_a_drag_in_the_losses_is_one_scrub(columns):
    async def test(screen, pilot):
        region = screen.stage.layout.panels["loss"]
        k = screen.stage.scrubbed(screen.timeline.present, region.x + columns[-1], region.y + 3)
        during = await dragged(screen, pilot, columns)
        return k, during, screen.timeline.present, words(screen), screen.preview

    k, during, now, said, preview = piloted(test, actions=("step 40",))
    assert 0 < k < 40
    assert during.here.k == now.here.k == k
    assert said == ["step 40", f"at {k}"]
    assert preview is None


def test_a_drag_back_to_where_it_began_is_no_action():
    async def test(screen, pilot):
        end = screen.stage.layout.panels["loss"].width - 1
        during = await dragged(screen, pilot, (12, 20, end))
        return during.here.k, words(screen), screen.preview

    assert piloted(test, actions=("step 40",)) == (40, ["step 40"], None)


def test_a_drag_elsewhere_scrubs_nothing():
    async def test(screen, pilot):
        screen.post_message(mouse(MouseDown, 5, 5))
        screen.post_message(mouse(MouseMove, 9, 5))
        await pilot.pause()
        return screen.session.here.k, words(screen)

    assert piloted(test, actions=("step 40",)) == (40, ["step 40"])
