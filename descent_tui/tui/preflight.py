"""What is to be known of a terminal before Textual is imported: can it hold the screen, what does it show."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

DEPTHS = ("truecolor", "256", "16", "none")

_TRUECOLOR_TERMS = ("alacritty", "contour", "foot", "ghostty", "kitty", "rio", "wezterm")
_COLOURLESS_TERMS = ("dumb", "vt52", "vt100", "vt102", "vt220", "unknown")
_ASCII_TERMS = (*_COLOURLESS_TERMS, "linux")  # the Linux console has no braille, and 512 glyphs in all

_TEXTUAL_DEPTH = {"truecolor": "truecolor", "256": "256", "16": "standard", "none": "standard"}
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def depth(option: str | None, environ: Mapping[str, str] | None = None) -> str:
    """Return one of `DEPTHS`.

    What the user asks for on the command line wins. Else NO_COLOR counts unless it is empty (no-color.org), then
    COLORTERM and TERM are believed; a TERM that says nothing gets 16 colours, which everything understands.

    Args:
        option: the value of `--color`; None or "auto" to look at the environment.
        environ: the environment, by default this program's.

    Raises:
        ValueError: for an option that is no depth.
    """
    environ = os.environ if environ is None else environ
    if option not in {None, "auto"}:
        if option not in DEPTHS:
            raise ValueError(f"no colour depth '{option}'; there are auto, {', '.join(DEPTHS)}")
        return str(option)
    term = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR") or term in _COLOURLESS_TERMS:
        return "none"
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or term.endswith("-direct"):
        return "truecolor"
    if any(name in term for name in _TRUECOLOR_TERMS):
        return "truecolor"
    return "256" if "256color" in term else "16"


def needs_ascii(option: bool, environ: Mapping[str, str] | None = None, encoding: str | None = None) -> bool:
    """Whether to draw in ASCII: asked for (`--ascii`), or the terminal, the locale or the encoding has no more.

    A locale that is not set at all says nothing (containers have none). C and POSIX said out loud count, although
    Python works in UTF-8 then: the terminal may not.
    """
    environ = os.environ if environ is None else environ
    if encoding is None:
        encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
    if option or environ.get("TERM", "").lower() in _ASCII_TERMS:
        return True
    return not _is_utf8(encoding) or _locale_is_narrow(environ)


def _is_utf8(encoding: str) -> bool:
    return re.fullmatch(r"(?i)utf[-_]?8(@.*)?", encoding) is not None


def _locale_is_narrow(environ: Mapping[str, str]) -> bool:
    names = [environ.get("LC_ALL"), environ.get("LC_CTYPE"), environ.get("LANG")]
    if names[1] == "C.UTF-8" and names[2] in {"C", "POSIX"}:
        names[1] = None  # Python's own doing (PEP 538)
    name = next(filter(None, names), "")
    _, _, charset = name.partition(".")
    return not _is_utf8(charset) if charset else name in {"C", "POSIX"}


def screen_possible(environ: Mapping[str, str] | None = None) -> str | None:
    """Return why the screen cannot be opened, as a sentence; None where it can.

    Keys come from stdin and the screen goes to stdout, so both must be terminals. stderr need not be one.
    """
    environ = os.environ if environ is None else environ
    if not _is_terminal(0):
        return "The screen needs a terminal to read keys from, and standard input is none."
    if not _is_terminal(1):
        return "The screen needs a terminal to draw on, and standard output is none."
    if environ.get("TERM", "").lower() in {"dumb", "unknown"}:
        return f"The screen needs a terminal with a cursor, and TERM says this one is {environ['TERM'].lower()}."
    return None


def _is_terminal(fd: int) -> bool:
    try:
        return os.isatty(fd)
    except OSError:
        return False


def prepare(colours: str, environ: MutableMapping[str, str] | None = None) -> None:
    """Set what numpy and Textual read when they are imported; what the user has set stays.

    One thread of linear algebra is enough for what fits a screen, and each more costs memory from the start. COLUMNS
    and LINES go where the terminal says its size itself: they are as large as a window once was, Textual believes
    them first, and the screen would then not follow the window.

    Args:
        colours: one of `DEPTHS`.
        environ: the environment, by default this program's.
    """
    environ = os.environ if environ is None else environ
    for name, known in zip(("COLUMNS", "LINES"), _terminal_size(), strict=True):
        if known:
            environ.pop(name, None)
    for name in _ONE_THREAD:
        environ.setdefault(name, "1")
    environ.setdefault("TEXTUAL_COLOR_SYSTEM", _TEXTUAL_DEPTH[colours])


def load_loop() -> None:
    """Load asyncio, on which Textual stands, without OpenSSL: 4 MB and some milliseconds, and nothing here uses them.

    asyncio does without where there is none (its own `except ImportError`). Whoever imports ssl later gets it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how Python is told that there is no such module
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _terminal_size() -> tuple[int, int]:
    """Return the columns and lines that the terminal says it has, 0 where it does not."""
    try:
        return os.get_terminal_size(1)
    except OSError:
        return 0, 0
