"""Which fields are short sums of a row times a column, Σₖ rₖ(a)·cₖ(b): each of those is one matrix product.

x² + x·y + y² over a mesh is [x² x 1] times [1 y y²]: one pass over the field instead of three, and numpy hands it to
a routine that does nothing else well. A row alone is a row times ones; y − x² has two exact products and one rounding,
as the subtraction has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula.operators import ADD, DIV, MUL, NEG, POW, SUB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.formula.tape import Step

ALONG_A, ALONG_B, BOTH = 1, 2, 3
"""Along which axes of the mesh a slot varies: bits, 0 for a number."""

MOST = 8
"""Sums of more terms are left to additions; a block of so many terms is also too small for BLAS to start threads."""


class Term(NamedTuple):
    """factor · row · column, the last two by their slots; slot 0 stands for ones."""

    factor: float
    row: int
    column: int


def separable(steps: Sequence[Step], axes: Sequence[int], numbers: Sequence[float]) -> dict[int, tuple[Term, ...]]:
    """Return slot → terms for the whole fields among the results of `steps` that are such sums.

    Args:
        steps: the instructions whose results vary along both axes, in order.
        axes: how each slot varies.
        numbers: the first slots, which hold constants.
    """
    found: dict[int, tuple[Term, ...]] = {}
    for name, first, second, result in steps:
        terms: tuple[Term, ...] = ()
        if name == MUL:
            terms = _product(first, second, axes, numbers, found) or _product(second, first, axes, numbers, found)
        elif name in {ADD, SUB, NEG}:
            left, right = _terms(first, axes, found), _terms(second, axes, found)
            if name == NEG:
                terms = _times(-1.0, left)
            elif left and right:
                terms = left + (right if name == ADD else _times(-1.0, right))
        if 0 < len(terms) <= MOST:
            found[result] = terms
    for name, first, second, _ in steps:  # a product alone may be −0, which a matrix product loses
        for slot in _minding_zeros(name, first, second):
            if len(found.get(slot, ())) == 1:
                del found[slot]
    return found


def _terms(slot: int, axes: Sequence[int], found: dict[int, tuple[Term, ...]]) -> tuple[Term, ...]:
    if axes[slot] == BOTH:
        return found.get(slot, ())
    return (Term(1.0, 0, slot),) if axes[slot] == ALONG_B else (Term(1.0, slot, 0),)


def _times(factor: float, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(Term(factor * term.factor, term.row, term.column) for term in terms)


def _product(
    left: int, right: int, axes: Sequence[int], numbers: Sequence[float], found: dict[int, tuple[Term, ...]]
) -> tuple[Term, ...]:
    if axes[left] == ALONG_A and axes[right] == ALONG_B:
        return (Term(1.0, left, right),)
    alone = found.get(right, ())
    if 0 < left < len(numbers) and len(alone) == 1:  # 2·(x·y); of a sum, the number stays outside
        return _times(numbers[left], alone)
    return ()


def _minding_zeros(name: str, first: int, second: int) -> tuple[int, ...]:
    """Return the arguments for whose value −0 and 0 are not the same."""
    if name == "atan2":
        return first, second
    return {DIV: (second,), POW: (first,)}.get(name, ())
