"""The partial ∂f/∂x of a formula as a formula: the rules of calculus applied to the user's own tree."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from descent_tui.formula import rules
from descent_tui.formula.constants import check_constants
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.printing import show
from descent_tui.formula.scope import dimension
from descent_tui.formula.terms import ONE, ZERO, Memo, end, fold, nodes, renamed, substituted
from descent_tui.formula.tidy import tidy
from descent_tui.formula.tokens import tokenize
from descent_tui.formula.tree import (
    Add,
    Bound,
    Call,
    Compare,
    Div,
    Entry,
    Mul,
    Name,
    Neg,
    Number,
    Pow,
    Reduce,
    Tree,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from descent_tui.formula.printing import Text

NODES = 200_000
"""A raw partial of more nodes is not tidied: it could not be printed within `rules.LONGEST` characters."""
INDICES = ("j", "k", "l", "m", "p", "q", "r", "s")

_ENTRY = re.compile(r"(.+)\[([0-9]{1,7})\]")


def partial(
    tree: Tree, variable: str, sizes: Mapping[str, int | None] | None = None, constants: Container[str] = ()
) -> Tree:
    """Differentiate a formula, raw: every rule applied, nothing tidied.

    Args:
        tree: the formula.
        variable: a scalar, `x`, or an entry of a vector, `x[3]`.
        sizes: name → None for a scalar, the size for a vector; needed where a sum runs to n.
        constants: the scenario's declared constants; matters only if one of them is called e.

    Raises:
        FormulaError: for an unknown variable, or a partial too long to be read.
    """
    return Direction.of(variable, sizes or {}, constants).partial(tree)


def printed(
    tree: Tree,
    variable: str,
    sizes: Mapping[str, int | None] | None = None,
    ascii: bool = False,
    constants: Container[str] = (),
) -> str:
    """Print ∂/∂variable, tidied and in one line; itself a formula of the grammar.

    Raises:
        FormulaError: for an unknown variable, a partial of more than 60,000 characters, or one that holds a constant
            which is no finite real number.
    """
    return written(tidy(partial(tree, variable, sizes, constants)), ascii, None, sizes or ())


def written(tree: Tree, ascii: bool = False, memo: Memo[Text] | None = None, variables: Container[str] = ()) -> str:
    """Print a tree that is short enough to be read, and to be parsed again within `limits.PRINTED`.

    Raises:
        FormulaError: when it is too long or too deep for that, or holds a constant that is no finite real number.
    """
    check_constants(tree, variables)
    text = show(tree, ascii, memo)
    if len(text) > rules.LONGEST:
        raise rules.too_long()
    if len(text) > PRINTED.tokens:
        tokenize(text, PRINTED)  # refuses too many
    if len(text) > PRINTED.depth and fold(tree, lambda _, kids: 1 + max(kids, default=0)) > PRINTED.depth:
        raise FormulaError(f"this partial would be nested more than {PRINTED.depth} deep, too deep to be written out")
    return text


def leaf(variable: str, sizes: Mapping[str, int | None]) -> Name | Entry:
    """Find the node that a variable's name stands for.

    Raises:
        FormulaError: when `sizes` declares no such variable, or a vector is given without an entry.
    """
    match = _ENTRY.fullmatch(variable)
    name = match[1] if match else variable
    if sizes and name not in sizes:
        raise FormulaError(f"there is no variable {name!a}; the variables are {', '.join(list(sizes)[:8])}", variable)
    size = sizes.get(name)
    if match is None:
        if size is not None:
            raise FormulaError(f"{name} is a vector; name one of its entries, {name}[1] to {name}[{size}]", variable)
        return Name(name)
    place = int(match[2])
    if sizes and (size is None or not 1 <= place <= size):
        what = "is not a vector" if size is None else f"has the entries 1 to {size}"
        raise FormulaError(f"there is no {variable}: {name} {what}", variable)
    return Entry(name, "", place)


class Direction:
    """One variable moves, all others are held: partials along it, remembered for every subtree."""

    def __init__(self, moving: Name | Entry, sizes: Mapping[str, int | None], natural: bool) -> None:
        self.moving = moving
        self.sizes = sizes
        self.natural = natural
        self._partials: Memo[Tree] = {}
        self._weights: Memo[int] = {}
        self._inner: set[int] = set()

    @classmethod
    def of(cls, variable: str, sizes: Mapping[str, int | None], constants: Container[str] = ()) -> Direction:
        """Find the direction of a variable given by name."""
        natural = not any(name in sizes or name in constants for name in ("e", "pi", "π"))
        return cls(leaf(variable, sizes), sizes, natural)

    @cached_property
    def n(self) -> int:
        """What `n` means in these variables."""
        return dimension(self.sizes)

    def partial(self, tree: Tree) -> Tree:
        """Differentiate a tree, raw; the very node ZERO where nothing moves.

        Raises:
            FormulaError: when it is too long to be read.
        """
        if id(tree) in self._partials:
            return self._partials[id(tree)][1]
        for node in nodes(tree):
            if isinstance(node, Reduce):
                self._inner.update(id(below) for below in nodes(node.body) if isinstance(below, Reduce))
        slope = fold(tree, self.rule, self._partials)
        if fold(slope, lambda _, kids: 1 + sum(kids), self._weights) > NODES:
            raise rules.too_long()
        return slope

    def rule(self, node: Tree, slopes: list[Tree]) -> Tree:
        """Differentiate a node whose children are differentiated."""
        match node:
            case Name() | Entry():
                return ONE if node == self.moving else ZERO
            case Number() | Compare():
                return ZERO
            case Add():
                return rules.plus(*slopes)
            case Neg():
                return ZERO if slopes[0] is ZERO else Neg(slopes[0])
            case Mul(factors):
                return rules.product(factors, slopes)
            case Div(u, v):
                return rules.quotient(u, v, *slopes)
            case Pow(u, v):
                return rules.power(u, v, slopes[0], slopes[1], self.natural)
            case Call(function, arguments):
                return rules.call(function, arguments, slopes, self.natural)
            case Where(condition):
                return ZERO if slopes[1] is slopes[2] is ZERO else Where(condition, slopes[1], slopes[2])
            case Reduce():
                return self._reduced(node, slopes[0])

    def hits(self, node: Reduce) -> dict[int, int]:
        """Find the values of the index at which an entry of the body moves, each with that entry's offset."""
        if not isinstance(self.moving, Entry) or self.moving.index:
            return {}
        entries = [below for below in nodes(node.body) if isinstance(below, Entry)]
        offsets = {e.offset for e in entries if e.vector == self.moving.vector and e.index == node.index}
        if not offsets:
            return {}
        low, high = end(node.low, self.n), end(node.high, self.n)
        found = sorted((self.moving.offset - offset, offset) for offset in offsets)
        return {at: offset for at, offset in found if low <= at <= high}

    def _reduced(self, node: Reduce, inside: Tree) -> Tree:
        """Differentiate an indexed sum: the terms whose own entries move, and what moves in every term alike."""
        hits = self.hits(node)
        if inside is ZERO and not hits:
            return ZERO
        singles = [(at, self._term(node, at, offset, inside)) for at, offset in hits.items()]
        if node.kind == "prod":
            return rules.plus(*(self._others(node, at, slope) for at, slope in singles), self._every(node, inside))
        alike = ZERO if inside is ZERO else Reduce("sum", node.index, node.low, node.high, inside)
        if node.kind == "sum":
            return rules.plus(*(slope for _, slope in singles), alike)
        if not singles:
            return Reduce("mean", node.index, node.low, node.high, inside)
        count = end(node.high, self.n) - end(node.low, self.n) + 1
        return Div(rules.plus(*(slope for _, slope in singles), alike), Number(float(count)))

    def _term(self, node: Reduce, at: int, offset: int, inside: Tree) -> Tree:
        """Differentiate the term at one value of the index; only through its own entry if `inside` tells the rest."""
        if inside is ZERO or not isinstance(self.moving, Entry):
            return self.partial(substituted(node.body, node.index, at))
        through = Direction(Entry(self.moving.vector, node.index, offset), self.sizes, self.natural)
        return substituted(through.partial(node.body), node.index, at)

    def _others(self, node: Reduce, at: int, slope: Tree) -> Tree:
        """Multiply one factor's partial by all other factors of an indexed product."""
        low, high = end(node.low, self.n), end(node.high, self.n)
        before = Reduce("prod", node.index, node.low, Bound(n=False, offset=at - 1), node.body) if at > low else ONE
        after = Reduce("prod", node.index, Bound(n=False, offset=at + 1), node.high, node.body) if at < high else ONE
        return rules.times(slope, before, after)

    def _every(self, node: Reduce, inside: Tree) -> Tree:
        """Move each factor in turn while the others wait: where(j == i, 1, …) leaves the moving one out of the product.

        Inside another sum there is no room for one more; the logarithmic form Π·Σ(u′/u) is true where no factor is 0.
        """
        if inside is ZERO:
            return ZERO
        if id(node) in self._inner or any(isinstance(below, Reduce) for below in nodes(node.body)):
            ratio = Reduce("sum", node.index, node.low, node.high, Div(inside, node.body))
            return rules.times(node, ratio)
        taken = {node.index, *self.sizes, *(below.name for below in nodes(node.body) if isinstance(below, Name))}
        fresh = next(letter for letter in INDICES if letter not in taken)
        moving = renamed(inside, node.index, fresh)
        rest = Where(Compare("==", Name(node.index), Name(fresh)), ONE, node.body)
        others = Reduce("prod", node.index, node.low, node.high, rest)
        return Reduce("sum", fresh, node.low, node.high, rules.times(moving, others))
