"""The grammar: what binds how, what the tree looks like, and the words and columns of every refusal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.formula.tree import Add, Bound, Call, Compare, Div, Entry, Mul, Name, Neg, Number, Pow, Reduce, Where

VARIABLES = {"x": None, "y": None, "w": 6}
X, Y = Name("x"), Name("y")


def read(text):
    return parse(text, VARIABLES, ("a", "b"))


def num(text):
    return Number(float(text), text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x + y - 1", Add((X, Y, Neg(num("1"))))),
        ("(x + y) - 1", Add((Add((X, Y)), Neg(num("1"))))),
        ("x*y/2*x", Mul((Div(Mul((X, Y)), num("2")), X))),
        ("-x^2", Neg(Pow(X, num("2")))),
        ("-x*y", Mul((Neg(X), Y))),
        ("+x", X),
        ("x - -y", Add((X, Neg(Neg(Y))))),
        ("2^-1", Pow(num("2"), Neg(num("1")))),
        ("x^y^2", Pow(X, Pow(Y, num("2")))),
        ("x**y", Pow(X, Y)),
        ("x²", Pow(X, num("2"))),
        ("x⁻¹", Pow(X, Neg(num("1")))),
        ("x²^y", Pow(Pow(X, num("2")), Y)),
        ("2x", Mul((num("2"), X))),
        ("1/2x", Mul((Div(num("1"), num("2")), X))),
        ("2x^2", Mul((num("2"), Pow(X, num("2"))))),
        ("2^3x", Mul((Pow(num("2"), num("3")), X))),
        ("2(x + 1)", Mul((num("2"), Add((X, num("1")))))),
        ("x(y)", Mul((X, Y))),
        ("x y", Mul((X, Y))),
        ("x²y", Mul((Pow(X, num("2")), Y))),
        ("2 sin(x)cos(y)", Mul((num("2"), Call("sin", (X,)), Call("cos", (Y,))))),
        ("sin²(x)", Pow(Call("sin", (X,)), num("2"))),
        ("sin^2(x)", Pow(Call("sin", (X,)), num("2"))),
        ("2sin^2(x)cos(y)", Mul((num("2"), Pow(Call("sin", (X,)), num("2")), Call("cos", (Y,))))),
        ("(-1)^a*x", Mul((Pow(Neg(num("1")), Name("a")), X))),
        ("sin(x)²", Pow(Call("sin", (X,)), num("2"))),
        ("|x|", Call("abs", (X,))),
        ("2|x|y|y|", Mul((num("2"), Call("abs", (X,)), Y, Call("abs", (Y,))))),
        ("||x| - 1|", Call("abs", (Add((Call("abs", (X,)), Neg(num("1")))),))),
        ("|(|x|)y|", Call("abs", (Mul((Call("abs", (X,)), Y)),))),
        ("√x", Call("sqrt", (X,))),
        ("√(x + 1)²", Pow(Call("sqrt", (Add((X, num("1"))),)), num("2"))),
        ("ln(x)", Call("log", (X,))),
        ("max(x, y, 3)", Call("max", (X, Y, num("3")))),
        ("a*x + π + pi + e + n", Add((Mul((Name("a"), X)), Name("pi"), Name("pi"), Name("e"), Name("n")))),
        ("w[3]", Entry("w", "", 3)),
        ("w[n]", Entry("w", "", 6)),
        ("w[n-1]", Entry("w", "", 5)),
        ("where(x ≤ 1, x, y)", Where(Compare("<=", X, num("1")), X, Y)),
        (
            "sum(i, 1, n-1, w[i+1] - i)",
            Reduce("sum", "i", Bound(False, 1), Bound(True, -1), Add((Entry("w", "i", 1), Neg(Name("i"))))),
        ),
        ("prod(w[k-1] for k in 2..5)", Reduce("prod", "k", Bound(False, 2), Bound(False, 5), Entry("w", "k", -1))),
        (
            "mean(sum(i, 1, 2, w[i]*w[j]) for j in 1..n)",
            Reduce("mean", "j", Bound(False, 1), Bound(True, 0),
                   Reduce("sum", "i", Bound(False, 1), Bound(False, 2), Mul((Entry("w", "i", 0), Entry("w", "j", 0))))),
        ),
        ("x +\n\ty", Add((X, Y))),
    ],
)  # fmt: skip
def test_trees(text, tree):
    """The tree is the formula as typed."""
    assert read(text) == tree


def test_declared_names_win():
    """A declared e, n or pi is a variable; π and pi are one name."""
    assert parse("e*n*π", {"e": None, "n": None, "pi": None}) == Mul((Name("e"), Name("n"), Name("pi")))
    assert parse("pi", {"π": None}) == Name("π")
    assert parse("α + β", {"α": None}, ["β"]) == Add((Name("α"), Name("β")))


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "the formula is empty"),
        ("x +", 3, r"\+ is not followed by anything"),
        ("x^", 2, r"\^ is not followed by anything"),
        ("z + x", 1, r"there is no variable z here; the variables are x, y and w\[1…6\]"),
        ("x + xt", 5, "no variable xt here"),
        ("X^2", 1, "no variable X.*did you mean x"),
        ("sinn(x)", 1, r"sinn is not a function \(did you mean sin\?\)"),
        ("sin x/2", 1, r"sin needs its argument in parentheses \(write sin\(x\)\)"),
        ("sin 2 x + 1", 1, r"write sin\(2 x\)"),
        ("sin^2 x y", 1, r"write sin\(x y\)\^2"),
        ("sin x cos y(x + 1)", 7, r"write cos\(y\)"),
        ("ln x²y", 1, r"write ln\(x²y\)"),
        ("sinx", 1, r"did you mean sin\(x\)\?"),
        ("sin2x", 1, r"did you mean sin\(2x\)\?"),
        ("sin^-1(x)", 4, "two ways"),
        ("th(x)", 1, r"th is not a function \(write tanh"),
        ("gelu(x)", 1, r"write u\*\(1 \+ erf"),
        ("Φ(x)", 1, r"write \(1 \+ erf"),
        ("Σ(x)", 1, r"a sum is sum\(i, 1, n, x\[i\]\)"),
        ("pixel", 1, "no variable pixel here"),
        ("2x3", 2, r"did you mean 3·x or x\^3"),
        ("ctg(x)", 1, r"ctg is not a function \(write cot"),
        ("mod(x, 2)", 1, r"write u - v\*floor\(u/v\)"),
        ("round(x)", 1, r"write floor\(u \+ 1/2\)"),
        ("gamma(x)", 1, "no formula of the functions"),
        ("x + inf", 5, "every number in a formula is finite"),
        ("⌊x⌋", 1, r"type floor\(x\)"),
        ("∂f/∂x", 1, "its partials are worked out"),
        ("lg(x)", 1, "write log10"),
        ("pow(x, 2)", 1, r"write u\^v"),
        ("log(x, 2)", 1, r"takes 1 argument, not 2 \(to another base write log\(u\)/log\(b\)"),
        ("atan(y, x)", 1, r"atan2\(y, x\)"),
        ("hypot(x, y, 1)", 1, r"write sqrt\(x\^2"),
        ("signum(x)", 1, "write sign"),
        ("[x, 1]", 3, r"stands where a \] should close the \[ of column 1"),
        ("[x + 1)", 7, r"\) stands where a \] should close"),
        ("2[]", 2, r"nothing inside this \["),
        ("w[1][2]", 5, "an entry of w is a number"),
        ("x[-1]", 1, r"x is not a vector"),
        ("sum(i, 1, 2, x[2i])", 14, r"x is not a vector"),
        ("w[(a)]", 3, "an entry is chosen by an integer"),
        ("π[a]", 1, r"pi is not a vector.*for a product write pi·\(…\)"),
        ("sin x[(a)]", 1, "needs its argument in parentheses"),
        ("x[a + 1]", 1, r"x is not a vector.*for a product write x·\(…\)"),
        ("sin [x]", 1, "needs its argument in parentheses"),
        ("sin √x/2", 1, "needs its argument in parentheses"),
        ("sin √(x)²", 1, "needs its argument in parentheses"),
        ("sin √xa", 1, "needs its argument in parentheses"),
        ("sin xe^a", 1, "needs its argument in parentheses"),
        ("{x + 1}", 1, r"use \( and \)"),
        ("x'", 2, "a name has no prime"),
        ("x′", 2, "a name has no prime"),
        ("xᵢ", 2, r"an entry of a vector is x\[1\]"),
        ("2½", 2, "a sign is missing before the number 1/2"),
        ("x\u3000y", 2, "type a plain space"),
        ("x • y", 3, r"type \*"),
        (r"\frac{x}{y}", 1, "no LaTeX"),
        ("(-2)^x", 5, r"base of a power whose exponent moves must be positive.*write -\(2\^…\)"),
        ("0^(w[1] + 1)", 2, "must be positive, or there is no partial; this one is 0"),
        ("x + sin", 5, "sin needs its argument"),
        ("sin()", 1, "sin takes 1 argument, not 0"),
        ("atan2(x)", 1, "atan2 takes 2 arguments, not 1"),
        ("min(1,2,3,4,5,6,7,8,9)", 1, "min takes 2 to 8 arguments, not 9"),
        ("sin⁻¹(x)", 4, "two ways"),
        ("(x + 1", 1, r"this \( is never closed"),
        ("x + (y", 5, r"this \( is never closed"),
        ("x + (", 5, r"this \( is never closed"),
        ("sin(x", 4, r"this \( is never closed"),
        ("|x + 1", 1, r"this \| is never closed"),
        ("w[2", 2, r"this \[ is never closed"),
        ("(x]", 3, r"\] stands where a \) should close"),
        ("x)", 2, r"this \) closes nothing"),
        ("()", 1, r"there is nothing inside this \("),
        ("max(x,)", 7, r"something is missing before this \)"),
        ("max(,x)", 5, "something is missing before this ,"),
        ("x + * y", 5, r"\* cannot follow \+"),
        ("*x", 1, r"cannot begin with \*"),
        ("²x", 1, "this exponent has no base"),
        ("x + ²", 5, "this exponent has no base"),
        ("3,5", 2, "decimals take a point"),
        ("3 4", 3, "a sign is missing before the number 4"),
        ("x2", 1, "no variable x2"),
        ("x < y", 3, r"only inside where"),
        ("where(x, 1, 2)", 8, "needs a comparison first"),
        ("where(0 < x < 1, 1, 2)", 13, "only one comparison at a time"),
        ("where(x < 1, 2)", 1, "a condition and two values"),
        ("1/0", 2, "divides by zero"),
        ("x/(2-2)", 2, "divides by zero"),
        ("x + 0^-1", 6, "divides by zero"),
        ("sqrt(-1)*x", 1, "not a real number"),
        ("(-8)^(1/3)", 5, r"not a real number \(the cube root of a negative number is cbrt"),
        ("log(0)", 1, "its argument must be positive"),
        ("9^9^9^9", 4, "overflows"),
        ("x + 1e308*10", 10, "overflows"),
        ("1e308 + 1e308", 7, "overflows"),
        ("exp(1000) + x", 1, "overflows"),
        ("w", 1, "w is a vector of 6 entries"),
        ("w[7]", 1, r"there is no w\[7\]: w has the entries 1 to 6"),
        ("w[0]", 1, r"there is no w\[0\]"),
        ("w[i]", 3, "an entry is chosen by an integer or by the index of a sum"),
        ("w[1.5]", 3, "an integer is needed here"),
        ("x[1]", 1, "x is not a vector"),
        ("v[1]", 1, "v is not a vector of this landscape"),
        ("sum(i, 1, n, w[i+1])", 14, r"w\[i\+1\] reaches w\[7\]"),
        ("sum(i, 0, n, w[i])", 14, r"w\[i\] reaches w\[0\]"),
        ("sum(x, 1, n, w[x])", 5, "x already means something here"),
        ("sum(n, 1, 3, n)", 5, "n cannot be an index"),
        ("sum(sin, 1, 3, x)", 5, "sin cannot be an index"),
        ("sum(1, n, w[i])", 5, "sum begins with its index"),
        ("sum(w[1])", 5, r"begins with its index.*sum\(i, 1, n, x\[i\]\)"),
        ("sum(w)", 5, "begins with its index"),
        ("sum(i=1, n, w[i])", 6, r"a sum is sum\(i, 1, n, x\[i\]\)"),
        ("sum(i, 1, n, mean(j, 1, i, w[j]))", 14, r"do not depend.*sum\(j, 1, i, …\)/i"),
        ("sum(i, 1, n, sum(j, 1, i + 1, w[j]))", 31, r"w\[j\] reaches w\[7\]"),
        ("sum(i, 1, n, sum(j, 1, 2i, w[j]))", 25, "needs an index, two bounds and a term"),
        ("sum(i, 1, n)", 12, "needs an index, two bounds and a term"),
        ("sum(i, 1, x, 2)", 11, "a bound is an integer, n, or n plus or minus"),
        ("sum(i, 5, 2, w[i])", 5, "runs backwards, from 5 to 2"),
        ("mean(i, 2, 1, w[i])", 6, "has no terms"),
        ("sum(i, 1, 9999999999, i)", 11, "too large here"),
        ("sum(i, 1, 10000, sum(j, 1, 10000, i*j))", 22, "100000000 terms"),
        ("sum(i,1,2,sum(j,1,2,sum(k,1,2,i)))", 21, "at most 2 of sum, prod and mean"),
        ("sum(i,1,2,sum(i,1,2,i))", 15, "i already means something"),
        ("i", 1, "there is no variable i"),
        ("sum(w[i] for i in 1..7)", 5, r"reaches w\[7\]"),
        ("sum(w[i] for i in 1)", 20, "needs an index, two bounds"),
        ("lambda x: x", 9, "no place in a formula"),
        ("__import__('os')", 12, "holds no text"),
        ("__import__(x)", 1, "__import__ is not a function"),
        ("().__class__", 3, "point belongs into a number"),
        ("x.real", 2, "write the function alone"),
        ("eval(x)", 1, "eval is not a function"),
    ],
)
def test_words_and_columns(text, column, says):
    """Every refusal says in words what is wrong, and points at it."""
    with pytest.raises(FormulaError, match=says) as refused:
        read(text)
    assert refused.value.column == column
    assert refused.value.text == text
    assert refused.value.caret().splitlines()[1] == " " * (column - 1) + "^"


def test_n_may_be_unclear():
    """With vectors of two sizes n means nothing, but x[n] still is the last entry of x."""
    sizes = {"u": 3, "v": 4}
    with pytest.raises(FormulaError, match="n is not clear here: the vectors differ in size") as refused:
        parse("u[1] + n", sizes)
    assert refused.value.column == 8
    with pytest.raises(FormulaError, match="n is not clear"):
        parse("sum(i, 1, n, u[i])", sizes)
    assert parse("v[n]", sizes) == Entry("v", "", 4)


@pytest.mark.parametrize(
    "name", ["sin", "sum", "where", "ln", "2x", "x y", "", "x" * 33, "αβ", "х", "__import__('os')"]
)
def test_names_that_cannot_be_declared(name):
    """A variable or constant has a name that a formula can say."""
    with pytest.raises(FormulaError, match=r"cannot name|is not a name"):
        parse("1", {name: None})


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("x^2 + xy + y^2", "x^2 + x*y + y^2"),
        ("2axy^2", "2*a*x*y^2"),
        ("aw[2]", "a*w[2]"),
        ("sum(i, 1, n, aiw[i])", "sum(i, 1, n, a*i*w[i])"),
        ("sum(aiw[i] for i in 1..n)", "sum(i, 1, n, a*i*w[i])"),
        ("sin(2pix)", "sin(2*pi*x)"),
        ("xe^y", "x*e^y"),
    ],
)
def test_letters_side_by_side_are_a_product(text, same):
    sizes = {"x": None, "y": None, "w": 6}
    assert parse(text, sizes, ("a",)) == parse(same, sizes, ("a",))


def test_letters_count_among_the_signs_a_formula_may_have():
    with pytest.raises(FormulaError, match="at most 2000 numbers, names and signs"):
        parse(" ".join(["xy" * 16] * 100), {"x": None, "y": None})


def test_a_declared_name_is_not_taken_apart():
    sizes = {"x": None, "y": None, "xy": None}
    assert parse("xy + x", sizes) == Add((Name("xy"), Name("x")))
    with pytest.raises(FormulaError) as refused:
        parse("y + yxyq", sizes)
    assert refused.value.column == 5


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="xyzwi0123456789.+-*/^()[]|,<>=√²⁻πe \n·sumincoflgwhert", max_size=60))
def test_any_text_is_read_or_refused(text):
    """Whatever is typed is a tree or a FormulaError with a column inside the text: no other exception."""
    refused = None
    try:
        read(text)
    except FormulaError as error:
        refused = error
    if refused is not None:
        assert 1 <= refused.column <= len(text) + 1
        assert refused.message.isprintable()


def test_printed_partials_may_be_longer():
    """What is too long to type is accepted where a program printed it."""
    text = " + ".join(["(x·y)²"] * 1500)
    with pytest.raises(FormulaError, match="at most"):
        read(text)
    assert len(parse(text, VARIABLES, limits=PRINTED).terms) == 1500
