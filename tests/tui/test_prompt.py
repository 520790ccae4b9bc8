"""The line one types in: editing, the caret and the reason, the picture while one types, Enter and Esc."""

from __future__ import annotations

import pytest
from piloted import piloted, press, text_of, words
from textual import events

from descent_tui.pictures.look import Look
from descent_tui.scenario import catalogue
from descent_tui.tui.prompt import LONGEST, Prompt
from descent_tui.tui.wishes import Wishes

LOOK = Look()


def prompt(value="", *keys, look=LOOK, **more):
    made = Prompt("f =", look, lambda _: None, value=value, **more)
    for key in keys:
        if not made.press(key):
            made.insert(key)
    return made


def touched(value, *keys, **more):
    return prompt(value, "end", *keys, **more)


@pytest.mark.parametrize(
    ("keys", "value", "cursor"),
    [
        (("d",), "ab cd + efd", 11),
        (("home", "z"), "zab cd + ef", 1),
        (("ctrl+a", "right", "delete"), "a cd + ef", 1),
        (("left", "left", "left", "backspace"), "ab cd  ef", 6),
        (("ctrl+w",), "ab cd + ", 8),
        (("ctrl+left", "ctrl+left", "ctrl+k"), "ab ", 3),
        (("ctrl+u",), "", 0),
        (("home", "ctrl+right", "ctrl+u"), " cd + ef", 0),
        (("home", "ctrl+right", "ctrl+right", "x"), "ab cdx + ef", 6),
        (("home", "backspace", "left"), "ab cd + ef", 0),
        (("delete", "right", "ctrl+d", "end", "ctrl+e"), "ab cd + ef", 10),
    ],
)
def test_editing(keys, value, cursor):
    made = touched("ab cd + ef", *keys)
    assert (made.value, made.cursor) == (value, cursor)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("z",), "z"),
        (("z", "y"), "zy"),
        (("backspace",), ""),
        (("delete", "z"), "z"),
        (("left", "z"), "ab + czd"),
        (("right", "z"), "ab + cdz"),
        (("ctrl+w",), "ab + "),
    ],
)
def test_what_is_typed_first_takes_the_place_of_what_stood_there(keys, value):
    assert prompt("ab + cd", *keys).value == value


def test_a_paste_takes_the_place_too_and_an_empty_one_takes_nothing():
    made = prompt("x" * LONGEST)
    made.insert("")
    assert len(made.value) == LONGEST
    made.insert("y^2")
    assert made.value == "y^2"


@pytest.mark.parametrize("look", [LOOK, Look(depth="none"), Look(depth="none", ascii=True), Look(depth="16")])
def test_the_screen_says_that_typing_replaces_until_the_line_is_touched(look):
    for width in (40, 80):
        made = prompt("x^2 + x*y + y^2", look=look)
        before = made.picture(width)
        assert "typing replaces it" in before.lines()[1] or width == 40
        if look.depth != "none":
            assert (before.bg[0] == look.colours.title).sum() == len(made.value)
        else:
            assert set("▔'") & set(before.lines()[1])
        made.press("end")
        after = made.picture(width)
        assert "typing" not in after.lines()[1]
        assert not (after.bg[0] == look.colours.title).any() or look.depth == "none"


def test_a_paste_is_its_first_line_and_not_too_long():
    made = prompt()
    made.insert("x^2\nrm -rf\n")
    assert made.value == "x^2"
    made.insert("+" * 10_000)
    assert len(made.value) == LONGEST
    made.insert("")
    assert len(made.value) == LONGEST


@pytest.mark.parametrize("width", [40, 80])
def test_a_reason_is_read_to_its_end_where_the_screen_is_narrow(width):
    why = "foo is not a function (did you mean floor?): these are sin, cos, exp and others"
    made = prompt(check=lambda _: (0, why))
    made.insert("foo(")
    lines = made.picture(width).lines()
    assert " ".join(" ".join(lines[2:]).split()) == why
    assert len(lines) == (5 if width == 40 else 4)


def test_a_reason_without_end_is_cut_and_leaves_the_line_in_sight():
    made = prompt(check=lambda _: (0, "never " * 200))
    made.insert("foo(")
    lines = made.picture(40).lines()
    assert len(lines) == 5
    assert lines[-1].rstrip().endswith("…")


@pytest.mark.parametrize("length", [5, 60, 300])
@pytest.mark.parametrize("width", [10, 40, 120])
def test_the_caret_is_under_the_column_also_when_the_line_is_scrolled(length, width):
    at = length - 3
    made = touched("a" * at + "?" + "a" * 2, check=lambda _: (at, "no"))
    made.insert("a")
    assert made.picture(width).lines()[2].strip() == "no"
    seen = 0
    for _ in range(length + 1):
        line, caret, *_ = made.picture(width).lines()
        assert ("^" in caret) == ("?" in line)
        if "^" in caret:
            seen += 1
            assert line[caret.index("^")] == "?"
        made.press("left")
    assert seen >= 2


@pytest.mark.parametrize("width", [1, 3, 7, 40])
@pytest.mark.parametrize("look", [LOOK, Look(depth="none"), Look(depth="none", ascii=True), Look(depth="16")])
def test_the_cursor_is_seen_at_any_width(width, look):
    for value in ("", "x", "x" * 100):
        raster = touched(value, look=look).picture(width)
        assert raster.glyph.shape[1] == width
        assert 3 <= raster.height <= 5
        if width >= 7:
            marked = (raster.bg[0] == look.colours.ink) if look.depth != "none" else raster.glyph[1] != 32
            assert marked.sum() == 1


def test_a_formula_is_on_the_map_while_it_is_typed():
    async def test(screen, pilot):
        timeline = screen.timeline
        await press(pilot, "/", "ctrl+u", *"x^2+3*y^2")
        assert screen.session.scenario.formula == "x^2+3*y^2"
        assert "3·y²" in text_of(screen)
        assert screen.timeline is timeline
        await press(pilot, *"+sin(")
        assert screen.session.scenario.formula == "x^2+3*y^2+si"  # the last that could be read
        lines = text_of(screen).splitlines()
        assert lines[-3].rstrip().endswith("x^2+3*y^2+sin(")
        assert lines[-2].index("^") == lines[-3].rstrip().index("(")
        assert lines[-1].strip()
        await press(pilot, "enter")
        assert screen.prompt is not None
        await press(pilot, *"x)", "enter")
        assert screen.prompt is None
        assert screen.preview is None
        assert words(screen) == ["formula x^2+3*y^2+sin(x)"]
        await press(pilot, "u")
        assert screen.timeline.present.scenario is timeline.present.scenario

    piloted(test)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_esc_leaves_everything_as_it_was(key):
    async def test(screen, pilot):
        await press(pilot, "space", "2", "z")
        timeline, before = screen.timeline, text_of(screen)
        await press(pilot, "/", "ctrl+u", *"x*y*sin(x)", key)
        assert screen.prompt is None
        assert screen.timeline is timeline
        assert screen.session is timeline.present
        await pilot.pause(0.05)
        assert text_of(screen) == before
        assert not screen.app._exit

    piloted(test)


def test_what_is_typed_at_once_is_typed():
    async def test(screen, pilot):
        await press(pilot, "/", "ctrl+u", *"x^2+2*y^2", "enter", "space", *"2s")
        return screen.timeline.present, words(screen)

    session, said = piloted(test)
    assert session.here.k == 2
    assert list(session.free) == [True, False]
    assert len(said) == 4


def test_an_unchanged_formula_is_no_action():
    async def test(screen, pilot):
        await press(pilot, "/", "enter")
        return screen.timeline.past, screen.prompt

    assert piloted(test) == (None, None)


def test_an_empty_line_is_left():
    async def test(screen, pilot):
        await press(pilot, "f", "enter")
        return screen.timeline.past, screen.prompt

    assert piloted(test) == (None, None)


@pytest.mark.parametrize(
    ("key", "typed", "action"),
    [
        ("f", "y", "freeze y"), ("f", "all but y", "freeze all but y"), ("G", "x=1.5,y=-1", "goto x=1.5,y=-1.0"),
        (":", "step 3", "step 3"), (":", "free all", "free all"), ("k", "b 50", "constant b 50"),
    ],
)  # fmt: skip
def test_prompts_act_once(key, typed, action):
    async def test(screen, pilot):
        await press(pilot, key, *typed, "enter")
        return words(screen)

    said = piloted(test, "rosenbrock")
    assert len(said) == 1
    assert said[0].replace(".0", "") == action.replace(".0", "")


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("f", "z", "no variable"), ("f", "w[1..", ""), ("G", "x=", "number"), ("G", "x", "such as"), (":", "stepp", "step"),
        (":", "step -1", "count"), ("k", "q 1", "no constant"), ("k", "b 1e9", "1 … 200"), ("a", "x", "two"),
        ("a", "x x", "different"), ("/", "x^", ""), ("/", "__import__('os')", ""), ("/", "1e999*x", ""),
        ("/", "\u202ex", ""), (":", "look kind cube", "views are"), (":", "look palette dsk", "dusk"), (":", "open nothing-there", "nothing-there"),
    ],
)  # fmt: skip
def test_prompts_refuse_in_words_and_stay(key, typed, says):
    async def test(screen, pilot):
        before = screen.timeline
        await press(pilot, key, "ctrl+u")
        screen.app.post_message(events.Paste(typed))
        await press(pilot, "enter")
        return screen.timeline.past is before.past, screen.prompt, text_of(screen).splitlines()[-1]

    same, there, reason = piloted(test, "rosenbrock")
    assert same
    assert there is not None or key == ":"
    if there is not None:
        assert reason.strip()
        assert says in reason
    assert "Error" not in reason


def test_freezing_by_pattern():
    async def test(screen, pilot):
        await press(pilot, "f", *"x[2..4]", "enter")
        return list(screen.timeline.present.free), screen.timeline.present.held

    free, held = piloted(test, "rosenbrock-6d")
    assert free == [True, False, False, False, True, True]
    assert held == ("x[2..4]",)


def test_axes_of_a_section():
    async def test(screen, pilot):
        await press(pilot, "a", *"x[3] x[5]", "enter")
        return screen.timeline.present.view.axes

    assert piloted(test, "rosenbrock-6d") == (2, 4)


def test_every_prompt_is_opened_by_a_wish():
    async def test(screen, pilot):
        for word in ("pick", "formula", "axes", "goto", "constant", "act", "write"):
            screen.grant(word)
            assert screen.prompt is not None, word
            await press(pilot, "escape")
            assert screen.prompt is None, word
        return isinstance(screen.wishes, Wishes)

    assert piloted(test)


def test_a_prompt_on_a_screen_that_is_too_small():
    async def test(screen, pilot):
        await press(pilot, "/", "ctrl+u", *"x^2", "enter")
        return screen.timeline.present.scenario.formula

    for size in ((1, 1), (5, 2), (39, 11)):
        assert piloted(test, size=size) == "x^2"
    assert catalogue.load("seed-bowl").formula != "x^2"
