"""What a graph computes along the axes of its sums, by name; `axes` says how, which takes numpy."""

from __future__ import annotations

SUMS = frozenset({"total", "row total", "grand total", "product", "grand product", "others", "others tangent"})
"""What is not elementwise. A "row" quantity is one over the outer index of two, a "grand" one over both."""
