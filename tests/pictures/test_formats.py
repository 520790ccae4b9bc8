"""Pictures as files: PNG and SVG hold what the cells hold, and no cell is obeyed by whoever shows them."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from descent_tui.pictures.cells import BRAILLE, boxes, dots, is_shape
from descent_tui.pictures.colour_code import INDEXED
from descent_tui.pictures.formats import cleaned, picture_file
from descent_tui.pictures.glyphs import ASCII, UNICODE
from descent_tui.pictures.lettering import _LETTERS, strokes
from descent_tui.pictures.look import Look
from descent_tui.pictures.png import mask, png
from descent_tui.pictures.raster import Raster

LOOK = Look()


def pixels(raster, look=LOOK):
    with Image.open(io.BytesIO(png(raster, look))) as picture:
        return np.asarray(picture.convert("RGB"))


def test_papers_and_full_blocks_are_the_very_colours():
    raster = Raster.blank(3, 2, 0x112233, 0x445566)
    raster.put(1, 0, "█", 0xABCDEF)
    seen = pixels(raster)
    assert seen.shape == (64, 48, 3)
    assert (seen[:32, 16:32] == (0xAB, 0xCD, 0xEF)).all()
    assert (seen[:32, :16] == (0x44, 0x55, 0x66)).all()
    assert (seen[32:] == (0x44, 0x55, 0x66)).all()


@pytest.mark.parametrize("bits", [0x01, 0x80, 0x47, 0xFF])
def test_every_dot_of_a_braille_sign_is_drawn_in_its_place(bits):
    cover = mask(chr(BRAILLE + bits))
    middles = [cover[2 * y - 1 : 2 * y + 1, 2 * x - 1 : 2 * x + 1].mean() for x, y in dots(chr(BRAILLE + 0xFF))]
    assert [middle == 1 for middle in middles] == [bool(bits >> k & 1) for k in range(8)]


def test_lines_reach_the_edges_where_their_neighbours_go_on():
    for sign in "─┬┴┼├┤":
        assert mask(sign)[15:17, [0, -1]].max(axis=0)[0 if sign == "┤" else -1] > 0.9
    assert mask("│")[[0, -1], 7:9].min() > 0.4
    assert mask("━")[15].min() == 1


@pytest.mark.parametrize(("sign", "share"), [("▌", 0.5), ("▀", 0.5), ("▙", 0.75), ("▒", 0.5), ("▁", 0.125), ("█", 1)])
def test_blocks_cover_as_much_as_they_say(sign, share):
    assert mask(sign).mean() == pytest.approx(share)


def test_every_sign_that_pictures_use_is_written():
    signs = {sign for alphabet in (UNICODE, ASCII) for text in vars_of(alphabet) for sign in text} - {" "}
    signs |= set(map(chr, range(33, 127))) | set("αβγδεηθλμπρστφψωΔΠΣ∂∇‖∞√·×÷±−–≈≠≤≥←→↑↓…’²³⁰⁻₀ₜᵀ")
    box = strokes("\ue000")[0].points
    for sign in signs:
        assert mask(sign).max() > 0.2, sign
        if not is_shape(sign):
            assert not np.array_equal(strokes(sign)[0].points, box), sign


def vars_of(alphabet):
    return [getattr(alphabet, name) for name in alphabet.__slots__]


def test_letters_stay_in_their_cell_and_differ_from_each_other():
    drawn = {}
    for sign in _LETTERS:
        points = np.concatenate([stroke.points for stroke in strokes(sign)])
        assert (points >= 0).all(), sign
        assert (points <= (8, 16)).all(), sign
        drawn.setdefault(mask(sign).tobytes(), []).append(sign)
    same = {"".join(sorted(signs)) for signs in drawn.values() if len(signs) > 1}
    assert same == {'"“”', "–−", "✕✗", "◀◄", "▶►"}  # these are meant to


def test_a_sign_nobody_knows_is_a_box_and_an_accent_is_left_off():
    assert np.array_equal(mask("\u4e00"), mask("\ue000"))
    assert np.array_equal(mask("é"), mask("e"))
    assert mask("²").sum() < mask("2").sum()
    assert mask("²")[16:].sum() == 0
    assert mask("₂")[:14].sum() == 0


def test_colours_of_the_palette_and_of_the_terminal_are_drawn():
    raster = Raster.blank(3, 1)
    raster.bg[0, :2] = INDEXED | 196, INDEXED | 9
    seen = pixels(raster)
    assert seen[0, 0].tolist() == [255, 0, 0]
    assert seen[0, 16].tolist() == [255, 107, 100]
    assert seen[0, 32].tolist() == [0x0E, 0x11, 0x16]
    assert pixels(raster, Look(dark=False))[0, 32].tolist() == [0xFB, 0xFA, 0xF7]


def test_svg_says_every_word_and_draws_every_shape():
    raster = Raster.blank(12, 1, 0xFFFFFF, 0)
    raster.put(0, 0, "a<b & ─⣿█▒")
    root = ET.fromstring(picture_file(raster, LOOK, ".svg", 'a "title" & <more>'))  # noqa: S314  our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == 'a "title" & <more>'
    assert root.attrib["aria-label"] == 'a "title" & <more>'
    assert [text.text for text in root.iter(f"{space}text")] == ["a<b", "&"]
    dotted = [p for p in root.iter(f"{space}path") if p.get("stroke-linecap") == "round"]
    assert dotted[0].attrib["d"].count("M") == 8
    assert {p.get("fill-opacity") for p in root.iter(f"{space}path")} == {None, "1", "0.5"}


@pytest.mark.parametrize("ending", [".txt", ".ans", ".svg", ".png"])
def test_nothing_in_a_file_is_obeyed(ending):
    raster = Raster.blank(6, 1)
    raster.put(0, 0, "a\x1b\x9b\u202e\n\t")
    data = picture_file(raster, LOOK, ending, "says\x1b]0;x\x07")
    if ending != ".png":
        text = data.decode()
        assert not {"\x9b", "\u202e", "\x07", "\t"} & set(text)
        assert "\x1b" not in text or ending == ".ans"
    assert "".join(map(chr, cleaned(raster).glyph[0])) == "a" + 5 * "�"


def test_a_picture_that_is_none_is_refused():
    with pytest.raises(KeyError):
        picture_file(Raster.blank(1, 1), LOOK, ".exe", "")


def test_shapes_are_shapes_and_letters_are_not():
    assert not any(is_shape(sign) for sign in "aX▲◆ ")
    assert boxes("░") == [(0, 0, 8, 16)]
    assert not dots("a")
