"""What the command line's tests share: a screen that does not open."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType

import pytest

from descent_tui.tui import preflight


@dataclass(frozen=True)
class Appearance:
    depth: str
    ascii: bool
    dark: bool
    palette: str


@pytest.fixture
def opened(monkeypatch):
    """Stand in for the screen: record what it would open, and end with 7."""
    calls = []
    app = ModuleType("descent_tui.tui.app")
    app.Appearance = Appearance
    app.run_app = lambda *given: calls.append(given) or 7
    monkeypatch.setitem(sys.modules, "descent_tui.tui.app", app)
    monkeypatch.setattr(preflight, "screen_possible", lambda: None)
    monkeypatch.setattr(preflight, "prepare", lambda _: None)
    return calls
