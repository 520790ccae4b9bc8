"""A formula taken apart for telling: what moves in a part, what is held, and which parts need a line of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.partial import written
from descent_tui.formula.printing import Text, show
from descent_tui.formula.terms import CONSTANT_NAMES, ONE, Memo, children, fold, nodes, substituted
from descent_tui.formula.tidy import tidy
from descent_tui.formula.tree import Add, Compare, Div, Entry, Mul, Name, Neg, Reduce, Tree

if TYPE_CHECKING:
    from descent_tui.formula.partial import Direction

MANY = 6
"""More held terms of one sum than this share one line."""


class Parts:
    """The parts of one formula along one variable; what is known of a part is kept."""

    def __init__(self, direction: Direction, variable: str, plain: bool) -> None:
        self.direction = direction
        self.variable = variable
        self.plain = plain
        self._texts: Memo[Text] = {}
        self._tidied: Memo[Tree] = {}
        self._moves: Memo[bool] = {}

    def show(self, tree: Tree) -> str:
        """Print a tree."""
        return show(tree, self.plain, self._texts)

    def written(self, tree: Tree) -> str:
        """Print a partial, unless it is too long to be read."""
        return written(tree, self.plain, self._texts, self.direction.sizes)

    def slope(self, tree: Tree) -> Tree:
        """Tidy the partial of a part."""
        return tidy(self.direction.partial(tree), self._tidied)

    def moves(self, tree: Tree) -> bool:
        """Whether the moving variable occurs in a part, be it only through the index of a sum."""

        def found(node: Tree, kids: list[bool]) -> bool:
            own = isinstance(node, Reduce) and bool(self.direction.hits(node))
            return own or node == self.direction.moving or any(kids)

        return fold(tree, found, self._moves)

    def held(self, tree: Tree) -> tuple[str, ...]:
        """List the names in a part that are held constant: other variables, other entries, the scenario's constants."""
        bound = {node.index for node in nodes(tree) if isinstance(node, Reduce)}
        names: dict[str, None] = {}
        for node in nodes(tree):
            if node == self.direction.moving:
                continue
            if isinstance(node, Name) and node.name not in bound and not self._number(node.name):
                names[self.show(node)] = None
            elif isinstance(node, Entry):
                names[self._entry(node)] = None
        return tuple(names)

    def _number(self, name: str) -> bool:
        return name in CONSTANT_NAMES and name not in self.direction.sizes

    def _entry(self, node: Entry) -> str:
        moving = self.direction.moving
        if not node.index:
            return self.show(node)
        if isinstance(moving, Entry) and moving.vector == node.vector:
            return f"every {node.vector} but {self.variable}"
        return f"every {node.vector}"

    def parts(self, tree: Tree) -> list[Tree]:
        """List the parts of a tree whose partials have to be known first, without those that need no word."""
        if not self.moves(tree):
            return []
        if isinstance(tree, Add):
            return self._terms(tree)
        coefficients, rest = self.split(tree)
        if coefficients:
            inside = [rest]
        elif isinstance(tree, Reduce):
            return [term for term in self._hit(tree) if self._tells(term)]
        else:
            inside = [kid for kid in children(tree) if not isinstance(kid, Compare)]
        return [kid for kid in inside if self._tells(kid)]

    def _tells(self, tree: Tree) -> bool:
        return self.moves(tree) and tree != self.direction.moving

    def _terms(self, tree: Add) -> list[Tree]:
        """List the terms of a sum; when many are held, they share one line."""
        still = [term for term in tree.terms if not self.moves(term)]
        if len(still) <= MANY:
            return list(tree.terms)
        return [*(term for term in tree.terms if self.moves(term)), Add(tuple(still))]

    def _hit(self, tree: Reduce) -> list[Tree]:
        """List the terms of an indexed sum that hold the moving entry; none where it moves in every term alike."""
        if self.moves(tree.body):
            return []
        return [substituted(tree.body, tree.index, at) for at in self.direction.hits(tree)]

    def split(self, tree: Tree) -> tuple[list[Tree], Tree]:
        """Split a term into its held coefficients, if any, and the part that moves."""
        if isinstance(tree, Neg):
            inner, rest = self.split(tree.body)
            return [Neg(ONE), *inner], rest
        if isinstance(tree, Div) and not self.moves(tree.denominator):
            return [Div(ONE, tree.denominator)], tree.numerator
        if isinstance(tree, Mul):
            still = [factor for factor in tree.factors if not self.moves(factor)]
            moving = [factor for factor in tree.factors if self.moves(factor)]
            return still, moving[0] if len(moving) == 1 else Mul(tuple(moving))
        return [], tree
