"""The conventions of other libraries: what they set, what is said of it, and the way back."""

from __future__ import annotations

import pytest

from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults
from descent_tui.optimizers.presets import PRESETS
from descent_tui.session.actions import ActionError
from descent_tui.session.presetting import OWN, libraries

CONVENTIONS = [(library, optimizer) for library, table_ in PRESETS.items() for optimizer in table_]


@pytest.mark.parametrize(("library", "optimizer"), CONVENTIONS)
def test_a_preset_sets_what_differs_and_says_so(library, optimizer, opened, after):
    found = PRESETS[library][optimizer]
    session = after(opened(), f"optimizer {optimizer}", "lr 0.0123", f"preset {library}").present
    usual = defaults(table.find(optimizer)) | {"lr": 0.0123}
    assert session.runner.settings == usual | dict(found.settings)
    assert session.runner.preset == library
    assert session.note.text.startswith(found.differs)
    for name in set(found.settings) - {"lr"}:
        assert f"{name} " in session.note.text or found.settings[name] == usual[name]


def test_own_settings_come_back(opened, after):
    before = after(opened(), "optimizer adam").present
    there = after(opened(), "optimizer adam", "preset keras", "preset own").present
    assert there.runner.settings == before.runner.settings
    assert there.runner.preset == OWN


def test_a_scenario_keeps_its_rate_where_the_library_has_none(opened, after):
    line = opened("rosenbrock")
    assert after(line, "preset optax").present.runner.settings["lr"] == line.present.runner.settings["lr"]


def test_the_memory_begins_afresh(opened, after):
    line = after(opened(), "optimizer momentum", "step 5")
    assert line.present.here.state["velocity"].any()
    assert not after(line, "preset keras").present.here.state
    assert after(line, "preset keras", "back").present.here.state["velocity"].any()


def test_another_optimizer_has_its_own_conventions(opened, after):
    line = after(opened(), "optimizer adam", "preset keras", "optimizer rmsprop")
    assert line.present.runner.preset == OWN
    assert line.present.runner.settings == defaults(table.find("rmsprop"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("preset", "own for those here"),
        ("preset kears", "did you mean keras"),
        ("preset torch", "torch has no newton"),
    ],
)
def test_what_there_is_not_is_told(words, told, opened, after):
    with pytest.raises(ActionError, match=told):
        after(opened(), "optimizer newton", words)


def test_libraries_are_those_that_have_the_method():
    assert libraries("newton") == (OWN,)
    assert libraries("adam") == (OWN, "torch", "keras", "optax")
    assert libraries("lbfgs") == (OWN, "torch", "optax")
