"""The text of a scenario file, read so that no file can harm, hang or flood the program."""

from __future__ import annotations

import os
import re
import stat

from descent_tui.scenario.errors import ScenarioError

LARGEST = 256 * 1024
"""Bytes of a scenario file."""

_TOO_LARGE = f"a scenario file holds at most {LARGEST // 1024} KiB"

LONGEST_LINE = 8 * 1024
"""Bytes of a line: some TOML parsers take quadratic time over one long line."""

DEEPEST = 32
"""Brackets inside brackets, and words joined by dots: TOML parsers recurse over the one and crawl over the other."""

UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control, invisible and bidirectional characters: they make a terminal obey, or a reader misread."""

# A string runs to its closing quote; one that is never closed runs to the end of its line (or of the file), so that the
# scan stays linear whatever it meets. What remains is a run of words joined by dots, or a bracket.
_WORD = r"""(?:[\w-]++|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+')"""
_STRUCTURE = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']++|'(?!''))*+(?:''')?"
    rf"|(?P<dots>{_WORD}(?:[ \t]*+\.[ \t]*+{_WORD})++)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    r"|(?P<bracket>[\[\]{}])",
    re.DOTALL,
)


def text_of(path: str | os.PathLike[str]) -> str:
    """Return the text of a scenario file, with plain line feeds.

    Raises:
        ScenarioError: if it is not a regular file, cannot be read, or breaks a limit of this module.
    """
    file = os.fspath(path)
    return checked(bytes_of(file, LARGEST, _TOO_LARGE), file)


def checked(data: bytes, file: str) -> str:
    """Return the bytes as text; raise `ScenarioError` for what is too large, too deep, not UTF-8 or not printable."""
    if len(data) > LARGEST:
        raise ScenarioError(file, f"{_TOO_LARGE}; this one is larger")
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > LONGEST_LINE:
            raise ScenarioError(
                file,
                f"a line holds at most {LONGEST_LINE // 1024} KiB; this one is longer",
                line=number,
                column=LONGEST_LINE + 1,
            )
    text = _decoded(data, file)
    if found := UNPRINTABLE.search(text):
        raise error_at(file, text, found.start(), f"{character(found.group())} has no place in a scenario")
    _check_depth(text, file)
    return text


def bytes_of(file: str, largest: int, otherwise: str) -> bytes:
    """Return the bytes of a regular file; a FIFO, a device or a directory is not even opened.

    Args:
        file: its path.
        largest: bytes it may have; no more than one beyond is ever read.
        otherwise: what is said of a larger one.

    Raises:
        ScenarioError: if it is not a regular file, cannot be read, or is larger.
    """
    try:
        _refuse_irregular(os.stat(file), file)  # noqa: PTH116  the very call that open() is raced against below
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with open(descriptor, "rb") as stream:  # noqa: PTH123  a descriptor, not a path
            _refuse_irregular(os.fstat(descriptor), file)
            data = stream.read(largest + 1)
    except ScenarioError:
        raise
    except FileNotFoundError:
        raise ScenarioError(file, "there is no such file") from None
    except OSError as error:
        raise ScenarioError(file, f"cannot be read: {error.strerror or 'the system refuses'}") from None
    except ValueError:
        raise ScenarioError(file, "this is not a file name") from None
    if len(data) > largest:
        raise ScenarioError(file, f"{otherwise}; this one is larger")
    return data


def error_at(file: str, text: str, offset: int, message: str, hint: str = "") -> ScenarioError:
    """Return the error whose place is a character offset in the file's text."""
    before = text.rfind("\n", 0, offset) + 1
    after = text.find("\n", offset)
    excerpt = text[before : after if after >= 0 else len(text)]
    line = text.count("\n", 0, offset) + 1
    return ScenarioError(file, message, line=line, column=offset - before + 1, hint=hint, excerpt=excerpt)


def character(c: str) -> str:
    """Return the words for a character that must not be shown."""
    kind = "a control character" if ord(c) < 0xA0 else "an invisible character"
    return f"{kind} (U+{ord(c):04X})"


def _refuse_irregular(status: os.stat_result, file: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ScenarioError(file, "is a folder; name a scenario file in it")
    if not stat.S_ISREG(status.st_mode):
        raise ScenarioError(file, "is not a regular file")


def _decoded(data: bytes, file: str) -> str:
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        raise error_at(file, good, len(good), "this is not UTF-8 text") from None


def _check_depth(text: str, file: str) -> None:
    depth = 0
    for found in _STRUCTURE.finditer(text):
        if found["bracket"]:
            depth += 1 if found["bracket"] in "[{" else -1
        too_many_dots = found["dots"] and found["dots"].count(".") > DEEPEST
        if depth > DEEPEST or too_many_dots:
            raise error_at(file, text, found.start(), f"this is nested more than {DEEPEST} deep")
