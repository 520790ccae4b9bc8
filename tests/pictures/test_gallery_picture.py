"""The page of landscapes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from landscapes import golden

from descent_tui.pictures.gallery import found, gallery, picture_room
from descent_tui.pictures.look import Look

PLAIN = Look(depth="none")


@dataclass(frozen=True)
class Entry:
    name: str
    title: str
    folder: str
    teaches: str = "One hole in an endless plain: a step or two further out and there is no slope to follow."
    variables: dict[str, int | None] = field(default_factory=lambda: {"x": None, "y": None})


ENTRIES = [
    Entry("seed-bowl", "The seed bowl", "first-steps"),
    Entry("parabola", "A parabola", "first-steps", variables={"x": None}),
    Entry("easom", "Easom's needle", "flat-and-steep"),
    Entry("chain", "A chain", "many-variables", variables={"x": 1000}),
]


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
def test_golden(size):
    raster, _ = gallery(ENTRIES, 2, "", *size, PLAIN, None)
    golden(f"gallery-{size[0]}x{size[1]}", raster)


@given(
    width=st.integers(1, 140),
    height=st.integers(1, 50),
    count=st.integers(0, 4),
    chosen=st.integers(0, 3),
    ascii_only=st.booleans(),
)
def test_rows_say_which_entry_stands_there(width, height, count, chosen, ascii_only):
    entries = ENTRIES[:count]
    chosen = min(chosen, max(count - 1, 0))
    look = Look(depth="none", ascii=ascii_only)
    raster, rows = gallery(entries, chosen, "", width, height, look, None)
    assert raster.glyph.shape == (height, width)
    if width >= 40 and height >= 8 and entries:
        assert chosen in rows
        for line, row in zip(raster.lines(), rows, strict=True):
            if row is not None:
                assert entries[row].title[:12] in line


def test_search_looks_at_all_words_and_puts_names_first():
    assert [entry.name for entry in found(ENTRIES, "")] == [entry.name for entry in ENTRIES]
    assert [entry.name for entry in found(ENTRIES, "FLAT needle")] == ["easom"]
    assert found(ENTRIES, "chain")[0].name == "chain"
    assert found(ENTRIES, "no such thing") == []


def test_how_many_variables_is_said():
    for chosen, said in ((0, "2 variables"), (1, "one variable"), (3, "1,000 variables")):
        assert said in "\n".join(gallery(ENTRIES, chosen, "", 100, 30, PLAIN, None)[0].lines())


def test_a_picture_has_room_only_where_the_list_leaves_it():
    assert picture_room(60, 30) is None
    assert picture_room(100, 12) is None
    width, height = picture_room(100, 30)
    assert width >= 40
    assert height >= 16
