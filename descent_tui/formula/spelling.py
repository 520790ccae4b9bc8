"""The word that somebody meant: a misspelt name and the names that exist → the nearest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def meant(word: str, there: Collection[str], least: float = 0.6) -> str:
    """Return the name that a misspelt one is nearest to, nothing where none is near.

    Capitals do not count, and letters that only changed places come before letters that are others: `stpe` is `step`
    and not `stop`, though two of four letters differ in each.

    Args:
        word: what was typed.
        there: the names that exist; of equally near ones the first is meant.
        least: how alike they must be, from 0 to 1, as `difflib.SequenceMatcher.ratio` measures it.
    """
    low = word.lower()
    letters = sorted(low)
    for known in there:
        if known.lower() == low:
            return known
    for known in there:
        if len(low) > 2 and sorted(known.lower()) == letters:
            return known
    from difflib import SequenceMatcher  # only where something is misspelt

    alike = SequenceMatcher(b=low[:100])  # what is longer is no misspelt name, and would take its square of time

    def likeness(known: str) -> float:
        alike.set_seq1(known.lower())
        return alike.ratio()

    near = max(there, key=likeness, default="")
    return near if near and likeness(near) >= least else ""


def hint(word: str, there: Collection[str]) -> str:
    """Return `did you mean step? ` to put before the list of what exists; nothing where no name is near."""
    near = meant(word, there)
    return f"did you mean {near}? " if near else ""
