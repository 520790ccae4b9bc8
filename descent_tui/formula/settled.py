"""Large arrays that depend on no variable, such as i² in Σ i²·xᵢ: the tapes that made theirs last keep them."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import ref

if TYPE_CHECKING:
    from descent_tui.formula.tape import Array, Tape

MOST = 12_000_000
"""So many numbers all tapes keep together: those of the value, the gradient and the curvature of one large formula."""

_keepers: list[tuple[ref[Tape], int]] = []
_lock = Lock()


def keep(tape: Tape, found: dict[int, Array], numbers: int) -> None:
    """Let a tape keep its arrays, slot → array, of so many numbers; who made theirs first make them anew when needed.

    A constant that is turned makes a tape of its own, and the tapes before it are still there to be gone back to.
    """
    tape.settled = found
    with _lock:
        _keepers[:] = [(one, many) for one, many in _keepers if one() is not None and one() is not tape]
        _keepers.append((ref(tape), numbers))
        while sum(many for _, many in _keepers) > MOST:
            first = _keepers.pop(0)[0]()
            if first is not None:
                first.settled = None
