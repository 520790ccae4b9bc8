"""Every look: enough distinct levels, in order of brightness, and marks that are seen on all of them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.glyphs import ASCII, UNICODE
from descent_tui.pictures.look import DEPTHS, Inks, Look
from descent_tui.pictures.oklab import indexed, linear
from descent_tui.pictures.palette import PALETTES

# xterm's sixteen; themes differ, so these are only held to a coarser bar.
XTERM16 = np.array(
    [int(c, 16) for c in ["000000", "CD0000", "00CD00", "CDCD00", "0000EE", "CD00CD", "00CDCD", "E5E5E5"]]
    + [int(c, 16) for c in ["7F7F7F", "FF0000", "00FF00", "FFFF00", "5C5CFF", "FF00FF", "00FFFF", "FFFFFF"]]
)


def rgb(colours):
    colours = np.atleast_1d(colours)
    n = colours & 0xFF
    entry = np.where(n < 16, XTERM16[n % 16], indexed(np.maximum(n, 16)))
    return np.where(colours >= INDEXED, entry, colours)


LOOKS = [Look(p, d, dark) for p, d, dark in itertools.product(PALETTES, ("truecolor", "256", "16"), (True, False))]
MANY = [look for look in LOOKS if look.depth != "16"]
named = pytest.mark.parametrize("look", LOOKS, ids=str)
many = pytest.mark.parametrize("look", MANY, ids=str)


def luminance(colours):
    """Return the relative luminance [...] in 0 … 1 of colours 0xRRGGBB [...], after WCAG 2.2."""
    return linear(colours) @ np.array([0.2126, 0.7152, 0.0722])


def contrast(a, b):
    """Return the contrast ratio of WCAG 2.2, 1 … 21, of two colours, or of arrays of them."""
    p, q = luminance(a) + 0.05, luminance(b) + 0.05
    return np.maximum(p, q) / np.minimum(p, q)


def mixed(look, n):
    """Return the luminance [n] of the fills as the eye mixes ink and paper."""
    glyphs, inks = look.texture(n)
    share = np.array([max(look.glyphs.shades.find(chr(glyph)), 0) for glyph in glyphs]) / 4
    return share * luminance(rgb(inks)) + (1 - share) * luminance(rgb(look.fill(n)))


@named
def test_trail_and_head_are_seen_on_every_fill(look):
    inks = look.texture(32)[1] if look.depth == "256" else look.fill(32)
    fills = rgb(np.concatenate([look.fill(32), look.fill_dim(32), look.under(32), inks]))
    assert contrast(fills, rgb(look.colours.trail)).min() >= 4.5
    assert contrast(rgb(look.colours.head), rgb(look.colours.head_paper)).min() >= 4.5
    assert contrast(fills, rgb(look.colours.head)).min() >= 4.5


@many
def test_partials_are_seen_on_every_fill(look):
    for ink in (look.colours.first, look.colours.second, look.colours.gradient, look.colours.minimum):
        assert contrast(rgb(look.fill(32)), rgb(ink)).min() >= 3
        assert contrast(rgb(look.under(32)), rgb(ink)).min() >= 3


@many
def test_text_is_read_on_paper(look):
    inks = look.colours
    for ink in (inks.ink, inks.title, inks.key, inks.good, inks.bad, inks.frozen, inks.first, inks.second, inks.faint):
        assert contrast(rgb(ink), rgb(inks.paper)).min() >= 4.5


@many
def test_height_reads_without_hue(look):
    assert (np.diff(mixed(look, 10)) > 0).all()
    assert (np.diff(luminance(rgb(look.line(10)))) > 0).all()


@many
def test_lines_stand_out_from_their_fill(look):
    assert contrast(rgb(look.under(24)), rgb(look.line(24))).min() >= 3


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("dark", [True, False])
def test_levels_that_differ(palette, dark):
    assert len(set(Look(palette, "truecolor", dark).fill(32).tolist())) == 32
    assert len(set(Look(palette, "256", dark).line(32).tolist())) >= 10
    for depth, least in (("256", 10), ("16", 5)):
        few = Look(palette, depth, dark)
        glyphs, inks = few.texture(32)
        assert len(set(zip(glyphs.tolist(), inks.tolist(), few.fill(32).tolist(), strict=True))) >= least


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_dimmed_ground_is_another(look):
    if look.depth == "16":
        assert len(set(look.fill_dim(32).tolist())) == 1
    else:
        spread = np.ptp(mixed(look, 32)) if look.depth == "256" else np.ptp(luminance(rgb(look.fill(32))))
        assert np.ptp(luminance(rgb(look.fill_dim(32)))) < spread / 1.7


def test_no_colour_is_no_colour():
    look = Look(depth="none")
    assert {getattr(look.colours, name) for name in Inks.__slots__} == {DEFAULT}
    assert set(look.fill(8).tolist()) | set(look.line(8).tolist()) | set(look.fill_dim(8).tolist()) == {DEFAULT}


def test_alphabets():
    for name in UNICODE.__slots__:
        assert getattr(ASCII, name).isascii()
        assert len(getattr(ASCII, name)) == len(getattr(UNICODE, name)) or name == "bars"
    assert Look(ascii=True).glyphs is ASCII


def test_what_there_is_none_of_is_named():
    with pytest.raises(ValueError, match="no palette 'plaid'; there are dusk"):
        Look("plaid")
    with pytest.raises(ValueError, match="no colour depth '8'"):
        Look(depth="8")
    assert hash(Look()) == hash(Look("dusk"))
    assert DEPTHS[0] == Look().depth


@pytest.mark.parametrize("n", [0, 1, 2, 3])
@pytest.mark.parametrize("depth", DEPTHS)
def test_any_number_of_levels(n, depth):
    look = Look(depth=depth)
    assert len(look.fill(n)) == len(look.line(n)) == len(look.fill_dim(n)) == len(look.texture(n)[0]) == n
