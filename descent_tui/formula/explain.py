"""The partial of a formula told rule by rule, in the words of a lecture: what moves, what is held, which rule applies.

Every line is true by itself: its `after` is the partial of its `before`. The first line takes the whole formula apart,
the lines below it (one `depth` further) tell its parts, and the last line is the tidied partial of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from descent_tui.formula import sentences as say
from descent_tui.formula.abridge import abridge
from descent_tui.formula.partial import Direction
from descent_tui.formula.parts import Parts
from descent_tui.formula.rules import OUTER, STAIRS, outer
from descent_tui.formula.terms import ONE, ZERO, children, nodes
from descent_tui.formula.tidy import tidy
from descent_tui.formula.tree import (
    Add,
    Call,
    Div,
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


class Story(Parts):
    """The telling of one partial: what is known of every subtree is kept while the lines are written."""

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
            opening.after if loose else self.written(raw),
            0,
            opening.held,
            opening.sentence,
        )
        yield from parts
        after = self.written(result)
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
        before, after = self.show(tree), self.written(self.slope(tree))
        held = self.held(tree)
        rule, sentence = self.reason(tree, before, after, held)
        return Step(rule, before, after, depth, held, sentence)

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
        number = tidy(Mul((*coefficients, ONE)))
        stays = "" if number == Neg(ONE) else self.show(number)
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
        if function in STAIRS:
            return "kink", say.stairs(function, before)
        if function not in OUTER:
            return "kink" if function in {"max", "min"} else f"{function} rule", say.several(function, before)
        (u,) = arguments
        if u == self.direction.moving:
            return f"{function} rule", say.table(function, before, after)
        letter = self._letter(u)
        rule, sentence = self._chain(Call(function, (letter,)), outer(function, letter, self.direction.natural), u)
        return rule, sentence + say.kink(function)

    def _reduced(self, tree: Reduce) -> tuple[str, str]:
        hits = list(self.direction.hits(tree))
        body = None
        if self.moves(tree.body):
            body = self.show(tree.body), self.show(tidy(self.direction.partial(tree.body)))
        return f"indexed {tree.kind}", say.reduced(tree.kind, tree.index, hits, self.variable, body)
