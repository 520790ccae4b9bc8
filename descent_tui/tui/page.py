"""A screen that takes its keys itself, at once and in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.tui.compositor import LeanScreen
from descent_tui.tui.segments import strip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.strip import Strip

    from descent_tui.tui.choice import Choice
    from descent_tui.tui.prompt import Prompt
    from descent_tui.tui.runs import Run


class Page(LeanScreen, inherit_bindings=False):
    """Is given every key by the app before the next one is looked at.

    Textual passes a key to the screen's queue, from there back to the app's, and runs its binding then. By that time
    keys typed fast have gone to a screen that is no longer there, or have been taken for something else.
    """

    def on_unmount(self) -> None:
        """Give back what this page held, when nothing refers to it any more; a timer of its own would until it ends."""
        from descent_tui.tui.tidying import DELAY, tidy

        self.app.call_later(self.app.set_timer, DELAY, tidy)

    def press(self, event: events.Key) -> bool:
        """Do what a key means here; return whether it means anything."""
        method = self.keys().get(event.key)
        if method is None:
            return False
        method, *arguments = method.split()
        getattr(self, method)(*map(int, arguments))
        return True

    def paste(self, text: str) -> None:
        """Take what is pasted; here nothing is wanted."""

    def landscape_changed(self) -> None:
        """Draw again what is shown of the landscape under this page; here that is nothing."""

    def keys(self) -> Mapping[str, str]:
        """Return key → the name of a method, and a whole number for it where it wants one."""
        return {}


class Prompted(Page, inherit_bindings=False):
    """A page over whose bottom lines there may be a prompt, which then takes what is typed and pasted.

    Attributes:
        prompt: the line being typed, or the things to choose from; None while nothing is asked.
    """

    prompt: Prompt | Choice | None = None

    def draw(self) -> None:
        """Draw what has changed."""
        raise NotImplementedError

    def paste(self, text: str) -> None:
        """Type what is pasted, where a prompt is open."""
        if self.prompt is not None:
            self.prompt.insert(text)
            self._after_typing()

    def typed(self, prompt: Prompt | Choice, event: events.Key) -> bool:
        """Give a key to the open prompt; return whether it means anything there."""
        if event.is_printable and event.character:
            prompt.insert(event.character)
        elif not prompt.press(event.key):
            return False
        self._after_typing()
        return True

    def _after_typing(self) -> None:
        if self.prompt is not None and self.prompt.state != "open":
            self.prompt = None
        self.draw()


class BlankPage(Page):
    """What is shown while numpy loads: paper, and the first picture once a scout has it. Keys are kept meanwhile."""

    def __init__(self, paper: str | None) -> None:
        super().__init__(id="_default")
        self.pressed: list[events.Key] = []
        self._rows: list[list[Run]] = []
        if paper is not None:
            self.styles.background = paper

    def press(self, event: events.Key) -> bool:
        """Keep it."""
        self.pressed.append(event)
        return True

    def show(self, rows: list[list[Run]]) -> None:
        """Show the rows of a picture as wide and as high as the screen."""
        self._rows = rows
        self.refresh(layout=True)  # as a frame of its own, so that the rows are known to be shown

    def forget(self) -> None:
        """Keep no rows any more: another page lies over this one from now on."""
        self._rows = []
        self._styles_cache.clear()

    def render_line(self, y: int) -> Strip:
        """Return row y of the picture, or of paper."""
        if y >= len(self._rows):
            return super().render_line(y)
        return strip(self._rows[y], self.visual_style.rich_style)
