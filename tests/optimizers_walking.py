"""What the optimizers' tests share: a step as the session takes it, with everything that is handed in locked."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import checked, defaults
from descent_tui.session.opening import iterate_at, replace_state
from descent_tui.session.stepping import Diverged, propose, step

DATA = Path(__file__).parent / "data"


def reference(name):
    return json.loads((DATA / name).read_text("utf-8"))


@cache
def objective(formula, names=("x", "y")):
    return FormulaObjective(formula.replace("**", "^"), dict.fromkeys(names))


def settings_for(name, **turned):
    rule = table.find(name)
    return defaults(rule) | {key: checked(rule, key, value) for key, value in turned.items()}


def locked(iterate):
    """Return the iterate after locking what its state holds: an optimizer that writes into it raises."""
    for array in iterate.state.values():
        array.setflags(write=False)
    return iterate


def walk(name, f, start, settings, steps, free=None, here=None):
    """Return the iterates of a descent, the start first; shorter where a step was refused."""
    rule = table.find(name)
    free = np.ones(f.size, bool) if free is None else free
    here = here or replace_state(iterate_at(f, np.asarray(start, float)), name)
    path = [here]
    for _ in range(steps):
        here = step(rule, f, replace(locked(here), parent=None), settings, free)
        if isinstance(here, Diverged):
            break
        path.append(here)
    return path


def moves(name, f, start, settings, steps, free=None):
    """Return (iterate, move from it) of a descent."""
    free = np.ones(f.size, bool) if free is None else free
    path = walk(name, f, start, settings, steps, free)
    return [(here, propose(table.find(name), f, here, settings, free)) for here in path]


def bits(array):
    return np.asarray(array, np.float64).view(np.int64).tolist()
