"""Writing what is on the screen to files: a picture, the trajectory, the whole session as a recording."""

from __future__ import annotations

from collections import deque
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from descent_tui.pictures.formats import PICTURES, picture_file
from descent_tui.session.new_file import NewFile, NotWritten, free_name
from descent_tui.tui.choice import Choice, Option
from descent_tui.tui.prompt import Check, Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.session import Session
    from descent_tui.tui.landscape_screen import LandscapeScreen

FORMATS = {
    **PICTURES,
    ".csv": "trajectory as CSV",
    ".json": "trajectory as JSON",
    ".cast": "session as asciicast",
}
"""Ending → what such a file holds."""

LETTERS = dict(zip("pstacjr", FORMATS, strict=True))
"""The letter by which each is chosen."""

FRAMES = 500
"""Pictures of a recording at most: of a longer session, so many evenly spread."""

PACE = 2.0
"""Pictures a second of a recording."""

SLICE, REST = 0.02, 0.001
"""Seconds that a file is written at a stretch, and that the screen has then: a long one must not hold up a key."""


class Exporting:
    """Asks what to write and where, and writes it a slice of time at a time."""

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self._waiting: deque[tuple[NewFile, Iterator[bytes]]] = deque()

    def choose(self) -> None:
        """Ask what to write."""
        stem = self._stem()
        options = [
            Option(letter, FORMATS[ending], free_name(stem, ending), lambda ending=ending: self.ask(ending))  # type: ignore[misc]
            for letter, ending in LETTERS.items()
        ]
        options.append(Option("y", "command line, copied", "leads to this view again", self._copy))
        self._screen.open_prompt(Choice("write", options, self._screen.look, f"in {Path.cwd()}   Esc gives up"))

    def finish(self) -> None:
        """Write what is still waiting, to its end."""
        while self._waiting:
            self._write_on(float("inf"))

    def _stem(self) -> str:
        return self._screen.timeline.present.scenario.name

    def _copy(self) -> None:
        self._screen.wishes.grant("copy")

    def ask(self, ending: str) -> None:
        """Ask where to write what ends in this."""
        says = f"{FORMATS[ending]}, a new file; Enter writes it, Esc gives up"
        name = free_name(self._stem(), ending)
        self._screen.open_prompt(
            Prompt("write to", self._screen.look, self._write, value=name, check=_known, help_=says)
        )

    def _write(self, name: str) -> None:
        """Begin a file; its ending says what it holds."""
        screen = self._screen
        session, look = screen.timeline.present, screen.look
        ending = Path(name).suffix.lower()
        pieces: Iterator[bytes]
        match ending:
            case ".csv":
                pieces = _csv(session)
            case ".json":
                pieces = _json(session)
            case ".cast":
                pieces = self._recording()
            case _:
                says = f"{session.scenario.title}, step {session.here.k}"
                raster = screen.stage.draw(session, *screen.size, look)  # without the line its name was typed in
                pieces = iter([picture_file(raster, look, ending, says)])
        try:
            self._waiting.append((NewFile(name), pieces))
        except NotWritten as refused:
            screen.say("bad", str(refused))
            return
        if len(self._waiting) == 1:
            self._go_on()

    def _go_on(self) -> None:
        self._write_on(SLICE)
        if self._waiting:
            self._screen.set_timer(REST, self._go_on)
        self._screen.draw()

    def _write_on(self, seconds: float) -> None:
        """Write for so long at the first file that waits; say so when it is done."""
        file, pieces = self._waiting[0]
        begun = monotonic()
        try:
            for piece in pieces:
                file.put(piece)
                if monotonic() - begun > seconds:
                    self._screen.say("info", f"Writing {file.path.name} …")
                    return
            file.done()
            self._screen.say("info", f"Wrote {file.path.name}")
        except NotWritten as refused:
            self._screen.say("bad", str(refused))
        except BaseException:
            file.abandon()
            self._waiting.popleft()
            raise
        self._waiting.popleft()

    def _recording(self) -> Iterator[bytes]:
        """Yield the lines of a recording of what led here, at the size of the screen."""
        from descent_tui.pictures.film import film
        from descent_tui.session.asciicast import asciicast

        screen = self._screen
        size = screen.size.width, screen.size.height
        sessions = _sessions(screen)
        frames = ((i / PACE, text) for i, text in enumerate(film(sessions, *size, screen.look)))
        for line in asciicast(frames, *size, title=f"descent-tui {self._stem()}"):
            yield line.encode()


def _known(name: str) -> Check:
    """Say what is wrong with a name: its ending has to say what the file holds."""
    if Path(name).suffix.lower() in FORMATS:
        return None, ""
    return None, f"a name ends in {', '.join(FORMATS)}: that says what is written"


def _sessions(screen: LandscapeScreen) -> Iterator[Session]:
    """Yield the sessions of a timeline from its beginning on, evenly spread where there are too many."""
    moments = []
    moment = screen.timeline.past
    while moment is not None:
        moments.append(moment)
        moment = moment.beyond
    moments.reverse()
    every = -(-len(moments) // FRAMES) or 1
    for one in moments[::every]:
        yield one.session
    yield screen.timeline.present


def _json(session: Session) -> Iterator[bytes]:
    from descent_tui.session.trajectory import json_pieces
    from descent_tui.session.walked import Walked

    racers = session if len(session.runners) > 1 else None
    for piece in json_pieces(Walked(session), session.scenario.name, session.held, racers=racers):
        yield piece.encode()


def _csv(session: Session) -> Iterator[bytes]:
    import csv

    from descent_tui.session.trajectory import csv_rows
    from descent_tui.session.walked import Walked

    for row in csv_rows(Walked(session)):
        line = StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield line.getvalue().encode()
