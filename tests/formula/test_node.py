"""Nodes are values: what a frozen dataclass with slots would be, but sooner there."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import pytest

from descent_tui.formula.node import Node, node
from descent_tui.formula.tree import Add, Mul, Name, Neg, Number


@node
class Pair(Node):
    """Two parts, of which the second may be left out."""

    left: object
    right: object = "none"


@dataclass(frozen=True, slots=True)
class Twin:
    """The same as a dataclass."""

    left: object
    right: object = "none"


@pytest.mark.parametrize(
    ("parts", "named"),
    [((1,), {}), ((1, 2), {}), ((), {"left": 1}), ((1,), {"right": 2}), ((), {"right": 2, "left": 1})],
)
def test_it_is_made_and_shown_as_a_dataclass_is(parts, named):
    pair, twin = Pair(*parts, **named), Twin(*parts, **named)
    assert (pair.left, pair.right) == (twin.left, twin.right)
    assert repr(pair) == repr(twin).rpartition(".")[2].replace("Twin", "Pair")


@pytest.mark.parametrize(("parts", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"left": 1}), ((1,), {"up": 2})])
def test_what_a_call_refuses_is_refused(parts, named):
    for kind in (Pair, Twin):
        with pytest.raises(TypeError):
            kind(*parts, **named)


def test_nothing_of_it_changes():
    pair = Pair(1)
    for change in (lambda: setattr(pair, "left", 2), lambda: delattr(pair, "left"), lambda: setattr(pair, "new", 2)):
        with pytest.raises(AttributeError):
            change()
    assert pair.left == 1
    assert copy.deepcopy(pair) is copy.copy(pair) is pair


def test_nodes_of_another_class_are_others():
    terms = (Name("x"), Number(2.0))
    assert Add(terms) == Add((Name("x"), Number(2.0)))
    assert hash(Add(terms)) == hash(Add((Name("x"), Number(2.0))))
    assert Add(terms) != Mul(terms)
    assert Neg(Name("x")) != Name("x")
    assert Name("x") != "x"


def test_parts_are_matched_in_order():
    match Add((Name("x"), Number(2.0))):
        case Add((Name(name), Number(value, text))):
            assert (name, value, text) == ("x", 2.0, "")
        case _:
            raise AssertionError
