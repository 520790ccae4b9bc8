"""What a network's file holds → the Scenario it means, with its data read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from descent_tui.objectives.names import UnknownVariable
from descent_tui.objectives.net.layout import Layout
from descent_tui.scenario import build
from descent_tui.scenario.errors import Fault, printable
from descent_tui.scenario.network import DEEPEST, GENERATORS, LARGEST, Data, Network
from descent_tui.scenario.network_schema import BELOW, NetworkFile
from descent_tui.scenario.scenario import Scenario, Variable
from descent_tui.scenario.schema import converted, told

if TYPE_CHECKING:
    from pathlib import Path

    from descent_tui.scenario import place
    from descent_tui.scenario.data.table import Table
    from descent_tui.scenario.network import Start
    from descent_tui.scenario.network_schema import DataTable, NetworkTable


def network_scenario_of(content: dict[str, Any], path: Path) -> Scenario:
    """Return the scenario a parsed file means.

    Raises:
        Fault: with the path of the first thing that is wrong.
    """
    file = converted(content, NetworkFile, (), "a scenario is a table", BELOW)
    table = file.network
    names = _layout(table)
    low, high = build.range_of(table.range, ("network", "range"))
    decay = build.finite(table.weight_decay, ("network", "weight_decay"))
    if decay < 0:
        raise Fault(("network", "weight_decay"), f"weight_decay wants a number, 0 or more; here is {told(decay)}")
    network = Network(
        layers=names.sizes,
        activation=table.activation,
        loss=table.loss,
        init=table.init,
        weight_decay=decay,
        seed=table.seed,
        batch=table.batch,
        dtype=table.dtype,
        data=_data(file.data, content["data"], names.sizes, table.loss, path),
        started=_started(file.start, names),
    )
    blocks = {name: math.prod(shape) for name, shape in names.blocks().items()}
    return Scenario(
        **build.telling(file, path),
        formula="",
        variables=tuple(Variable(name, size, low, high, math.nan) for name, size in blocks.items()),
        axes=build.axes_of(file.axes, names),
        network=network,
    )


def _layout(table: NetworkTable) -> Layout:
    here = ("network", "layers")
    if not 2 <= len(table.layers) <= DEEPEST:
        raise Fault(here, f"layers wants 2 to {DEEPEST} whole numbers, inputs first; here are {len(table.layers)}")
    names = Layout(table.layers)
    if names.count > LARGEST:
        raise Fault(here, f"these are {names.count:,} weights and biases; a network has at most {LARGEST:,}")
    return names


def _started(tables: dict[str, Any], names: Layout) -> Start:
    found = []
    for pattern, value in tables.items():
        here: place.Path = ("start", pattern)
        try:
            count = len(names.match(pattern))
        except UnknownVariable as error:
            raise Fault(here, printable(str(error), 200), at_key=True) from None
        values = value if isinstance(value, list) else [value]
        if len(values) not in {1, count}:
            raise Fault(here, f"{printable(pattern, 40)} names {count} weights, and {len(values)} values are given")
        wants = f"{printable(pattern, 40)} wants a number, or a list with one for each"
        found.append((pattern, tuple(build.number(each, here, wants) for each in values)))
    return tuple(found)


def _data(table: DataTable, said: dict[str, object], layers: tuple[int, ...], loss: str, path: Path) -> Data:
    from descent_tui.scenario.data.table import DataError  # numpy comes with it; a listing needs none

    holdout = build.finite(table.holdout, ("data", "holdout"))
    if not 0 <= holdout < 1:
        raise Fault(("data", "holdout"), f"holdout wants a share, from 0 to less than 1; here is {told(holdout)}")
    if not build.finite(table.divide, ("data", "divide")) > 0:
        raise Fault(("data", "divide"), f"divide wants a number above 0; here is {told(table.divide)}")
    if not build.finite(table.noise, ("data", "noise")) >= 0:
        raise Fault(("data", "noise"), f"noise wants a number, 0 or more; here is {told(table.noise)}")
    kind = _kind(table, said)
    where: place.Path = ("data", kind)
    try:
        whole, digest = _read(table, kind, layers, loss, path)
        if table.sha256 and table.sha256 != digest:
            raise Fault(
                ("data", "sha256"), f"{printable(str(table.file), 60)} is not the file it was: its SHA-256 differs"
            )
        whole = whole.divided(table.divide)
        if whole.inputs.shape[1] != layers[0]:
            columns = whole.inputs.shape[1]
            raise Fault(("network", "layers", 0), f"the data have {columns} inputs, and the network {layers[0]}")
        training, held_out = whole.split(holdout, table.seed)
        if table.standardise:
            held_out = None if held_out is None else held_out.standardised(training)
            training = training.standardised(training)
        for part in (training, held_out):
            if part is not None:
                part.samples(loss, layers[-1])
    except DataError as error:
        subject = f"{printable(table.file, 60)}: " if table.file else ""
        raise Fault(where, f"{subject}{error}") from None
    return Data({key: value for key, value in said.items() if key != "sha256"}, training, held_out, digest)


def _kind(table: DataTable, said: dict[str, object]) -> str:
    """Return by which key the data come; raise `Fault` for none, for two, and for what is of no use to it."""
    kinds = [key for key in ("generator", "file", "inputs") if key in said]
    if len(kinds) != 1:
        here = " and ".join(kinds) or "none"
        raise Fault(("data",), f"data wants one of generator, file, or inputs with targets; here is {here}")
    if (table.inputs is None) != (table.targets is None):
        raise Fault(("data",), "inputs want targets, and targets want inputs")
    if kinds[0] != "generator":
        for key in ("samples", "noise"):
            if key in said:
                raise Fault(("data", key), f"{key} is for a generator", at_key=True)
    if kinds[0] != "file" and "sha256" in said:
        raise Fault(("data", "sha256"), "sha256 is for a file", at_key=True)
    return kinds[0]


def _read(table: DataTable, kind: str, layers: tuple[int, ...], loss: str, path: Path) -> tuple[Table, str]:
    """Return all rows, and the SHA-256 of the file they stand in, if any."""
    if kind == "generator":
        from descent_tui.scenario.data.generators import drawn

        name = str(table.generator)
        if GENERATORS[name] != layers[0]:
            raise Fault(("network", "layers", 0), f"{name} have {GENERATORS[name]} inputs, and the network {layers[0]}")
        return drawn(name, table.samples, table.noise, table.seed), ""
    if kind == "file":
        from descent_tui.scenario.data.file import read

        return read(str(table.file), path.parent, 1 if loss == "cross-entropy" else layers[-1])
    import numpy as np

    from descent_tui.scenario.data.table import DataError, Table

    try:
        return Table.of(np.array(table.inputs, np.float64), np.array(table.targets, np.float64)), ""
    except DataError:
        raise
    except ValueError:
        raise Fault(("data", "inputs"), "all inputs want equally many numbers, and so do all targets") from None
