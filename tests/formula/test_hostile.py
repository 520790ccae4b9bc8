"""Formulas made to hurt: each is refused with a column, without deep recursion and without work that grows."""

from __future__ import annotations

import sys
import tracemalloc

import pytest

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.limits import GRAPH_NODES, PRINTED, TYPED
from descent_tui.formula.parser import parse

PLANE = {"x": None, "y": None}

CORPUS = {
    "parentheses": "(" * 100_000 + "x" + ")" * 100_000,
    "open parentheses": "(" * 4000,
    "minuses": "-" * 100_000 + "x",
    "some minuses": "-" * 1900 + "x",
    "bars": "|" * 1900,
    "roots": "√" * 1900 + "x",
    "functions of roots": "sin√(" * 600,
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
    "index beyond": "w[999999999999]",
    "index below": "w[-1]",
    "float index": "w[1e0]",
    "index of an index": "w[w[1]]",
    "a million times a million": "sum(i, 1, 1000000, sum(j, 1, 1000000, x))",
    "one term too many": "sum(i, 1, 10000001, i*x)",
    "bars that cross": "|x + (|x| + 1)",
    "bars without end": "||x| + ||x|",
    "bar power": "|x|^|x",
    "max without end": "max(x," * 900,
    "max nests": "max(x," * 130 + "x" + ",x)" * 130,
    "where nests": "where(x > 1, " * 130 + "x" + ", x)" * 130,
    "conditions nest": "where(" * 130 + "x > 1, x, x)" + " > 0, x, x)" * 129,
    "quotients on quotients": "1/(" * 130 + "x" + ")" * 130,
    "roots of roots": "√(" * 130 + "x" + ")" * 130,
    "sigmoids": "sigmoid(" * 130 + "x" + ")" * 130,
    "clauses": "sum(" * 600 + "x" + " for i in 1..2)" * 600,
    "a clause too deep": "sum(" * 3 + "x" + " for i in 1..2)" * 3,
    "combining": "x\u0301",
    "zero width": "x\u200d",
    "tag": "x\U000e0041",
    "full width": "ｘ + 1",
    "emoji": "x + 😀",
    "superscript letter": "xⁿ",
    "superscripts": "x" + "²" * 40,
    "long digits": "0." + "1" * 200,
    "format string": "%s%s%n",
    "inf": "inf*x",
    "nan": "nan",
    "cube root": "(-8)^(1/3)*x",
    "negative base": "(-9)^(x^x)",
    "tower of zero": "0^0^-1*x",
    "names": "x_" * 2000,
    "a comma": "(x, x)",
    "ranges": "1..3",
    "range of a real": "sum(i, 1, 2.5, x)",
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


WIDE = {
    "sum": "+".join(["x*y"] * 490),
    "product": "*".join(f"(x + {k}*y)" for k in range(1, 200)),
    "quotient": "/".join(["(x + 1)"] * 60),
    "max": "max(" + ", ".join("max(" + ", ".join(f"x*{k} + y^{m}" for m in range(1, 9)) + ")" for k in range(8)) + ")",
    "powers": "*".join(f"x^{k}" for k in range(2, 250)),
    "max inside max": "max(x*y, " * 55 + "y" + ", x)" * 55,
    "where inside where": "where(x > y, " * 31 + "x" + ", y)" * 31,
    "power of powers": "((((x + y)^16 + x)^16 + y)^16 + x)^16",
    "towers": "^".join(["x"] * 55),
    "sigmoids": "sigmoid(" * 50 + "x*y" + ")" * 50,
    "bars": "|" * 30 + "x - y" + "|" * 30,
    "far out": "1e308*(x/1e308)*1e-320 + exp(-exp(exp(x + y)))",
}


@pytest.mark.parametrize("shape", WIDE)
def test_what_is_allowed_is_bounded(shape):
    """Whatever may be typed has a gradient and a Hessian within the limit of operations, or is refused in words."""
    refused = []
    evaluator = Evaluator(parse(WIDE[shape], PLANE), PLANE, {})
    for compute in (evaluator.gradient, evaluator.hessian):
        try:
            compute([0.3, 0.4])
        except FormulaError as error:
            refused.append(error.message)
    assert len(evaluator._graph.kinds) <= GRAPH_NODES
    assert all("operations" in message for message in refused)
    assert evaluator.grid([0.3, 0.4], 0, 1, [0.1, 0.2], [0.3]).shape == (1, 2)


def test_a_million_entries_are_not_listed():
    """What is typed about a million entries is read and lowered without touching one of them."""
    vector = {"w": 1_000_000}
    for text in ("sum(i, 1, n, w[i])^2 + w[1000000]", "sum(i, 1, n-1, w[i]*w[i+1])", "prod(i, 2, n, w[i]/w[i-1])"):
        tracemalloc.start()
        Evaluator(parse(text, vector), vector, {})
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 1_000_000
    with pytest.raises(FormulaError, match=r"w\[i\+1\] reaches w\[1000001\]"):
        parse("sum(i, 1, n, w[i+1])", vector)


def test_the_deepest_that_is_allowed():
    """Right at the limit a formula is read, typed and printed."""
    for limits in (TYPED, PRINTED):
        for opener, closer in (("(", ")"), ("sin(", ")"), ("-", ""), ("sqrt(x+", ")")):
            levels = limits.depth // 2 - 1
            parse(opener * levels + "x" + closer * levels, {"x": None}, limits=limits)
