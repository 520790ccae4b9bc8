"""How pictures are drawn for this terminal, or for none: `--color`, `--ascii`, `--light`, `--palette`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

from descent_tui.cli.exits import Usage

if TYPE_CHECKING:
    import argparse

    from descent_tui.pictures.look import Look
    from descent_tui.tui.appearance import Appearance

DEPTHS = ("auto", "truecolor", "256", "16", "none")
SMALLEST, LARGEST = (10, 5), (500, 200)
"""Columns and rows of a picture."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    group = parser.add_argument_group("drawing")
    group.add_argument("--color", choices=DEPTHS, help="how many colours; by default what the terminal can show")
    group.add_argument("--ascii", action="store_true", help="draw with ASCII characters alone")
    group.add_argument("--light", action="store_true", help="draw for a pale screen")
    group.add_argument("--palette", metavar="NAME", help="the colours of the landscape")


def depth(option: str | None, *, shown: bool) -> str:
    """Return the colour depth; where nothing is shown on a terminal, none unless it was asked for."""
    from descent_tui.tui import preflight

    if option in {None, "auto"} and not shown:
        return "none"
    return preflight.depth(option, os.environ)


def appearance(options: argparse.Namespace) -> Appearance:
    """Return how the screen is drawn; numpy and Textual will find what they read when they are loaded.

    Raises:
        Usage: for a palette there is none of.
    """
    from descent_tui.tui import preflight
    from descent_tui.tui.appearance import Appearance

    shown = depth(options.color, shown=True)
    preflight.prepare(shown)
    return Appearance(shown, plain(options.ascii), not options.light, palette(options.palette))


def read(options: argparse.Namespace, *, shown: bool, usual: str | None = None) -> Look:
    """Return the look that the options ask for; raise `Usage` for a palette there is none of.

    Args:
        options: what was asked.
        shown: whether a terminal shows the picture.
        usual: the colour depth where none is asked for; what the terminal can show where None.
    """
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.palette import PALETTES

    drawn = usual if usual and options.color in {None, "auto"} else depth(options.color, shown=shown)
    return Look(palette(options.palette) or PALETTES[0], drawn, not options.light, plain(options.ascii))


def plain(option: bool) -> bool:
    """Return whether to draw with ASCII characters alone."""
    from descent_tui.tui import preflight

    return preflight.needs_ascii(option, os.environ, getattr(sys.stdout, "encoding", None) or "ascii")


def palette(option: str | None) -> str:
    """Return the palette asked for, nothing where none is; raise `ActionError` with what exists."""
    if option is None:
        return ""
    from descent_tui.pictures.palette import chosen

    return chosen(option)


def size(text: str | None) -> tuple[int, int]:
    """Return (columns, rows) of `100x30`; by default what the terminal has, less a line for the prompt.

    Raises:
        Usage: for what is no size, or is out of bounds.
    """
    if text is None:
        columns, rows = shutil.get_terminal_size((80, 25))
        return _clamped(columns, 0), _clamped(rows - 1, 1)
    found = re.fullmatch(r"([0-9]{1,6})[x×X]([0-9]{1,6})", text.strip())
    if not found:
        raise Usage(f"--size {text[:40]!r}: say columns and rows, such as 100x30")
    columns, rows = int(found[1]), int(found[2])
    if (columns, rows) != (_clamped(columns, 0), _clamped(rows, 1)):
        bounds = f"{SMALLEST[0]}x{SMALLEST[1]} to {LARGEST[0]}x{LARGEST[1]}"
        raise Usage(f"--size {columns}x{rows}: a picture has from {bounds} columns and rows")
    return columns, rows


def _clamped(count: int, side: int) -> int:
    return min(max(count, SMALLEST[side]), LARGEST[side])
