"""A recording of a terminal as asciicast v3: lines of JSON, with the times between them.

Source: docs.asciinema.org/manual/asciicast/v3.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def asciicast(
    frames: Iterable[tuple[float, str]], width: int, height: int, *, title: str = "", started: int | None = None
) -> Iterator[str]:
    """Yield the lines of a recording, each with its line feed.

    Args:
        frames: (seconds since the beginning, what is written to the terminal then); a text may hold escapes.
        width: columns of the terminal.
        height: rows of the terminal.
        title: what is recorded.
        started: when, in whole seconds since 1970.

    Raises:
        ValueError: for a size that is none, a time that is not finite, or one that lies before the last.
    """
    if width < 1 or height < 1:
        raise ValueError(f"a terminal has columns and rows, not {width} and {height}")
    head: dict[str, object] = {"version": 3, "term": {"cols": width, "rows": height}}
    if started is not None:
        head["timestamp"] = started
    if title:
        head["title"] = title
    yield _line(head)
    # Intervals are rounded so that their sum, and not only each of them, stays true to the clock.
    told = 0
    for seconds, text in frames:
        now = round(seconds * 1000) if math.isfinite(seconds) else -1
        if now < told:
            raise ValueError(f"a frame at {seconds} s comes after one at {told / 1000} s")
        yield _line([(now - told) / 1000, "o", text])
        told = now
    yield _line([0.0, "x", "0"])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False) + "\n"
