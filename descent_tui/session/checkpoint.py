"""Checkpoints of long runs: the iterates that steps led to, in NPZ files beside the journal.

They save time and hold nothing that the journal does not: whoever reads one checks its hash and takes some of the steps
again, and where a bit differs, all of them. Only the state folder's own are read, never those beside a foreign journal.
"""

from __future__ import annotations

import io
import os
import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.session import line
from descent_tui.session.actions import Step
from descent_tui.session.branching import arrived
from descent_tui.session.record import Laid
from descent_tui.session.scheduling import rule_of
from descent_tui.session.session import Iterate, sealed
from descent_tui.session.state_folder import make_file, open_file
from descent_tui.session.stepping import Stepping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from descent_tui.objectives.objective import Vector
    from descent_tui.session.actions import Action
    from descent_tui.session.session import Session

EVERY = 10_000
"""Steps between checkpoints."""

LARGEST = 256 * 1024 * 1024
"""Bytes of a checkpoint; a run whose iterates are larger has none."""

SAMPLED = 64
"""One step in so many is taken again before a checkpoint is believed, and the last."""

_NAME = re.compile(r"[\w.-]{1,200}\.(?P<line>[0-9]{1,12})\.npz")


class Disbelieved(Exception):
    """A checkpoint does not hold what the steps lead to."""


class Steps:
    """The steps taken since the last checkpoint: numbers of the journal's lines, and the iterates each led to."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._lines: list[tuple[int, list[Iterate]]] = []
        self._count = 0
        self._bytes = 0

    @property
    def many(self) -> bool:
        """Whether it is time for a checkpoint."""
        return self._count >= EVERY

    def add(self, n: int, action: Action, before: int, session: Session) -> None:
        """Remember what action n led to, if it was steps: from k = `before` to where the session is now."""
        if not isinstance(action, Step) or len(session.runners) > 1:  # a race is run again
            return
        count = max(session.here.k - before, 0)
        size = _size(session.here)
        # too large to keep twice, now or before there are enough of them: taken again on resuming
        if self._bytes + count * size > LARGEST // 2 or EVERY * size > LARGEST // 2:
            self._forget()
            return
        taken = list(line.since(before + 1, session.here)) if count else []
        if len({_shape(iterate) for iterate in taken}) != 1:  # a memory that still grows
            return
        self._lines.append((n, taken))
        self._count += len(taken)
        self._bytes += len(taken) * _size(session.here)

    def lay(self, journal: Path, n: int) -> Laid | None:
        """Write the checkpoint beside the journal and return how to find it; None where it cannot be."""
        lines, data = self._lines, io.BytesIO()
        self._forget()
        np.savez(data, **_arrays(lines))  # type: ignore[arg-type]
        name = f"{journal.stem}.{n}.npz"
        with suppress(OSError):
            descriptor = make_file(journal.parent, name)
            with open(descriptor, "wb") as stream:  # noqa: PTH123  a descriptor, not a path
                stream.write(data.getbuffer())
                stream.flush()
                os.fsync(stream.fileno())
            return Laid(name, _sha256(data.getbuffer()))
        return None


@dataclass(frozen=True, eq=False, slots=True)
class Stored:
    """The iterates that one line's steps led to: rows first … last − 1 of arrays that many lines share."""

    x: Vector
    value: Vector
    gradient: Vector
    evaluations: Vector
    state: Mapping[str, Vector]
    first: int
    last: int

    def row(self, i: int, k: int) -> Iterate:
        """Return row i as the iterate of step k, on no line yet; a copy, so that the rows can be forgotten."""
        state = {name: np.array(rows[i]) for name, rows in self.state.items()}
        value, cost = float(self.value[i]), int(self.evaluations[i])
        return sealed(Iterate(k, np.array(self.x[i]), value, np.array(self.gradient[i]), state, "step", None, cost))


class Shelf:
    """The checkpoints of a journal, one of them in memory: those of its lines follow each other as the lines do.

    Args:
        folder: where they are.
        laid: what the journal says of them.
    """

    def __init__(self, folder: Path, laid: Sequence[Laid]) -> None:
        self._folder = folder
        named = ((_NAME.fullmatch(one.file), one) for one in laid)
        self._laid = sorted(((int(name["line"]), one) for name, one in named if name), key=lambda place: place[0])
        self._open = -1
        self._found: dict[int, Stored] = {}

    def get(self, line: int, /) -> Stored | None:
        """Return the iterates that a line led to; None where there is no checkpoint of them that is whole."""
        at = bisect_right(self._laid, line, key=lambda place: place[0])
        if at == len(self._laid):
            return None
        if at != self._open:
            self._open, self._found = at, {}
            from zipfile import BadZipFile  # few sessions have checkpoints

            with suppress(OSError, ValueError, KeyError, MemoryError, BadZipFile):
                data = io.BytesIO(_bytes(self._folder, self._laid[at][1]))
                self._found = _stored(dict(np.load(data, allow_pickle=False)))
        return self._found.get(line)


def believed(session: Session, stored: Stored) -> Session:
    """Return the session after the steps whose iterates are stored; its line may forget them like any others.

    Raises:
        Disbelieved: where the iterates do not fit, or one of those that are worked out again differs by a bit.
    """
    runner = session.runner
    here = runner.iterate
    if stored.x.shape[1:] != here.x.shape:
        raise Disbelieved
    stepping = Stepping(rule_of(runner), session.objective, runner.settings, session.free)
    for i in range(stored.first, stored.last):
        came = stored.row(i, here.k + 1)
        if i % SAMPLED == 0 or i == len(stored.x) - 1:
            again = stepping.towards(here)
            if not isinstance(again, Iterate) or not same(again, came):
                raise Disbelieved
        here = line.put(came, here, stepping)
    return arrived(replace(session, note=None, diverged=False), here)


def same(one: Iterate, other: Iterate) -> bool:
    """Return whether two iterates agree in every bit of x, f, ∇f and the optimizer's state, and in what they cost."""
    return (
        one.evaluations == other.evaluations
        and one.x.tobytes() == other.x.tobytes()
        and np.float64(one.value).tobytes() == np.float64(other.value).tobytes()
        and one.gradient.tobytes() == other.gradient.tobytes()
        and one.state.keys() == other.state.keys()
        and all(one.state[name].tobytes() == other.state[name].tobytes() for name in one.state)
    )


def _sha256(data: bytes | memoryview) -> str:
    from hashlib import sha256  # OpenSSL comes with it

    return sha256(data).hexdigest()


def _bytes(folder: Path, one: Laid) -> bytes:
    if not _NAME.fullmatch(one.file):
        raise ValueError(one.file)
    descriptor = open_file(folder / one.file, os.O_RDONLY)
    with open(descriptor, "rb") as stream:  # noqa: PTH123  a descriptor, not a path
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST or _sha256(data) != one.sha256:
        raise ValueError(one.file)
    return data


def _arrays(lines: Sequence[tuple[int, list[Iterate]]]) -> dict[str, npt.NDArray[Any]]:
    """Return what a checkpoint holds, by name; lines whose iterates are alike share their arrays."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    alike = groupby((line for line in lines), lambda line: _shape(line[1][0]))
    for part, (_, group) in enumerate(alike):
        own = list(group)
        path = [iterate for _, taken in own for iterate in taken]
        arrays[f"{part}.lines"] = np.array([n for n, _ in own], np.int64)
        arrays[f"{part}.taken"] = np.array([len(taken) for _, taken in own], np.int64)
        arrays[f"{part}.x"] = np.array([iterate.x for iterate in path])
        arrays[f"{part}.value"] = np.array([iterate.value for iterate in path], np.float64)
        arrays[f"{part}.gradient"] = np.array([iterate.gradient for iterate in path])
        arrays[f"{part}.evaluations"] = np.array([iterate.evaluations for iterate in path], np.int64)
        for name in path[0].state:
            arrays[f"{part}.state.{name}"] = np.array([iterate.state[name] for iterate in path])
    return arrays


def _stored(arrays: Mapping[str, npt.NDArray[Any]]) -> dict[int, Stored]:
    """Return line number → iterates; raise KeyError or ValueError where the arrays are not those of a checkpoint."""
    found = {}
    for part in range(sum(name.endswith(".lines") for name in arrays)):
        x, value, gradient, cost = (arrays[f"{part}.{name}"] for name in ("x", "value", "gradient", "evaluations"))
        prefix = f"{part}.state."
        state = {name.removeprefix(prefix): rows for name, rows in arrays.items() if name.startswith(prefix)}
        ends = np.cumsum(arrays[f"{part}.taken"]).tolist()
        if x.shape != gradient.shape or {len(rows) for rows in (x, value, cost, *state.values())} != {ends[-1]}:
            raise ValueError(part)
        for n, first, last in zip(arrays[f"{part}.lines"].tolist(), [0, *ends], ends, strict=False):
            found[n] = Stored(x, value, gradient, cost, state, first, last)
    return found


def _shape(iterate: Iterate) -> tuple[object, ...]:
    return (iterate.x.shape, tuple((name, array.shape) for name, array in iterate.state.items()))


def _size(iterate: Iterate) -> int:
    """Return the bytes that an iterate takes."""
    return iterate.x.nbytes + iterate.gradient.nbytes + 8 + sum(array.nbytes for array in iterate.state.values())
