"""The hash of a text is SHA-256, with or without OpenSSL."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.session import digest


@given(st.text())
def test_it_is_sha_256(text):
    assert digest.hash_of(text) == hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def test_where_python_has_none_of_its_own_hashlib_has_it(monkeypatch):
    def nothing(name):
        raise ImportError(name)

    monkeypatch.setattr(digest, "import_module", nothing)
    assert digest.hash_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="another Python loads what it likes")
def test_a_journal_begins_without_openssl(tmp_path):
    said = (
        "import sys; from pathlib import Path; from descent_tui.scenario import catalogue;"
        "from descent_tui.session.journal import begin; from descent_tui.session.opening import open_scenario;"
        f"begin(open_scenario(catalogue.load('seed-bowl')), folder=Path({str(tmp_path / 'state')!r}));"
        "print('_hashlib' in sys.modules, 'ssl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert list((tmp_path / "state").iterdir())
