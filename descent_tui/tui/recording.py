"""The screen's journal: every action that was done is written at once, and forced onto the disk within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.session.actions import Action
    from descent_tui.session.journal import Journal
    from descent_tui.session.resume import Resumed
    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen

CUT_OFF = "The last session broke off, and its steps are kept: start with --resume to go on."


class Recording:
    """Writes the journal of one screen; a disk that cannot be written means one warning and a session in memory.

    The journal is begun behind the first picture, or before the first action if that comes sooner.

    Args:
        screen: whose actions are written.
        opened: the session as it was before the first action.
        resumed: what it goes on with, if anything.
    """

    def __init__(self, screen: LandscapeScreen, opened: Session, resumed: Resumed | None) -> None:
        self._screen = screen
        self._opened: Session | None = opened
        self._resumed = resumed
        self._journal: Journal | None = None

    @property
    def begun(self) -> bool:
        """Whether there is a journal, or has been."""
        return self._opened is None

    def begin(self) -> None:
        """Begin the journal, and say what there is to say at the start; a second time it is nothing."""
        session, self._opened = self._opened, None
        if session is None:
            return
        if self._resumed is None:
            from descent_tui.session.journal import begin  # this and what it stands on may wait for the first picture
            from descent_tui.session.resume import unfinished

            said_already = self._screen.timeline.present.note is not None  # and that matters more
            says = "" if said_already or not unfinished() else CUT_OFF
            self._journal = begin(session)
        else:
            self._journal = self._resumed.journal
            says = " ".join(("Resumed.", self._resumed.lost, *self._resumed.remarks))
        if says := self._journal.complaint() or says:
            self._screen.say("info", says)

    def write(self, action: Action, session: Session) -> None:
        """Write an action that has been done."""
        self.begin()
        if self._journal is None:
            return
        if self._journal.write(action, session):
            from descent_tui.session.journal import SYNC_AFTER

            self._screen.set_timer(SYNC_AFTER, self._journal.sync)
        if complaint := self._journal.complaint():
            self._screen.say("warn", complaint)

    def end(self) -> None:
        """Close the journal: as left on purpose where the program was quit, else so that it can be resumed.

        Where it was left on purpose, journals that are old go.
        """
        if self._journal is None:
            return
        from descent_tui.session.pruning import prune

        if self._screen.app.return_code:
            self._journal.close()
        else:
            self._journal.end()
            prune()
