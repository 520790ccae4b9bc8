"""The screen's journal: every action that was done is written at once, and forced onto the disk within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.journal import SYNC_AFTER, begin
from descent_tui.session.resume import unfinished

if TYPE_CHECKING:
    from descent_tui.session.actions import Action
    from descent_tui.session.resume import Resumed
    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen


class Recording:
    """Writes the journal of one screen; a disk that cannot be written means one warning and a session in memory."""

    def __init__(self, screen: LandscapeScreen, resumed: Resumed | None) -> None:
        self._screen = screen
        if resumed is None:
            waiting = unfinished()
            self._journal = begin(screen.timeline.present)
            self._says = "A session was cut off before it was left: --resume goes on with it." if waiting else ""
        else:
            self._journal = resumed.journal
            self._says = " ".join(("Resumed.", resumed.lost, *resumed.remarks))

    def welcome(self) -> None:
        """Say what there is to say at the start, once."""
        says, self._says = self._journal.complaint() or self._says, ""
        if says:
            self._screen.say("info", says)

    def write(self, action: Action, session: Session) -> None:
        """Write an action that has been done."""
        if self._journal.write(action, session):
            self._screen.set_timer(SYNC_AFTER, self._journal.sync)
        if complaint := self._journal.complaint():
            self._screen.say("warn", complaint)

    def end(self) -> None:
        """Close the journal: as left on purpose where the program was quit, else so that it can be resumed."""
        if self._screen.app.return_code:
            self._journal.close()
        else:
            self._journal.end()
