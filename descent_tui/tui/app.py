"""The app: opens at once, and puts the landscape on the screen as soon as numpy has loaded.

Nothing here may import numpy: the first frame is drawn before it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.events import Event, Key, Paste

from descent_tui.tui.page import BlankPage, Page
from descent_tui.tui.safety import SafeApp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.screen import Screen

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.resume import Resumed
    from descent_tui.tui.appearance import Appearance
    from descent_tui.tui.scout import Scout

PAPER = {True: "#0e1116", False: "#fbfaf7"}
"""What the screen is before the first picture."""

BREATH = 0.002
"""Seconds."""


class DescentApp(SafeApp, inherit_bindings=False):
    """One landscape at a time, full screen.

    Textual's own keys are not inherited: ctrl+q would leave, pressed by whoever takes the screen for stopped by ctrl+s.
    """

    TITLE = "descent-tui"
    CSS = "Screen { overflow: hidden; }"
    BINDINGS: ClassVar[list[BindingType]] = [*SafeApp.BINDINGS]
    ENABLE_COMMAND_PALETTE = False
    """Textual's key for it would overtake the keys before it; ours is in the keymap."""

    def __init__(
        self,
        scenario: Scenario | Callable[[], Scenario],
        appearance: Appearance,
        actions: Sequence[str] = (),
        resumed: Resumed | None = None,
        scout: Scout | None = None,
    ) -> None:
        super().__init__(depth=appearance.depth, ascii_only=appearance.ascii)
        self._scenario = scenario
        self.appearance = appearance
        self.first_actions = tuple(actions)
        self.resumed = resumed
        self._scout = scout
        self._scouted = False

    def get_default_screen(self) -> Screen[None]:
        """Return the blank page shown while numpy loads."""
        return BlankPage(None if self.appearance.depth == "none" else PAPER[self.appearance.dark])

    def on_ready(self) -> None:
        """Enter the landscape once the blank page has left, and what a scout has drawn."""
        if self._scout is None:
            self._enter_soon()
        else:
            self.run_worker(self._show_scouted(self._scout))

    async def _show_scouted(self, scout: Scout) -> None:
        picture = await scout.picture()
        blank = self._blank
        if picture is not None and blank is not None and picture.size == self.size:
            blank.show(picture.rows)
            self._scouted = True
        self.call_after_refresh(self._enter_soon)

    def _enter_soon(self) -> None:
        self.set_timer(BREATH, self._enter)  # the thread that sends what is shown must have a moment before

    def first_page(self) -> Page:
        """Return the page that is entered first."""
        from descent_tui.tui.landscape_screen import LandscapeScreen

        scenario = self._scenario() if callable(self._scenario) else self._scenario
        return LandscapeScreen(scenario, self.appearance, self.first_actions, self.resumed, scouted=self._scouted)

    @property
    def _blank(self) -> BlankPage | None:
        """The blank page, while it is what is shown; it is not when the program is leaving already."""
        page = self.screen_stack[-1] if self.screen_stack else None
        return page if isinstance(page, BlankPage) else None

    def _enter(self) -> None:
        if blank := self._blank:
            self.push_screen(self.first_page())
            blank.forget()
            for event in blank.pressed:
                self.press(event)

    async def on_event(self, event: Event) -> None:
        """Give keys and what is pasted to the screen there is, and look at the next one when that is done."""
        if isinstance(event, Key) and not event.is_forwarded and self.press(event):
            return
        if isinstance(event, Paste) and not event.is_forwarded and isinstance(self.screen, Page):
            self.screen.paste(event.text)
            return
        await super().on_event(event)

    def press(self, event: Key) -> bool:
        """Return whether a key means anything to the screen there is, after doing what it means."""
        return bool(self.screen_stack) and isinstance(self.screen, Page) and self.screen.press(event)


def run_app(
    scenario: Scenario | Callable[[], Scenario],
    appearance: Appearance,
    actions: Sequence[str] = (),
    resumed: Resumed | None = None,
    scout: Scout | None = None,
) -> int:
    """Open the screen on a scenario, or on a session resumed; take the first actions; return the exit status.

    A scenario that is sure to be there may be a function that reads it: it is called behind the first page. The scout
    was sent to draw its first picture; who sent it calls it back.
    """
    return DescentApp(scenario, appearance, actions, resumed, scout).run_safely()
