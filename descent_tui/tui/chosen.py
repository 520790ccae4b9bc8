"""The variable that is chosen among all, under the keys: frozen, freed, nudged and put on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.objectives.sheets import Sheet, sheets
from descent_tui.pictures.weights.place import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen
    from descent_tui.tui.roaming import Roaming


class Chosen:
    """Does to the chosen variable, and to those it stands among, what a key asks for; all are the landscape's actions.

    Args:
        landscape: whose timeline the actions belong to.
        roaming: which variable is chosen.
    """

    def __init__(self, landscape: LandscapeScreen, roaming: Roaming) -> None:
        self._landscape, self._roaming = landscape, roaming

    @property
    def _session(self) -> Session:
        return self._landscape.timeline.present

    @property
    def _i(self) -> int:
        return self._roaming.place.chosen

    def name(self) -> str:
        """Return its name."""
        return self._session.objective.name(self._i)

    def unit(self) -> str:
        """Return the pattern of the unit that the chosen weight leads into; of a vector, of all of it."""
        sheet = self._sheet()
        if not sheet.matrix:
            return self.layer()
        return f"unit {sheet.cell(self._i)[1] + 1} of layer {sheet.name.removeprefix('W')}"

    def layer(self) -> str:
        """Return the pattern of its layer; of a vector, of all of it; of a scalar, itself."""
        sheet = self._sheet()
        if sheet.matrix:
            return f"layer {sheet.name.removeprefix('W')}"
        name = self.name()
        return f"{name.partition('[')[0]}[*]" if name.endswith("]") else name

    def _sheet(self) -> Sheet:
        all_sheets = sheets(self._session.objective)
        return all_sheets[sheet_of(all_sheets, self._i)]

    def look(self) -> None:
        """Put it in focus, where it is not."""
        if self._session.view.focus != self._i:
            self._landscape.act(f"look focus {self.name()}")

    def toggle(self, pattern: Callable[[], str]) -> None:
        """Freeze what a pattern names, or free it where all of it is frozen."""
        self.look()
        said = pattern()
        named = self._session.objective.match(said)
        word = "freeze" if self._session.free[named].any() else "free"
        self._landscape.act(f"{word} {said}")

    def alone(self) -> None:
        """Freeze all others."""
        self.look()
        if self._session.objective.size > 1:
            self._landscape.act(f"freeze all but {self.name()}")

    def nudge(self) -> None:
        """Nudge it."""
        self.look()
        self._landscape.grant("nudge")

    def axes(self) -> None:
        """Let the map run over it and the variable it ran over before."""
        self.look()
        axes, name = self._session.view.axes, self.name()
        other = axes[1] if axes[1] != self._i else axes[0]
        if self._session.objective.size > 1 and self._i not in axes:
            self._landscape.act(f"axes {name} {self._session.objective.name(other)}")
