"""Pooling against brute force; tiles: every cell stands for what it shows, every variable has a cell."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.objectives.sheets import Sheet, folded
from descent_tui.pictures.weights.diverging import diverging
from descent_tui.pictures.weights.place import Place, largest_in, moved, whole, zoomed
from descent_tui.pictures.weights.pooling import Pools, any_of, pooled
from descent_tui.pictures.weights.tile import Tile, Window, edges

RNG = np.random.default_rng(11)


def brute(numbers, rows, columns):
    """Return the entry of largest size of each part, one part after another."""
    found = np.empty((len(rows) - 1, len(columns) - 1))
    for a in range(len(rows) - 1):
        for b in range(len(columns) - 1):
            part = numbers[rows[a] : max(rows[a + 1], rows[a] + 1), columns[b] : max(columns[b + 1], columns[b] + 1)]
            flat = part[~np.isnan(part)]
            found[a, b] = flat[np.abs(flat).argmax()] if flat.size else np.nan
    return found


@pytest.mark.parametrize("shape", [(1, 1), (7, 3), (40, 90), (64, 1026), (200, 10)])
@pytest.mark.parametrize("parts", [(2, 5), (30, 40), (64, 12)])
def test_pooling_is_the_largest_of_each_part(shape, parts):
    numbers = RNG.standard_normal(shape)
    numbers[RNG.random(shape) < 0.1] = np.nan
    rows, columns = edges(0, shape[0], parts[0]), edges(0, shape[1], parts[1])
    np.testing.assert_array_equal(pooled(numbers, rows, columns), brute(numbers, rows, columns))
    mask = RNG.random(shape) < 0.02
    expected = brute(np.where(mask, 1.0, 0.0), rows, columns) > 0
    np.testing.assert_array_equal(any_of(mask, rows, columns), expected)


@pytest.mark.parametrize(("count", "parts"), [(1, 1), (3, 10), (10, 10), (11, 10), (1026, 37), (5, 1), (64, 82)])
def test_parts_share_out_what_there_is_evenly(count, parts):
    found = edges(4, count, parts)
    lengths = np.diff(found)
    assert (found[0], found[-1]) == (4, 4 + count)
    assert lengths.max() - lengths.min() <= 1
    if count <= parts:
        shares = np.bincount(found[:-1] - 4, minlength=count)
        assert shares.min() >= 1
        assert shares.max() - shares.min() <= 1


TILES = [
    Tile(Sheet("W1", 5, 600, 20, 30, "b1", matrix=True), Window(0, 0, 0, 20, 30), 3, 2, 12, 6, 9),
    Tile(Sheet("W1", 5, 600, 20, 30, "b1", matrix=True), Window(0, 4, 6, 5, 7), 3, 2, 40, 12, 15),
    Tile(folded("w", 0, 1000), Window(0, 0, 0, 20, 50), 0, 1, 25, 5),
    Tile(folded("w", 0, 37), Window(0, 0, 0, 4, 10), 0, 1, 7, 1),
    Tile(folded("w", 2, 6), Window(0, 0, 0, 1, 6), 0, 1, 60, 8),
]


@pytest.mark.parametrize("tile", TILES)
def test_a_cell_stands_for_what_it_shows(tile):
    gradient = RNG.standard_normal(700 if tile.sheet.matrix else 1000)
    numbers = Pools().partials(gradient, tile)
    for y in range(numbers.shape[0] // 2):
        for x in range(numbers.shape[1]):
            i = largest_in(tile.sheet, gradient, tile.rows_of(y), tile.columns_of(x))
            two = numbers[2 * y : 2 * y + 2, x]
            if i is None:
                assert np.isnan(two).all()
                continue
            assert gradient[i] == two[np.nanargmax(np.abs(two))]
            assert tile.at(*(a + b for a, b in zip(tile.cell(i), (tile.x, tile.y), strict=True))) == tile.cell(i)


@pytest.mark.parametrize("tile", TILES)
def test_every_variable_of_the_window_has_a_cell_that_stands_for_it(tile):
    w = tile.window
    for row in range(w.top, w.top + w.rows):
        for column in range(w.left, w.left + w.columns):
            i = tile.sheet.index(row, column)
            if i is not None and row < tile.sheet.rows:
                x, y = tile.cell(i)
                assert tile.rows_of(y)[0] <= row < tile.rows_of(y)[1]
                assert tile.columns_of(x)[0] <= column < tile.columns_of(x)[1]


@pytest.mark.parametrize("tile", TILES)
@pytest.mark.parametrize("way", [(1, 0), (-1, 0), (0, 1), (0, -1), (8, 0), (0, -8)])
def test_the_cursor_goes_to_its_edge_and_stays_there(tile, way):
    sheets, gradient = (tile.sheet,), RNG.standard_normal(1100)
    place = Place(tile.sheet.index(tile.window.top, tile.window.left), None)
    last = []
    for _ in range(80):
        place = moved(sheets, (tile,), place, gradient, *way)
        last.append(tile.sheet.cell(place.chosen))
        assert tile.sheet.first <= place.chosen < tile.sheet.end
    axis = 0 if way[1] else 1
    line = [cell[axis] * (sum(way) > 0 or -1) for cell in last]
    assert line == sorted(line)


def test_going_closer_ends_where_each_has_room_for_its_number_and_going_back_ends_at_all():
    sheet = Sheet("W2", 0, 1026 * 900, 1026, 900, "b2", matrix=True)
    other = Sheet("W3", sheet.end, 9000, 900, 10, "b3", matrix=True)
    tile = Tile(sheet, whole((sheet, other), 0), 0, 1, 60, 20, 22)
    place, seen = Place(sheet.index(500, 300)), []
    for _ in range(12):
        before, place = place, zoomed((sheet, other), place, tile, 1 / 4)
        if place == before:
            break
        seen.append(place.window)
    end = Tile(sheet, place.window, 0, 1, 60, 20, 22)
    assert end.worded
    assert end.cell(place.chosen)
    assert len(seen) <= 6
    for _ in range(12):
        place = zoomed((sheet, other), place, tile, 4)
    assert place.window is None


@pytest.mark.parametrize("depth", ["truecolor", "256", "16", "none"])
@pytest.mark.parametrize("dark", [True, False])
def test_levels_rise_with_size_and_are_the_same_on_both_sides(depth, dark):
    colours = diverging(depth, dark)
    sizes = np.array([1e-9, 1e-3, 1e-2, 0.1, 1.0, 50.0])
    levels = colours.levels(sizes, -3.0, 0.0)
    assert levels.tolist() == sorted(levels.tolist())
    assert levels[0] == 1
    assert levels[-1] == colours.side
    np.testing.assert_array_equal(colours.levels(-sizes, -3.0, 0.0), -levels)
    assert not colours.levels(np.array([0.0, np.nan, np.inf]), -3.0, 0.0).any()
    assert len(colours.paper) == len(colours.ink) == len(colours.signs) == 2 * colours.side + 1


@pytest.mark.parametrize("depth", ["16", "none"])
def test_where_colours_run_out_the_sign_is_a_character(depth):
    colours = diverging(depth, True)
    below, above = set(colours.signs[: colours.side]), set(colours.signs[colours.side + 1 :])
    assert not below & above
    assert 32 not in below | above
