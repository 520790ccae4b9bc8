"""The shortest way to the screen: a shipped landscape, and nothing else that was asked for.

It is the way of `descent-tui` and of `descent-tui NAME`, so nothing is loaded for it that only options need.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from descent_tui.scenario import catalogue
from descent_tui.tui import preflight
from descent_tui.tui.appearance import Appearance

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_SCENARIO = "seed-bowl"
"""What is opened where nothing is named."""


def named(words: Sequence[str]) -> str | None:
    """Return the shipped landscape that the words of the command line name; None where they say anything else."""
    name = words[0] if words else FIRST_SCENARIO
    shown = len(words) < 2 and preflight.screen_possible() is None
    return name if shown and name in catalogue.names() else None


def open_named(name: str, look: Appearance | None = None) -> int:
    """Open the screen on a shipped landscape, by default in what the terminal can show; return its exit status.

    It is read behind the first page, for a test sees to those files, and drawn by a scout meanwhile.
    """
    look = look or _usual()
    from descent_tui.tui.scout import send

    read = partial(catalogue.load, name)
    scout = send(read, look)
    try:
        preflight.load_loop()
        from descent_tui.tui.app import run_app

        return run_app(read, look, (), None, scout)
    finally:
        if scout is not None:  # a signal may have come while Textual was being loaded
            scout.call_back()


def _usual() -> Appearance:
    depth = preflight.depth(None)
    preflight.prepare(depth)
    return Appearance(depth, preflight.needs_ascii(option=False))
