"""What is wrong with a file, where, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from descent_tui.scenario.errors import ScenarioError
from descent_tui.scenario.load import load_bytes

GOOD = """title = "A bowl"
formula = "a*x^2 + y^2"

[variables]
x = { range = [-2, 2], start = 1 }
y = { range = [-1, 3] }

[constants]
a = { value = 2, range = [1, 5] }

[descent]
optimizer = "gd"
lr = 0.1
settings = { beta1 = 0.9 }

[[minima]]
at = [0, 0]
value = 0
"""


def refused(text: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        load_bytes(text.encode(), Path("bowl.toml"))
    return caught.value


def test_the_good_file_is_good() -> None:
    s = load_bytes(GOOD.encode(), Path("some/bowl.toml"))
    assert (s.name, s.title, s.formula, s.size) == ("bowl", "A bowl", "a*x^2 + y^2", 2)
    assert s.start == [1.0, 1.0], "without a start, the middle"
    assert s.ranges == [(-2.0, 2.0), (-1.0, 3.0)]
    assert s.sizes == {"x": None, "y": None}
    assert s.constant_values == {"a": 2.0}
    assert (s.constants[0].low, s.constants[0].high) == (1.0, 5.0)
    assert (s.descent.optimizer, s.descent.lr, dict(s.descent.settings)) == ("gd", 0.1, {"beta1": 0.9})
    assert (s.minima[0].at, s.minima[0].value, s.minima[0].kind) == ((0.0, 0.0), 0.0, "point")
    assert s.axes == (0, 1)
    assert s.kind == "formula"


# What is replaced in GOOD, by what, and then: line, column, words of the message, the hint.
TABLE = [
    ("range = [-2, 2]", "rnage = [-2, 2]", 5, 7, '"rnage" is not a key here', 'did you mean "range"?'),
    ("formula =", "formulla =", 2, 1, '"formulla" is not a key here', 'did you mean "formula"?'),
    ("[variables]", "[variabels]", 4, 1, '"variabels" is not a key here', 'did you mean "variables"?'),
    ("lr = 0.1", "learning = 0.1", 13, 1, '"learning" is not a key here', "the keys here are optimizer, lr, settings"),
    ("value = 0\n", "valeu = 0\n", 18, 1, '"valeu" is not a key here', 'did you mean "value"?'),
    ("[-2, 2]", "[2, -2]", 5, 15, "range wants two numbers, low below high; here is 2 to -2", ""),
    ("[-2, 2]", "[2, 2]", 5, 15, "low below high", ""),
    ("[-2, 2]", "[-2]", 5, 15, "range wants two numbers, low below high", ""),
    ("[-2, 2]", '[-2, "2"]', 5, 20, 'range wants two numbers, low below high, such as [-2, 2]; here is "2"', ""),
    ("[-2, 2]", "[-2, true]", 5, 20, "here is true", ""),
    ("[-2, 2]", "[-inf, 2]", 5, 16, "every number must be finite; here is -inf", ""),
    ("[-2, 2]", "[-1e308, 1e308]", 5, 15, "wider than the numbers reach", ""),
    ("range = [-2, 2], ", "", 5, 1, "x needs range: two numbers", ""),
    ("start = 1", "start = nan", 5, 32, "every number must be finite", ""),
    ("start = 1", "start = [1, 2]", 5, 32, "x has no size", ""),
    ("start = 1", "size = 3, start = [1, 2]", 5, 42, "start has 2 entries, but x has size 3", ""),
    ("start = 1", "size = 0", 5, 31, "size wants a whole number from 1 to 1000000; here is 0", ""),
    ("start = 1", "size = 2.5", 5, 31, "size wants a whole number", ""),
    ("start = 1", "size = 1000001", 5, 31, "size wants a whole number from 1 to 1000000", ""),
    ("{ range = [-1, 3] }", "3", 6, 5, "y wants a table such as { range = [-2, 2] }; here is 3", ""),
    ("y = {", "sin = {", 6, 1, "sin is a function and cannot name a variable", ""),
    ("y = {", "2y = {", 6, 1, "is not a name", ""),
    ('formula = "a*x^2 + y^2"', "formula = 3", 2, 11, "formula wants a formula in quotes; here is 3", ""),
    ("a*x^2 + y^2", "a*x^2 + y^", 2, 21, "is not followed by anything", ""),
    ("a*x^2 + y^2", "a*x^2 + sinn(y)", 2, 20, "sinn", "did you mean sin?"),
    ("a*x^2 + y^2", "a*x^2 + z", 2, 20, "there is no variable z here; the variables are x and y", ""),
    ("a*x^2 + y^2", "\\u0061*x^2 + z", 2, 25, "there is no variable z here", ""),
    ("a = { value = 2, range = [1, 5] }", 'a = "2"', 9, 5, "a wants a number, or { value = 100", ""),
    ("a = { value = 2, range = [1, 5] }", "a = inf", 9, 5, "every number must be finite", ""),
    ("value = 2,", "value = 20,", 9, 15, "a = 20 lies outside its own range, 1 to 5", ""),
    ("value = 2, range", "range", 9, 1, "a needs value: a number", ""),
    ("[1, 5]", "[5, 1]", 9, 26, "low below high", ""),
    ("a = { value", "x = { value", 9, 1, "x is already a variable", ""),
    ("lr = 0.1", "learning_rate = 0.1", 13, 1, '"learning_rate" is not a key here', 'did you mean "lr"?'),
    ("lr = 0.1", "lr = 0", 13, 6, "lr wants a number above 0; here is 0", ""),
    ("lr = 0.1", 'lr = "fast"', 13, 6, 'lr wants a number above 0; here is "fast"', ""),
    ('optimizer = "gd"', "optimizer = 1", 12, 13, "optimizer wants the name of an optimizer; here is 1", ""),
    ("beta1 = 0.9", 'beta1 = "a"', 14, 22, "beta1 wants a number", ""),
    ("beta1 = 0.9", "lr = 0.9", 14, 14, "lr stands in [descent] itself", ""),
    ("at = [0, 0]", "at = [0]", 17, 6, "at has one entry, but there are 2 variables", ""),
    ("at = [0, 0]", "at = [0, inf]", 17, 10, "every number must be finite", ""),
    ("at = [0, 0]\n", "", 16, 1, "a minimum needs at: a list with a number for each variable", ""),
    (
        "value = 0\n",
        'value = 0\nkind = "tip"\n',
        19,
        8,
        'kind wants "point", "curve", "cusp" or "border"; here is "tip"',
        "",
    ),
    ('title = "A bowl"', 'kind = "netwrok"', 1, 8, 'kind wants "formula" or "network"; here is "netwrok"', ""),
    ('title = "A bowl"', 'axes = ["x", "q"]', 1, 14, "there is no variable", ""),
    ('title = "A bowl"', 'axes = ["x", "x"]', 1, 8, "axes wants the names of two different variables", ""),
    ('title = "A bowl"', 'axes = ["x"]', 1, 8, "axes wants the names of two different variables", ""),
    ('title = "A bowl"', f'title = "{"b" * 500}"', 1, 9, "title wants a line of at most 400 characters", ""),
    ('title = "A bowl"', 'title = "A \\u001b[31mbowl"', 1, 12, "a control character (U+001B) has no place", ""),
    ('title = "A bowl"', "title = A bowl", 1, 9, "this is not TOML: this is no value; text wants quotes", ""),
    ('title = "A bowl"', 'title = "A bowl', 1, 16, "this text is not closed on its line", ""),
    (
        'title = "A bowl"',
        'title = "A"\n\ttitle = "B"',
        2,
        2,
        "this is not TOML: this key stands in the table twice",
        "",
    ),
    ('title = "A bowl"', 'title = "A \\u202ebowl"', 1, 12, "an invisible character (U+202E) has no place", ""),
    ("[descent]", "[variables]", 11, 1, "this is not TOML: this table stands in the file twice", ""),
    ("value = 0\n", "value = ", 18, 9, "this is not TOML: this is no value", ""),
]


@pytest.mark.parametrize(("old", "new", "line", "column", "message", "hint"), TABLE)
def test_place_and_words(old: str, new: str, line: int, column: int, message: str, hint: str) -> None:
    assert old in GOOD
    error = refused(GOOD.replace(old, new, 1))
    assert message in error.message
    assert error.hint == hint
    assert (error.line, error.column) == (line, column), str(error)
    assert str(error) == f"bowl.toml:{line}:{column}: {error.message}" + (f" ({hint})" if hint else "")


def test_a_file_without_anything() -> None:
    assert "needs formula" in refused("").message
    assert "needs variables" in refused('formula = "x"').message
    assert "at least one variable" in refused('formula = "1"\nvariables = {}').message


def test_a_tab_before_the_place_is_shown_as_a_space() -> None:
    error = refused(GOOD.replace('title = "A bowl"', '\ttitel\t= "A bowl"'))
    assert error.caret() == ' titel = "A bowl"\n ^'


def test_the_caret_stands_under_the_character() -> None:
    error = refused(GOOD.replace("a*x^2 + y^2", "a*x^2 + z"))
    text, caret = error.caret().split("\n")
    assert text == 'formula = "a*x^2 + z"'
    assert text[caret.index("^")] == "z"


def test_the_caret_of_a_long_line_stays_narrow() -> None:
    error = refused(GOOD.replace("a*x^2 + y^2", "x + " * 200 + "z + " + "y + " * 200 + "y"))
    text, caret = error.caret(40).split("\n")
    assert len(text) == 40
    assert text[caret.index("^")] == "z"


def test_a_formula_over_several_lines_is_pointed_into() -> None:
    error = refused(GOOD.replace('"a*x^2 + y^2"', '"""\na*x^2\n  + y^2 + zz"""'))
    assert (error.line, error.column) == (4, 11)
    assert error.excerpt == '  + y^2 + zz"""'


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    s = load_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), Path("bowl.toml"))
    assert s.title == "A bowl"


def test_messages_escape_and_elide_what_they_quote() -> None:
    error = refused(f"{'k' * 3000} = 1\n" + GOOD)
    assert len(str(error)) < 400
    error = ScenarioError("a\x1b[31m.toml", "is a folder")
    assert "\x1b" not in str(error)


def test_vectors() -> None:
    text = 'formula = "sum(i, 1, n, x[i]^2) + t"\naxes = ["x[2]", "t"]\n'
    text += "[variables]\nx = { size = 3, range = [-2, 2], start = [1, 2, 0.5] }\nt = { range = [0, 1] }\n"
    s = load_bytes((text + "[[minima]]\nat = 0\nvalue = 0\n").encode(), Path("v.toml"))
    assert s.start == [1.0, 2.0, 0.5, 0.5]
    assert s.minima[0].at == (0.0, 0.0, 0.0, 0.0)
    assert s.axes == (1, 3)
    assert s.sizes == {"x": 3, "t": None}
