"""Every key and every value of a TOML text is found where it stands."""

from __future__ import annotations

import tomllib

import pytest

from descent_tui.scenario import catalogue
from descent_tui.scenario.place import Place, character_offset, nearest, places

ODD = r'''# a comment = [ "not a key" ]
title = "quotes \" and # and = inside"   # after
'quoted key' = 'it'
"another.key".sub = 1979-05-27T07:32:00Z
a . b = [1, # one
  2,  # two ]
  { c = 3, "d" = [ 'x', 'y]' ] }, ]
long = """
first "" \
     second \u00e9"""

[table.below]
key = +1e-3
x.y.z = true

[[list]]
n = 1
[[list.inner]]
m = 2
[[list.inner]]
m = 3
[list.table]
t = [[], [[]], {}]
[[list]]
n = 4
[[list.inner]]
m = 5
'''


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    """Return every path of what `tomllib` reads, with the value there."""
    found = [(path, value)] if path else []
    if isinstance(value, dict):
        found += [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        found += [leaf for i, inner in enumerate(value) for leaf in leaves(inner, (*path, i))]
    return found


def reads_as(text: str, place: Place, value: object) -> bool:
    """Whether some prefix of what stands at the place reads as the value."""
    rest = text[place.value :]
    for end in range(1, len(rest) + 1):
        try:
            if tomllib.loads("v = " + rest[:end].rstrip())["v"] == value:
                return True
        except ValueError:
            continue
    return False


TEXTS = {"odd": ODD} | {name: catalogue.find(name).read_text("utf-8") for name in catalogue.names()}


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_is_found_and_reads_as_its_value(name: str) -> None:
    text = TEXTS[name]
    found = places(text)
    for path, value in leaves(tomllib.loads(text)):
        assert path in found, path
        if not isinstance(value, dict | list):
            assert reads_as(text, found[path], value), (path, text[found[path].value :][:30])
        if isinstance(path[-1], str) and not isinstance(value, dict | list):
            assert text[found[path].key :].lstrip("\"'").startswith(path[-1])


def test_nothing_is_found_that_is_not_there() -> None:
    there = {path for path, _ in leaves(tomllib.loads(ODD))}
    assert set(places(ODD)) == there


def test_the_nearest_place_is_the_longest_known_path() -> None:
    found = places("[variables]\nx = { start = 1 }\n")
    assert nearest(found, ("variables", "x", "range", 0)) == found["variables", "x"]
    assert nearest(found, ("nowhere",)) == Place(0, 0)


@pytest.mark.parametrize(
    "text",
    [
        'v = "plain"',
        "v = 'lite\\ral'",
        'v = "a\\tb\\u00e9c\\U0001F600d\\\\e\\"f"',
        'v = """\nfirst line dropped\\n"" two quotes"""',
        'v = """a\\\n     b \\  \n\n  c"""',
        "v = '''\nraw \\n 'quote' '''",
        'v = """ends in a quote""""',
    ],
)
def test_each_decoded_character_is_found(text: str) -> None:
    decoded = tomllib.loads(text)["v"]
    for i, c in enumerate(decoded):
        at = character_offset(text, 4, i)
        assert text[at] in {c, "\\"}, (i, c, text[at:])
    assert [character_offset(text, 4, i) for i in range(len(decoded))] == sorted(
        {character_offset(text, 4, i) for i in range(len(decoded))}
    )


def test_what_is_not_a_string_has_its_first_character() -> None:
    assert character_offset("v = 12", 4, 1) == 4
