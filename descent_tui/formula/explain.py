"""The partial of a formula told rule by rule, in the words of a lecture: what moves, what is held, which rule applies.

Every line is true by itself: its `after` is the partial of its `before`. The first line takes the whole formula apart,
the lines below it (one `depth` further) tell its parts, and the last line is the tidied partial of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from descent_tui.formula import sentences as say
from descent_tui.formula.abridge import abridge
from descent_tui.formula.partial import Direction, short
from descent_tui.formula.printing import show
from descent_tui.formula.rules import OUTER
from descent_tui.formula.terms import CONSTANT_NAMES, ONE, ZERO, Memo, children, fold, nodes, substituted
from descent_tui.formula.tidy import tidy
from descent_tui.formula.tree import (
    Add,
    Call,
    Compare,
    Div,
    Entry,
    Mul,
    Name,
    Neg,
    Pow,
    Reduce,
    Tree,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

MANY = 6
"""More held terms of one sum than this share one line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story: ∂before/∂variable = after.

    Attributes:
        rule: the rule's name: "sum rule", "power rule", "chain rule", …
        before: a part of the formula, printed.
        after: its partial, printed; a formula of the grammar.
        depth: 0 for the whole formula, one more for every part of a part.
        held: names in `before` that stand for held constants, in order of appearance.
        sentence: the line in words.
    """

    rule: str
    before: str
    after: str
    depth: int
    held: tuple[str, ...]
    sentence: str

    def abridged(self, width: int) -> tuple[str, str]:
        """`before` and `after` with what does not fit into `width` characters each left out and marked with …."""
        return abridge(self.before, width), abridge(self.after, width)


def explain(
    tree: Tree,
    variable: str,
    sizes: Mapping[str, int | None] | None = None,
    constants: Container[str] = (),
    ascii: bool = False,
) -> tuple[Step, ...]:
    """Tell the partial of `tree` along `variable`, from the whole to the parts and back to the whole.

    Args:
        tree: the formula.
        variable: a scalar, `x`, or an entry of a vector, `x[3]`.
        sizes: name → None for a scalar, the size for a vector.
        constants: the scenario's declared constants.
        ascii: print the formulas without signs beyond ASCII.

    Raises:
        FormulaError: for an unknown variable, or a partial too long to be read.
    """
    story = Story(Direction.of(variable, sizes or {}, constants), variable, ascii)
    steps: Iterable[Step] = story.tell(tree)
    if ascii:
        steps = (replace(step, sentence=say.plain(step.sentence)) for step in steps)
    return tuple(steps)


class Story:
    """The telling of one partial: what is known of every subtree is kept while the lines are written."""

    def __init__(self, direction: Direction, variable: str, plain: bool) -> None:
        self.direction = direction
        self.variable = variable
        self.plain = plain
        self._tidied: Memo[Tree] = {}
        self._moves: Memo[bool] = {}

    # ---- what is known of a part

    def show(self, tree: Tree) -> str:
        """Print a tree."""
        return show(tree, self.plain)

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

    # ---- the lines

    def tell(self, tree: Tree) -> Iterator[Step]:
        """Write all lines: the whole taken apart, its parts, and the whole again."""
        result = self.slope(tree)
        parts = [step for part in self.parts(tree) for step in self.lines(part, 1)]
        opening = self.line(tree, 0)
        if not parts:
            yield opening
            return
        raw = self.direction.rule(tree, [self.slope_or_zero(kid) for kid in children(tree)])
        if isinstance(tree, Add):  # the zeros are part of the story
            raw = Add(tuple(self.slope(term) for term in tree.terms))
        loose = tree if isinstance(tree, Reduce) else None
        yield Step(
            opening.rule,
            opening.before,
            opening.after if loose else short(self.show(raw)),
            0,
            opening.held,
            opening.sentence,
        )
        yield from parts
        after = short(self.show(result))
        yield Step("together", opening.before, after, 0, opening.held, say.together(self.variable, after))

    def slope_or_zero(self, tree: Tree) -> Tree:
        """Tidy the partial of a part, as the very node ZERO that the rules know where nothing moves."""
        slope = self.slope(tree)
        return ZERO if slope == ZERO else ONE if slope == ONE else slope

    def lines(self, tree: Tree, depth: int) -> Iterator[Step]:
        """Write the line of a part and those of its parts, from the whole to the parts."""
        stack = [(tree, depth)]
        while stack:
            node, level = stack.pop()
            yield self.line(node, level)
            stack.extend((part, level + 1) for part in reversed(self.parts(node)))

    def line(self, tree: Tree, depth: int) -> Step:
        """Write one line: a part, its partial, and why."""
        before, after = self.show(tree), short(self.show(self.slope(tree)))
        held = self.held(tree)
        rule, sentence = self.reason(tree, before, after, held)
        return Step(rule, before, after, depth, held, sentence)

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

    # ---- the reasons

    def reason(self, tree: Tree, before: str, after: str, held: Sequence[str]) -> tuple[str, str]:
        """Name the rule of a line, and say the line in words."""
        if not self.moves(tree):
            return "constant", say.constant(before, held)
        if tree == self.direction.moving:
            return "identity", say.identity(self.variable)
        coefficients, rest = self.split(tree)
        if coefficients:
            return self._coefficient(before, coefficients, rest)
        match tree:
            case Add(terms):
                return "sum rule", say.total(len(terms), self._still(terms))
            case Mul(factors):
                return "product rule", say.product([self.show(factor) for factor in factors])
            case Div(u, v):
                return "quotient rule", say.quotient(self.show(u), self.show(v), moving=self.moves(u))
            case Pow(u, v):
                return self._power(u, v, before, after)
            case Call(function, arguments):
                return self._call(function, arguments, before, after)
            case Where():
                return "cases", say.cases()
            case Reduce():
                return self._reduced(tree)
            case _:
                return "rule", f"{before} → {after}"

    def _still(self, terms: Sequence[Tree]) -> list[str]:
        return [name for term in terms if not self.moves(term) for name in self.held(term)]

    def _coefficient(self, before: str, coefficients: list[Tree], rest: Tree) -> tuple[str, str]:
        names = [name for part in coefficients for name in self.held(part)]
        stays = "" if coefficients == [Neg(ONE)] else self.show(tidy(Mul(tuple(coefficients))))
        last = "" if rest == self.direction.moving else self.show(rest)
        return "constant coefficient", say.coefficient(before, names, stays, last)

    def _letter(self, tree: Tree) -> Name:
        """Choose a letter for the inner function that the formula does not use itself."""
        taken = {node.name for node in nodes(tree) if isinstance(node, Name)} | set(self.direction.sizes)
        return Name(next(letter for letter in ("u", "v", "w", "s", "t", "z", "φ", "ψ", "inner") if letter not in taken))

    def _chain(self, outer: Tree, outer_slope: Tree, inner: Tree) -> tuple[str, str]:
        letter = self._letter(inner).name
        shown = self.show(inner), self.show(self.slope(inner))
        return "chain rule", say.chain(self.show(outer), self.show(tidy(outer_slope)), letter, *shown, self.variable)

    def _power(self, u: Tree, v: Tree, before: str, after: str) -> tuple[str, str]:
        if self.moves(u) and self.moves(v):
            return "general power rule", say.general(self.show(u), self.show(v))
        if self.moves(v):
            inner = "" if v == self.direction.moving else self.show(v)
            return "exponential rule", say.exponential(before, after, self.show(u), inner)
        if u == self.direction.moving:
            return "power rule", say.power(before, after, self.held(v))
        letter = self._letter(Add((u, v)))
        less = Direction(letter, {}, natural=True).partial(Pow(letter, v))
        return self._chain(Pow(letter, v), less, u)

    def _call(self, function: str, arguments: Sequence[Tree], before: str, after: str) -> tuple[str, str]:
        if function == "sign":
            return "kink", say.sign(before)
        if function not in OUTER:
            return "kink" if function in {"max", "min"} else f"{function} rule", say.several(function, before)
        (u,) = arguments
        if u == self.direction.moving:
            return f"{function} rule", say.table(function, before, after)
        letter = self._letter(u)
        rule, sentence = self._chain(Call(function, (letter,)), OUTER[function](letter), u)
        return rule, sentence + say.kink(function)

    def _reduced(self, tree: Reduce) -> tuple[str, str]:
        hits = list(self.direction.hits(tree))
        body = None
        if self.moves(tree.body):
            body = self.show(tree.body), self.show(tidy(self.direction.partial(tree.body)))
        return f"indexed {tree.kind}", say.reduced(tree.kind, tree.index, hits, self.variable, body)
