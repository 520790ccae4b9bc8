"""Writing what is on the screen to files: a picture, the trajectory, the whole session as a recording."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from descent_tui.pictures.formats import PICTURES, picture_file
from descent_tui.session.new_file import NotWritten, free_name
from descent_tui.tui.choice import Choice, Option
from descent_tui.tui.prompt import Check, Prompt
from descent_tui.tui.writing import Contents, Writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session
    from descent_tui.session.timeline import Moment, Timeline
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

PACE = 2.0
"""Pictures a second of a recording."""


class Exporting:
    """Asks what to write and where.

    Attributes:
        writing: what writes it.
    """

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self.writing = Writing(screen)

    def choose(self) -> None:
        """Ask what to write."""
        stem = self._stem()
        options = [
            Option(letter, FORMATS[ending], free_name(stem, ending), lambda ending=ending: self.ask(ending))  # type: ignore[misc]
            for letter, ending in LETTERS.items()
        ]
        options.append(Option("y", "command line, copied", "leads to this view again", self._copy))
        self._screen.open_prompt(Choice("write", options, self._screen.look, f"in {Path.cwd()}   Esc gives up"))

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
        match ending:
            case ".csv":
                contents = Contents(_csv(session), session.here.k + 2)
            case ".json":
                contents = Contents(_json(session))
            case ".cast":
                contents = self._recording()
            case _:
                says = f"{session.scenario.title}, step {session.here.k}"
                raster = screen.stage.draw(session, *screen.size, look)  # without the line its name was typed in
                contents = Contents(picture_file(raster, look, ending, says) for _ in range(1))
        try:
            self.writing.put(name, contents)
        except NotWritten as refused:
            screen.say("bad", str(refused))

    def _recording(self) -> Contents:
        """Return a recording of all that led here, a picture for each action, at the size of the screen."""
        screen = self._screen
        moments = _moments(screen.timeline)
        size = screen.size.width, screen.size.height
        return Contents(_cast(moments, screen.timeline.present, size, screen.look), len(moments) + 3)


def _known(name: str) -> Check:
    """Say what is wrong with a name: its ending has to say what the file holds."""
    if Path(name).suffix.lower() in FORMATS:
        return None, ""
    return None, f"a name ends in {', '.join(FORMATS)}: that says what is written"


def _moments(timeline: Timeline) -> list[Moment]:
    """Return the moments of a timeline from its beginning on: none is an iterate, each is kept anyway."""
    moments = []
    moment = timeline.past
    while moment is not None:
        moments.append(moment)
        moment = moment.beyond
    moments.reverse()
    return moments


def _cast(moments: list[Moment], last: Session, size: tuple[int, int], look: Look) -> Iterator[bytes]:
    """Yield the lines of a recording; one session is worked out at a time."""
    from descent_tui.pictures.film import film
    from descent_tui.session.asciicast import asciicast

    sessions = (session for part in ((one.session for one in moments), (last,)) for session in part)
    frames = ((i / PACE, text) for i, text in enumerate(film(sessions, *size, look)))
    for line in asciicast(frames, *size, title=f"descent-tui {last.scenario.name}"):
        yield line.encode()


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
