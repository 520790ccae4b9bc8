"""Rasters as text: what a terminal would show is the raster, and no code the depth does not have."""

from __future__ import annotations

import re

import numpy as np
import pyte
import pytest
from landscapes import heights

from descent_tui.pictures.ansi import carried, encode
from descent_tui.pictures.colour_code import INDEXED
from descent_tui.pictures.ground import ground
from descent_tui.pictures.look import Look
from descent_tui.pictures.palette import PALETTES
from descent_tui.pictures.raster import Raster

NAMES = ["black", "red", "green", "brown", "blue", "magenta", "cyan", "white"]


def coloured(depth, dark=True):
    return ground(heights("himmelblau", 40, 12), Look(PALETTES[0], depth, dark))


def shown(raster, depth):
    screen = pyte.Screen(raster.width, raster.height)
    pyte.Stream(screen).feed(encode(raster, depth).replace("\n", "\r\n"))
    return screen


@pytest.mark.parametrize("depth", ["truecolor", "256", "16"])
def test_a_terminal_shows_the_raster(depth):
    raster = coloured(depth)
    screen, lines = shown(raster, depth), raster.lines()
    for y, x in np.ndindex(raster.height, raster.width):
        cell = screen.buffer[y][x]
        assert cell.data == lines[y][x]
        assert cell.bg == name(int(raster.bg[y, x]))
        if cell.data != " ":
            assert cell.fg == name(int(raster.fg[y, x]))


def name(colour):
    if colour < 0:
        return "default"
    if colour < INDEXED:
        return f"{colour:06x}"
    entry = colour & 255
    if entry < 16:
        return NAMES[entry] if entry < 8 else "bright" + NAMES[entry - 8]
    return pyte.graphics.FG_BG_256[entry]


def test_no_colour_is_no_escape():
    text = encode(coloured("none"), "none")
    assert "\x1b" not in text
    assert text.split("\n") == coloured("none").lines()


@pytest.mark.parametrize("depth", ["truecolor", "256", "16"])
def test_only_codes_the_depth_has(depth):
    codes = "".join(re.findall("\x1b\\[[0-9;]*m", encode(coloured(depth), depth)))
    assert ("8;2;" in codes) == (depth == "truecolor")
    assert ("8;5;" in codes) == (depth == "256")


def test_every_row_ends_uncoloured_and_nothing_is_said_twice():
    raster = Raster.blank(6, 2, 0x102030, 0x405060)
    raster.put(0, 0, "ab", 0xFF0000)
    raster.put(3, 0, "c", 0x00FF00)
    first, second = encode(raster, "truecolor").split("\n")
    assert first == "\x1b[38;2;255;0;0;48;2;64;80;96mab \x1b[38;2;0;255;0mc  \x1b[0m"
    assert second == "\x1b[38;2;16;32;48;48;2;64;80;96m      \x1b[0m"


def test_back_to_the_default_within_a_row():
    raster = Raster.blank(3, 1)
    raster.put(1, 0, "x", INDEXED | 9, INDEXED | 4)
    assert encode(raster, "16") == " \x1b[91;44mx\x1b[49m \x1b[0m"


def test_blanks_carry_the_ink_before_them():
    raster = Raster.blank(4, 1, 7)
    raster.put(1, 0, "x", 9)
    assert carried(raster).tolist() == [[7, 9, 9, 9]]


def test_nothing_is_nothing():
    assert encode(Raster.blank(0, 0), "truecolor") == ""
    assert encode(Raster.blank(0, 2), "256") == "\n"
