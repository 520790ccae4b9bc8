"""What all tests share: `import terminal` finds `tests/terminal.py`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# How long an example takes says nothing on a machine that others use too: costs are guarded by counts. Under CI the
# examples are the same each time, so that a change is judged by what it changed; everywhere else they are new ones.
settings.register_profile("counts-not-clocks", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("counts-not-clocks")

# The screen keeps a journal: under test, in a folder of its own and not in the home of whoever runs the tests.
_STATE = tempfile.mkdtemp(prefix="descent-tui-state-")
os.environ["XDG_STATE_HOME"] = _STATE


def pytest_unconfigure() -> None:
    """Remove the journals of this worker; a worker ends without what is registered for the end of a program."""
    shutil.rmtree(_STATE, ignore_errors=True)
