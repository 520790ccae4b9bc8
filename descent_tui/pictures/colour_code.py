"""A colour as one whole number: 0xRRGGBB, an entry of the terminal's palette, or the terminal's own."""

from __future__ import annotations

DEFAULT = -1
"""The terminal's own colour."""

INDEXED = 1 << 24
"""`INDEXED | n` is entry n of the terminal's palette of 256 (or of 16, for n < 16); below it a colour is 0xRRGGBB."""
