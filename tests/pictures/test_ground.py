"""The map's ground: lines one dot wide, nothing across the unknown, few colour changes, golden pictures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from landscapes import LANDSCAPES, golden, heights

from descent_tui.pictures.ansi import encode
from descent_tui.pictures.braille import BIT
from descent_tui.pictures.colour_code import DEFAULT
from descent_tui.pictures.ground import ground, plain_under
from descent_tui.pictures.look import DEPTHS, Look

LOOK = Look()
PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)


def dots(raster):
    """Return the braille dots [4·h, 2·w] of a raster."""
    out = np.zeros((4 * raster.height, 2 * raster.width), bool)
    bits = np.where((raster.glyph >= 0x2800) & (raster.glyph < 0x2900), raster.glyph - 0x2800, 0)
    for row, column in np.ndindex(4, 2):
        out[row::4, column::2] = bits & int(BIT[row, column])
    return out


@pytest.mark.parametrize("name", LANDSCAPES)
def test_golden(name):
    z = heights(name, 48, 14)
    golden(f"map-{name}-dots", ground(z, PLAIN))
    golden(f"map-{name}-ascii", ground(z, ASCII))


def test_golden_dimmed():
    mask = np.ones((14, 48), bool)
    mask[7] = False
    golden("map-bowl-dimmed-dots", ground(heights("bowl", 48, 14), PLAIN, dim=mask))


def test_lines_of_a_slope_are_single_and_straight():
    z = np.repeat(np.linspace(0, 1, 160)[None, :] ** 2, 40, axis=0)
    lit = dots(ground(z, LOOK, lines=8))
    assert (lit == lit[0]).all()
    columns = np.flatnonzero(lit[0])
    assert len(columns) == 7
    assert (np.diff(columns) > 1).all()


def test_a_slanted_line_is_one_dot_wide():
    x, y = np.meshgrid(np.arange(80.0), np.arange(80.0))
    lit = dots(ground(x + y, LOOK, lines=4))
    assert 0 < lit.sum() <= 3 * 80 * 1.05
    square = lit[:-1, :-1] & lit[1:, :-1] & lit[:-1, 1:] & lit[1:, 1:]
    assert not square.any()


def test_no_line_runs_along_the_unknown():
    z = np.ones((40, 40))
    z[:, :17] = np.nan
    z[0, 0], z[39, 39] = np.inf, -np.inf
    assert not dots(ground(z, LOOK)).any()


def test_the_unknown_is_hatched():
    z = heights("logarithm", 48, 14)
    raster = ground(z, LOOK)
    assert set(raster.glyph[:, :9].ravel().tolist()) == {32, ord("╱")}
    assert (raster.bg[:, :9] == LOOK.colours.paper).all()
    assert ord("╱") not in raster.glyph[:, 11:]
    assert ord("/") in ground(z, ASCII).glyph[:, :9]


def test_height_is_in_the_fill():
    raster = ground(heights("bowl", 60, 20), LOOK)
    fills = LOOK.fill(24).tolist()
    assert fills.index(raster.bg[10, 30]) <= 1
    assert fills.index(raster.bg[0, 59]) >= 22
    row = [fills.index(c) for c in raster.bg[10, 30:].tolist()]
    assert row == sorted(row)


def test_dimmed_cells_are_fainter_and_the_rest_is_untouched():
    z = heights("himmelblau", 60, 20)
    mask = np.zeros((20, 60), bool)
    mask[:10] = True
    dim, full = ground(z, LOOK, dim=mask), ground(z, LOOK)
    assert (dim.bg[10:] == full.bg[10:]).all()
    assert (dim.fg[10:] == full.fg[10:]).all()
    assert set(dim.bg[:10].ravel().tolist()) <= set(LOOK.fill_dim(24).tolist())
    assert dots(ground(z, PLAIN, dim=mask))[:40].sum() < 0.6 * dots(ground(z, PLAIN))[:40].sum()


def test_an_egg_box_keeps_its_lines_apart():
    for size in ((70, 20), (100, 30), (160, 50)):
        assert dots(ground(heights("rastrigin", *size), LOOK)).mean() < 0.2


@pytest.mark.parametrize("name", ["bowl", "himmelblau", "easom", "logarithm", "rosenbrock", "rastrigin"])
@pytest.mark.parametrize(("depth", "most"), [("truecolor", 64_000), ("256", 43_000)])
def test_a_repaint_is_short(name, depth, most):
    drawn = ground(heights(name, 120, 40), Look(depth=depth))
    assert len(encode(drawn, depth).encode()) <= most


@given(
    st.tuples(st.integers(0, 9), st.integers(0, 5)).flatmap(
        lambda s: arrays(np.float64, (4 * s[1], 2 * s[0]), elements=st.floats(width=64))
    ),
    st.sampled_from(DEPTHS),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_any_values_at_any_size(z, depth, dark, ascii_only):
    raster = ground(z, Look("dusk", depth, dark, ascii_only))
    assert raster.glyph.shape == (z.shape[0] // 4, z.shape[1] // 2)
    if ascii_only:
        assert "".join(raster.lines()).isascii()
    if depth == "none":
        assert (raster.fg == DEFAULT).all()
        assert (raster.bg == DEFAULT).all()


def test_sixteen_colours_mix_more():
    raster = ground(heights("bowl", 60, 20), Look(depth="16"))
    seen = set(zip(raster.glyph.ravel().tolist(), raster.bg.ravel().tolist(), strict=True))
    assert len({pair for pair in seen if pair[0] < 0x2800}) >= 5


@pytest.mark.parametrize("depth", ["256", "16"])
def test_what_is_drawn_on_a_texture_has_its_plain_colour_under_it(depth):
    look = Look(depth=depth)
    across, up = np.meshgrid(np.linspace(-3, 3, 80), np.linspace(-3, 3, 48))
    before = ground(across**2 + across * up + up**2, look)
    raster = before.copy()
    raster.glyph[:, ::3] = ord("●")
    plain_under(raster, before, look)
    glyphs, _ = look.texture(24)
    mixed = np.isin(before.glyph, glyphs[glyphs != ord(" ")])
    drawn = raster.glyph != before.glyph
    assert (mixed & drawn).any()
    assert np.isin(raster.bg[mixed & drawn], look.under(24)).all()
    assert np.array_equal(raster.bg[~(mixed & drawn)], before.bg[~(mixed & drawn)])
