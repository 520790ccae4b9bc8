"""The screen one walks on: keys and mouse become actions, sessions become pictures."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from descent_tui.session.errors import ActionError
from descent_tui.session.intents import WISHES, wish
from descent_tui.session.session import Note, Session
from descent_tui.session.timeline import Timeline
from descent_tui.tui.first_picture import look, opened, seen
from descent_tui.tui.page import Page, Prompted
from descent_tui.tui.painting import Painting
from descent_tui.tui.recording import Recording
from descent_tui.tui.scrubbing import Scrubbing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from descent_tui.pictures.look import Look
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.resume import Resumed
    from descent_tui.tui.appearance import Appearance
    from descent_tui.tui.choice import Choice
    from descent_tui.tui.doing import Doing
    from descent_tui.tui.drawing import Drawing
    from descent_tui.tui.exporting import Exporting
    from descent_tui.tui.job import Job
    from descent_tui.tui.player import Player
    from descent_tui.tui.prompt import Prompt
    from descent_tui.tui.wishes import Wishes

REST = 0.05
"""Seconds after which the first picture, curves and all, is out, and what could wait for it begins."""


class LandscapeScreen(Prompted):
    """Holds the timeline; every change of it is drawn. Nothing else here has a memory but what was painted last."""

    def __init__(
        self,
        scenario: Scenario,
        appearance: Appearance,
        actions: Sequence[str] = (),
        resumed: Resumed | None = None,
        *,
        scouted: bool = False,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        if resumed:
            self.timeline = replace(resumed.timeline, present=seen(resumed.timeline.present, appearance))
        else:
            self.timeline = Timeline(opened(scenario, appearance))
        self.recording = Recording(self, self.timeline.present, resumed)
        self.preview: Session | None = None
        self.exporting: Exporting | None = None  # until something is written
        self.painting = Painting(self, scouted=scouted)
        self.stage, self.view = self.painting.stage, self.painting.view
        self.scrubbing = Scrubbing(self)
        for text in actions:  # that the command line asked for
            self.act(text)
        if resumed is not None:
            self.recording.begin()

    @property
    def session(self) -> Session:
        """What is on the screen: the present, or what a formula being typed would make of it."""
        return self.preview or self.timeline.present

    @property
    def look(self) -> Look:
        """How it is drawn."""
        return look(self.session.view, self._appearance)

    def compose(self) -> ComposeResult:
        """Yield the one widget that shows pictures, with the first one on it: then no blank one is sent."""
        yield self.painting.first()

    def on_mount(self) -> None:
        """See to what could wait for the first picture."""
        self.set_timer(REST, lambda: self.run_worker(self._rest()))

    async def _rest(self) -> None:
        """Load what keys will ask for and begin the journal; then let garbage be looked for among what is new."""
        from descent_tui.tui.later import load

        await load()
        note = self.timeline.present.note
        self.recording.begin()
        if self.timeline.present.note is not note:
            self.draw()
        if not gc.isenabled():  # as `main` left it
            gc.freeze()
            gc.enable()

    def on_unmount(self) -> None:
        """See to what is being written, and close the journal; nobody waits for a job any more."""
        self.doing.cancel()
        self.drawing.cancel()
        if self.exporting is not None:
            self.exporting.writing.finish()
        self.recording.end()

    def on_resize(self) -> None:
        """Draw for the new size; the first one is drawn already."""
        self.painting.fit()

    def act(self, text: str) -> bool:
        """Do an action said in words and draw what came of it; return whether it could be done.

        One that takes long is done by and by, and so is what is asked for meanwhile.
        """
        from descent_tui.session.words import parse  # no key has been pressed before the first picture

        done = True
        try:
            action = parse(text)
            if not action.waits or not self.doing.wait(lambda: self.act(text)):
                self.doing.act(action)
        except ActionError as refused:
            self.say("warn", str(refused))
            done = False
        self.draw()
        return done

    def say(self, kind: str, text: str) -> None:
        """Put a sentence on the note line; it is part of no history."""
        text = text[:1].upper() + text[1:]
        text = text if text.endswith((".", "!", "?", ")")) else text + "."
        present = replace(self.timeline.present, note=Note(kind, text))
        self.timeline = replace(self.timeline, present=present)

    @cached_property
    def doing(self) -> Doing:
        """What does the actions, at once or by and by."""
        from descent_tui.tui.doing import Doing

        return Doing(self)

    @cached_property
    def drawing(self) -> Drawing:
        """What computes grounds that take long."""
        from descent_tui.tui.drawing import Drawing

        return Drawing(self, self.stage.later)

    @cached_property
    def player(self) -> Player:
        """What plays and pauses."""
        from descent_tui.tui.player import Player

        return Player(self)

    @cached_property
    def wishes(self) -> Wishes:
        """What the screen itself does when wished."""
        from descent_tui.tui.wishes import Wishes

        return Wishes(self)

    def grant(self, word: str) -> None:
        """Grant a wish: an action where it stands for one, else something the screen opens itself."""
        from descent_tui.session.words import parse

        if word == "derivation" and self.wishes.derived():
            return
        if word in WISHES or word.startswith("toggle "):
            try:
                text = wish(self.timeline.present, word)
                # what is meant by it depends on what it is done to, which is still to come
                if not parse(text).waits or not self.doing.wait(lambda: self.grant(word)):
                    self.act(text)
            except ActionError as refused:
                if not self.doing.wait(lambda: self.grant(word)):
                    self.say("warn", str(refused))
                self.draw()
        else:
            self.wishes.grant(word)

    def draw(self) -> None:
        """Draw what has changed."""
        self.painting.draw()

    def on_job_report(self, message: Job.Report) -> None:
        """Take what came of a job."""
        self.drawing.reported(message.job)
        if self.exporting is not None:
            self.exporting.writing.reported(message.job)
        if message.job is not self.doing.job or not message.job.ended:
            return
        self.doing.ended(message.job)
        if isinstance(self.app.screen, Page):
            self.app.screen.landscape_changed()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the slider of time, where the mouse is on it."""
        self.scrubbing.take(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        self.scrubbing.drag(event)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self.scrubbing.drop()

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked place stands for."""
        if self.prompt is not None:
            return
        try:
            if text := self.stage.clicked(self.timeline.present, event.screen_x, event.screen_y):
                word, _, rest = text.partition(" ")
                if word == "wish":
                    self.grant(rest)
                else:
                    self.act(text)
        except ActionError as refused:
            self.say("warn", str(refused))
            self.draw()

    def on_mouse_scroll_up(self) -> None:
        """Zoom in."""
        if self.prompt is None:
            self.grant("zoom-in")

    def on_mouse_scroll_down(self) -> None:
        """Zoom out."""
        if self.prompt is None:
            self.grant("zoom-out")

    def on_screen_resume(self) -> None:
        """Draw what was done on a page that lay over it, and go on playing."""
        self.painting.uncovered()
        self._release()

    def _on_screen_suspend(self) -> None:
        self.player.hold()
        self.painting.covered()
        super()._on_screen_suspend()

    def press(self, event: events.Key) -> bool:
        """Grant what a key wishes, or type it where a prompt is open; return whether it means anything."""
        from descent_tui.tui.keymap import BY_KEY

        if self.prompt is not None:
            return self.typed(self.prompt, event)
        if (word := BY_KEY.get(event.key)) is not None:
            self.grant(word)
        return word is not None

    def open_prompt(self, prompt: Prompt | Choice) -> None:
        """Put a prompt, or a few things to choose from, over the bottom lines; what plays waits for it."""
        self.player.hold()
        self.prompt = prompt

    def _after_typing(self) -> None:
        super()._after_typing()
        if self.prompt is None:
            self._release()

    def _release(self) -> None:
        """Go on playing; the first picture needs no player to know that nothing plays."""
        if "player" in self.__dict__:
            self.player.release()
