"""What all tests share: `import terminal` finds `tests/terminal.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# How long an example takes says nothing on a machine that others use too: costs are guarded by counts.
settings.register_profile("counts-not-clocks", deadline=None)
settings.load_profile("counts-not-clocks")
