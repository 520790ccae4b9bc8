"""What can be wrong with an action; in a file of its own, for it is known long before the first action is made."""

from __future__ import annotations


class ActionError(ValueError):
    """Words that are no action, or an action that cannot be done here; the message says what could be."""

    __module__ = "descent_tui.session.actions"  # where others import it from, and the name they know it by


class Unusable(ActionError):
    """An action whose formula is none, or whose file is no scenario: the words are right, what they bring is not."""
