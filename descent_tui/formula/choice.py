"""Reading a choice: `where(x > 0, x^2, 0)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula import tree
from descent_tui.formula.missing import COMPARISONS

if TYPE_CHECKING:
    from descent_tui.formula.parser import Parser
    from descent_tui.formula.piece import Piece
    from descent_tui.formula.tokens import Token


def where(parser: Parser, token: Token) -> Piece:
    """Read what stands in the parentheses of `where`; `token` is its name."""
    parser.deeper(token)  # a choice and its condition are two levels of the tree
    left = parser.expression()
    if not parser.at(*COMPARISONS):
        raise parser.error("where needs a comparison first", hint="for instance where(x > 0, x, 0)")
    operator = parser.take().text
    right = parser.expression()
    if parser.at(*COMPARISONS):
        raise parser.error("only one comparison at a time")
    branches = []
    for _ in range(2):
        if not parser.at(","):
            raise parser.error("where takes a condition and two values", token, "where(condition, then, otherwise)")
        parser.place += 1
        branches.append(parser.expression())
    parser.depth -= 1
    height = 2 + max(part.height for part in (left, right, *branches))
    condition = tree.Compare(operator, left.tree, right.tree)
    return parser.piece(tree.Where(condition, branches[0].tree, branches[1].tree), None, height, token)
