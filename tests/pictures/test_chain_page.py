"""The page of the chain rule: its pictures, that its numbers are the objective's, and that no size breaks it."""

from __future__ import annotations

import numpy as np
import pytest
from landscapes import golden

from descent_tui.objectives.net.samples import Samples
from descent_tui.objectives.network import NetworkObjective
from descent_tui.pictures.chain_layers import fate
from descent_tui.pictures.chain_page import Traced, chain_page
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.scenario import catalogue
from descent_tui.session.chain_words import factor_said
from descent_tui.session.numbers import show
from descent_tui.session.opening import open_scenario

PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)
SIZES = [(40, 12), (60, 16), (80, 24), (120, 40), (200, 60)]


def page(scenario, weight, traced=Traced(), size=(80, 24), look=PLAIN):  # noqa: B008 — it is a value
    session = open_scenario(catalogue.load(scenario))
    chain = session.objective.chain(session.here.x, session.objective.index(weight), traced.sample)
    return chain, chain_page(session, chain, traced, len(session.objective.training), *size, look)


@pytest.mark.parametrize(
    ("name", "scenario", "weight", "traced", "size", "look"),
    [
        ("chain-xor-80x24", "xor", "W1[1,2]", Traced(sample=2, factor=1), (80, 24), PLAIN),
        ("chain-xor-120x40", "xor", "W1[1,2]", Traced(sample=2, factor=3), (120, 40), PLAIN),
        ("chain-xor-ascii", "xor", "b1[1]", Traced(factor=2), (80, 24), ASCII),
        ("chain-spirals-80x24", "spirals", "W1[2,3]", Traced(factor=2, path=1), (80, 24), PLAIN),
        ("chain-million-80x24", "digits-million", "W2[7,9]", Traced(factor=1), (80, 24), PLAIN),
    ],
)
def test_golden(name, scenario, weight, traced, size, look):
    golden(name, page(scenario, weight, traced, size, look)[1])


@pytest.mark.parametrize("size", [(40, 12), (48, 13), (60, 16), (80, 24)])
@pytest.mark.parametrize(
    ("scenario", "weight"), [("one-neuron", "W1[1,1]"), ("xor", "W1[2,2]"), ("spirals", "W2[7,9]")]
)
def test_what_is_said_of_a_factor_is_read_to_its_end(scenario, weight, size):
    chain, _ = page(scenario, weight)
    for factor, hand in enumerate(chain.factors(chain.paths[0])):
        lines = page(scenario, weight, Traced(factor=factor), size)[1].lines()
        assert factor_said(chain, hand) in " ".join(" ".join(lines).split())
        assert not any("…" in line for line in lines if "✓" in line)


@pytest.mark.parametrize("layers", [False, True])
@pytest.mark.parametrize("scenario", ["one-neuron", "xor", "spirals", "digits-64-16-10"])
def test_every_size_and_every_factor_has_a_picture(scenario, layers):
    session = open_scenario(catalogue.load(scenario))
    objective = session.objective
    for i in (0, objective.size // 3, objective.size - 1):
        chain = objective.chain(session.here.x, i, 0)
        for factor in range(len(chain.factors(chain.paths[0]))):
            for size in SIZES:
                traced = Traced(factor=factor, layers=layers)
                picture = chain_page(session, chain, traced, len(objective.training), *size, PLAIN)
                assert (picture.width, picture.height) == size
                text = "\n".join(picture.lines())
                assert f"∂L/∂{objective.name(i)}" in text
                if size[0] >= 80:
                    hand = chain.factors(chain.paths[0])[factor]
                    assert hand.symbol in text
                    assert f"backpropagation finds {show(chain.backpropagated)}" in text
                    assert "✗" not in text


@pytest.mark.parametrize("depth", DEPTHS)
def test_ascii_is_ascii_and_no_colour_is_none(depth):
    for ascii_ in (False, True):
        _, picture = page("xor", "W1[1,1]", Traced(factor=2), look=Look(depth=depth, ascii=ascii_))
        if ascii_:
            assert all(line.isascii() for line in picture.lines())
            assert not any("?" in line for line in picture.lines())
        if depth == "none":
            assert set(np.unique(picture.fg)) == set(np.unique(picture.bg)) == {-1}


def test_the_number_in_hand_is_marked_without_colour():
    for factor, kind in enumerate(("z2[1]", "W2[1,1]", "φ′", "x[1]")):
        chain, picture = page("xor", "W1[1,1]", Traced(factor=factor), (120, 40))
        lines = picture.lines()
        factors = chain.factors(chain.paths[0])
        row, at = next(
            (y, line.index(factors[factor].symbol)) for y, line in enumerate(lines) if "∂L/∂z2[1] · W2" in line
        )
        assert "▲" in lines[row + 2][at : at + len(factors[factor].symbol)], kind


def test_the_product_so_far_grows_into_the_partial():
    for factor in range(4):
        chain, picture = page("xor", "W1[1,1]", Traced(factor=factor))
        factors = chain.factors(chain.paths[0])
        so_far = show(float(np.prod([each.value for each in factors[: factor + 1]])))
        text = "\n".join(picture.lines())
        assert (f"= {so_far}" if factor == 3 else f"so far {so_far}") in text
        assert ("= ∂L/∂W1[1,1]" in text.replace("✓ ∂L/∂W1[1,1] =", "")) == (factor == 3)


def test_vanishing_and_exploding_are_said():
    """Ten layers of one sigmoid after another, whose slope is a quarter at most; and ten that stretch."""
    sizes = (1,) * 10
    samples = Samples(np.array([[0.3]]), np.array([[1.0]]))
    for activation, weight, said in (
        ("sigmoid", 1.0, "vanish"),
        ("identity", 3.0, "explode"),
        ("identity", 1.0, "size"),
    ):
        f = NetworkObjective(sizes, samples, activation, "mean squared error")
        theta = np.zeros(f.size)
        theta[f.match("W*")] = weight
        assert said in fate(f.chain(theta, 0).layers())
    dead = NetworkObjective((1, 1, 1), samples, "relu", "mean squared error")
    assert "Nothing reaches" in fate(dead.chain(np.array([-1.0, 0.0, 1.0, 0.0]), 0).layers())
