"""Every key, what it wishes, and what the help says of it. The one table the keys, help, palette and footer share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One wish with the keys it is on.

    Attributes:
        keys: Textual's names of the keys, the first one shown.
        shown: how the keys are written in help and footer.
        wish: a word of `session.intents`, or of the screen itself where it opens something (`SCREEN`).
        says: one sentence for help and the palette.
        hint: one word for the footer, or nothing.
        group: the heading it stands under in help.
    """

    keys: tuple[str, ...]
    shown: str
    wish: str
    says: str
    hint: str = ""
    group: str = ""


SCREEN = (
    "play", "slower-play", "faster-play", "optimizers", "pick", "formula", "gallery", "palette", "axes", "goto", "act",
    "constant", "chain", "tuning", "weights", "write", "copy", "help", "commands", "cancel", "quit", "race", "leave",
    "stop",
)  # fmt: skip
"""Wishes that the screen grants itself: they open something, or set the pace."""

KEYMAP = (
    Key(("space", "s"), "space s", "step", "take one step against the gradient", "step", "descend"),
    Key(("S", "upper_s"), "S", "leap", "take ten steps", "", "descend"),
    Key(("u", "backspace"), "u", "back", "take back the last action", "back", "descend"),
    Key(("ctrl+r",), "ctrl+r", "forward", "do again what was taken back", "", "descend"),
    Key(("p",), "p", "play", "play and pause", "play", "descend"),
    Key(("less_than_sign",), "<", "slower-play", "play more slowly", "", "descend"),
    Key(("greater_than_sign",), ">", "faster-play", "play faster", "", "descend"),
    Key(("U", "upper_u"), "U", "stop", "stop playing at grad<1e-6 or 500 steps", "", "descend"),
    Key(("plus", "equals_sign"), "+", "faster", "raise the learning rate α", "", "descend"),
    Key(("minus", "underscore"), "-", "slower", "lower the learning rate α", "", "descend"),
    Key(("o",), "o", "optimizers", "choose the optimizer and turn its knobs", "", "descend"),
    Key(("N", "upper_n"), "N", "optimizer", "take the next optimizer", "", "descend"),
    Key(("r",), "r", "restart", "return to the start", "restart", "descend"),
    Key(("comma",), ",", "scrub-back", "scrub one step back along the line", "scrub", "time and branches"),
    Key(("full_stop",), ".", "scrub-on", "scrub one step on", "", "time and branches"),
    Key(("left_curly_bracket",), "{", "scrub-far-back", "scrub ten steps back", "", "time and branches"),
    Key(("right_curly_bracket",), "}", "scrub-far-on", "scrub ten steps on", "", "time and branches"),
    Key(("home",), "home", "scrub-start", "scrub to the start of the line", "", "time and branches"),
    Key(("end",), "end", "scrub-end", "scrub to the end of the line", "", "time and branches"),
    Key(("b",), "b", "switch", "switch to the branch that was left first", "", "time and branches"),
    Key(("B", "upper_b"), "B", "drop", "forget the branch that was left last", "", "time and branches"),
    Key(("R", "upper_r"), "R", "race", "let another optimizer join the race", "race", "race"),
    Key(("m",), "m", "lead", "drive the next runner", "", "race"),
    Key(("x",), "x", "leave", "take a runner out of the race", "", "race"),
    Key(("O", "upper_o"), "O", "order", "order the race by f, ‖∇f‖, gradients, number", "", "race"),
    Key(("T", "upper_t"), "T", "tune", "give each its best rate and begin again", "", "race"),
    *(
        Key((str(i),), str(i), f"toggle {i}", f"freeze or free variable {i}", "", "one partial at a time")
        for i in range(1, 10)
    ),
    Key(("0",), "0", "free-all", "free all variables", "", "one partial at a time"),
    Key(("F", "upper_f"), "F", "only", "leave only this one free", "", "one partial at a time"),
    Key(("f",), "f", "pick", "freeze by name: y, w[1..5], all but x", "", "one partial at a time"),
    Key(("tab",), "tab", "focus", "turn to the next variable's partial", "", "one partial at a time"),
    Key(("n",), "n", "nudge", "nudge this variable by h, all others still", "nudge", "one partial at a time"),
    Key(("left_square_bracket",), "[", "smaller-h", "a ten times smaller nudge", "", "one partial at a time"),
    Key(("right_square_bracket",), "]", "larger-h", "a ten times larger nudge", "", "one partial at a time"),
    Key(("W", "upper_w"), "W", "weights", "see all weights: maps, largest, any by name", "", "one partial at a time"),
    Key(("d",), "d", "derivation", "show or hide the derivation", "", "one partial at a time"),
    Key(("A", "upper_a"), "A", "tuning", "fine-tune a weight, a neuron, a layer, all", "", "one partial at a time"),
    Key(("D", "upper_d"), "D", "chain", "follow the chain rule through a network", "", "one partial at a time"),
    Key(("left",), "←", "west", "walk west by hand", "", "walk and look"),
    Key(("right",), "→", "east", "walk east by hand", "", "walk and look"),
    Key(("down",), "↓", "south", "walk south by hand", "", "walk and look"),
    Key(("up",), "↑", "north", "walk north by hand", "", "walk and look"),
    Key(("shift+left", "H", "upper_h"), "shift+←", "pan-left", "pan the map to the left", "", "walk and look"),
    Key(("shift+right", "L", "upper_l"), "shift+→", "pan-right", "pan the map to the right", "", "walk and look"),
    Key(("shift+down", "J", "upper_j"), "shift+↓", "pan-down", "pan the map down", "", "walk and look"),
    Key(("shift+up", "K", "upper_k"), "shift+↑", "pan-up", "pan the map up", "", "walk and look"),
    Key(("z",), "z", "zoom-in", "zoom in", "", "walk and look"),
    Key(("Z", "upper_z"), "Z", "zoom-out", "zoom out", "", "walk and look"),
    Key(("h",), "h", "home", "back to the scenario's own window", "", "walk and look"),
    Key(("v",), "v", "view", "map, mountain, slices", "view", "walk and look"),
    Key(("t",), "t", "turn", "turn the mountain", "", "walk and look"),
    Key(("g",), "g", "arrow", "show or hide the gradient arrow", "", "walk and look"),
    Key(("M", "upper_m"), "M", "memory", "show or hide velocity and second moment", "", "walk and look"),
    Key(("c",), "c", "palette", "the next palette", "", "walk and look"),
    Key(("C", "upper_c"), "C", "light", "light or dark", "", "walk and look"),
    Key(("a",), "a", "axes", "choose the two variables of the section", "", "walk and look"),
    Key(("P", "upper_p"), "P", "plane", "map other directions: random, gradient, path", "", "walk and look"),
    Key(("E", "upper_e"), "E", "curvature", "measure the curvature: α·λmax against 2", "", "walk and look"),
    Key(("slash",), "/", "formula", "type a formula", "formula", "open"),
    Key(("l",), "l", "gallery", "browse the landscapes", "landscapes", "open"),
    Key(("G", "upper_g"), "G", "goto", "go to a point: x=1.2,y=0.5", "", "open"),
    Key(("k",), "k", "constant", "turn a constant of the scenario: b 50", "", "open"),
    Key(("colon",), ":", "act", "say any action in words", "", "open"),
    Key(("w",), "w", "write", "write a picture, trajectory or session", "", "open"),
    Key(("y",), "y", "copy", "copy the command that leads here", "", "open"),
    Key(("ctrl+p",), "ctrl+p", "commands", "find any action by name", "", "open"),
    Key(("question_mark", "f1"), "?", "help", "this page", "help", "open"),
    Key(("ctrl+c",), "ctrl+c", "cancel", "cancel work, pause play, else quit", "", "open"),
    Key(("ctrl+z",), "ctrl+z", "suspend", "leave for the shell; fg comes back", "", "open"),
    Key(("q",), "q", "quit", "leave", "quit", "open"),
)

BY_KEY = {key: entry.wish for entry in KEYMAP for key in entry.keys}
"""Textual's name of a key → the wish it is on."""
