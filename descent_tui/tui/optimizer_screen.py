"""The page of optimizers: choose one, turn its knobs, and read the coming step; every turn is an action at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.optimizers import table
from descent_tui.pictures.foresight import Foresight
from descent_tui.pictures.optimizer_page import Chosen, optimizer_page
from descent_tui.session.actions import ActionError
from descent_tui.session.knobs import Knob, knobs, typed, viewed
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from descent_tui.pictures.optimizer_page import Page as OptimizerPage
    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen

LONGEST = 24
"""Characters typed for a knob."""


class OptimizerScreen(Page):
    """Remembers only where one is on the page: what is taken and turned is in the landscape's timeline."""

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self.chosen = Chosen(self._session.runner.optimizer)
        self._view = RasterView()
        self._foresight = Foresight()
        self._page: OptimizerPage | None = None
        leave, step = self.dismiss, lambda: self._act("step")
        self._anywhere: dict[str, Callable[[], object]] = {
            "up": lambda: self._move(-1), "down": lambda: self._move(1), "pageup": lambda: self._move(-8),
            "pagedown": lambda: self._move(8), "tab": self._cross, "shift+tab": self._cross,
            "left": lambda: self._turn(-1), "right": lambda: self._turn(1), "enter": self._enter, "space": step,
            "u": lambda: self._act("back"),
            "ctrl+r": lambda: self._act("forward"), "backspace": self._shorten, "escape": self._leave, "ctrl+c": leave,
        }  # fmt: skip
        self._in_list: dict[str, Callable[[], object]] = {"o": leave, "q": leave}

    @property
    def _session(self) -> Session:
        return self._landscape.timeline.present

    @property
    def _seen(self) -> Session:
        """The session as it would be with the optimizer looked at."""
        return viewed(self._session, self.chosen.optimizer)

    @property
    def _knob(self) -> Knob | None:
        if self.chosen.knob is None:
            return None
        there = knobs(self._seen)
        return there[min(self.chosen.knob, len(there) - 1)]

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def _draw(self) -> None:
        if self.size.area:
            self._page = optimizer_page(self._session, self.chosen, *self.size, self._landscape.look, self._foresight)
            self._view.show(self._page.raster)
            self.paint(self._view)

    def press(self, event: events.Key) -> bool:
        """Do what a key stands for here, or type it for the knob in hand; return whether it means anything."""
        bound = self._anywhere.get(event.key)
        if self.chosen.knob is None:
            bound = bound or self._in_list.get(event.key)
        sign = event.character if event.is_printable else None
        typing = self.chosen.typed is not None
        if sign and self.chosen.knob is not None and (typing or bound is None):
            self._type(sign)
        elif bound is not None:
            bound()
        elif sign:
            self._find(sign)
        else:
            return False
        self._draw()
        return True

    def paste(self, text: str) -> None:
        """Type what is pasted for the knob in hand: its first line."""
        if self.chosen.knob is not None:
            self._type(next(iter(text.splitlines()), ""))
            self._draw()

    def landscape_changed(self) -> None:
        """Draw what came of an action that took long."""
        self._draw()

    def _move(self, by: int) -> None:
        """Choose another optimizer, or another knob."""
        chosen = self.chosen
        if chosen.knob is not None:
            place = min(max(chosen.knob + by, 0), len(knobs(self._seen)) - 1)
            self.chosen = replace(chosen, knob=place, typed=None, wrong="")
            return
        names = tuple(table.NAMES)
        place = min(max(names.index(chosen.optimizer) + by, 0), len(names) - 1)
        self.chosen = Chosen(names[place])

    def _find(self, letter: str) -> None:
        """Choose the next optimizer whose name begins with a letter."""
        names = tuple(table.NAMES)
        at = names.index(self.chosen.optimizer)
        found = [name for name in (*names[at + 1 :], *names[: at + 1]) if name.startswith(letter.lower())]
        if found:
            self.chosen = Chosen(found[0])

    def _cross(self) -> None:
        """Go from the list to the knobs, and back."""
        knob = 0 if self.chosen.knob is None else None
        self.chosen = replace(self.chosen, knob=knob, typed=None, wrong="")

    def _turn(self, by: int) -> None:
        """Turn the knob in hand by one notch; from the list, go to the knobs."""
        knob = self._knob
        if knob is None:
            if by > 0:
                self._cross()
            return
        action = knob.lower if by < 0 else knob.higher
        if action is None:
            end = "low" if by < 0 else "high"
            self.chosen = replace(
                self.chosen, typed=None, wrong=f"{knob.name} is as {end} as this key goes: {knob.value}"
            )
        elif self._take():
            self._act(action.text)

    def _type(self, sign: str) -> None:
        said = ((self.chosen.typed or "") + sign)[:LONGEST]
        self.chosen = replace(self.chosen, typed=said, wrong="")

    def _shorten(self) -> None:
        """Take the last sign that was typed away; where nothing is typed, take back the last action."""
        if self.chosen.typed is None:
            self._act("back")
        else:
            self.chosen = replace(self.chosen, typed=self.chosen.typed[:-1] or None, wrong="")

    def _enter(self) -> None:
        """Take what is typed, else the optimizer looked at; where it is in use already, leave."""
        if self.chosen.typed is not None:
            self._set(self.chosen.typed)
        elif self.chosen.optimizer == self._session.runner.optimizer:
            self.dismiss()
        else:
            self._take()

    def _set(self, said: str) -> None:
        knob = self._knob
        if knob is None:
            return
        try:
            action = typed(self._seen, knob, said)
        except ActionError as wrong:
            self.chosen = replace(self.chosen, wrong=str(wrong))
            return
        if self._take():
            self._act(action.text)

    def _take(self) -> bool:
        """Take the optimizer looked at, unless it is in use already; return whether it is in use now."""
        name = self.chosen.optimizer
        return name == self._session.runner.optimizer or self._act(f"optimizer {name}")

    def _act(self, words: str) -> bool:
        """Do an action of the landscape's timeline; what it warns of is said here too."""
        before = self._session.runner.optimizer
        done = self._landscape.act(words)
        note = self._session.note
        wrong = note.text if note is not None and note.kind != "info" else ""
        self.chosen = replace(self.chosen, typed=self.chosen.typed if not done else None, wrong=wrong)
        now = self._session.runner.optimizer
        if now != before:  # taken, or taken back
            self.chosen = replace(self.chosen, optimizer=now)
        return done

    def _leave(self) -> None:
        """Give up what is typed; else leave the page."""
        if self.chosen.typed is not None:
            self.chosen = replace(self.chosen, typed=None, wrong="")
        else:
            self.dismiss()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; an optimizer that was chosen already is taken."""
        place = self._page.at(event.screen_x, event.screen_y) if self._page else None
        if place is None:
            return
        kind, number = place
        if kind == "knob":
            self.chosen = replace(self.chosen, knob=number, typed=None, wrong="")
        else:
            name = tuple(table.NAMES)[number]
            if self.chosen.knob is None and name == self.chosen.optimizer:
                self._take()
            self.chosen = Chosen(name)
        self._draw()

    def on_mouse_scroll_down(self) -> None:
        """Choose the next."""
        self._move(1)
        self._draw()

    def on_mouse_scroll_up(self) -> None:
        """Choose the one before."""
        self._move(-1)
        self._draw()
