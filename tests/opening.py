"""Run as a program: open a shipped landscape, and print what has been loaded and made when the page or the map is out.

It goes the way of the program, from the words of the command line to the picture, with a terminal that is not there.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import sys
from tempfile import TemporaryDirectory

SIZE = (120, 40)

made = [0]
_made_one = dataclasses._process_class


def _counted(cls, *arguments):
    made[0] += cls.__module__.startswith("descent_tui.")
    return _made_one(cls, *arguments)


def main(moment: str) -> None:
    """Print {"modules", "dataclasses"} of the moment "page" or "map", or of that when a scouted map is "scouted"."""
    dataclasses._process_class = _counted
    from descent_tui.cli import main as command
    from descent_tui.tui import preflight, scout

    preflight.screen_possible = lambda: None
    scout.possible = lambda: moment == "scouted"
    scout.Scout.picture.__defaults__ = (30,)
    os.environ["COLUMNS"], os.environ["LINES"] = map(str, SIZE)
    from descent_tui.tui import app

    found = asyncio.Event()

    def note() -> None:
        if not found.is_set():
            sys.stdout.write(json.dumps({"modules": sorted(sys.modules), "dataclasses": made[0]}) + "\n")
            found.set()

    class Watched(app.DescentApp):
        def _enter(self) -> None:
            if moment == "page":
                note()
            super()._enter()

        def _display(self, shown, renderable) -> None:
            super()._display(shown, renderable)
            if moment == "map" and shown.id != "_default":
                note()

        def _enter_soon(self) -> None:
            if moment == "scouted" and self._scouted:
                note()
            super()._enter_soon()

    async def opened(*given) -> None:
        async with Watched(*given).run_test(size=SIZE):
            await asyncio.wait_for(found.wait(), 30)

    app.run_app = lambda *given: asyncio.run(opened(*given)) or 0
    sys.exit(command.main(["himmelblau"]))


if __name__ == "__main__":
    with TemporaryDirectory(prefix="descent-tui-state-") as state:
        os.environ["XDG_STATE_HOME"] = state
        main(sys.argv[1])
