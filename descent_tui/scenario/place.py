"""Where in a TOML text each key and each value stands.

`tomllib` says what a file holds but not where. This walk over a text that `tomllib` has already accepted finds the
places, so that a message can point at the very number or character it is about. It reads no values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the top of the file: ("variables", "x", "range", 0)."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_GAP = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?P<long>(?:[^"\\]|\\.|"{1,2}(?!"))*"{0,2})"""'
    r"|'''(?P<raw>(?:[^']|'{1,2}(?!'))*'{0,2})'''"
    r'|"(?P<basic>(?:[^"\\]|\\.)*)"'
    r"|'(?P<literal>[^']*)'",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s,\[\]{}=.#\"']+")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n[ \t\n]*|.)|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Character offsets of a key (or an element) and of its value."""

    key: int
    value: int


def places(text: str) -> dict[Path, Place]:
    """Return the place of every key, table and array element of a valid TOML text whose lines end in a line feed."""
    walk = _Walk(text)
    walk.file()
    return walk.places


def nearest(found: dict[Path, Place], path: Path) -> Place:
    """Return the place of a path, or of the longest part of it that stands in the file."""
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return Place(0, 0)


def character_offset(text: str, offset: int, index: int) -> int:
    """Return where decoded character `index` of the string that begins at `offset` stands in the text."""
    found = _STRING.match(text, offset)
    if found is None or found.lastgroup is None:
        return offset
    at, end = found.span(found.lastgroup)
    if found.lastgroup in {"long", "raw"} and text.startswith("\n", at):
        at += 1  # TOML drops a line end right after the opening quotes
    if found.lastgroup in {"raw", "literal"}:
        return min(at + index, end)
    for piece in _ESCAPE.finditer(text, at, end):
        if piece.group()[0] == "\\" and piece.group()[1:].lstrip(" \t").startswith("\n"):
            continue  # a line-ending backslash stands for nothing
        if index == 0:
            return piece.start()
        index -= 1
    return end


class _Walk:
    """A reader's finger moving over the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, Place] = {}
        self.last: dict[Path, int] = {}

    def file(self) -> None:
        table: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        keys = self._keys()
        self.at += 2 if many else 1
        path: Path = ()
        for depth, (key, _) in enumerate(keys, 1):
            path += (key,)
            if many and depth == len(keys):
                self.last[path] = self.last.get(path, -1) + 1
            self.places.setdefault(path, Place(start, start))
            if path in self.last:
                path += (self.last[path],)
        self.places[path] = Place(start, start)
        return path

    def _pair(self, table: Path) -> None:
        path = table
        for key, start in self._keys():
            path += (key,)
            self.places.setdefault(path, Place(start, start))
            last = start
        self.at += 1  # the equals sign
        self._skip(_GAP)
        self.places[path] = Place(last, self.at)
        self._value(path)

    def _keys(self) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        while True:
            start = self._skip(_GAP)
            word = _STRING.match(self.text, start) or _BARE.match(self.text, start)
            if word is None:
                return found
            self.at = word.end()
            found.append((word[word.lastgroup or 0], start))
            if self.text[self._skip(_GAP) : self.at + 1] != ".":
                return found
            self.at += 1

    def _value(self, path: Path) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif word := (_STRING if opening in {'"', "'"} else _SCALAR).match(self.text, self.at):
            self.at = word.end()

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self.text[self._skip(_BLANK) : self.at + 1] not in {"]", ""}:
            element = (*path, index)
            self.places[element] = Place(self.at, self.at)
            self._value(element)
            if self.text[self._skip(_BLANK) : self.at + 1] == ",":
                self.at += 1
            index += 1
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self.text[self._skip(_BLANK) : self.at + 1] not in {"}", ""}:
            self._pair(path)
            if self.text[self._skip(_BLANK) : self.at + 1] == ",":
                self.at += 1
        self.at += 1

    def _skip(self, blank: re.Pattern[str]) -> int:
        found = blank.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at
