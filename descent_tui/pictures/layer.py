"""Cells that lie over a picture, kept so that they can be laid over the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.pictures.raster import Colours, Glyphs, Raster


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """Glyphs and inks [k] at rows [k] and columns [k]; the paper under them is the picture's own."""

    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    glyph: Glyphs
    fg: Colours

    @classmethod
    def between(cls, before: Raster, after: Raster) -> Layer:
        """Return what was drawn on a picture since it was `before`; papers are left out."""
        rows, columns = np.nonzero((before.glyph != after.glyph) | (before.fg != after.fg))
        return cls(rows, columns, after.glyph[rows, columns], after.fg[rows, columns])

    def lay(self, raster: Raster) -> None:
        """Draw it on a picture of the same shape."""
        raster.glyph[self.rows, self.columns] = self.glyph
        raster.fg[self.rows, self.columns] = self.fg
