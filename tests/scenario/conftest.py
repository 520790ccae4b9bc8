"""What tests of scenarios share."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def fresh_modules():
    """Return what gives the names of the modules that a fresh interpreter holds after some code."""

    def loaded(code):
        script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return loaded
