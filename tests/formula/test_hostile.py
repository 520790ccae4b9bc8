"""Formulas made to hurt: each is refused with a column, without deep recursion and without work that grows."""

from __future__ import annotations

import sys

import pytest

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import PRINTED, TYPED
from descent_tui.formula.parser import parse

CORPUS = {
    "parentheses": "(" * 100_000 + "x" + ")" * 100_000,
    "open parentheses": "(" * 4000,
    "minuses": "-" * 100_000 + "x",
    "some minuses": "-" * 1900 + "x",
    "bars": "|" * 1900,
    "roots": "√" * 1900 + "x",
    "powers": "x" + "^x" * 5000,
    "some powers": "x" + "^x" * 900,
    "quotients": "x" + "/x" * 900,
    "alternating": "x" + "/x*x" * 400,
    "quotients in brackets": "(" * 60 + "x" + "/x" * 100 + ")/x" * 60,
    "functions": "sin(" * 900 + "x" + ")" * 900,
    "sums": "sum(i,1,2," * 300 + "x" + ")" * 300,
    "alias sums": "sum(" * 900 + "x",
    "a million characters": "x+" * 500_000 + "x",
    "a million signs": "+" * 1_000_000,
    "tower": "9^9^9^9",
    "star tower": "9**9**9**9",
    "factorial": "9^9^9!",
    "infinite literal": "1e999",
    "long literal": "1" * 4000,
    "product that overflows": "1e308*10",
    "sum that overflows": "1e308+1e308+x",
    "string": '"a"*10**9',
    "import": "__import__('os').system('echo')",
    "import without quotes": "__import__(os)",
    "class": "().__class__.__bases__[0]",
    "lambda": "(lambda: 0)()",
    "comprehension": "[x for x in (1,2)]",
    "walrus": "(x:=1)",
    "format": "f'{x}'",
    "attribute": "x.__class__",
    "look-alike": "𝓍 + 1",
    "control": "x\x07",
    "escape": "x\x1b]52;c;AAAA\x07",
    "bidi": "x\u202e + y",
    "null": "x\x00",
    "surrogate": "x\udc80",
    "no exponent": "x^x^x^",
    "huge sum": "sum(i, 1, 99999999, i)",
    "huge nested sum": "sum(i, 1, 9999999, sum(j, 1, 9999999, x))",
    "huge index": "w[99999999999999999999999999999999]",
    "huge offset": "sum(i, 1, 2, w[i+99999999999999999999999999])",
    "newlines": "\n" * 5000,
    "not a name": "x" * 4000,
}


def depth() -> int:
    frame, count = sys._getframe(), 0
    while frame is not None:
        frame, count = frame.f_back, count + 1
    return count


@pytest.mark.parametrize("limits", [TYPED, PRINTED])
@pytest.mark.parametrize("payload", CORPUS)
def test_refused_with_a_column(payload, limits):
    """Refused by the grammar's own rules: a recursion limit far below Python's is enough, and the words are printable."""
    text = CORPUS[payload]
    known = sys.getrecursionlimit()
    sys.setrecursionlimit(depth() + (400 if limits is TYPED else 750))
    try:
        with pytest.raises(FormulaError) as refused:
            parse(text, {"x": None, "w": 3}, limits=limits)
    finally:
        sys.setrecursionlimit(known)
    assert "nested too deep" not in refused.value.message
    assert 1 <= refused.value.column <= len(text) + 1
    assert refused.value.message.isprintable()
    assert len(str(refused.value)) < 300
    assert refused.value.caret().replace("\n", "").isprintable()


def test_the_deepest_that_is_allowed():
    """Right at the limit a formula is read, typed and printed."""
    for limits in (TYPED, PRINTED):
        for opener, closer in (("(", ")"), ("sin(", ")"), ("-", ""), ("sqrt(x+", ")")):
            levels = limits.depth // 2 - 1
            parse(opener * levels + "x" + closer * levels, {"x": None}, limits=limits)
