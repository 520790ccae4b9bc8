"""Sums and products as a textbook orders them: like terms collected, equal factors made powers, the number first."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, TypeAlias

from descent_tui.formula.gates import behind, gate
from descent_tui.formula.ratio import NOUGHT, UNIT, Ratio, beside, constant, exact, ratio
from descent_tui.formula.terms import CONSTANT_NAMES, ZERO, nodes
from descent_tui.formula.tree import Add, Call, Div, Entry, Mul, Name, Neg, Number, Pow, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable

Exponent: TypeAlias = Ratio | Tree
Key: TypeAlias = frozenset[tuple[Tree, Exponent, bool]]

LARGEST_POWER = 64
"""Powers above this are left alone when the base is a number or a product."""

OVER, UNDER = True, False


class Product:
    """A number times powers of distinct factors, each above or below the fraction line."""

    def __init__(self, *trees: Tree) -> None:
        self.number = UNIT
        self.factors: dict[Tree, tuple[Exponent, bool]] = {}
        for tree in trees:
            self.absorb(tree)

    def key(self) -> Key:
        """Tell what two products must share to be like terms: everything but the number."""
        return frozenset((base, exponent, side) for base, (exponent, side) in self.factors.items())

    def absorb(self, tree: Tree, side: bool = OVER) -> None:
        """Multiply by a tidied tree, or divide by it."""
        match tree:
            case Number(value, text):
                self._times(exact(value, text), tree, side)
            case Neg(body):
                self.number = -self.number
                self.absorb(body, side)
            case Mul(factors):
                for factor in factors:
                    self.absorb(factor, side)
            case Div(over, under):
                self.absorb(over, side)
                self.absorb(under, not side)
            case Pow(base, exponent):
                self.factor(base, _known(exponent), side)
            case Add(terms) if all(map(leads_negative, terms)):
                self.number = -self.number
                self.factor(total([Neg(term) for term in terms]), UNIT, side)
            case _:
                self.factor(tree, UNIT, side)

    def power(self, tree: Tree, exponent: int, side: bool = OVER) -> None:
        """Multiply by a whole power of a tidied tree, or divide: a power of a product is the product of powers."""
        part = Product(tree)
        number = ratio(part.number.over ** abs(exponent), part.number.under ** abs(exponent))
        if not number or not number.tame():
            self.factor(tree, Ratio(exponent), side)
            return
        self.number = self.number * number if (exponent > 0) == side else self.number / number
        for base, (inner, place) in part.factors.items():
            self.factor(base, _times(inner, exponent), place == side)

    def factor(self, base: Tree, exponent: Exponent, side: bool) -> None:
        """Multiply by base^exponent, or divide by it; equal bases meet in one power."""
        old, place = self.factors.get(base, (NOUGHT, side))
        same = place == side
        if isinstance(old, Ratio) and isinstance(exponent, Ratio):
            new: Exponent = old + exponent if same else old - exponent
        elif base not in self.factors:
            new = exponent  # as it stands: a sum with 0 would put its number first
        else:
            new = _sum(old, exponent, same)
        if isinstance(new, Ratio) and new.negative and (place == UNDER or not same):
            new, place = -new, not place
        if new == NOUGHT:
            del self.factors[base]
        else:
            self.factors[base] = (new, place)

    def tree(self) -> Tree:
        """Write the product as a tidied tree: sign, number, π, variables, sums, functions; so below the line."""
        self._meet_signs()
        self._settle()
        while self._cancel():
            pass
        if not self.number:
            return ZERO
        if (choice := gate(self.factors)) is not None:
            del self.factors[choice]
            return behind(choice, self.tree(), lambda one, other: Product(one, other).tree())
        if not self.factors:
            return ratio(self.number.over, self.number.under).tree()
        number = -self.number if self.number.negative else self.number
        over = _joined(Ratio(number.over), self._powers(OVER))
        if number.under != 1 or any(side == UNDER for _, side in self.factors.values()):
            over = Div(over, _joined(Ratio(number.under), self._powers(UNDER)))
        if not self.number.negative:
            return over
        if isinstance(over, Add) and leads_negative(over.terms[0]):
            return total([Neg(over)])  # −(−a + b) is a − b
        return Neg(over)

    def _times(self, value: Ratio, tree: Tree, side: bool) -> None:
        number = self.number
        if side == OVER:
            alone = abs(number.over) == 1
            product = beside(number.over * value.over, number.under) if alone else number * value
        else:
            alone = number.under == 1
            product = (beside(number.over, value.over) if alone else number / value) if value else NOUGHT
        if (value or side == OVER) and product.tame():
            self.number = product
        else:
            self.factor(tree, UNIT, side)

    def _powers(self, side: bool) -> list[Tree]:
        chosen = [(base, exponent) for base, (exponent, place) in self.factors.items() if place == side]
        chosen.sort(key=lambda pair: _rank(*pair))
        return [_power(base, exponent) for base, exponent in chosen]

    def _meet_signs(self) -> None:
        """Write |u|·sign(u) as u, and sign(u)/|u| as 1/u."""
        for sign in [base for base in self.factors if isinstance(base, Call) and base.function == "sign"]:
            size = Call("abs", sign.arguments)
            exponent, side = self.factors.get(size, (NOUGHT, OVER))
            whole = isinstance(exponent, Ratio) and exponent.whole and exponent and not exponent.negative
            if whole and self.factors[sign] == (UNIT, OVER):
                del self.factors[sign]
                self.factor(size, UNIT, not side)
                self.absorb(sign.arguments[0], side)

    def _settle(self) -> None:
        """Open powers that became whole when equal factors met: √u·√u is u, and 2^0.5·2^0.5 is 2."""
        tried: set[Tree] = set()
        while base := next((base for base in self.factors if base not in tried), None):
            tried.add(base)
            exponent, side = self.factors[base]
            if not isinstance(exponent, Ratio):
                continue
            inner = base.arguments[0] if isinstance(base, Call) and base.function == "sqrt" else base
            whole = exponent if inner is base else exponent / Ratio(2)
            opens = inner is not base or isinstance(base, Number | Neg | Mul | Div | Pow)
            if opens and whole.whole and isinstance(whole.over, int) and abs(whole.over) <= LARGEST_POWER:
                del self.factors[base]
                self.power(inner, whole.over, side)

    def _cancel(self) -> bool:
        """Cancel what all terms of a sum share against the divisor: (2·a + 4·b)/6 is (a + 2·b)/3.

        Not where that would strip the parentheses of some terms only: (2·(1 − x) + 4·(2 − x))/4 stays.
        """
        for base, (exponent, side) in self.factors.items():
            if side == UNDER or exponent != UNIT or not isinstance(base, Add) or not isinstance(self.number.under, int):
                continue
            shared = _shared(base, self.number.under)
            terms = [_divided(term, shared) for term in base.terms] if shared > 1 else []
            bare = sum(isinstance(_unsigned(term), Add) for term in terms)
            if terms and bare in {0, len(terms)}:
                del self.factors[base]
                self.number = self.number * Ratio(shared)
                self.absorb(total(terms))
                return True
        return False


def total(trees: Iterable[Tree]) -> Tree:
    """Add tidied trees: nested sums opened, like terms collected where the first of them stood."""
    terms = _collected(list(trees))
    while any(isinstance(_unsigned(term), Add) for term in terms):
        terms = _collected(terms)
    if not terms:
        return ZERO
    if len(terms) == 1:
        return terms[0]
    if isinstance(terms[0], Neg) and constant(terms[0]) and not all(map(leads_negative, terms)):
        terms = [*terms[1:], terms[0]]  # y − 1 rather than −1 + y
    return Add(tuple(terms))


def leads_negative(tree: Tree) -> bool:
    """Tell whether a tidied term carries a minus."""
    return isinstance(tree, Neg)


def _collected(trees: list[Tree]) -> list[Tree]:
    products: dict[Key, Product] = {}
    for tree in trees:
        for term in _opened(tree):
            product = Product(term)
            first = products.setdefault(product.key(), product)
            if first is not product:
                first.number += product.number
    return [product.tree() for product in products.values() if product.number]


def _opened(tree: Tree) -> Iterable[Tree]:
    body = _unsigned(tree)
    if not isinstance(body, Add):
        return (tree,)
    return body.terms if body is tree else tuple(Neg(term) for term in body.terms)


def _unsigned(tree: Tree) -> Tree:
    return tree.body if isinstance(tree, Neg) else tree


def _tree(exponent: Exponent) -> Tree:
    return exponent.tree() if isinstance(exponent, Ratio) else exponent


def _known(tree: Tree) -> Exponent:
    value = constant(tree)
    return tree if value is None else value


def _sum(old: Exponent, new: Exponent, same: bool) -> Exponent:
    return _known(total([_tree(old), _tree(new) if same else Neg(_tree(new))]))


def _times(exponent: Exponent, whole: int) -> Exponent:
    if isinstance(exponent, Ratio):
        return exponent * Ratio(whole)
    return _known(Product(exponent, Ratio(whole).tree()).tree())


def _power(base: Tree, exponent: Exponent) -> Tree:
    return base if exponent == UNIT else Pow(base, _tree(exponent))


def _joined(number: Ratio, powers: list[Tree]) -> Tree:
    factors = [number.tree(), *powers] if number != UNIT or not powers else powers
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def _rank(base: Tree, exponent: Exponent) -> int:
    """Tell where a factor stands: numbers and π, then variables, then sums of those, then functions."""
    named = isinstance(base, Name) and base.name in CONSTANT_NAMES
    if named or isinstance(base, Number):
        return 0 if isinstance(exponent, Ratio) else 3
    if isinstance(base, Name | Entry):
        return 1
    plain = Number | Name | Entry | Add | Neg | Mul | Div | Pow
    return 2 if all(isinstance(node, plain) for node in nodes(base)) else 3


def _shared(base: Add, divisor: int) -> int:
    shared = divisor
    for term in base.terms:
        number = Product(term).number
        if not number.whole or not isinstance(number.over, int):
            return 1
        shared = gcd(shared, number.over)
    return shared


def _divided(term: Tree, divisor: int) -> Tree:
    product = Product(term)
    product.number /= Ratio(divisor)
    return product.tree()
