"""The chart under a run's table."""

from __future__ import annotations

import subprocess
import sys

from descent_tui.cli import chart
from descent_tui.cli.main import main


def test_a_chart_falls_where_f_falls(capsys):
    assert main(["run", "seed-bowl", "--steps", "30", "--plot"]) == 0
    printed = capsys.readouterr().out

    assert "f at every step, log scale" in printed
    assert "\x1b" not in printed


def test_a_chart_keeps_to_its_size():
    text = chart.loss([(k, 1.0 + k % 3) for k in range(9000)], 60, 12)
    lines = text.rstrip("\n").split("\n")

    assert len(lines) <= 12
    assert max(map(len, lines)) <= 60
    assert "log" not in text


def test_a_chart_of_nothing_is_no_error():
    assert isinstance(chart.loss([], 40, 10), str)


def test_a_chart_stands_under_a_table_only(capsys):
    assert main(["run", "seed-bowl", "--plot", "--json"]) == 2
    assert "--plot" in capsys.readouterr().err


def test_without_a_chart_plotext_is_not_loaded():
    code = (
        "import sys; from descent_tui.cli.main import main; main(['run', 'seed-bowl']); print('plotext' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"
