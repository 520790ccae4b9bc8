"""The user's own formula as a tree: nothing reordered, nothing folded, nothing lost but white space.

Sums and products are n-ary, so that the tree reads as the formula was written and a long sum is not a deep tree.
`a − b` is `Add((a, Neg(b)))`; `a/b` is `Div(a, b)`; `a·b/c·d` is `Mul((Div(Mul((a, b)), c), d))`.
Every node is an immutable value: two trees are equal when they are the same formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A literal. `text` is how it was typed (empty for a computed number, printed from `value`)."""

    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A scalar variable, a named constant of the scenario (`a`, `b`), or `pi`, `e`, `n`; or the index of a sum."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a vector: `x[3]` is Entry("x", "", 3), `x[i+1]` is Entry("x", "i", 1). 1-based."""

    vector: str
    index: str
    offset: int


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of two or more terms, in the order written."""

    terms: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Neg:
    """The negative of a tree."""

    body: Tree


@dataclass(frozen=True, slots=True)
class Mul:
    """A product of two or more factors, in the order written."""

    factors: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Div:
    """A quotient."""

    numerator: Tree
    denominator: Tree


@dataclass(frozen=True, slots=True)
class Pow:
    """A power."""

    base: Tree
    exponent: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table in `elementary`; `|u|` is Call("abs", (u,))."""

    function: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison, allowed only as the condition of `where`. `operator` is one of < <= > >= == !=."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Where:
    """`where(condition, then, otherwise)`."""

    condition: Compare
    then: Tree
    otherwise: Tree


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of an indexed sum: the integer `offset`, or n + offset where `n` is true."""

    n: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Reduce:
    """`sum(i, low, high, body)`, `prod(…)` or `mean(…)`: `kind` over the index from low to high, both included."""

    kind: str
    index: str
    low: Bound
    high: Bound
    body: Tree


Tree: TypeAlias = Number | Name | Entry | Add | Neg | Mul | Div | Pow | Call | Compare | Where | Reduce
