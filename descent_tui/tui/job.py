"""Background work: a thread that takes values and posts one result, and drafts of it before where there are any."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from threading import Event, Thread
from traceback import clear_frames
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.message import Message

from descent_tui.objectives.lanczos import Cancelled as Stopped
from descent_tui.session.work import Cancelled, Work, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump

Result = TypeVar("Result")


class Job(Generic[Result]):
    """One piece of work on values that nobody changes, in a thread of its own.

    Args:
        compute: the work; whatever it raises, `result` raises.
        receiver: gets the message `Job.Report` for every draft, and when the job has ended, cancelled or not.

    Attributes:
        work: how far it is; by it the job is cancelled.
        drafts: what was offered and nobody has taken yet, the oldest first.
    """

    class Report(Message):
        """A job has ended, or has offered a draft."""

        def __init__(self, job: Job[Any]) -> None:
            self.job = job
            super().__init__()

    def __init__(self, compute: Callable[[], Result], receiver: MessagePump) -> None:
        self.work = Work()
        self.drafts: deque[Any] = deque()
        self._compute: Callable[[], Result] | None = compute
        self._receiver = receiver
        self._ended = Event()
        self._answer: Result | None = None
        self._error: BaseException | None = None
        # A thread that is not waited for: whoever leaves the program does not wait for a step that nobody will see.
        self._thread = Thread(target=self._run, name="job", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; return whether it has ended."""
        return self._ended.wait(seconds)

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._ended.is_set()

    def offer(self, draft: object) -> None:
        """Let the receiver know of something before the end."""
        self.drafts.append(draft)
        self._report()

    def result(self) -> Result:
        """Return what came of it once it has ended, or raise what it raised: `Cancelled` where it was cancelled."""
        if isinstance(self._error, Cancelled):  # a new one: what is raised knows who catches it, who knows this job
            raise Cancelled(self._error.so_far)
        if isinstance(self._error, Stopped):
            raise Stopped
        if self._error is not None:
            raise self._error
        return self._answer  # type: ignore[return-value]  # there is one where there was no error

    def _run(self) -> None:
        compute = self._compute
        if compute is None:
            return
        try:
            with within(self.work):
                self._answer = compute()
        except BaseException as error:  # noqa: BLE001 — it is raised again by who asks for the result
            clear_frames(error.__traceback__)  # what was half done may be large
            self._error = error.with_traceback(None) if isinstance(error, Cancelled | Stopped) else error
        self._compute = None  # it knows this job, and whatever it was to work on
        self._ended.set()
        self._report()

    def _report(self) -> None:
        with suppress(RuntimeError):  # the program has been left meanwhile
            self._receiver.post_message(self.Report(self))
