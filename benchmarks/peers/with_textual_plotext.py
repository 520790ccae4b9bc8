"""The same step in textual-plotext: contours as polylines, a trail that grows."""

from __future__ import annotations

from field import contours, step
from textual.app import App, ComposeResult
from textual_plotext import PlotextPlot


class PlotextApp(App[None]):
    """One plot."""

    BINDINGS = [("space", "step", "step")]  # noqa: RUF012 - as Textual's own examples have it

    def compose(self) -> ComposeResult:
        yield PlotextPlot()

    def on_mount(self) -> None:
        self.lines, self.trail = contours(), [(-0.3, -0.5)]
        self.draw()

    def draw(self) -> None:
        plot = self.query_one(PlotextPlot)
        plot.plt.clear_figure()
        for xs, ys in self.lines:
            plot.plt.plot(xs, ys, marker="braille")
        plot.plt.plot([p[0] for p in self.trail], [p[1] for p in self.trail], marker="braille")
        plot.refresh()

    def action_step(self) -> None:
        self.trail.append(step(*self.trail[-1]))
        self.draw()


if __name__ == "__main__":
    PlotextApp().run()
