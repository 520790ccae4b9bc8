"""The mountain: closed, lit, the same from every side, and what is behind it hidden."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.mountain import mountain
from descent_tui.pictures.palette import PALETTES
from descent_tui.pictures.terrain import GROUND, SKY, WALL_X, WALL_Y, Camera, look_at, sampled

GOLDEN = Path(__file__).parent / "golden"
LOOK = Look()


def field(f, n=64):
    x = np.linspace(-1, 1, n)
    z = f(x[None, :], -x[:, None])
    return (z - z.min()) / (z.max() - z.min() or 1)


BOWL = field(lambda x, y: x * x + x * y + y * y)
CONES = field(lambda x, y: 4 * (x * x + y * y) - 10 * np.cos(4 * np.pi * x) - 10 * np.cos(4 * np.pi * y), 96)
EGGS = field(lambda x, y: np.cos(6 * x) + np.cos(6 * y) + x * x + y * y)
RIDGE = field(lambda x, y: np.exp(-(y**2) * 30) + 0 * x)
FLAT = np.zeros((8, 8))
WAY = np.array([[10, 12], [20, 25], [28, 30], [32, 31]])


def golden(name, raster):
    """Compare with the picture kept as text; DESCENT_TUI_GOLDEN=write keeps the new one, to be looked at in the diff."""
    text = "".join(line.rstrip() + "\n" for line in raster.lines())
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("DESCENT_TUI_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def eye(azimuth=30.0, elevation=38.0):
    return Camera(120, 80, azimuth, elevation)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_golden(ascii_only):
    look = Look(depth="none", ascii=ascii_only)
    names = ("x East–West", "y North–South")
    raster = mountain(BOWL, 60, 20, look, path=WAY, head=(32, 31), slices=(True, True), names=names)
    golden(f"mountain-{'ascii' if ascii_only else 'dots'}", raster)


@given(
    width=st.integers(0, 60),
    height=st.integers(0, 20),
    depth=st.sampled_from(DEPTHS),
    ascii_only=st.booleans(),
    azimuth=st.floats(-720, 720),
    elevation=st.floats(0, 90),
)
@example(width=1, height=1, depth="truecolor", ascii_only=False, azimuth=0.0, elevation=90.0)  # sky at −4e8
@settings(max_examples=60, deadline=None)
def test_every_size_and_every_side_is_drawn(width, height, depth, ascii_only, azimuth, elevation):
    look = Look(depth=depth, ascii=ascii_only)
    raster = mountain(
        BOWL, width, height, look, azimuth=azimuth, elevation=elevation, path=WAY, head=(5, 5), slices=(True, True)
    )
    assert raster.glyph.shape == (height, width)
    if ascii_only:
        assert "".join(raster.lines()).isascii()
    if depth == "none":
        assert (raster.fg == -1).all()
        assert (raster.bg == -1).all()


@given(
    st.lists(st.tuples(st.floats(), st.floats()), max_size=6),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from([np.nan, np.inf, -np.inf, 0.5, -3e300]),
)
@settings(max_examples=60, deadline=None)
def test_no_points_and_no_heights_are_too_wild(points, rows, columns, value):
    z = np.full((rows, columns), value)
    path = np.array(points).reshape(-1, 2)
    head = points[-1] if points else None
    assert mountain(z, 30, 12, LOOK, path=path, head=head, slices=(True, True)).width == 30


@pytest.mark.parametrize("azimuth", range(0, 360, 15))
@pytest.mark.parametrize("z", [BOWL, EGGS, RIDGE, FLAT], ids=["bowl", "eggs", "ridge", "flat"])
def test_it_has_no_holes_and_fits_into_the_picture(azimuth, z):
    kind = look_at(z, eye(azimuth)).kind
    for column in kind.T:
        solid = np.flatnonzero(column != SKY)
        assert not len(solid) or len(solid) == solid[-1] - solid[0] + 1
    assert (kind[[0, -1]] == SKY).all()
    columns = np.flatnonzero((kind != SKY).any(axis=0))
    assert len(columns) == columns[-1] - columns[0] + 1


def test_the_surface_stands_on_its_sides():
    kind = look_at(BOWL, eye()).kind
    for column in kind.T:
        walls = np.flatnonzero(np.isin(column, (WALL_X, WALL_Y)))
        ground = np.flatnonzero(column == GROUND)
        if len(walls) and len(ground):
            assert walls[0] == ground[-1] + 1


def test_from_the_south_only_the_south_side_is_seen():
    kind = look_at(BOWL, eye(0.0)).kind
    assert (kind == WALL_Y).any()
    assert not (kind == WALL_X).any()


def test_straight_down_it_is_the_map():
    view = look_at(BOWL, eye(0.0, 90.0))
    ground = view.kind == GROUND
    x, y = view.ground(ground)
    np.testing.assert_allclose(view.z[ground], sampled(BOWL, x, y))
    rows, columns = np.nonzero(ground)
    assert np.corrcoef(columns, x)[0, 1] > 0.9999
    assert np.corrcoef(rows, y)[0, 1] < -0.9999


@pytest.mark.parametrize("azimuth", [0.0, 30.0, 135.0, 250.0])
def test_what_a_pixel_shows_projects_onto_that_pixel(azimuth):
    camera = eye(azimuth)
    view = look_at(EGGS, camera)
    rows, columns = np.nonzero(view.kind == GROUND)
    at = view.kind == GROUND
    column, row, away = camera.project(*view.ground(at), view.z[at])
    np.testing.assert_allclose(column, columns + 0.5, atol=1e-6)
    assert np.quantile(np.abs(row - rows - 0.5), 0.99) < 0.6
    np.testing.assert_allclose(away, view.away[at], atol=1e-9)


def test_a_turn_by_a_quarter_of_a_turned_field_is_the_same_picture():
    here, there = look_at(EGGS, eye(20.0)), look_at(np.rot90(EGGS), eye(110.0))
    sides = np.array([SKY, GROUND, WALL_Y, WALL_X])
    assert (here.kind == sides[there.kind]).mean() > 0.98


def test_the_trail_is_left_out_where_a_ridge_hides_it():
    behind, before = np.array([[8.0, 24], [56, 24]]), np.array([[8.0, 52], [56, 52]])
    bare = mountain(RIDGE, 80, 24, LOOK, azimuth=0, elevation=20)
    hidden = mountain(RIDGE, 80, 24, LOOK, azimuth=0, elevation=20, path=behind)
    shown = mountain(RIDGE, 80, 24, LOOK, azimuth=0, elevation=20, path=before)
    assert (hidden.glyph != bare.glyph).sum() == 0
    assert (shown.glyph != bare.glyph).sum() > 20


def test_a_head_behind_the_mountain_is_faint_but_there():
    for row, ink in ((24, LOOK.colours.faint), (52, LOOK.colours.head)):
        raster = mountain(RIDGE, 80, 24, LOOK, azimuth=0, elevation=20, head=(32, row))
        ((y, x),) = np.argwhere(raster.glyph == ord("◆"))
        assert raster.fg[y, x] == ink
        assert raster.bg[y, x] == LOOK.colours.head_paper


def test_slices_have_the_colours_of_their_partials():
    for slices, colour in (((True, False), LOOK.colours.first), ((False, True), LOOK.colours.second)):
        raster = mountain(BOWL, 80, 24, LOOK, head=(32, 32), slices=slices)
        assert (raster.fg[raster.glyph > 0x2800] == colour).sum() > 12


def test_names_tell_where_the_variables_grow():
    text = "\n".join(mountain(BOWL, 80, 24, LOOK, names=("x", "y")).lines())
    assert "x ►" in text
    assert "y ►" in text
    turned = "\n".join(mountain(BOWL, 80, 24, LOOK, azimuth=200, names=("x", "y")).lines())
    assert "◄ x" in turned
    assert "◄ y" in turned


def runs(raster):
    """Count runs of one style: what a frame costs is about 40 bytes for each."""
    style = np.stack([raster.fg, raster.bg])
    return raster.height + int((style[:, :, 1:] != style[:, :, :-1]).any(axis=0).sum())


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("depth", ["truecolor", "256"])
def test_a_frame_is_not_too_many_bytes(palette, depth):
    for z in (BOWL, EGGS, CONES):
        way = np.stack([np.linspace(0, 60, 30), np.linspace(5, 40, 30)], axis=1)
        raster = mountain(z, 120, 40, Look(palette, depth), path=way, head=(60, 40), slices=(True, True))
        each = len(
            "\x1b[38;2;100;100;100;48;2;100;100;100m\x1b[0m"
            if depth == "truecolor"
            else "\x1b[38;5;100;48;5;100m\x1b[0m"
        )
        glyphs = sum(len(line.encode()) for line in raster.lines())
        assert runs(raster) * each + glyphs <= (70_000 if depth == "truecolor" else 43_000)


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("depth", ["truecolor", "256"])
def test_light_shows_the_slopes(depth, dark):
    raster = mountain(EGGS, 100, 32, Look(depth=depth, dark=dark))
    assert len(np.unique(raster.bg)) >= 12
