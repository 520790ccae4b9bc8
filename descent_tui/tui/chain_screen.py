"""The page of the chain rule under the keys: factor by factor, path by path, any weight, any sample."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from descent_tui.objectives.names import UnknownVariable
from descent_tui.objectives.objective import layered
from descent_tui.pictures.chain_page import Traced, chain_page, in_norms
from descent_tui.pictures.chain_pointing import pointed
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from descent_tui.objectives.net.chain import Chain
    from descent_tui.objectives.network import NetworkObjective
    from descent_tui.objectives.objective import Vector
    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen

LONGEST = 24
"""Characters typed for a name."""

CLICKED = {
    "←→": "right", "↑↓": "down", ", .": "full_stop", "W b": "W", "Enter": "enter", "Esc": "escape",
}  # fmt: skip
"""A key as the last line shows it → what a click on it presses, where that is another word."""

BEGINS = "Wb"
"""With one of these the name of a weight begins."""


class ChainScreen(Page):
    """Remembers where one is on the page; the weight is the variable in focus, the iterate that of the landscape."""

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self.traced = Traced()
        self._view = RasterView()
        self._chain: Chain | None = None
        self._of: tuple[Vector, int, int] | None = None
        self._bound: dict[str, Callable[[], object]] = {
            "right": lambda: self._go(+1), "left": lambda: self._go(-1), "down": lambda: self._way(+1),
            "up": lambda: self._way(-1), "home": lambda: self._go(-(10**9)), "end": lambda: self._go(10**9),
            "tab": lambda: self._weight(+1), "shift+tab": lambda: self._weight(-1),
            "full_stop": lambda: self._sample(+1), "comma": lambda: self._sample(-1),
            "v": self._turn, "p": lambda: self._landscape.grant("play"), "space": lambda: self._act("step"),
            "S": lambda: self._act("step 10"), "upper_s": lambda: self._act("step 10"), "u": lambda: self._act("back"),
            "ctrl+r": lambda: self._act("forward"),
            "escape": self.dismiss, "q": self.dismiss, "D": self.dismiss, "upper_d": self.dismiss,
            "ctrl+c": self._cancel,
        }  # fmt: skip

    @property
    def _session(self) -> Session:
        return self._landscape.timeline.present

    @property
    def _network(self) -> NetworkObjective | None:
        objective = self._session.objective
        return objective if layered(objective) else None

    @property
    def chain(self) -> Chain | None:
        """The chain that is shown: worked out again only at another iterate, weight or sample."""
        network = self._network
        if network is None:
            return None
        session = self._session
        sample = min(self.traced.sample, len(network.training) - 1)
        of = session.here.x, session.view.focus, sample
        if self._of is None or self._of[0] is not of[0] or self._of[1:] != of[1:]:
            self._chain, self._of = network.chain(*of), of
        return self._chain

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def landscape_changed(self) -> None:
        """Draw what came of a step that took long."""
        self._draw()

    def _draw(self) -> None:
        chain, network = self.chain, self._network
        if chain is None or network is None:  # another landscape was opened, or came back
            self.dismiss()
        elif self.size.area:
            path = min(self.traced.path, len(chain.paths) - 1)
            factor = min(self.traced.factor, len(chain.factors(chain.paths[path])) - 1)
            self.traced = replace(self.traced, path=path, factor=factor, sample=chain.sample)
            look = self._landscape.look
            page = chain_page(self._session, chain, self.traced, len(network.training), *self.size, look)
            self._view.show(page)
            self.paint(self._view)

    def press(self, event: events.Key) -> bool:
        """Do what a key stands for here, or type it for a name; return whether it means anything."""
        sign = event.character if event.is_printable else None
        if self.traced.typed is not None or (sign and sign in BEGINS):
            done = self._type(event.key, sign)
        else:
            bound = self._bound.get(event.key)
            done = bound is not None
            if bound is not None:
                self.traced = replace(self.traced, wrong="")
                bound()
        if done and self.is_current:
            self._draw()
        return done

    def paste(self, text: str) -> None:
        """Type what is pasted for a name: its first line."""
        said = (self.traced.typed or "") + next(iter(text.splitlines()), "")
        self.traced = replace(self.traced, typed=said[:LONGEST], wrong="")
        self._draw()

    def _type(self, key: str, sign: str | None) -> bool:
        """Take a key for the name that is typed; return whether it means anything."""
        typed = self.traced.typed or ""
        if sign:
            self.traced = replace(self.traced, typed=(typed + sign)[:LONGEST], wrong="")
        elif key == "backspace":
            self.traced = replace(self.traced, typed=typed[:-1] or None)
        elif key in {"escape", "ctrl+c"}:
            self.traced = replace(self.traced, typed=None)
        elif key == "enter":
            self._named(typed)
        else:
            return False
        return True

    def _named(self, name: str) -> None:
        """Go to the weight of a name."""
        try:
            self._focus(self._session.objective.index(name))
        except UnknownVariable as unknown:
            self.traced = replace(self.traced, typed=None, wrong=str(unknown))

    def _focus(self, index: int) -> None:
        self._landscape.act(f"look focus {self._session.objective.name(index)}")
        self.traced = replace(self.traced, path=0, factor=0, typed=None, wrong="")

    def _weight(self, by: int) -> None:
        """Go to the next weight in the order of θ, round and round."""
        self._focus((self._session.view.focus + by) % self._session.objective.size)

    def _go(self, by: int) -> None:
        """Take the next factor in hand, or the one before."""
        if self.chain is not None:
            last = len(self.chain.factors(self.chain.paths[self.traced.path])) - 1
            self.traced = replace(self.traced, factor=min(max(self.traced.factor + by, 0), last))

    def _way(self, by: int) -> None:
        """Follow another path, a weaker one or a stronger one."""
        if self.chain is not None:
            path = min(max(self.traced.path + by, 0), len(self.chain.paths) - 1)
            self.traced = replace(self.traced, path=path)

    def _sample(self, by: int) -> None:
        """Follow another sample, round and round; the strongest path is another one there."""
        if self._network is not None:
            sample = (self.traced.sample + by) % len(self._network.training)
            self.traced = replace(self.traced, sample=sample, path=0)

    def _turn(self) -> None:
        """Show norms in place of the graph, or the graph again."""
        if self.chain is not None:
            self.traced = replace(self.traced, layers=not in_norms(self.chain, self.traced))

    def _cancel(self) -> None:
        """Pause what is played; else leave."""
        if self._landscape.player.playing:
            self._landscape.grant("play")
        else:
            self.dismiss()

    def _act(self, words: str) -> None:
        """Do an action of the landscape's timeline; what it warns of is said here too."""
        self._landscape.act(words)
        note = self._session.note
        self.traced = replace(self.traced, wrong=note.text if note is not None and note.kind != "info" else "")

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Take the factor that is clicked, go to the weight of an edge, or do what a word of the last line says."""
        chain, network = self.chain, self._network
        if chain is None or network is None:
            return
        size, at = (self.size.width, self.size.height), (event.screen_x, event.screen_y)
        look, samples = self._landscape.look, len(network.training)
        kind, _, what = (pointed(self._session, chain, self.traced, samples, size, look, at) or "").partition(" ")
        if kind == "factor":
            self.traced = replace(self.traced, factor=int(what))
            self._draw()
        elif kind == "weight":
            self._named(what)
            self._draw()
        elif kind:
            key = CLICKED.get(f"{kind} {what}".strip(), kind)
            self.press(events.Key(key, key if len(key) == 1 else None))

    def on_mouse_scroll_down(self) -> None:
        """Take the next factor."""
        self._go(+1)
        self._draw()

    def on_mouse_scroll_up(self) -> None:
        """Take the factor before."""
        self._go(-1)
        self._draw()
