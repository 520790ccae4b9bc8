"""The nodes of a formula are values, and cost no more than values do."""

from __future__ import annotations

from descent_tui.formula.parser import parse
from descent_tui.formula.partial import partial
from descent_tui.formula.terms import nodes
from descent_tui.formula.tree import Name, Node, Number, Pow

X = Name("x")


def test_equal_formulas_are_equal_values_of_one_hash():
    one, other = parse("x^2 + sin(x)", {"x": None}), parse("x^2+sin( x )", {"x": None})
    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    assert {one: 1}[other] == 1
    assert one != parse("x^3 + sin(x)", {"x": None})
    assert Number(2.0, "2") != Number(2.0, "2.0")


def test_the_hash_of_a_tower_is_worked_out_once_for_each_of_its_nodes():
    """In x^x^x^… 60 high, a hash that walked down every time would be asked of x thousands of times."""
    asked = 0

    class Counted(Name):
        __slots__ = ()

        def __hash__(self):
            nonlocal asked
            asked += 1
            return super().__hash__()

    tower = Counted("x")
    for _ in range(59):
        tower = Pow(Counted("x"), tower)
    for node in nodes(tower):
        hash(node)
    assert asked <= 3 * 60


def test_the_partial_of_a_tower_has_few_distinct_parts():
    tower = parse("^".join(["x"] * 60), {"x": None})
    assert all(isinstance(node, Node) for node in nodes(tower))
    assert len(set(nodes(partial(tower, "x")))) < 60 * 12
