"""Work that takes long: how far it has come, and whether anybody still waits for it.

`update` stays pure: work that was cancelled has no result, as an action that cannot be done has none. Whoever wants to
be able to cancel does the work `within` a `Work`, in a thread of its own; between steps and trials the work asks
whether to go on. Anywhere else these questions cost next to nothing and are always answered with yes.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.actions import Action
    from descent_tui.session.session import Session


class Cancelled(Exception):
    """Nobody waits for this work any more.

    Args:
        so_far: what part of it came to, as a session and the action that leads there; None where that is nothing.
    """

    def __init__(self, so_far: tuple[Session, Action] | None = None) -> None:
        self.so_far = so_far
        super().__init__("cancelled")


class Work:
    """One piece of work, between the thread that does it and the one that waits for it.

    Attributes:
        word: what is being done, such as "stepping". done, of: how much of it, `of` 0 where nobody knows.
        cancelled: whether nobody waits for it any more.
    """

    __slots__ = ("cancelled", "done", "of", "word")

    def __init__(self) -> None:
        self.word, self.done, self.of = "", 0, 0
        self.cancelled = False

    def cancel(self) -> None:
        """Let it stop where it next asks."""
        self.cancelled = True


_present: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def within(work: Work) -> Iterator[Work]:
    """Let what is done meanwhile, in this thread, be a piece of work."""
    token = _present.set(work)
    try:
        yield work
    finally:
        _present.reset(token)


def go_on() -> None:
    """Raise `Cancelled` where nobody waits for the present work any more."""
    work = _present.get()
    if work is not None and work.cancelled:
        raise Cancelled


def tell(word: str, done: int, of: int = 0) -> None:
    """Say what is being done and how far it is; raise `Cancelled` where nobody waits for it any more."""
    work = _present.get()
    if work is not None:
        work.word, work.done, work.of = word, done, of
        if work.cancelled:
            raise Cancelled
