"""The docs are true: every word of the program stands in them, and every example in them runs.

An example is a fenced block: `python` blocks with prompts are doctests, `console` blocks show commands with their output
(a line … stands for lines left out), `toml` blocks with a formula are scenario files.
"""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import math
import pkgutil
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import descent_tui
from descent_tui.cli.commands import COMMANDS, parser_of
from descent_tui.cli.main import main
from descent_tui.formula.elementary import FUNCTIONS
from descent_tui.formula.scope import ALIASES, REDUCTIONS
from descent_tui.optimizers import table
from descent_tui.scenario import network_schema, schema
from descent_tui.scenario.load import load_file
from descent_tui.session.looking import ASPECTS
from descent_tui.session.until import MEASURES, criterion
from descent_tui.session.words import WORDS, parse
from descent_tui.tui.keymap import KEYMAP

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
EXAMPLES = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def coded(text: str) -> set[str]:
    """Return what stands between single back-ticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def blocks(kind: str) -> list[tuple[str, str]]:
    """Return (page, text) of every fenced block of a kind."""
    found = []
    for file in PAGES:
        texts = re.findall(rf"^```{kind}\n(.*?)^```$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)
        found += [(str(file.relative_to(ROOT)), text) for text in texts]
    return found


def section(text: str, heading: str) -> str:
    """Return what stands below a heading of the second level, up to the next one."""
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return next((body for title, body in zip(parts[1::2], parts[2::2], strict=True) if title.startswith(heading)), "")


# Words of the program


@pytest.mark.parametrize("key", KEYMAP, ids=lambda key: key.wish)
def test_every_key_stands_in_keys(key) -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \|$", page("docs/keys.md"), re.MULTILINE)
    if key.wish.startswith("toggle "):
        assert ("`1` … `9`", "freeze or free variable 1 … 9") in rows
        return
    described = [keys for keys, says in rows if says == key.says]
    assert described, f"add: | {' '.join(f'`{word}`' for word in key.shown.split())} | {key.says} |"
    assert all(f"`{word}`" in described[0] for word in key.shown.split())


@pytest.mark.parametrize("word", WORDS)
def test_every_action_stands_in_actions_as_words_that_can_be_said(word: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", page("docs/actions.md"), re.MULTILINE)
    said = [text for text in rows if text.split()[0] == word]
    assert said
    assert all(parse(text) for text in said)


def test_every_aspect_of_the_view_stands_in_actions() -> None:
    said = set(re.findall(r"^\| `look (\w+)", page("docs/actions.md"), re.MULTILINE))
    assert said == set(ASPECTS)


@pytest.mark.parametrize("word", [*COMMANDS, None], ids=str)
def test_every_command_and_option_stands_in_command_line(word: str | None) -> None:
    text = page("docs/command-line.md")
    own = section(text, f"`descent-tui {word}" if word else "`descent-tui [SCENARIO]`")
    assert own
    shared = text.split("\n## ")[0] + "`--help`"
    options = {option for option in parser_of(word)._option_string_actions if option.startswith("--")}
    documented = set(re.findall(r"--[a-z-]+", own + shared))
    assert options <= documented


def test_no_option_is_documented_that_does_not_exist() -> None:
    there = {o for word in (*COMMANDS, None) for o in parser_of(word)._option_string_actions}
    for name in ("docs/command-line.md", "README.md", "docs/guide.md", "docs/scenario-file.md", "docs/formulas.md"):
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page(name))) <= there, name


def test_every_stopping_rule_stands_in_actions_and_can_be_read() -> None:
    rules = re.findall(
        r"^\| `([^`]+)` \|", page("docs/actions.md").split("## Stopping rules")[1].split("## ")[0], re.MULTILINE
    )
    assert {re.split("[<>]", rule)[0] for rule in rules} == set(MEASURES)
    assert all(criterion(rule, np.ones(2, bool)) for rule in rules)


@pytest.mark.parametrize(
    ("struct", "heading"),
    [
        (schema.FileTable, "| `formula` |"),
        (schema.VariableTable, "A variable"),
        (schema.KnobTable, "A constant"),
        (schema.DescentTable, "`[descent]`"),
        (schema.MinimumTable, "`[[minima]]`"),
        (network_schema.NetworkFile, "The file of a network"),
        (network_schema.NetworkTable, "`[network]`"),
        (network_schema.DataTable, "`[data]`"),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_every_key_of_a_scenario_file_stands_in_its_own_table(struct, heading: str) -> None:
    text = page("docs/scenario-file.md")
    own = text[text.index(heading) :]
    rows = re.findall(r"^\| `(\w+)` \|", own[: own.index("\n\n", own.index("| `"))], re.MULTILINE)
    assert sorted(rows) == sorted(schema.words(struct))


def test_every_kind_of_minimum_stands_in_scenario_file() -> None:
    kinds = re.findall(r'"(\w+)"', schema.words(schema.MinimumTable)["kind"])
    assert kinds
    assert {f'"{kind}"' for kind in kinds} <= coded(page("docs/scenario-file.md"))


@pytest.mark.parametrize("name", [*FUNCTIONS, *REDUCTIONS, *ALIASES, "where"])
def test_every_function_stands_in_formulas(name: str) -> None:
    assert any(re.match(rf"{name}\b", text) for text in coded(page("docs/formulas.md")))


@pytest.mark.parametrize("name", table.NAMES)
def test_every_optimizer_and_setting_stands_in_optimizers(name: str) -> None:
    own = section(page("docs/optimizers.md"), f"`{name}`")
    assert own
    for setting in table.find(name).settings:
        row = rf"^\| `{setting.name}` \| {re.escape(f'{setting.default:g}')} \| .* \| {re.escape(setting.meaning)} \|$"
        assert re.search(row, own, re.MULTILINE), f"{name}: {setting}"


def test_every_landscape_that_the_docs_name_is_shipped() -> None:
    from descent_tui.scenario import catalogue

    headings = re.findall(r"^## .* · (.+)$", page("docs/guide.md"), re.MULTILINE)
    named = {name for heading in headings for name in coded(heading)} - {"/"}
    assert len(named) > 8
    assert named <= set(catalogue.names())


# Examples


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_python_on_a_page_does_what_it_says(file: Path) -> None:
    found = doctest.DocTestParser().get_doctest(file.read_text("utf-8"), {}, file.name, str(file), 0)
    out = io.StringIO()
    doctest.DocTestRunner(optionflags=EXAMPLES, verbose=False).run(found, out=out.write)
    assert not out.getvalue(), out.getvalue()


def test_every_python_block_is_a_doctest() -> None:
    assert blocks("python")
    assert not [where for where, text in blocks("python") if not text.startswith(">>> ")]


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(descent_tui.__path__, "descent_tui."):
        if module.name != "descent_tui.__main__":
            yield module.name


def test_examples_in_docstrings_do_what_they_say() -> None:
    tried = 0
    out = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=EXAMPLES, verbose=False)
    for name in ("descent_tui", *modules()):
        for found in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
            tried += len(found.examples)
            runner.run(found, out=out.write)
    assert not out.getvalue(), out.getvalue()
    assert tried > 5


@pytest.mark.parametrize(("where", "text"), blocks("console"), ids=lambda part: part.split("\n")[0][:60])
def test_a_command_prints_what_the_page_shows(where: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    for command, shown in re.findall(r"^\$ (descent-tui[^\n]*)\n(.*?)(?=^\$ |\Z)", text, re.MULTILINE | re.DOTALL):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(shlex.split(command)[1:])
        assert status == 0, f"{where}: {command}: {err.getvalue()}"
        assert _shows(shown, out.getvalue()), f"{where}: {command}\n{out.getvalue()}"


def _shows(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; a line … stands for any lines."""
    lines = [".*" if line == "…" else re.escape(line) for line in shown.rstrip("\n").split("\n")]
    return re.fullmatch("\n".join(lines), printed.rstrip("\n"), re.DOTALL) is not None


def test_there_are_commands_with_their_output() -> None:
    assert len(blocks("console")) >= 5


@pytest.mark.parametrize(("where", "text"), blocks("toml"), ids=lambda part: part.split("\n")[0][:40])
def test_a_scenario_on_a_page_is_a_scenario(where: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "shown.toml"
    file.write_text(text, "utf-8")
    assert load_file(file).variables, where


@pytest.mark.parametrize(("where", "text"), blocks("toml"), ids=lambda part: part.split("\n")[0][:40])
def test_a_scenario_on_a_page_can_be_walked_down(where: str, text: str, tmp_path: Path) -> None:
    """Who copies an example and presses space sees a descent: it neither stands on a minimum nor flies away."""
    file = tmp_path / "shown.toml"
    file.write_text(text, "utf-8")
    shown = descent_tui.load(file)
    if "[network]" not in text:  # the training of one is told beside it
        rate = shown.descent.lr
        walked = descent_tui.descend(shown.objective, shown.start, lr=None if math.isnan(rate) else rate, steps=20)
        assert walked.stopped.startswith("steps"), where
        assert walked.values[-1] < walked.values[0], where


def test_a_misspelt_key_is_told_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    smallest = blocks("toml")[[where for where, _ in blocks("toml")].index("docs/scenario-file.md")][1]
    Path("my-bowl.toml").write_text(smallest.replace("range", "rnage", 1), "utf-8")
    assert main(["check", "my-bowl.toml"]) == 3
    told = next(text for where, text in blocks("text") if "rnage" in text)
    assert capsys.readouterr().out.rstrip() == told.rstrip()


# Pages


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for file in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", file.read_text("utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            goal = (file.parent / path).resolve() if path else file
            if not goal.exists() or (anchor and anchor not in _anchors(goal)):
                broken.append(f"{file.relative_to(ROOT)} → {target}")
    assert not broken


def _anchors(file: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_decision_is_listed_and_says_what_would_change_our_mind() -> None:
    folder = ROOT / "docs/decisions"
    listed = page("docs/decisions/README.md")
    pages = sorted(folder.glob("0*.md"))
    assert [f"{number:03}" for number in range(1, len(pages) + 1)] == [file.name[:3] for file in pages]
    for file in pages:
        text = file.read_text("utf-8")
        assert file.name in listed
        assert all(f"**{part}.**" in text for part in ("Context", "Choice", "What would change our mind")), file.name
        assert len(text.splitlines()) < 40, f"{file.name} is too long for a note"


def test_pictures_are_drawn_by_the_program(tmp_path: Path) -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("pictures_of_docs", ROOT / "docs/pictures.py")
    assert spec
    assert spec.loader
    pictures = module_from_spec(spec)
    spec.loader.exec_module(pictures)

    def words(svg: str) -> list[str]:
        return re.findall(r"<text [^>]*>([^<]*)</text>", svg)

    with contextlib.redirect_stdout(io.StringIO()):
        pictures.main(tmp_path)
    drawn = {file.name: file.read_text("utf-8") for file in tmp_path.glob("*.svg")}
    assert all(words(svg) for svg in drawn.values())
    assert set(drawn) == {file.name for file in (ROOT / "docs/pictures").glob("*.svg")}
    # The words have to be those the program says today; colours may differ by the last bit of a machine's rounding.
    stale = [n for n in drawn if words(drawn[n]) != words((ROOT / "docs/pictures" / n).read_text("utf-8"))]
    assert not stale, "`make pictures` draws these again"
