"""The user's own formula as a tree: nothing reordered, nothing folded, nothing lost but white space.

Sums and products are n-ary, so that the tree reads as the formula was written and a long sum is not a deep tree.
`a − b` is `Add((a, Neg(b)))`; `a/b` is `Div(a, b)`; `a·b/c·d` is `Mul((Div(Mul((a, b)), c), d))`.
Every node is an immutable value: two trees are equal when they are the same formula.
"""

from __future__ import annotations

from typing import TypeAlias

from descent_tui.formula.node import Node, node


@node
class Number(Node):
    """A literal. `text` is how it was typed (empty for a computed number, printed from `value`)."""

    value: float
    text: str = ""


@node
class Name(Node):
    """A scalar variable, a named constant of the scenario (`a`, `b`), or `pi`, `e`, `n`; or the index of a sum."""

    name: str


@node
class Entry(Node):
    """One entry of a vector: `x[3]` is Entry("x", "", 3), `x[i+1]` is Entry("x", "i", 1). 1-based."""

    vector: str
    index: str
    offset: int


@node
class Add(Node):
    """A sum of two or more terms, in the order written."""

    terms: tuple[Tree, ...]


@node
class Neg(Node):
    """The negative of a tree."""

    body: Tree


@node
class Mul(Node):
    """A product of two or more factors, in the order written."""

    factors: tuple[Tree, ...]


@node
class Div(Node):
    """A quotient."""

    numerator: Tree
    denominator: Tree


@node
class Pow(Node):
    """A power."""

    base: Tree
    exponent: Tree


@node
class Call(Node):
    """A function of the table in `elementary`; `|u|` is Call("abs", (u,))."""

    function: str
    arguments: tuple[Tree, ...]


@node
class Compare(Node):
    """A comparison, allowed only as the condition of `where`. `operator` is one of < <= > >= == !=."""

    operator: str
    left: Tree
    right: Tree


@node
class Where(Node):
    """`where(condition, then, otherwise)`."""

    condition: Compare
    then: Tree
    otherwise: Tree


@node
class Bound(Node):
    """An end of an indexed sum: the integer `offset`, or n + offset where `n` is true."""

    n: bool
    offset: int


@node
class Reduce(Node):
    """`sum(i, low, high, body)`, `prod(…)` or `mean(…)`: `kind` over the index from low to high, both included."""

    kind: str
    index: str
    low: Bound
    high: Bound
    body: Tree


Tree: TypeAlias = Number | Name | Entry | Add | Neg | Mul | Div | Pow | Call | Compare | Where | Reduce
