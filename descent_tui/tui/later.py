"""What the first picture does not need and the first keys do: loaded behind it, a module at a time between two keys."""

from __future__ import annotations

import asyncio
from importlib import import_module

LATER = (
    "descent_tui.tui.keymap",
    "descent_tui.session.actions",
    "descent_tui.session.words",
    "descent_tui.tui.doing",
    "descent_tui.session.stretch",
    "descent_tui.session.outline",
    "descent_tui.session.record",
    "descent_tui.session.checkpoint",
    "descent_tui.session.embedded",
    "descent_tui.session.journal",
    "descent_tui.session.branching",
    "descent_tui.session.freezing",
    "descent_tui.session.looking",
    "descent_tui.session.presetting",
    "descent_tui.session.racing",
    "descent_tui.session.until",
    "descent_tui.session.update",
    "descent_tui.session.resume",
    "descent_tui.pictures.curve",
    "descent_tui.pictures.slider",
    "descent_tui.pictures.nudging",
    "descent_tui.tui.prompt",
    "descent_tui.tui.wishes",
    "descent_tui.pictures.mountain",
    "descent_tui.pictures.slopes",
)
"""The first to be asked for comes first. A key that comes sooner loads for itself what it needs."""

BREATH = 0.002
"""Seconds between two modules, in which a key is answered."""


async def load() -> None:
    """Load them."""
    for name in LATER:
        await asyncio.sleep(BREATH)
        import_module(name)
