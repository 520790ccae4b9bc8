"""How a command ends: the exit statuses, and wrong usage as an exception."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
OUR_FAULT: Final = 1
WRONG_USAGE: Final = 2
BAD_INPUT: Final = 3
"""A scenario file or a formula that cannot be used."""
DIVERGED: Final = 4
"""Only where `--fail-on-divergence` asks for it."""
SIGNALLED: Final = 128
"""Added to the number of the signal that ended the program."""


class Usage(Exception):
    """What was asked cannot be done as it was said; the message says what could be asked instead."""
