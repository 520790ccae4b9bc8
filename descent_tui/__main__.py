"""The program: `descent-tui`, `python -m descent_tui`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress


def main() -> int:
    """Run the command line and return its exit status.

    No garbage is looked for until a command begins its work, or the screen has its first picture: modules are loaded
    until then, and what they make stays. Looking for garbage among it is a fifth of the time.
    """
    gc.disable()
    _one_thread()
    if sys.argv[1:] in (["--version"], ["-V"]):
        from descent_tui._version import __version__

        # Where stdout is closed or full, the long way knows what to do.
        with suppress(OSError, AttributeError):
            sys.stdout.write(f"descent-tui {__version__}\n")
            sys.stdout.flush()
            return 0
    from descent_tui.cli.main import main as command

    return command(sys.argv[1:])


def _one_thread() -> None:
    """Let matrix products run on one thread unless the environment says how many; numpy reads this as it loads.

    Two threads halve the time of a large product on an idle machine, but on a busy one they wait for each other: a
    mini-batch then takes ten times as long, and keys wait with it.
    """
    if "OMP_NUM_THREADS" not in os.environ:
        for library in ("OPENBLAS", "MKL", "BLIS"):
            os.environ.setdefault(f"{library}_NUM_THREADS", "1")


if __name__ == "__main__":
    sys.exit(main())
