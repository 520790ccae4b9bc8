"""`descent-tui replay`: the actions of a journal and what they led to, or the trajectory it ends in."""

from __future__ import annotations

import argparse
import math
import sys
import time
from typing import TYPE_CHECKING

from descent_tui.cli.exits import BAD_INPUT, DONE, Usage
from descent_tui.cli.parser import PROGRAM, Parser, flag
from descent_tui.cli.plain import out, say

if TYPE_CHECKING:
    from descent_tui.session.record import Entry, Record
    from descent_tui.session.session import Session

SUMMARY = "Take again the actions of a journal, and print what they led to: the same numbers, bit for bit."
EXAMPLES = (
    "descent-tui replay session.jsonl",
    "descent-tui replay session.jsonl --speed 2",
    "descent-tui replay session.jsonl --json",
    "descent-tui replay session.jsonl --cast",
)

CAST = (100, 30)
"""Columns and rows of a recording."""

PACE = 2.0
"""Actions a second in a recording where nobody says how many."""

WIDTH = 28
"""Columns of an action; a longer one is given its room."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", help="a journal")
    parser.add_argument("--speed", metavar="N", type=_speed, help="so many actions a second; all at once unless said")
    flag(parser, "--json", "print the trajectory that it ends in, as `run --json` does")
    flag(parser, "--csv", "print the trajectory that it ends in, as `run --csv` does")
    flag(parser, "--cast", "print a recording of the screen, asciicast v3, to be played by asciinema")


def run(options: argparse.Namespace) -> int:
    """Print the actions as they are taken, or the trajectory."""
    from descent_tui.session.record import JournalError, read

    if options.json + options.csv + options.cast > 1:
        raise Usage("--json, --csv or --cast: one of them")
    try:
        record = read(options.file)
        if options.json or options.csv:
            _print_trajectory(record, json=options.json)
        elif options.cast:
            _print_cast(record, options.speed or PACE)
        else:
            _print_actions(record, options.speed)
    except JournalError as error:
        sys.stdout.flush()
        say(f"{PROGRAM} replay: {error}")
        return BAD_INPUT
    return DONE


def _print_trajectory(record: Record, *, json: bool) -> None:
    from descent_tui.cli import trajectory
    from descent_tui.session.replay import remarks, replay
    from descent_tui.session.walked import Walked

    session = replay(record).present
    for remark in remarks(record):
        say(remark)
    if json:
        racers = session if len(session.runners) > 1 else None
        trajectory.print_json(Walked(session), session.scenario.name, session.held, racers)
    else:
        trajectory.print_csv(Walked(session))


def _print_cast(record: Record, speed: float) -> None:
    """Print a recording in which every action that is seen is one frame, so many of them a second."""
    from descent_tui.pictures.film import film
    from descent_tui.session.asciicast import asciicast
    from descent_tui.session.replay import moments, remarks

    for remark in remarks(record):
        say(remark)
    sessions = (timeline.present for _, timeline in moments(record))
    frames = ((i / speed, text) for i, text in enumerate(film(sessions, *CAST)))
    for line in asciicast(frames, *CAST, title=PROGRAM):
        print(line, end="")


def _print_actions(record: Record, speed: float | None) -> None:
    """Print a line for each action: its number, itself, and k, f and what was said after it."""
    from descent_tui.session.replay import moments, remarks

    for remark in remarks(record):
        say(remark)
    for entry, timeline in moments(record):
        if entry is not None and speed is not None:
            sys.stdout.flush()
            time.sleep(1 / speed)
        out(_line(entry, timeline.present))
    count = len(record.entries)
    how = "the session was left on purpose" if record.ended else "the session ended without being left"
    out(f"{count} action{'s' if count != 1 else ''}; {how}")
    if record.torn:
        say("The last line was never written to its end and says nothing.")


def _line(entry: Entry | None, session: Session) -> str:
    from descent_tui.session.numbers import show

    here = session.here
    number, action = (0, f"open {session.scenario.name}") if entry is None else (entry.n, entry.action.text)
    said = f"  {session.note.text}" if session.note else ""
    return f"{number:>5}  {action:{WIDTH}}  k {here.k:<6}  f {show(here.value, 6):<12}{said}".rstrip()


def _speed(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.001 <= value <= 1e6:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number of actions a second, such as 2")
    return value
