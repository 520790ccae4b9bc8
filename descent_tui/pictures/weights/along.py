"""f along the chosen variable, all others held, with its tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.curve import slice_picture
from descent_tui.pictures.stage import slice_title
from descent_tui.pictures.text import panel
from descent_tui.pictures.weights.chosen import sign_ink

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.sections import Sections
    from descent_tui.session.session import Session


def along(
    session: Session, span: tuple[float, float], sections: Sections, width: int, height: int, look: Look
) -> Raster:
    """Return the panel of the slice along the variable in focus, over a span of its values."""
    i, here = session.view.focus, session.here
    raster = panel(width, height, look, slice_title(session, width - 4, look))
    partial = float(here.gradient[i])
    t, f = sections.slice(session, i, *span, 2 * width)
    picture = slice_picture(
        width - 1, height - 1, look, t, f, float(here.x[i]), here.value, partial, session.objective.name(i),
        frozen=not session.free[i], colour=sign_ink(partial, look), caption=False,
    )  # fmt: skip
    raster.paste(picture, 1, 1)
    return raster
