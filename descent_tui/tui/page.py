"""A screen that takes its keys itself, at once and in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.tui.compositor import LeanScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events


class Page(LeanScreen, inherit_bindings=False):
    """Is given every key by the app before the next one is looked at.

    Textual passes a key to the screen's queue, from there back to the app's, and runs its binding then. By that time
    keys typed fast have gone to a screen that is no longer there, or have been taken for something else.
    """

    def press(self, event: events.Key) -> bool:
        """Do what a key means here; return whether it means anything."""
        method = self.keys().get(event.key)
        if method is None:
            return False
        method, *arguments = method.split()
        getattr(self, method)(*map(int, arguments))
        return True

    def paste(self, text: str) -> None:
        """Take what is pasted; here nothing is wanted."""

    def landscape_changed(self) -> None:
        """Draw again what is shown of the landscape under this page; here that is nothing."""

    def keys(self) -> Mapping[str, str]:
        """Return key → the name of a method, and a whole number for it where it wants one."""
        return {}


class BlankPage(Page):
    """What is shown while numpy loads. Keys that are pressed meanwhile are kept."""

    def __init__(self, paper: str | None) -> None:
        super().__init__(id="_default")
        self.pressed: list[events.Key] = []
        if paper is not None:
            self.styles.background = paper

    def press(self, event: events.Key) -> bool:
        """Keep it."""
        self.pressed.append(event)
        return True
