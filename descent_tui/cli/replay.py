"""`descent-tui replay`: a journal played again on the screen, its actions line by line, or what they led to."""

from __future__ import annotations

import argparse
import math
import sys
import time
from typing import TYPE_CHECKING

from descent_tui.cli import drawing
from descent_tui.cli.exits import BAD_INPUT, DONE, Usage
from descent_tui.cli.parser import PROGRAM, Parser, flag
from descent_tui.cli.plain import out, say

if TYPE_CHECKING:
    from descent_tui.session.record import Entry, Record
    from descent_tui.session.session import Session

SUMMARY = "Take again the actions of a journal, on the screen or line by line: the same numbers, bit for bit."
EXAMPLES = (
    "descent-tui replay session.jsonl",
    "descent-tui replay session.jsonl --speed 10",
    "descent-tui replay session.jsonl --list",
    "descent-tui replay session.jsonl --json",
    "descent-tui replay session.jsonl --cast",
)

CAST = (100, 30)
"""Columns and rows of a recording."""

PACE = 2.0
"""Actions a second on the screen and in a recording where nobody says how many."""

WIDTH = 28
"""Columns of an action; a longer one is given its room."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", help="a journal")
    speed = f"so many actions a second: {PACE:g} on the screen, in a list all at once unless said"
    parser.add_argument("--speed", metavar="N", type=_speed, help=speed)
    flag(parser, "--list", "print a line for each action, as it is done where there is no terminal")
    flag(parser, "--json", "print the trajectory that it ends in, as `run --json` does")
    flag(parser, "--csv", "print the trajectory that it ends in, as `run --csv` does")
    flag(parser, "--cast", "print a recording of the screen, asciicast v3, to be played by asciinema")
    drawing.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Play the journal on the screen, or print the actions as they are taken, or the trajectory."""
    from descent_tui.session.record import JournalError, read
    from descent_tui.tui import preflight

    if options.json + options.csv + options.cast + options.list > 1:
        raise Usage("--json, --csv, --cast or --list: one of them")
    try:
        record = read(options.file)
        if options.json or options.csv:
            _print_trajectory(record, json=options.json)
        elif options.cast:
            _print_cast(record, options.speed or PACE)
        elif not options.list and not preflight.screen_possible():
            return _play(record, options)
        else:
            _print_actions(record, options.speed)
    except JournalError as error:
        sys.stdout.flush()
        say(f"{PROGRAM} replay: {error}")
        return BAD_INPUT
    return DONE


def _play(record: Record, options: argparse.Namespace) -> int:
    """Open the screen and return its exit status."""
    look = drawing.appearance(options)
    from descent_tui.session.playback import Playback
    from descent_tui.session.replay import remarks
    from descent_tui.tui import preflight

    preflight.load_loop()
    from descent_tui.tui.replay_screen import run_replay

    for remark in remarks(record):
        say(remark)
    return run_replay(Playback(record), look, options.speed or PACE)


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
