"""Sums that run to the index of the sum around them: Σᵢ Σⱼ≤ᵢ is a whole square, of which `where` takes a part.

`sum(i, 1, n, sum(j, 1, i, u))` is read as `sum(i, 1, n, sum(j, 1, n, where(j <= i, u, 0)))`, so that all rows are
equally long and nothing has to be unrolled; what `where` does not take leaks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula import tree
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.scope import dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.formula.parser import Parser
    from descent_tui.formula.piece import Piece
    from descent_tui.formula.reductions import Limit
    from descent_tui.formula.tokens import Token


def furthest(parser: Parser, limit: Limit) -> tuple[tree.Bound, int]:
    """Return the bound that no row goes beyond, and the integer it means; as n where it is n."""
    rows = parser.ranges[limit.outer]
    reached = (rows[0] if limit.sign == ">=" else rows[-1]) + limit.offset if rows else limit.offset
    try:
        last = dimension(parser.scope.variables)
    except FormulaError:
        last = None
    if limit.sign == "<=" and reached == last and not parser.scope.declares("n"):
        return tree.Bound(n=True, offset=0), reached
    return tree.Bound(n=False, offset=reached), reached


def inside(parser: Parser, kind: str, index: str, limits: Sequence[Limit], body: Piece, token: Token) -> Piece:
    """Return a sum's term where the index keeps to its limits, and what changes nothing elsewhere.

    Raises:
        FormulaError: it is a mean, whose rows would be of unequal length.
    """
    if kind == "mean":
        message = "the bounds of this mean do not depend on the index around it"
        raise parser.error(message, token, f"divide a sum by its number of terms, as in sum({index}, 1, i, …)/i")
    for sign, outer, offset in limits:
        end: tree.Tree = tree.Name(outer)
        if offset:
            number = tree.Number(float(abs(offset)), str(abs(offset)))
            end = tree.Add((end, number if offset > 0 else tree.Neg(number)))
        nothing = tree.Number(0.0, "0") if kind == "sum" else tree.Number(1.0, "1")
        condition = tree.Compare(sign, tree.Name(index), end)
        height = 2 + max(body.height, 3 if offset < 0 else 2 if offset else 1)
        body = parser.piece(tree.Where(condition, body.tree, nothing), None, height, token)
    return body
