"""Writing the picture on the screen to a file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.ansi import encode
from descent_tui.pictures.raster import Raster
from descent_tui.tui.filter import harmless

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look


def write_picture(name: str, raster: Raster, look: Look) -> tuple[str, str]:
    """Write a raster to a new file: in colours, or plain where the name ends in .txt; return a note's kind and text.

    Nothing is ever written over, nor through a link that leads nowhere, and nothing hostile is written.
    """
    path = Path(name)
    if harmless(name) != name:
        return "bad", "Could not write: the name has characters that cannot be seen"
    with suppress(RuntimeError):  # there is no such user
        path = path.expanduser()
    text = encode(_cleaned(raster), "none" if path.suffix == ".txt" else look.depth)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as refused:
        return "bad", f"Could not write {path.name or path}: {refused.strerror}"
    return "info", f"Wrote {path.name}"


def _cleaned(raster: Raster) -> Raster:
    codes, places = np.unique(raster.glyph, return_inverse=True)
    clean = np.array([ord(harmless(chr(code))) for code in codes.tolist()], np.uint32)
    return Raster(clean[places].reshape(raster.glyph.shape), raster.fg, raster.bg)
