"""Every way to end: done, our fault, wrong usage, bad input, diverged, a signal. Nothing hostile reaches the terminal."""

from __future__ import annotations

import shlex

import pytest

from descent_tui.cli import commands
from descent_tui.cli.commands import COMMANDS, parser_of
from descent_tui.cli.main import main
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario

LANDSCAPE = [word for word in COMMANDS if word in {"eval", "explain", "run", "nudge", "show"}]
REQUIRED = {"explain": ["--wrt", "x"], "nudge": ["--var", "x", "--by", "0.1"], "show": ["--size", "10x5"]}


def ended(capsys, *words):
    """Return (exit status, stderr) of a command that must say nothing on stdout."""
    status = main(words)
    said = capsys.readouterr()
    assert said.out == ""
    return status, said.err


@pytest.mark.parametrize(
    ("words", "must_say"),
    [
        (["rosenbrok"], ["rosenbrok", "did you mean rosenbrock", "descent-tui list"]),
        (["evla"], ["did you mean eval"]),
        (["evl", "seed-bowl"], ["no command 'evl'", "did you mean eval"]),
        (["evl", "seed-bowl", "--json"], ["no command 'evl'", "did you mean eval"]),
        (["seed-bowl", "eval"], ["a command comes first", "`descent-tui eval seed-bowl`"]),
        (["LIST"], ["did you mean list"]),
        (["eval", "rosenbrok"], ["did you mean rosenbrock"]),
        (["eval"], ["descent-tui list", "--formula"]),
        (["eval", "x^2+y^2"], ["--formula"]),
        (["eval", "seed-bowl", "--formula", "x^2"], ["not both"]),
        (["eval", "seed-bowl", "rosenbrock"], ["one word too many"]),
        (["eval", "seed-bowl", "--at", "q=1"], ["'q'", "x and y"]),
        (["eval", "seed-bowl", "--at", "x"], ["x=1,y=2"]),
        (["eval", "seed-bowl", "--at", ""], ["x=1,y=2"]),
        (["eval", "seed-bowl", "--at", "x=nan"], ["--at x: 'nan' is not a finite number"]),
        (["eval", "seed-bowl", "--at", "x=1e999"], ["'1e999' is not a finite number"]),
        (["eval", "seed-bowl", "--at", "x=１"], [r"'\uff11' is not a number"]),
        (["eval", "seed-bowl", "--range", "x=-1e308:1e308"], ["no map is so wide"]),
        (["run", "seed-bowl", "--until", "grad<nan"], ["'nan' is not a finite number"]),
        (["eval", "seed-bowl", "--at", "x=[1,2]"], ["1 entries", "2 values"]),
        (["eval", "seed-bowl", "--at", "x=" + "1" * 70_000], ["64 KiB"]),
        (["eval", "seed-bowl", "--start", "q=1"], ["x and y"]),
        (["eval", "seed-bowl", "--range", "q=-1:1"], ["x, y"]),
        (["eval", "seed-bowl", "--range", "x=1"], ["x=-3:3"]),
        (["eval", "seed-bowl", "--range", "x=2:1"], ["lower number first"]),
        (["eval", "rosenbrock", "--constant", "q=1"], ["'q'", "a, b"]),
        (["eval", "seed-bowl", "--constant", "q=1"], ["none"]),
        (["explain", "seed-bowl"], ["--wrt"]),
        (["explain", "seed-bowl", "--wrt", "q"], ["x and y"]),
        (["run", "seed-bowl", "--optimizer", "gdd"], ["did you mean gd", "there are gd"]),
        (["run", "seed-bowl", "--optimizer", "ADAM"], ["did you mean adam"]),
        (["run", "seed-bowl", "--set", "q=1"], ["it has lr"]),
        (["run", "seed-bowl", "--optimizer", "adam", "--set", "beta=0.9"], ["did you mean beta1"]),
        (["run", "seed-bowl", "--do", "stpe 10"], ["did you mean step?"]),
        (["run", "rosenbrock", "--constant", "b=x"], ["--constant b: 'x' is not a number"]),
        (["run", "seed-bowl", "--lr", "-1"], ["lr is 0"]),
        (["run", "seed-bowl", "--lr", "fast"], ["--lr: 'fast' is not a number"]),
        (["run", "seed-bowl", "--freeze", "q"], ["x and y"]),
        (["run", "seed-bowl", "--until", "soon"], ["grad<1e-6"]),
        (["run", "seed-bowl", "--steps", "-3"], ["whole number"]),
        (["run", "seed-bowl", "--steps", "1" * 5000], ["whole number"]),
        (["run", "seed-bowl", "--stepz", "3"], ["did you mean --steps", "--until"]),
        (["run", "seed-bowl", "--step", "3"], ["did you mean --steps"]),
        (["run", "seed-bowl", "--json", "--csv"], ["not both"]),
        (["nudge", "seed-bowl", "--var", "x", "--by", "0"], ["moves nothing"]),
        (["nudge", "seed-bowl", "--var", "x"], ["--by"]),
        (["show", "seed-bowl", "--size", "9x5"], ["10x5 to 500x200"]),
        (["show", "seed-bowl", "--size", "501x200"], ["10x5 to 500x200"]),
        (["show", "seed-bowl", "--size", "large"], ["100x30"]),
        (["show", "seed-bowl", "--color", "8"], ["truecolor"]),
        (["show", "seed-bowl", "--palette", "mauve"], ["slate"]),
        (["show", "seed-bowl", "--palette", "dsk"], ["did you mean dusk"]),
        (["show", "seed-bowl", "--do", "look palette dsk"], ["did you mean dusk"]),
        (["run", "seed-bowl", "--do", "step; look palette dsk"], ["did you mean dusk"]),
        (["show", "seed-bowl", "--view", "globe"], ["mountain"]),
        (["show", "seed-bowl", "--view", "mop"], ["--view 'mop'", "did you mean map"]),
        (["show", "seed-bowl", "--out", "nosuch/x.svg"], ["there is no folder nosuch"]),
        (["completion", "ksh"], ["bash", "zsh", "tcsh"]),
        (["help", "evil"], ["did you mean eval"]),
        (["check"], ["FILE"]),
    ],
    ids=lambda part: " ".join(part)[:40] if isinstance(part, list) else None,
)
def test_wrong_usage_is_2_and_says_what_there_is(capsys, words, must_say):
    status, told = ended(capsys, *words)

    assert status == 2
    assert told.startswith("descent-tui")
    for part in must_say:
        assert part in told


@pytest.mark.parametrize("words", [["nosuch"], ["eval", "nosuch"], ["show", "nosuch"]])
def test_an_unknown_scenario_lists_what_exists(capsys, words):
    status, said = ended(capsys, *words)
    assert status == 2
    assert set(catalogue.names()) <= set(said.replace(",", " ").split())
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize("word", LANDSCAPE)
def test_a_bad_formula_is_3_with_a_caret_under_it(capsys, word):
    status, told = ended(capsys, word, "--formula", "x + 2·)y", *REQUIRED.get(word, []))
    lines = told.splitlines()

    assert status == 3
    assert "column 7" in lines[0]
    assert lines[1][lines[2].index("^") :] == ")y"


@pytest.mark.parametrize("word", LANDSCAPE)
def test_a_bad_file_is_3_with_its_place(capsys, tmp_path, word):
    file = tmp_path / "bad.toml"
    file.write_text('formula = "x^2"\n[variables]\nx = { rnage = [-1, 1] }\n')
    status, told = ended(capsys, word, str(file), *REQUIRED.get(word, []))

    assert status == 3
    assert told.startswith(f"{file}:3:7: ")
    assert 'did you mean "range"' in told


def test_a_file_whose_optimizer_there_is_none_of_is_3(capsys, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text('formula = "x^2"\nvariables.x = { range = [-1, 1] }\n[descent]\noptimizer = "gdd"\n')
    status, told = ended(capsys, "run", str(file))

    assert status == 3
    assert told.startswith(f"{file}:4:13: ")
    assert "did you mean gd" in told


@pytest.mark.parametrize("action", ["formula x^2 +", "formula x^2 + sine(x)", "open bad.toml", "open nosuch.toml"])
def test_a_formula_or_a_file_that_an_action_brings_is_3_as_well(capsys, tmp_path, monkeypatch, action):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.toml").write_text('formla = "x^2"\n')
    status, told = ended(capsys, "run", "seed-bowl", "--do", action)

    assert status == 3
    assert told.startswith(f"descent-tui run: {action!r}: ")


def test_an_action_that_opens_what_is_not_shipped_is_2(capsys):
    assert ended(capsys, "run", "seed-bowl", "--do", "open nosuch")[0] == 2


def test_an_interrupt_is_130(capsys, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr("descent_tui.scenario.catalogue.summaries", interrupted)

    assert ended(capsys, "list") == (130, "")


def broken(*_):
    raise RuntimeError("first\nsecond \x1b[31mline")


def test_our_own_fault_is_1_and_one_plain_line(capsys, monkeypatch):
    monkeypatch.delenv("DESCENT_TUI_DEBUG", raising=False)
    monkeypatch.setattr("descent_tui.scenario.catalogue.summaries", broken)
    status, told = ended(capsys, "list")

    assert status == 1
    assert told.count("\n") == 1
    assert "RuntimeError: first second" in told
    assert "DESCENT_TUI_DEBUG=1" in told
    assert "\x1b" not in told


def test_the_traceback_is_there_for_those_who_ask(capsys, monkeypatch):
    monkeypatch.setenv("DESCENT_TUI_DEBUG", "1")
    monkeypatch.setattr("descent_tui.scenario.catalogue.summaries", broken)
    status, told = ended(capsys, "list")

    assert status == 1
    assert "Traceback" in told
    assert "\x1b" not in told


HOSTILE = ("\x1b]0;owned\x07", "\u202eevil", "a\nb", "\x9b31m", "\udc80", "x" * 5000, "--\x1b[2J", "%s%n{0}", "\0")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize(
    "words",
    [
        ["{}"],
        ["eval", "{}"],
        ["eval", "--formula", "{}"],
        ["eval", "seed-bowl", "--at", "{}"],
        ["eval", "seed-bowl", "--at", "{}=1"],
        ["eval", "seed-bowl", "--range", "{}=1:2"],
        ["eval", "rosenbrock", "--constant", "{}=1"],
        ["run", "seed-bowl", "--freeze", "{}"],
        ["run", "seed-bowl", "--optimizer", "{}"],
        ["run", "seed-bowl", "--until", "{}"],
        ["run", "seed-bowl", "--steps", "{}"],
        ["run", "seed-bowl", "--set", "{}=2"],
        ["run", "seed-bowl", "{}"],
        ["check", "./{}"],
        ["explain", "seed-bowl", "--wrt", "{}"],
        ["show", "seed-bowl", "--palette", "{}"],
        ["show", "seed-bowl", "--color", "{}"],
        ["help", "{}"],
    ],
    ids=" ".join,
)
def test_hostile_words_are_refused_and_escaped(capsys, words, text):
    status = main([word.replace("{}", text) for word in words])
    said = capsys.readouterr()

    assert status in {2, 3} or (words[1:] == ["--formula", "{}"] and text.split() == ["a", "b"])  # that is a·b
    for line in (said.out + said.err).split("\n"):
        assert line.isprintable()
    assert "our fault" not in said.err


@pytest.mark.parametrize("word", [None, *COMMANDS])
def test_help_tells_every_option_and_an_example(capsys, word):
    words = [word, "--help"] if word else ["--help"]

    assert main(words) == 0
    told = capsys.readouterr().out
    assert commands.find(word).EXAMPLES[0] in told
    for action in parser_of(word)._actions:
        assert action.help
        assert all(option in told for option in action.option_strings)


def test_the_first_help_names_every_command(capsys):
    main(["help"])
    told = capsys.readouterr().out

    for word, what in COMMANDS.items():
        assert f"  {word} " in told
        assert what in told


@pytest.mark.parametrize(
    "example", [line for word in [None, *COMMANDS] for line in commands.find(word).EXAMPLES], ids=str
)
def test_every_example_of_the_help_works(capsys, tmp_path, monkeypatch, example):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-valley.toml").write_text(
        'formula = "(y - x^2)^2"\nvariables = { x = { range = [-1, 1] }, y = { range = [-1, 1] } }\n'
    )
    journal = begin(open_scenario(catalogue.load("seed-bowl")), folder=tmp_path / "state")
    journal.end()
    journal.path.rename(tmp_path / "session.jsonl")
    program, *words = shlex.split(example)

    assert program == "descent-tui"
    assert main(words) == 0
    capsys.readouterr()


@pytest.mark.parametrize("formula", ["-x^2", "-x", "-2x+y", "--x^2", "--(x + 1)", "---x"])
def test_a_formula_may_begin_with_a_minus(formula):
    assert main(["eval", "--formula", formula]) == 0


def test_options_may_stand_before_the_scenario(capsys):
    assert main(["eval", "--at", "x=1,y=2", "seed-bowl", "--json"]) == 0
    assert '"value": 7.0' in capsys.readouterr().out
