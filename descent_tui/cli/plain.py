"""Text that leaves the program: data on stdout, talk on stderr, nothing in either that a terminal would obey."""

from __future__ import annotations

import json
import math
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from descent_tui.scenario.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO


def out(text: str = "") -> None:
    """Print one line of data, escaped and in an alphabet that stdout can encode."""
    print(_written(text, sys.stdout))


def say(text: str) -> None:
    """Print talk, line by line; a stderr that is gone is no reason to fail."""
    with suppress(OSError, ValueError):
        for line in text.split("\n"):
            print(_written(line, sys.stderr), file=sys.stderr)


def json_text(value: Any) -> str:
    """Return strict JSON on one line: what is not finite becomes null, what a terminal would obey is escaped.

    Characters outside ASCII stand for themselves only where stdout can encode them.
    """
    finite = _finite(value)
    text = json.dumps(finite, ensure_ascii=False, allow_nan=False)
    if not _encodes(text, sys.stdout):
        return json.dumps(finite, ensure_ascii=True, allow_nan=False)
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def columns(rows: Iterable[Sequence[str]], align: str = "") -> list[str]:
    """Return rows as lines with columns that stand under each other; `align` holds < or > for each, < if it ends."""
    rows = [tuple(row) for row in rows]
    count = max(map(len, rows), default=0)
    signs = align.ljust(count, "<")
    widths = [max((len(row[i]) for row in rows if i < len(row)), default=0) for i in range(count)]
    return [
        "  ".join(f"{cell:{sign}{width}}" for cell, sign, width in zip(row, signs, widths, strict=False)).rstrip()
        for row in rows
    ]


def _written(text: str, stream: TextIO) -> str:
    text = printable(text)
    if _encodes(text, stream):
        return text
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.text import spoken

    return spoken(text, Look(ascii=True))


def _encodes(text: str, stream: TextIO | None) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _finite(value: Any) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case dict():
            return {key: _finite(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_finite(inner) for inner in value]
    return value


def _escaped(c: str) -> str:
    code = ord(c)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
