"""The whole screen as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures import bottom
from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.header import header
from descent_tui.pictures.landscape import Landscape
from descent_tui.pictures.later import Later
from descent_tui.pictures.layout import LEAST_HEIGHT, LEAST_WIDTH, NUDGE, Layout, Region, fits, layout, panel_width
from descent_tui.pictures.lines import Lines
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.sections import Sections
from descent_tui.pictures.text import Part, length, panel, write
from descent_tui.session.intents import toggle
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

_STEP: tuple[bottom.Hint, ...] = (("space", "step", "wish step"), ("u", "back", "wish back"))
_HELP: tuple[bottom.Hint, ...] = (("?", "help", "wish help"), ("q", "quit", "wish quit"))
_MORE: tuple[bottom.Hint, ...] = (
    ("/", "formula", "wish formula"), ("l", "landscapes", "wish gallery"), ("v", "view", "wish view"),
    ("p", "play", "wish play"), ("←→↑↓", "walk", "wish help"), (", .", "scrub", "wish scrub-back"),
    ("R", "race", "wish race"), ("w", "write", "wish write"), ("d", "derivation", "wish derivation"),
    ("c", "palette", "wish palette"), ("r", "restart", "wish restart"),
)  # fmt: skip
HINTS: tuple[bottom.Hint, ...] = (
    *_STEP, ("1-9", "freeze", "wish pick"), ("+ -", "rate", "wish faster"), ("n", "nudge", "wish nudge"), *_HELP,
    *_MORE,
)  # fmt: skip
"""The footer: the most needed first, as many as fit."""

RACE_HINTS: tuple[bottom.Hint, ...] = (
    *_STEP, ("m", "lead", "wish lead"), ("O", "order", "wish order"), ("T", "tune", "wish tune"),
    (", .", "scrub", "wish scrub-back"), *_HELP, ("x", "leave", "wish leave"),
    *(hint for hint in _MORE if hint[1] != "scrub"),
)  # fmt: skip
"""The same in a race."""

BACK_HINTS: tuple[bottom.Hint, ...] = (
    (", .", "scrub", "wish scrub-back"), ("space", "step", "wish step"), ("b", "branch", "wish switch"),
    ("B", "forget", "wish drop"), ("u", "back", "wish back"), *_HELP, ("home end", "ends", "wish scrub-end"),
    ("p", "play", "wish play"), ("o", "optimizer", "wish optimizers"), ("+ -", "rate", "wish faster"),
    *(hint for hint in _MORE if hint[1] not in {"scrub", "play"}),
)  # fmt: skip
"""The same while one looks back, or has left a branch."""


BRIEF = 8
"""Lines of the derivation at most while one looks back: then the losses are the slider, and need the room."""


class Stage:
    """Draws sessions, and remembers only what saves it from drawing the same twice.

    Attributes:
        layout: where everything stood on the last picture; None while the screen is too small.
        later: what the last picture lacked, where somebody waits for the picture.
    """

    def __init__(self, later: Later | None = None) -> None:
        self.layout: Layout | None = None
        self.later = later or Later()
        self._sections = Sections(self.later)
        self._lines = Lines()
        self._landscape = Landscape(self._sections)
        self._curves: dict[str, tuple[tuple[object, ...], Raster]] = {}
        self._hints: tuple[tuple[int, int, str], ...] = ()
        self._look: Look | None = None
        self._answer: tuple[tuple[object, ...], Raster] | None = None

    def draw(
        self, session: Session, width: int, height: int, look: Look, *, curves: bool = True, panels: bool = True
    ) -> Raster:
        """Return the screen.

        With `curves` false, slice, loss and the arrows of the slopes stay as they were drawn last: they take longer,
        and more bytes, than all the rest together, so a key is answered without them first. With `panels` false, all
        that stands beside the landscape is left out: the first picture of all comes sooner by a quarter.
        """
        if not fits(width, height):
            self.layout = None
            return _too_small(session, width, height, look)
        shows = (session, width, height, look)
        if curves and self.layout and self._answer and self._answer[0] == shows:
            return self._with_curves(session, self.layout, look, self._answer[1])
        self.later.wanted.clear()
        places = layout(
            width, height, session.objective.size, nudging=session.view.nudge is not None,
            deriving=_deriving(session, width, look) if panels else 0,
            slicing=session.objective.size > 1 and session.view.kind != "slices", racing=_racing(session),
        )  # fmt: skip
        self.layout, self._look = places, look
        self._lines.follow(session)
        raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        _paste(raster, header(session, places.header.width, places.header.height, look), places.header)
        _paste(raster, self._ground(session, places.landscape, look, arrows=curves), places.landscape)
        for name, region in places.panels.items() if panels else ():
            _paste(raster, self._panel(name, session, region, look, fresh=curves), region)
        self._write_bottom(raster, session, places, look)
        self._answer = (shows, raster) if panels and not curves else None
        return raster

    def forget(self) -> None:
        """Draw everything anew next time: what was lacking has come."""
        self._answer = None
        self._curves.clear()

    def rest(self) -> None:
        """Let go of what is large and soon there again: another page hides the picture for now."""
        self.later.rest()
        self._sections.last = None

    def _with_curves(self, session: Session, places: Layout, look: Look, answer: Raster) -> Raster:
        """Return the answer to a key with curves that are as new as the rest of it."""
        raster = answer.copy()
        if self._landscape.late:
            _paste(raster, self._ground(session, places.landscape, look, arrows=True), places.landscape)
        for name in ("slice", "loss"):
            if region := places.panels.get(name):
                _paste(raster, self._panel(name, session, region, look, fresh=True), region)
        self._write_bottom(raster, session, places, look)
        return raster

    def _ground(self, session: Session, region: Region, look: Look, *, arrows: bool) -> Raster:
        return self._landscape.draw(session, region.width, region.height, look, self._lines, arrows=arrows)

    def _write_bottom(self, raster: Raster, session: Session, places: Layout, look: Look) -> None:
        footer, self._hints = bottom.footer(hints(session), raster.width, look)
        _paste(raster, bottom.arithmetic(session, raster.width, look), places.arithmetic)
        if places.note is not places.arithmetic or session.note is not None:
            said = bottom.note(session, raster.width, look)
            # a long sentence grows upwards: what to do about it stands at its end
            raster.paste(said, 0, places.note.y - said.height + 1)
        _paste(raster, footer, places.footer)

    def _panel(self, name: str, session: Session, region: Region, look: Look, *, fresh: bool) -> Raster:
        width, height = region.width, region.height
        match name:
            case "partials":
                from descent_tui.pictures.partials import partials

                return partials(session, width, height, look)
            case "nudge":
                from descent_tui.pictures.nudging import nudging

                return nudging(session, width, height, look, self._sections.bill(session) if height > NUDGE else None)
            case "race":
                from descent_tui.pictures.race import race

                return race(session, self._lines, session.view.order, width, height, look)
            case "derivation":
                from descent_tui.pictures.derivation import derivation

                return derivation(session, width, height, look)
            case _:
                return self._curve(name, session, width, height, look, fresh=fresh)

    def _curve(self, name: str, session: Session, width: int, height: int, look: Look, *, fresh: bool) -> Raster:
        key: tuple[object, ...] = (width, height, look)
        shows = (session.here, session.view, session.runners, session.ghosts)
        drawn = self._curves.get(name)
        if drawn is not None and drawn[0][0] == key and (not fresh or drawn[0][1:] == shows):
            return drawn[1]
        if name == "slice":
            raster = panel(width, height, look, slice_title(session, width - 4, look))
            if fresh:
                raster.paste(self._slice(session, width - 1, height - 1, look), 1, 1)
        elif fresh:
            from descent_tui.pictures.slider import slider

            raster = slider(session, self._lines, width, height, look)
        else:
            raster = panel(width, height, look, [("loss", look.colours.title)])
        if fresh:
            self._curves[name] = ((key, *shows), raster)
        return raster

    def _slice(self, session: Session, width: int, height: int, look: Look) -> Raster:
        from descent_tui.pictures.curve import slice_picture  # the first picture has no curves yet

        i, here = session.view.focus, session.here
        at = float(here.x[i])
        low, high = self._landscape.span(session, i)
        t, f = self._sections.slice(session, i, low, high, 2 * width)
        return slice_picture(
            width, height, look, t, f, at, here.value, float(here.gradient[i]), session.objective.name(i),
            frozen=not session.free[i], colour=ink_of(session, i, look), caption=False,
        )  # fmt: skip

    def clicked(self, session: Session, x: int, y: int) -> str | None:
        """Return the action, or `wish …`, that a click on a cell stands for; None for none."""
        places = self.layout
        where = places.at(x, y) if places else None
        if places is None or where is None:
            return None
        if where == "landscape":
            return self._landscape.clicked(session, x - places.landscape.x, y - places.landscape.y)
        if where == "footer":
            return next((action for first, end, action in self._hints if first <= x < end), None)
        if where == "partials":
            from descent_tui.pictures.partials import variable_at

            region = places.panels[where]
            i = variable_at(session, region.height, y - region.y)
            return None if i is None else toggle(session, i)
        if where == "race":
            from descent_tui.pictures import race

            region = places.panels[where]
            size, order = (region.width, region.height), session.view.order
            at = x - region.x, y - region.y
            if self._look and (by := race.order_at(session, self._lines, order, size, self._look, at)):
                return f"look order {by}"
            number = race.number_at(session, self._lines, order, size, at[1])
            return None if number in {None, session.runner.number} else f"lead {number}"
        return None

    def scrubbed(self, session: Session, x: int, y: int) -> int | None:
        """Return the step that a cell of the loss panel stands for; None for any other cell."""
        places = self.layout
        region = places.panels.get("loss") if places else None
        if region is None or self._look is None or not region.contains(x, y):
            return None
        from descent_tui.pictures.slider import step_at

        return step_at(session, self._lines, (region.width, region.height), self._look, x - region.x, y - region.y)


MANY = 9
"""Above so many variables there are some that no digit freezes: they are found on the page of weights."""

_NUDGE = next(k for k, hint in enumerate(HINTS) if hint[1] == "nudge")
MANY_HINTS: tuple[bottom.Hint, ...] = (*HINTS[: _NUDGE + 1], ("W", "weights", "wish weights"), *HINTS[_NUDGE + 1 :])
"""The footer of a landscape over many variables."""


def _racing(session: Session) -> int:
    """Return how many rows the table of the race wants."""
    if len(session.runners) == 1:
        return 0
    from descent_tui.pictures.race import rows

    return rows(session)


def _deriving(session: Session, width: int, look: Look) -> int:
    """Return how many lines the derivation wants."""
    if not session.view.derivation or len(session.runners) > 1:
        return 0
    from descent_tui.pictures.derivation import derivation_lines

    lines = len(derivation_lines(session, panel_width(width) - 3, look))
    return min(lines, BRIEF) if session.ghosts or session.runner.ahead is not None else lines


def hints(session: Session) -> tuple[bottom.Hint, ...]:
    """Return what is most needed now."""
    if session.runner.ahead is not None:
        return BACK_HINTS
    if len(session.runners) > 1:
        return RACE_HINTS
    if session.ghosts:
        return BACK_HINTS
    return MANY_HINTS if session.objective.size > MANY else HINTS


def _paste(raster: Raster, part: Raster, region: Region) -> None:
    raster.paste(part, region.x, region.y)


def slice_title(session: Session, width: int, look: Look) -> list[Part]:
    """Return `slice along x, y held at 1   slope −0.388` as far as there is room; no number is cut short."""
    colours, objective, i = look.colours, session.objective, session.view.focus
    ink = ink_of(session, i, look)
    name: list[Part] = [("slice along ", colours.title), (objective.name(i), ink)]
    if not session.free[i]:
        at = f"   frozen at {show(float(session.here.x[i]))} {look.glyphs.frozen}"
        return [*name, (at, colours.frozen)] if length(name, look) + len(at) <= width else name
    slope: list[Part] = [("   slope ", colours.faint), (show(float(session.here.gradient[i])), ink)]
    held = ", all others held"
    if objective.size == 2:
        held = f", {objective.name(1 - i)} held at {show(float(session.here.x[1 - i]))}"
    said = (held, colours.faint)
    for title in ([*name, said, *slope], [*name, *slope], [("slice ", colours.title), name[1], *slope]):
        if length(title, look) <= width:
            return title
    return name


def _too_small(session: Session, width: int, height: int, look: Look) -> Raster:
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    text = f"f {show(session.here.value)}  step {session.here.k}  needs {LEAST_WIDTH}×{LEAST_HEIGHT}"
    write(raster, 0, 0, [(text, look.colours.ink)], look, width)
    return raster
