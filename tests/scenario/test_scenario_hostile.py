"""Files that mean harm, or are only broken, are refused in words, at once, and by one kind of error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from descent_tui.scenario.errors import ScenarioError
from descent_tui.scenario.load import load_bytes, load_file
from descent_tui.scenario.reading import LARGEST, LONGEST_LINE

HEAD = b'formula = "x^2"\n'
VARIABLES = b"variables = { x = { range = [-1, 1] } }\n"


def formula(text: str) -> bytes:
    return b"formula = '" + text.encode() + b"'\n" + VARIABLES


def title(text: bytes) -> bytes:
    return b"title = " + text + b"\n" + HEAD + VARIABLES


def deep(opening: bytes, closing: bytes, count: int) -> bytes:
    return b"title = " + b"\n".join([opening] * count) + b"\n".join([closing] * count) + b"\n" + HEAD + VARIABLES


CONTENT: dict[str, bytes] = {
    "empty": b"",
    "only a comment": b"# nothing\n",
    "not toml": b"<html></html>",
    "json": b'{"formula": "x"}',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "nul": HEAD + b"\0" + VARIABLES,
    "nul in a comment": b"# \0\n" + HEAD + VARIABLES,
    "escape in a comment": b"# \x1b]0;owned\x07\n" + HEAD + VARIABLES,
    "c1 control": title(b'"\xc2\x9b31m"'),
    "delete": title(b'"\x7f"'),
    "lone carriage return": title(b'"a\rb"'),
    "vertical tab": title(b'"a\x0bb"'),
    "escaped escape": title(b'"\\u001b]52;c;aGk=\\u0007"'),
    "escaped nul": title(b'"\\u0000"'),
    "escaped carriage return": title(b'"a\\rb"'),
    "escaped backspace": title(b'"a\\bb"'),
    "escaped c1": title(b'"\\u009b31m"'),
    "escaped bidi": title(b'"\\u202egnp.exe"'),
    "bidi override": title("\u202eevil".encode()),
    "bidi isolate": title('"\u2066evil\u2069"'.encode()),
    "arabic letter mark": title(b'"\\u061c"'),
    "zero width space": title('"a\u200bb"'.encode()),
    "inner byte order mark": title('"a\ufeffb"'.encode()),
    "line separator": title('"a\u2028b"'.encode()),
    "tag characters": title(b'"\\U000e0041"'),
    "escape in an optimizer": HEAD + VARIABLES + b'[descent]\noptimizer = "\\u001b[2J"\n',
    "escape in a key": HEAD + b'"\\u001b[2J" = 1\n' + VARIABLES,
    "escape in a variable": HEAD + b'variables = { "\\u001b[2J" = { range = [-1, 1] } }\n',
    "escape in a setting": HEAD + VARIABLES + b'[descent]\nsettings = { "\\u001b" = 1 }\n',
    "escape in an axis": b'axes = ["x", "\\u001b"]\n' + HEAD + VARIABLES,
    "escape in the formula": b'formula = "x\\u001b"\n' + VARIABLES,
    "escape in a kind": b'kind = "\\u001b[31m"\n' + HEAD + VARIABLES,
    "surrogate": title(b'"\xed\xa0\x80"'),
    "latin-1": title(b'"\xe9"'),
    "utf-16": (HEAD + VARIABLES).decode().encode("utf-16"),
    "overlong utf-8": title(b'"\xc0\x80"'),
    "too large": b"# comment\n" * (LARGEST // 10 + 1),
    "a line too long": b"# " + b"a" * LONGEST_LINE + b"\n" + HEAD + VARIABLES,
    "brackets": deep(b"[", b"]", 20_000),
    "tables": b"a = " + b"{a=" * 2000 + b"1" + b"}" * 2000 + b"\n" + HEAD + VARIABLES,
    "unclosed brackets": b"a = " + b"[\n" * 100_000,
    "dotted key": b".".join([b"a"] * 4000) + b" = 1\n" + HEAD + VARIABLES,
    "dotted keys on many lines": b"".join(b"b%d." % i + b".".join([b"a"] * 4000) + b" = 1\n" for i in range(31)),
    "quoted dotted keys on many lines": (b".".join([b'"a"'] * 2000) + b" = 1\n") * 31,
    "dotted header": b"[" + b".".join([b"a"] * 4000) + b"]\n",
    "quoted dotted key": b".".join([b'"a"'] * 2000) + b" = 1\n" + HEAD + VARIABLES,
    "unterminated long string": b'title = """' + b'\\"""' * 60_000,
    "unterminated quotes": b"a='''" + b'"""\n' * 60_000,
    "quotes on quotes": b'a = """' + b'\\""' * 2000 + b"\n" + b'"\n' * 50_000,
    "a number of thousands of digits": title(b"1" * 8000),
    "an integer beyond float64": HEAD + b"variables = { x = { range = [0, 1" + b"0" * 400 + b"] } }\n",
    "a constant beyond float64": HEAD + VARIABLES + b"[constants]\na = 1" + b"0" * 400 + b"\n",
    "nan in a range": HEAD + b"variables = { x = { range = [nan, 1] } }\n",
    "infinite learning rate": HEAD + VARIABLES + b"[descent]\nlr = inf\n",
    "a day that is none": title(b"2024-02-31"),
    "a day as a range": HEAD + b"variables = { x = { range = 2024-02-01 } }\n",
    "duplicate key": HEAD + HEAD + VARIABLES,
    "duplicate table": HEAD + b"[variables]\nx = { range = [0, 1] }\n[variables]\n",
    "duplicate inline key": HEAD + b"variables = { x = { range = [0, 1], range = [0, 1] } }\n",
    "variables as a list": HEAD + b"variables = [1]\n",
    "variables as tables": HEAD + b"[[variables]]\nx = { range = [0, 1] }\n",
    "title as a table": b"[title]\na = 1\n",
    "minima as a table": HEAD + VARIABLES + b"[minima]\nat = 1\nvalue = 0\n",
    "a variable called exp": HEAD + b"variables = { exp = { range = [0, 1] } }\n",
    "a variable called sum": HEAD + b"variables = { sum = { range = [0, 1] } }\n",
    "a variable called where": HEAD + b"variables = { where = { range = [0, 1] } }\n",
    "a variable with a dunder call": HEAD + b"variables = { \"__import__('os')\" = { range = [0, 1] } }\n",
    "a variable without a name": HEAD + b'variables = { "" = { range = [0, 1] } }\n',
    "a variable of 10000 letters": HEAD + b"variables = { " + b"x" * 4000 + b" = { range = [0, 1] } }\n",
    "too many entries": HEAD + b"variables = { x = { size = 1000001, range = [0, 1] } }\n",
    "too many entries together": HEAD
    + b"[variables]\nx = { size = 600000, range = [0, 1] }\ny = { size = 600000, range = [0, 1] }\n",
    "a negative size": HEAD + b"variables = { x = { size = -1, range = [0, 1] } }\n",
    "a constant that is a variable": HEAD + VARIABLES + b"[constants]\nx = 1\n",
    "a key that looks like a message": HEAD + b'"x` - at `$.title" = 1\n' + VARIABLES,
    "import": formula('__import__("os").system("true")'),
    "class": formula("().__class__.__bases__[0]"),
    "lambda": formula("(lambda: x)()"),
    "power tower": formula("9^9^9^9"),
    "overflowing number": formula("1e999*x"),
    "mathematical italic x": formula("𝑥^2"),
    "thousands of parentheses": formula("(" * 2000 + "x" + ")" * 2000),
    "thousands of minuses": formula("-" * 3000 + "x"),
    "a long formula": formula("x+" * 3000 + "x"),
    "an empty formula": formula(""),
    "a formula of blanks": formula("   "),
    "an unknown kind": b'kind = "python"\n' + HEAD + VARIABLES,
}


def test_there_are_enough_of_them() -> None:
    assert len(CONTENT) >= 60


@pytest.mark.parametrize("name", CONTENT)
def test_bad_content_is_refused_in_words(name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_bytes(CONTENT[name], Path("bad.toml"))
    error = caught.value
    lines = CONTENT[name].replace(b"\r\n", b"\n").count(b"\n") + 1
    assert 1 <= error.line <= lines
    assert error.column >= 1
    assert str(error).startswith(f"bad.toml:{error.line}:{error.column}: ")
    assert len(str(error)) < 600
    assert (str(error) + error.caret().replace("\n", "")).isprintable()


def test_the_whole_corpus_needs_no_more_work_than_a_few_passes() -> None:
    """Counted, not clocked: the calls of Python functions stay in proportion to the size of the file."""
    for name, content in CONTENT.items():
        count = 0

        def trace(_frame: object, _event: str, _argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(trace)
        try:
            load_bytes(content, Path("bad.toml"))
        except ScenarioError:
            pass
        finally:
            sys.setprofile(None)
        assert count < 40_000 + 8 * len(content), name


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is a folder"):
        load_file(tmp_path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        load_file(tmp_path / "none.toml")


def test_a_name_no_system_has() -> None:
    with pytest.raises(ScenarioError, match="not a file name"):
        load_file("a\0b.toml")
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_file("a" * 5000 + ".toml")


def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_text("")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(ScenarioError, match="cannot be read: "):
        load_file(path)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device(device: str) -> None:
    with pytest.raises(ScenarioError, match="is not a regular file"):
        load_file(device)


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    link = tmp_path / "link.toml"
    link.symlink_to(pipe)
    code = "import sys; from descent_tui.scenario.load import load_file; load_file(sys.argv[1])"
    for path in (pipe, link):
        done = subprocess.run(
            [sys.executable, "-c", code, path], capture_output=True, text=True, timeout=20, check=False
        )
        assert done.stderr.strip().endswith("is not a regular file")


def test_a_link_to_a_device(tmp_path: Path) -> None:
    link = tmp_path / "zero.toml"
    link.symlink_to("/dev/zero")
    with pytest.raises(ScenarioError, match="is not a regular file"):
        load_file(link)


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "loop.toml"
    link.symlink_to(link)
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_file(link)


def test_a_link_to_a_scenario_is_read(tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_bytes(HEAD + VARIABLES)
    link = tmp_path / "here.toml"
    link.symlink_to(tmp_path / "there.toml")
    assert load_file(link).name == "here"


def test_a_growing_file_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "sparse.toml"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(ScenarioError, match="at most 256 KiB"):
        load_file(path)


def test_a_hostile_file_name_is_made_printable(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\n.toml"
    path.write_bytes(HEAD)
    with pytest.raises(ScenarioError) as caught:
        load_file(path)
    assert str(caught.value).isprintable()
    path.write_bytes(HEAD + VARIABLES)
    assert load_file(path).name.isprintable()


@pytest.mark.parametrize("optimizer", ["adam", "no such optimizer", "Größer"])
def test_the_optimizers_name_is_not_judged_here(optimizer: str) -> None:
    text = HEAD + VARIABLES + f'[descent]\noptimizer = "{optimizer}"\n'.encode()
    assert load_bytes(text, Path("x.toml")).descent.optimizer == optimizer


def test_words_joined_by_dots_inside_a_text_are_no_depth() -> None:
    text = b'title = "' + b"a." * 60 + b'"\nstory = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["\n' + HEAD + VARIABLES
    assert load_bytes(text, Path("x.toml")).story.startswith("[[")
