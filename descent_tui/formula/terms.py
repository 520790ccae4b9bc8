"""Walking a tree without recursion: a formula may be deep and a sum may be long, and neither may exhaust the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

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
    from collections.abc import Callable, Iterator

T = TypeVar("T")
Memo = dict[int, tuple[Tree, T]]
"""What is known of a node, by its identity; the node is kept beside it so that the identity stays its own."""

ZERO = Number(0.0)
ONE = Number(1.0)
TWO = Number(2.0)
CONSTANT_NAMES = frozenset({"pi", "e", "n"})
"""Names that are numbers unless a formula declares them."""


def children(tree: Tree) -> tuple[Tree, ...]:
    """List the trees directly below `tree`, in the order written."""
    match tree:
        case Number() | Name() | Entry():
            return ()
        case Add(parts) | Mul(parts) | Call(_, parts):
            return parts
        case Neg(body) | Reduce(_, _, _, _, body):
            return (body,)
        case Div(first, second) | Pow(first, second) | Compare(_, first, second):
            return (first, second)
        case Where(condition, then, otherwise):
            return (condition, then, otherwise)


def rebuilt(tree: Tree, kids: list[Tree]) -> Tree:
    """Make the same kind of node over other children; the very same node when the children are the same."""
    old = children(tree)
    if all(a is b for a, b in zip(old, kids, strict=True)):
        return tree
    match tree:
        case Add():
            return Add(tuple(kids))
        case Mul():
            return Mul(tuple(kids))
        case Call(function, _):
            return Call(function, tuple(kids))
        case Neg():
            return Neg(kids[0])
        case Reduce(kind, index, low, high, _):
            return Reduce(kind, index, low, high, kids[0])
        case Div():
            return Div(kids[0], kids[1])
        case Pow():
            return Pow(kids[0], kids[1])
        case Compare(operator, _, _):
            return Compare(operator, kids[0], kids[1])
        case Where(condition, _, _):
            return Where(kids[0] if isinstance(kids[0], Compare) else condition, kids[1], kids[2])
        case _:
            return tree


def fold(tree: Tree, combine: Callable[[Tree, list[T]], T], memo: Memo[T] | None = None) -> T:
    """Work `combine(node, results of its children)` from the leaves up; a shared node is worked once.

    Pass the same `memo` again to keep what is known between calls.
    """
    known: Memo[T] = {} if memo is None else memo
    if id(tree) in known:
        return known[id(tree)][1]
    stack = [tree]
    while stack:
        node = stack[-1]
        if id(node) in known:
            stack.pop()
            continue
        below = children(node)
        missing = [child for child in below if id(child) not in known]
        if missing:
            stack.extend(reversed(missing))
            continue
        known[id(node)] = (node, combine(node, [known[id(child)][1] for child in below]))
        stack.pop()
    return known[id(tree)][1]


def nodes(tree: Tree) -> Iterator[Tree]:
    """Visit every node of the tree in the order written, each shared node once."""
    seen: set[int] = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(reversed(children(node)))


def substituted(tree: Tree, index: str, value: int) -> Tree:
    """Replace the index of a sum by one of its values: x[i+1] becomes x[4] at i = 3."""

    def put(node: Tree, kids: list[Tree]) -> Tree:
        match node:
            case Name(name) if name == index:
                return Neg(Number(float(-value))) if value < 0 else Number(float(value))
            case Entry(vector, inner, offset) if inner == index:
                return Entry(vector, "", value + offset)
            case Reduce(_, inner) if inner == index:  # a sum with an index of the same name has its own
                return node
            case _:
                return rebuilt(node, kids)

    return fold(tree, put)


def renamed(tree: Tree, index: str, other: str) -> Tree:
    """Give the index of a sum around the tree another letter."""

    def put(node: Tree, kids: list[Tree]) -> Tree:
        match node:
            case Name(name) if name == index:
                return Name(other)
            case Entry(vector, inner, offset) if inner == index:
                return Entry(vector, other, offset)
            case _:
                return rebuilt(node, kids)

    return fold(tree, put)


def end(bound: Bound, n: int) -> int:
    """Count out an end of an indexed sum."""
    return bound.offset + (n if bound.n else 0)
