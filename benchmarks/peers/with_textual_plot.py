"""The same step in textual-plot: contours as polylines, a trail that grows."""

from __future__ import annotations

from field import contours, step
from textual.app import App, ComposeResult
from textual_plot import HiResMode, PlotWidget


class PlotApp(App[None]):
    """One plot."""

    BINDINGS = [("space", "step", "step")]  # noqa: RUF012 - as Textual's own examples have it

    def compose(self) -> ComposeResult:
        yield PlotWidget()

    def on_mount(self) -> None:
        self.lines, self.trail = contours(), [(-0.3, -0.5)]
        self.query_one(PlotWidget).focus()
        self.draw()

    def draw(self) -> None:
        plot = self.query_one(PlotWidget)
        plot.clear()
        for xs, ys in self.lines:
            plot.plot(xs, ys, hires_mode=HiResMode.BRAILLE)
        plot.plot([p[0] for p in self.trail], [p[1] for p in self.trail], hires_mode=HiResMode.BRAILLE)

    def action_step(self) -> None:
        self.trail.append(step(*self.trail[-1]))
        self.draw()


if __name__ == "__main__":
    PlotApp().run()
