"""Tokens: kinds, columns, the one plain spelling of each operator, and characters that are refused."""

from __future__ import annotations

import pytest

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import TYPED
from descent_tui.formula.tokens import tokenize


def words(text):
    return [(token.kind, token.text, token.column) for token in tokenize(text, TYPED)[:-1]]


def test_words_and_columns():
    """Each word knows where it begins; the end stands behind the last character."""
    assert words("2x + y_1²") == [
        ("number", "2", 1), ("name", "x", 2), ("operator", "+", 4), ("name", "y_1", 6), ("superscript", "2", 9),
    ]  # fmt: skip
    end = tokenize("x ", TYPED)[-1]
    assert (end.kind, end.column) == ("end", 3)


@pytest.mark.parametrize(("text", "plain"), [("−", "-"), ("·", "*"), ("×", "*"), ("⋅", "*"), ("**", "^"), ("≤", "<="), ("≥", ">="), ("≠", "!=")])  # fmt: skip
def test_one_spelling(text, plain):
    """What is typed or printed differently is the same operator."""
    assert words(text) == [("operator", plain, 1)]


@pytest.mark.parametrize(("text", "value"), [("3", 3.0), (".5", 0.5), ("3.", 3.0), ("1e-3", 1e-3), ("2.5E+2", 250.0), ("1e308", 1e308), ("4e-400", 0.0)])  # fmt: skip
def test_numbers(text, value):
    """The forms a number has."""
    (token, _) = tokenize(text, TYPED)
    assert (token.kind, token.value, token.text) == ("number", value, text)


def test_a_range_is_not_a_decimal_point():
    """`1..3` is two bounds."""
    assert [text for _, text, _ in words("1..3")] == ["1", "..", "3"]


@pytest.mark.parametrize(("text", "plain"), [("x²", "2"), ("x⁻¹", "-1"), ("x¹⁰", "10"), ("x⁺³", "3")])
def test_superscripts(text, plain):
    """A superscript is a whole number."""
    assert words(text)[1] == ("superscript", plain, 2)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("x + 1e999", 5, "overflows"),
        ("1" * 33, 1, "at most 32 characters"),
        ("x + " + "a" * 33, 5, "at most 32 characters"),
        ("x\x00", 2, "U\\+0000"),
        ("x\x1b[2J", 2, "U\\+001B"),
        ("x\u202ey", 2, "U\\+202E"),
        ("x\u200by", 2, "U\\+200B"),
        ("x\ufeff", 2, "U\\+FEFF"),
        ("x\u2028y", 2, "U\\+2028"),
        ("x\ud800", 2, "U\\+D800"),
        ("x\u0301", 2, "U\\+0301"),
        ("x\u3000+y", 2, "U\\+3000"),
        ("2*𝑥", 3, "did you mean x"),
        ("ｘ", 1, "did you mean x"),
        ("µ", 1, "did you mean μ"),
        ("х + 1", 1, "cyrillic small letter ha"),
        ("٣ + x", 1, "no place"),
        ("x!", 2, "no factorial"),
        ("x⁻", 2, "needs a digit"),
        ("x — 1", 3, "type a minus"),
        ("x • 2", 3, "type \\*"),
        ("x; y", 2, "no place"),
        ("x.y", 2, "write the function alone"),
        ("np.exp(x)", 3, "write the function alone, as in exp"),
        ("x.^2", 2, r"write \^ without a point"),
        ("x . y", 3, "point belongs into a number"),
        ("1_000x", 2, "a number holds no _"),
        ("0x1F", 2, "a number is decimal"),
        ("x + 0b11", 6, "a number is decimal"),
        ("'x'", 1, "holds no text"),
    ],
)
def test_strangers(text, column, says):
    """A character of no formula is refused where it stands, and nothing dangerous is quoted."""
    with pytest.raises(FormulaError, match=says) as refused:
        tokenize(text, TYPED)
    assert refused.value.column == column
    assert str(refused.value).isprintable()


def test_how_much():
    """Too many characters, too many words."""
    with pytest.raises(FormulaError, match="at most 4096 characters; this one has 5000"):
        tokenize("x" * 5000, TYPED)
    with pytest.raises(FormulaError, match="at most 2000 numbers, names and signs") as refused:
        tokenize("+x" * 1500, TYPED)
    assert refused.value.column == 2001
