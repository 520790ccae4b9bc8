"""The program: `descent-tui`, `python -m descent_tui`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from descent_tui._version import __version__

        sys.stdout.write(f"descent-tui {__version__}\n")
        return 0
    from descent_tui.cli.main import main as command

    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
