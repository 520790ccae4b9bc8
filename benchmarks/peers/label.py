"""The least a Textual program can do: a label that says another number after each key."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Label


class LabelApp(App[None]):
    """One label."""

    BINDINGS = [("space", "step", "step")]  # noqa: RUF012 - as Textual's own examples have it
    count = 0

    def compose(self) -> ComposeResult:
        yield Label("step 0", id="step")

    def action_step(self) -> None:
        self.count += 1
        self.query_one("#step", Label).update(f"step {self.count}")


if __name__ == "__main__":
    LabelApp().run()
