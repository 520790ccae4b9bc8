"""The program as a process: what it imports, what it does with a pipe that closes, a signal, a full disk."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from descent_tui.cli.commands import COMMANDS
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario

PROGRAM = [sys.executable, "-m", "descent_tui"]
BOWL = ["--formula", "x^2 + x*y"]


def environment(**more):
    return {**os.environ, "LANG": "C.UTF-8", **more}


def run(*words, **more):
    return subprocess.run(
        [*PROGRAM, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
    )


def modules_after(*lines):
    code = "\n".join(
        [
            "import io, sys, json",
            "from contextlib import redirect_stdout",
            "from descent_tui.cli.main import main",
            "with redirect_stdout(io.StringIO()):",
            *(f"    assert main({words!r}) == 0" for words in lines),
            "print(json.dumps(list(sys.modules)))",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return set(json.loads(done.stdout))


def test_help_and_the_list_import_neither_numpy_nor_textual():
    helps = [[word, "--help"] for word in COMMANDS]
    loaded = modules_after(["--help"], ["help"], *helps, ["list"], ["list", "--json"])

    assert not loaded & {"numpy", "textual", "sympy", "scipy", "plotext", "shtab", "importlib.metadata"}


def test_no_command_imports_textual_sympy_or_scipy(tmp_path):
    session = open_scenario(catalogue.load("rosenbrock"))
    journal = begin(session, folder=tmp_path / "state")
    journal.end()
    words = [
        ["replay", str(journal.path)],
        ["check", str(catalogue.find("rosenbrock"))],
        ["eval", "rosenbrock"],
        ["explain", "rosenbrock", "--wrt", "x"],
        ["run", "rosenbrock"],
        ["nudge", "rosenbrock", "--var", "x", "--by", "0.1"],
        ["show", "rosenbrock"],
        ["completion", "bash"],
    ]
    assert {line[0] for line in words} == set(COMMANDS) - {"list", "help"}
    assert not modules_after(*words) & {"textual", "rich", "sympy", "scipy"}


def test_the_bare_command_does_not_hang_without_a_terminal():
    done = run()

    assert done.returncode == 0
    assert "to open the screen" in done.stderr


def test_a_reader_that_has_seen_enough_ends_it_quietly():
    with subprocess.Popen(
        [*PROGRAM, "run", *BOWL, "--steps", "999999", "--csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as running:
        assert running.stdout.readline().startswith(b"k,x,y")
        running.stdout.close()

        assert running.wait(30) == 128 + signal.SIGPIPE
        assert running.stderr.read() == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda n: n.name)
def test_a_signal_ends_it_with_128_and_its_number(number):
    with subprocess.Popen(
        [*PROGRAM, "run", *BOWL, "--steps", "999999999", "--lr", "0", "--csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as running:
        assert running.stdout.readline().startswith(b"k,x,y")  # it is well under way
        running.send_signal(number)
        _, told = running.communicate(timeout=30)

    assert running.returncode == 128 + number
    assert told == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_said_in_one_line():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )

    assert done.returncode == 1
    assert done.stderr == "descent-tui list: the system refuses: No space left on device\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_the_version_has_nowhere_to_go(unbuffered):
    """It is the one answer that is given before the command line is there to catch what happens to it."""

    def ended(stdout=None, **more):
        done = subprocess.run(
            [*PROGRAM, "--version"],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            **more,
        )
        return done.returncode, done.stderr

    reader, writer = os.pipe()
    os.close(reader)
    assert ended(writer) == (128 + signal.SIGPIPE, "")
    os.close(writer)
    assert ended(preexec_fn=lambda: os.close(1)) == (0, "")
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            assert ended(full) == (1, "descent-tui: the system refuses: No space left on device\n")


def test_a_stdout_that_knows_only_ascii():
    told = run("explain", *BOWL, "--wrt", "x", PYTHONIOENCODING="ascii")
    data = run("explain", *BOWL, "--wrt", "x", "--json", PYTHONIOENCODING="ascii")

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.isascii()
    assert told.stdout.splitlines()[-1] == "df/dx = 2*x + y"
    assert data.stdout.isascii()
    assert json.loads(data.stdout)["result"] == "2·x + y"


def test_bash_completes_commands_scenarios_and_optimizers(tmp_path):
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout, encoding="utf-8")

    def completed(*words):
        line = " ".join(f"'{word}'" for word in words)
        ask = f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _shtab_descent_tui; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, cwd=tmp_path, check=True, timeout=60)
        return done.stdout.split()

    assert completed("descent-tui", "expl") == ["explain"]
    assert completed("descent-tui", "seed-b") == ["seed-bowl"]
    assert completed("descent-tui", "eval", "seed-b") == ["seed-bowl"]
    assert "gd" in completed("descent-tui", "run", "seed-bowl", "--optimizer", "")
    assert completed("descent-tui", "run", "seed-bowl", "--fail") == ["--fail-on-divergence"]
    assert completed("descent-tui", "--pal") == ["--palette"]


def test_zsh_reads_every_option_as_one_word():
    """An option whose value is told with quotes or a colon in it would end the completion of all that follows."""
    script = run("completion", "zsh").stdout
    specs = [line for line in script.splitlines() if line.startswith(('  "--', '  "*--', "  {-"))]

    assert len(specs) > 50
    assert all(len(shlex.split(line)) == 1 for line in specs)
    assert all(spec.partition("]:")[2].count(":") <= 1 for line in specs for spec in shlex.split(line))
    assert "(eval|file)" in script  # `source` registers it, as `eval` does


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_completes_commands_scenarios_and_optimizers(tmp_path):
    script = tmp_path / "completion.fish"
    script.write_text(run("completion", "fish").stdout, encoding="utf-8")

    def completed(line):
        ask = ["fish", "--no-config", "-c", f"source '{script}'; complete -C '{line}'"]
        done = subprocess.run(ask, capture_output=True, text=True, cwd=tmp_path, check=True, timeout=60)
        return [told.split("\t")[0] for told in done.stdout.splitlines()]

    assert completed("descent-tui expl") == ["explain"]
    assert completed("descent-tui seed-b") == ["seed-bowl"]
    assert completed("descent-tui eval seed-b") == ["seed-bowl"]
    assert completed("descent-tui run seed-bowl --optimizer newt") == ["newton"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "tcsh"])
def test_other_shells_have_scripts_that_name_every_command(shell):
    told = run("completion", shell).stdout

    assert all(word in told for word in (*COMMANDS, "rosenbrock", "fail-on-divergence"))
