"""`descent-tui list`: the shipped scenarios. Parses no formula and imports no numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli.exits import DONE
from descent_tui.cli.parser import Parser, flag
from descent_tui.cli.plain import columns, json_text, out

if TYPE_CHECKING:
    import argparse

    from descent_tui.scenario.catalogue import Summary

SUMMARY = "List the shipped scenarios, in the order a course would walk through them."
EXAMPLES = ("descent-tui list", "descent-tui list --json")

MANY = 64
"""Above so many variables, their number is told and not their names."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    flag(parser, "--json", 'print [{"name", "title", "kind", "variables"}]')


def run(options: argparse.Namespace) -> int:
    """Print one line for each scenario."""
    from descent_tui.scenario import catalogue

    found = catalogue.summaries()
    if options.json:
        rows = [{"name": s.name, "title": s.title, "kind": s.kind, "variables": _named(s)} for s in found]
        print("[" + ",\n ".join(json_text(row) for row in rows) + "]")
        return DONE
    for line in columns((s.name, _told(s), s.title) for s in found):
        out(line)
    return DONE


def _named(summary: Summary) -> list[str] | int:
    sizes = summary.variables
    count = sum(size or 1 for size in sizes.values())
    if count > MANY:
        return count
    if summary.layers:
        from descent_tui.objectives.net.layout import Layout

        return list(Layout(summary.layers))
    return [name if size is None else f"{name}[{i}]" for name, size in sizes.items() for i in range(1, (size or 1) + 1)]


def _told(summary: Summary) -> str:
    if summary.layers:
        count = sum(size or 1 for size in summary.variables.values())
        return f"{count:,} weights, {' → '.join(map(str, summary.layers))}"
    sizes = summary.variables.items()
    return ", ".join(name if size is None else f"{name}[1..{size}]" for name, size in sizes)
