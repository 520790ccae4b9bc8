"""The page of all variables: its picture as text, at every size and depth, and what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from landscapes import golden

from descent_tui.objectives.sheets import sheets
from descent_tui.pictures.look import Look
from descent_tui.pictures.weights import heat, pooling
from descent_tui.pictures.weights.chosen import meaning
from descent_tui.pictures.weights.histogram import histogram
from descent_tui.pictures.weights.page import WeightsPage
from descent_tui.pictures.weights.place import Place, about
from descent_tui.scenario import catalogue
from descent_tui.session.bill import Bill
from descent_tui.session.opening import open_scenario
from descent_tui.session.spread import spread
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

PLAIN = Look(depth="none")
BILL = Bill(1210, 2e-3, 1e-4, 5e-3)


def session(*texts, scenario="digits-64-16-10"):
    line = Timeline(open_scenario(catalogue.load(scenario)))
    for text in texts:
        line = line.act(parse(text))
    return line.present


def draw(now, place, size, look=PLAIN, **settings):
    return WeightsPage().draw(now, place, *size, look, **settings)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden(size):
    now = session("freeze unit 3 of layer 1")
    place = Place(now.objective.index("W2[7,9]"))
    golden(f"weights-{size[0]}x{size[1]}", draw(now, place, size, bill=BILL).raster)


def test_golden_of_single_weights_in_ascii():
    now = session("freeze b1", "look nudge 0.001")
    i = now.objective.index("W1[30,9]")
    place = Place(i, about(sheets(now.objective)[0], 0, i, 9, 5))
    golden("weights-close-ascii", draw(now, place, (100, 30), Look(depth="none", ascii=True), bill=BILL).raster)


@pytest.mark.parametrize("depth", ["truecolor", "256", "16", "none"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_drawn_in_every_look_at_every_size(depth, ascii_only, dark):
    now = session("freeze layer 2")
    look = Look(depth=depth, ascii=ascii_only, dark=dark)
    for size in ((0, 0), (1, 1), (9, 3), (40, 12), (63, 8), (64, 9), (80, 24), (200, 60)):
        for i in (0, now.objective.size - 1):
            drawn = draw(now, Place(i, about(sheets(now.objective)[0], 0, 0, 8, 4)), size, look, bill=None)
            assert (drawn.raster.width, drawn.raster.height) == size
            if ascii_only:
                assert all(line.isascii() for line in drawn.raster.lines())


def test_what_is_frozen_is_dimmed_and_says_so():
    look = Look()
    free, held = (draw(now, Place(0), (120, 40), look) for now in (session(), session("freeze layer 2")))
    first, second = held.tiles
    changed = (free.raster.bg != held.raster.bg) | (free.raster.fg != held.raster.fg)

    def inside(tile):
        return changed[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]

    assert not inside(first).any()
    assert inside(second).mean() > 0.5
    assert look.glyphs.frozen in held.raster.lines()[second.y - 1]


def test_the_words_say_what_the_sign_means_and_f_does_so():
    now = session()
    f, x = now.objective.at(0), now.here.x
    said = set()
    for i in (int(np.argmax(now.here.gradient)), int(np.argmin(now.here.gradient))):
        moved = x.copy()
        moved[i] += 1e-4
        rises = float(f.value(moved)) > float(f.value(x))
        assert meaning(now, i).endswith("rises" if rises else "falls")
        said.add(rises)
    assert said == {True, False}


def test_what_was_pooled_is_pooled_once_for_an_iterate(monkeypatch):
    counts = []
    real = pooling.pooled
    monkeypatch.setattr(pooling, "pooled", lambda *given: counts.append(1) or real(*given))
    now, page = session(), WeightsPage()
    page.draw(now, Place(0), 120, 40, Look())
    once = len(counts)
    for i in range(20):
        page.draw(now, Place(i), 120, 40, Look())
    assert len(counts) == once
    page.draw(session("step 1"), Place(0), 120, 40, Look())
    assert len(counts) == 2 * once


def test_slice_and_nudge_are_left_as_they_were_while_keys_come():
    now, evaluations = session("look nudge 0.001"), []
    objective = now.objective
    around = type(objective).around
    try:
        type(objective).around = lambda self, x: evaluations.append(1) or around(self, x)
        page = WeightsPage()
        page.draw(now, Place(0), 120, 40, PLAIN, slow=False)
        assert not evaluations
        page.draw(now, Place(0), 120, 40, PLAIN)
        assert evaluations
    finally:
        type(objective).around = around


def test_a_sign_is_never_told_by_hue_alone_where_there_are_none():
    now = session()
    drawn = draw(now, Place(now.objective.index("b1[1]")), (120, 40), PLAIN)
    tile = drawn.tiles[0]
    numbers = pooling.Pools().partials(now.here.gradient, tile)
    lines = drawn.raster.lines()
    low, _ = heat.decades_of(now, drawn.tiles, pooling.Pools())
    for y in range(numbers.shape[0] // 2):
        for x in range(numbers.shape[1]):
            two = numbers[2 * y : 2 * y + 2, x]
            largest = two[np.abs(two).argmax()]
            if abs(largest) > 10 ** (low + 0.1):
                assert lines[tile.y + y][tile.x + x] in ("'+#" if largest > 0 else ".-=")


def test_the_histogram_is_as_high_as_there_are_many_on_each_side():
    numbers = np.concatenate([np.full(300, -1e-2), np.full(100, 1e-2), np.full(50, 1e-5), np.zeros(50)])
    raster = histogram(spread(numbers), 1e-2, (-5.0, -2.0), 41, 10, PLAIN)
    ink = np.array([[sign not in " ─│◆0" for sign in line] for line in raster.lines()[1:-2]])
    heights = ink.sum(axis=0)
    below, above = heights[:20], heights[21:]
    assert below.max() >= 2 * above[-4:].max() > 0
    assert above[:10].max() > 0
    assert below[10:].max() == 0
