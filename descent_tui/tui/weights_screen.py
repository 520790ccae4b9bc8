"""The page of all variables under the keys: go to any of a million, nudge it, freeze it or its layer, step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.objectives.names import UnknownVariable
from descent_tui.objectives.objective import layered
from descent_tui.pictures.weights.page import WeightsPage
from descent_tui.pictures.weights.place import STRIDE
from descent_tui.tui.chosen import Chosen
from descent_tui.tui.job import Job
from descent_tui.tui.page import Prompted
from descent_tui.tui.prompt import Check, Prompt
from descent_tui.tui.raster_view import RasterView
from descent_tui.tui.roaming import Roaming

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from descent_tui.pictures.weights.place import Place
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
    "p": "play", "less_than_sign": "slower-play", "greater_than_sign": "faster-play",
}  # fmt: skip
"""Keys that do here what they do on the landscape."""


class WeightsScreen(Prompted):
    """Remembers where one is; what is frozen, nudged and walked is in the landscape's timeline."""

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self.roaming = roaming = Roaming(landscape.timeline.present.view.focus)
        self._chosen = chosen = Chosen(landscape, roaming)
        self.bill: Bill | None = None
        self._picture = WeightsPage()
        self._view = RasterView()
        self._billing: Job[Bill] | None = None
        self._presses = 0
        self._keys: dict[str, Callable[[], object]] = {
            "left": lambda: self._move(-1, 0), "right": lambda: self._move(1, 0),
            "up": lambda: self._move(0, -1), "down": lambda: self._move(0, 1),
            "shift+left": lambda: self._move(-STRIDE, 0), "shift+right": lambda: self._move(STRIDE, 0),
            "shift+up": lambda: self._move(0, -STRIDE), "shift+down": lambda: self._move(0, STRIDE),
            "pageup": lambda: self._move(0, -STRIDE), "pagedown": lambda: self._move(0, STRIDE),
            "tab": lambda: roaming.next(self._session, 1), "shift+tab": lambda: roaming.next(self._session, -1),
            "enter": self._enter, "escape": self._out, "z": lambda: roaming.zoom(0.5),
            "Z": lambda: roaming.zoom(2.0), "upper_z": lambda: roaming.zoom(2.0), "h": roaming.home,
            "slash": self._find, "f": self._freeze,
            "n": chosen.nudge, "1": lambda: chosen.toggle(chosen.name), "2": lambda: chosen.toggle(chosen.unit),
            "3": lambda: chosen.toggle(chosen.layer), "F": chosen.alone, "upper_f": chosen.alone, "a": self._axes,
            "W": self._leave, "upper_w": self._leave, "q": self._leave, "ctrl+c": self._cancel,
        }  # fmt: skip

    @property
    def place(self) -> Place:
        """Where one is."""
        return self.roaming.place

    @property
    def _session(self) -> Session:
        return self._landscape.timeline.present

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def on_unmount(self) -> None:
        """Nobody waits for the bill any more."""
        if self._billing is not None:
            self._billing.work.cancel()

    def landscape_changed(self) -> None:
        """Draw what came of an action that took long."""
        self.draw()

    # Drawing

    def draw(self, *, slow: bool = False) -> None:
        """Draw at once what a key changes; slice, nudge and bill follow when no other key comes."""
        if not self.is_mounted or not self.size.area:
            return
        width, height = self.size
        if self.place.chosen >= self._session.objective.size:  # another landscape was opened meanwhile
            self.roaming.home()
            self.roaming.choose(self._session.view.focus)
        session = self._session
        drawn = self._picture.draw(session, self.place, width, height, self._landscape.look, bill=self.bill, slow=slow)
        self.roaming.stay(drawn)
        raster = drawn.raster
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
        self.draw(slow=True)
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
            self.draw(slow=True)

    # Keys

    def press(self, event: events.Key) -> bool:
        """Do what a key stands for here, or type it where one looks for a name."""
        if self.prompt is not None:
            return self.typed(self.prompt, event)
        bound = self._keys.get(event.key)
        if bound is not None:
            bound()
        elif (word := WISHES.get(event.key)) is not None:
            self._landscape.grant(word)
        else:
            return False
        self.draw()
        return True

    def _cancel(self) -> None:
        """Cancel what is worked on, pause what is played; else leave."""
        cancelled = self._landscape.doing.cancel()
        if self._landscape.player.playing:
            self._landscape.grant("play")
        elif not cancelled:
            self._leave()

    def _leave(self) -> None:
        """Go back to the landscape, the chosen variable in focus."""
        self._chosen.look()
        self.dismiss()

    # Going about

    def _move(self, dx: int, dy: int) -> None:
        self.roaming.move(self._session, dx, dy)

    def _enter(self) -> None:
        """Go closer; where it goes no closer, take the chosen variable to the map."""
        if not self.roaming.enter():
            self._axes()

    def _out(self) -> None:
        """Go back out, and from the whole back to the landscape."""
        if not self.roaming.out():
            self._leave()

    def _axes(self) -> None:
        """Let the map run over the chosen variable, and go there."""
        self._chosen.axes()
        self.dismiss()

    # What is asked

    def _freeze(self) -> None:
        """Ask what to freeze."""

        def done(said: str) -> None:
            self._landscape.act(f"freeze {said}")

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
        self.roaming.go(self._session, said)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; what was chosen is looked at more closely."""
        drawn = self.roaming.drawn
        if drawn is None or self.prompt is not None:
            return
        i = drawn.at(self._session, event.screen_x, event.screen_y)
        if i is None:
            return
        if i == self.place.chosen:
            self._enter()
        else:
            self.roaming.choose(i)
        self.draw()

    def on_mouse_scroll_up(self) -> None:
        """Go closer."""
        self.roaming.zoom(0.5)
        self.draw()

    def on_mouse_scroll_down(self) -> None:
        """Go further away."""
        self.roaming.zoom(2.0)
        self.draw()
