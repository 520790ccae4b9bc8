"""The page of all variables under the keys: go to any of a million, nudge it, freeze it or its layer, step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.objectives.names import UnknownVariable
from descent_tui.objectives.objective import layered
from descent_tui.objectives.sheets import Sheet, sheets
from descent_tui.pictures.weights.page import WeightsPage
from descent_tui.pictures.weights.place import (
    ENTER,
    STRIDE,
    Place,
    following,
    largest_of,
    moved,
    sheet_of,
    shown_whole,
    whole,
    zoomed,
)  # fmt: skip
from descent_tui.session.spread import spread_of
from descent_tui.tui.job import Job
from descent_tui.tui.page import Page
from descent_tui.tui.prompt import Check, Prompt
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from descent_tui.pictures.weights.page import Drawn
    from descent_tui.session.bill import Bill
    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen

BREATH = 0.02
"""Seconds without a key after which slice and nudge are drawn, for which f is computed."""

REST = 0.6
"""Seconds without a key after which the bill is measured: two gradients, or more where they are quick."""

WISHES = {
    "space": "step", "s": "step", "S": "leap", "upper_s": "leap", "u": "back", "backspace": "back",
    "ctrl+r": "forward", "plus": "faster", "equals_sign": "faster", "minus": "slower", "underscore": "slower",
    "r": "restart", "0": "free-all", "left_square_bracket": "smaller-h", "right_square_bracket": "larger-h",
    "c": "palette", "C": "light", "upper_c": "light", "comma": "scrub-back", "full_stop": "scrub-on",
}  # fmt: skip
"""Keys that do here what they do on the landscape."""


class WeightsScreen(Page):
    """Remembers where one is; what is frozen, nudged and walked is in the landscape's timeline."""

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self.place = Place(landscape.timeline.present.view.focus)
        self.prompt: Prompt | None = None
        self.bill: Bill | None = None
        self._picture = WeightsPage()
        self._view = RasterView()
        self._drawn: Drawn | None = None
        self._billing: Job[Bill] | None = None
        self._presses = 0
        self._keys: dict[str, Callable[[], object]] = {
            "left": lambda: self._move(-1, 0), "right": lambda: self._move(1, 0),
            "up": lambda: self._move(0, -1), "down": lambda: self._move(0, 1),
            "shift+left": lambda: self._move(-STRIDE, 0), "shift+right": lambda: self._move(STRIDE, 0),
            "shift+up": lambda: self._move(0, -STRIDE), "shift+down": lambda: self._move(0, STRIDE),
            "pageup": lambda: self._move(0, -STRIDE), "pagedown": lambda: self._move(0, STRIDE),
            "tab": lambda: self._next(1), "shift+tab": lambda: self._next(-1),
            "enter": self._enter, "escape": self._out, "z": lambda: self._zoom(0.5), "Z": lambda: self._zoom(2.0),
            "upper_z": lambda: self._zoom(2.0), "h": self._home, "slash": self._find, "f": self._freeze,
            "n": self._nudge, "1": lambda: self._toggle(self._called), "2": lambda: self._toggle(self._unit),
            "3": lambda: self._toggle(self._layer), "F": self._only, "upper_f": self._only, "a": self._axes,
            "W": self._leave, "upper_w": self._leave, "q": self._leave, "ctrl+c": self._cancel,
        }  # fmt: skip

    @property
    def _session(self) -> Session:
        return self._landscape.timeline.present

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def on_unmount(self) -> None:
        """Nobody waits for the bill any more."""
        if self._billing is not None:
            self._billing.work.cancel()

    def landscape_changed(self) -> None:
        """Draw what came of an action that took long."""
        self._draw()

    # Drawing

    def _draw(self, *, slow: bool = False) -> None:
        """Draw at once what a key changes; slice, nudge and bill follow when no other key comes."""
        if not self.is_mounted or not self.size.area:
            return
        width, height = self.size
        if self.place.chosen >= self._session.objective.size:  # another landscape was opened meanwhile
            self.place = Place(self._session.view.focus)
        session = self._session
        self._drawn = self._picture.draw(
            session, self.place, width, height, self._landscape.look, bill=self.bill, slow=slow
        )
        self.place = following(self._drawn.sheets, self.place)
        raster = self._drawn.raster
        if self.prompt is not None:
            over = self.prompt.picture(width)
            raster.paste(over, 0, max(height - over.height, 0))
        self._view.show(raster)
        self.paint(self._view)
        if not slow:
            self._presses += 1
            count = self._presses
            self.set_timer(BREATH, lambda: self._later(count))

    def _later(self, count: int) -> None:
        if count != self._presses or not self.is_mounted:
            return
        if self.app.message_queue_size + self.message_queue_size > 0:
            self.set_timer(BREATH, lambda: self._later(count))
            return
        self._draw(slow=True)
        if self.bill is None and self._billing is None:
            self.set_timer(REST, lambda: self._measure(count))

    def _measure(self, count: int) -> None:
        """Measure the bill in a thread, once, when nothing else is going on."""
        if count != self._presses or self._billing is not None or not self.is_mounted:
            return
        from descent_tui.session.bill import bill

        session, chosen = self._session, self.place.chosen
        objective, x = session.objective.at(session.here.k), session.here.x
        self._billing = Job(lambda: bill(objective, x, chosen), self)
        self._billing.start()

    def on_job_report(self, message: Job.Report) -> None:
        """Show the bill."""
        if message.job is self._billing and self._billing.ended:
            self.bill = self._billing.result()
            self._draw(slow=True)

    # Keys

    def press(self, event: events.Key) -> bool:
        """Do what a key stands for here, or type it where one looks for a name."""
        if self.prompt is not None:
            if event.is_printable and event.character:
                self.prompt.insert(event.character)
            elif not self.prompt.press(event.key):
                return False
            self._after_typing()
            return True
        bound = self._keys.get(event.key)
        if bound is not None:
            bound()
        elif (word := WISHES.get(event.key)) is not None:
            self._landscape.grant(word)
        else:
            return False
        self._draw()
        return True

    def paste(self, text: str) -> None:
        """Type what is pasted, where a name is looked for."""
        if self.prompt is not None:
            self.prompt.insert(text)
            self._after_typing()

    def _after_typing(self) -> None:
        if self.prompt is not None and self.prompt.state != "open":
            self.prompt = None
        self._draw()

    def _cancel(self) -> None:
        if not self._landscape.doing.cancel():
            self._leave()

    def _leave(self) -> None:
        """Go back to the landscape, the chosen variable in focus."""
        self._look()
        self.dismiss()

    def _look(self) -> None:
        """Put the chosen variable in focus, where it is not."""
        if self._session.view.focus != self.place.chosen:
            self._landscape.act(f"look focus {self._called()}")

    def _act(self, words: str) -> None:
        self._landscape.act(words)

    # Going about

    def _move(self, dx: int, dy: int) -> None:
        if self._drawn is not None:
            gradient = self._session.here.gradient
            self.place = moved(self._drawn.sheets, self._drawn.tiles, self.place, gradient, dx, dy)

    def _next(self, by: int) -> None:
        """Go to the next of the largest partials, or to the one before."""
        largest = [int(k) for k in spread_of(self._session.here).largest]
        if not largest:
            return
        at = largest.index(self.place.chosen) + by if self.place.chosen in largest else 0
        self.place = replace(self.place, chosen=largest[at % len(largest)])

    def _zoom(self, times: float) -> None:
        if self._drawn is not None:
            self.place = zoomed(self._drawn.sheets, self.place, self._drawn.tiles[0], times)

    def _enter(self) -> None:
        """Go closer; where it goes no closer, take the chosen variable to the map."""
        before = self.place
        self._zoom(1 / ENTER)
        if self.place == before:
            self._axes()

    def _out(self) -> None:
        """Go back out, and from the whole back to the landscape."""
        before = self.place
        self._zoom(ENTER)
        if self.place == before:
            self._leave()

    def _home(self) -> None:
        """Look at everything."""
        self.place = replace(self.place, window=None)

    def _axes(self) -> None:
        """Let the map run over the chosen variable and the one it ran over before, and go there."""
        self._look()
        axes, name = self._session.view.axes, self._called()
        other = axes[1] if axes[1] != self.place.chosen else axes[0]
        if self._session.objective.size > 1 and self.place.chosen not in axes:
            self._act(f"axes {name} {self._session.objective.name(other)}")
        self.dismiss()

    # The chosen variable

    def _called(self) -> str:
        return self._session.objective.name(self.place.chosen)

    def _unit(self) -> str:
        """Return the pattern of the unit that the chosen weight leads into; of a vector, of all of it."""
        sheet = self._sheet()
        if not sheet.matrix:
            return self._layer()
        return f"unit {sheet.cell(self.place.chosen)[1] + 1} of layer {sheet.name.removeprefix('W')}"

    def _layer(self) -> str:
        """Return the pattern of its layer; of a vector, of all of it; of a scalar, itself."""
        sheet = self._sheet()
        if sheet.matrix:
            return f"layer {sheet.name.removeprefix('W')}"
        name = self._called()
        return f"{name.partition('[')[0]}[*]" if name.endswith("]") else name

    def _sheet(self) -> Sheet:
        all_sheets = sheets(self._session.objective)
        return all_sheets[sheet_of(all_sheets, self.place.chosen)]

    def _toggle(self, pattern: Callable[[], str]) -> None:
        """Freeze what a pattern names, or free it where all of it is frozen."""
        self._look()
        said = pattern()
        named = self._session.objective.match(said)
        word = "freeze" if self._session.free[named].any() else "free"
        self._act(f"{word} {said}")

    def _only(self) -> None:
        self._look()
        if self._session.objective.size > 1:
            self._act(f"freeze all but {self._called()}")

    def _nudge(self) -> None:
        self._look()
        self._landscape.grant("nudge")

    def _freeze(self) -> None:
        """Ask what to freeze."""

        def done(said: str) -> None:
            self._act(f"freeze {said}")

        says = "W2[7,9] · b1[*] · layer 2 · unit 9 of layer 2 · all but W3 · Enter freezes"
        self.prompt = Prompt("freeze", self._landscape.look, done, check=self._counted, help_=says)

    def _find(self) -> None:
        """Ask for a name or a pattern, and go there."""
        says = "a name or a pattern: W2[7,9] · b1[*] · layer 2 · Enter goes there"
        if not layered(self._session.objective):
            says = f"a name or a pattern, such as {self._session.objective.name(0)} · Enter goes there"
        self.prompt = Prompt("find", self._landscape.look, self._go, check=self._counted, help_=says)

    def _counted(self, said: str) -> Check:
        try:
            self._session.objective.match(said)
        except UnknownVariable as unknown:
            return None, str(unknown)
        return None, ""

    def _go(self, said: str) -> None:
        """Go to the variable, or to the largest partial of those that a pattern names; a part is then looked at."""
        found = self._session.objective.match(said)
        self.place = replace(self.place, chosen=largest_of(self._session.here.gradient, found))
        drawn = self._drawn
        if drawn is None:
            return
        window = self.place.window
        if len(found) > 1:
            part = shown_whole(drawn.sheets, found)
            if part is not None and part.rows > 1 and part.columns > 1:
                window = part
            elif window is not None:
                window = whole(drawn.sheets, sheet_of(drawn.sheets, self.place.chosen))
        self.place = following(drawn.sheets, replace(self.place, window=window))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; what was chosen is looked at more closely."""
        if self._drawn is None or self.prompt is not None:
            return
        i = self._drawn.at(self._session, event.screen_x, event.screen_y)
        if i is None:
            return
        if i == self.place.chosen:
            self._enter()
        else:
            self.place = replace(self.place, chosen=i)
        self._draw()

    def on_mouse_scroll_up(self) -> None:
        """Go closer."""
        self._zoom(0.5)
        self._draw()

    def on_mouse_scroll_down(self) -> None:
        """Go further away."""
        self._zoom(2.0)
        self._draw()
