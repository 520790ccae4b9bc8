"""What the screen does itself when wished: it opens a prompt, the gallery, the help; it plays; it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.objectives.objective import layered, symbolic
from descent_tui.pictures.palette import PALETTES, chosen
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.actions import ActionError, Formula
from descent_tui.session.command_line import command_line
from descent_tui.session.intents import next_racer
from descent_tui.session.looks import Look
from descent_tui.session.update import update
from descent_tui.session.view import View
from descent_tui.session.words import parse
from descent_tui.tui.prompt import Check, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.tui.landscape_screen import LandscapeScreen
    from descent_tui.tui.writing import Writing


class Wishes:
    """The wishes of a landscape screen that are no actions."""

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self._table: dict[str, Callable[[], None]] = {
            "play": screen.player.toggle,
            "slower-play": lambda: screen.player.change(-1),
            "faster-play": lambda: screen.player.change(+1),
            "palette": self._palette,
            "pick": lambda: self._ask_action("freeze", "freeze ", self._patterns()),
            "axes": lambda: self._ask_action("axes", "axes ", "two variables of the section, such as x y"),
            "goto": lambda: self._ask_action("goto", "goto ", "a point, such as x=1.2,y=0.5"),
            "constant": lambda: self._ask_action("constant", "constant ", self._knobs()),
            "act": lambda: self._ask_action(":", "", "an action in words, such as step 10 or freeze y"),
            "stop": self._stop,
            "race": self._race,
            "leave": self._leave,
            "formula": self._formula,
            "gallery": self._gallery,
            "optimizers": self._optimizers,
            "chain": self._chain,
            "weights": self._weights,
            "tuning": self._tuning,
            "write": self.write,
            "copy": self._copy,
            "help": self._help,
            "commands": self._commands,
            "suspend": lambda: screen.app.action_suspend_process(),  # noqa: PLW0108 — there is no app yet
            "cancel": self._cancel,
            "quit": self._quit,
        }

    def grant(self, word: str) -> None:
        """Grant it and draw."""
        self._table[word]()
        self._screen.draw()

    def derived(self) -> bool:
        """Open the derivation as a page where there is one, and no room for its panel; return whether it was opened."""
        screen = self._screen
        session, places = screen.session, screen.painting.stage.layout
        shut = not session.view.derivation or not symbolic(session.objective)
        if shut or places is None or "derivation" in places.panels:
            return False
        from descent_tui.tui.derivation_screen import DerivationScreen

        screen.app.push_screen(DerivationScreen(screen))
        return True

    def _palette(self) -> None:
        now = self._screen.look.palette
        following = PALETTES[(PALETTES.index(now) + 1) % len(PALETTES)]
        self._screen.act(f"look palette {following}")
        self._screen.say("info", f"Palette: {following}")

    def _patterns(self) -> str:
        """Return patterns such as fit the landscape."""
        if self._screen.session.scenario.network is not None:
            return "W1[1,*] · layer 1 · unit 1 of layer 1 · all but b* · Esc gives up"
        return "y · w[1..5] · all but x · Esc gives up"

    def _knobs(self) -> str:
        constants = self._screen.timeline.present.constants
        if not constants:
            return "this scenario has no constants"
        return "a constant and its value: " + ", ".join(f"{name} {value:g}" for name, value in constants.items())

    def _stop(self) -> None:
        says = "grad, value, change or steps, joined by and, or · never: no rule · Enter sets it"
        now = self._screen.timeline.present.rule
        self._ask_action("stop at", "stop ", says, now or "grad<1e-6 or 500 steps")

    def _race(self) -> None:
        following = next_racer(self._screen.timeline.present)
        says = f"{following}, or any other, with settings: adam lr=0.1,beta1=0.8 · Enter lets it join"
        self._ask_action("who races?", "race ", says, following)

    def _leave(self) -> None:
        present = self._screen.timeline.present
        others = [runner.number for runner in present.runners[1:]]
        if others:
            said = ", ".join(f"{runner.number} {runner.optimizer}" for runner in present.runners)
            self._ask_action("who leaves?", "leave ", f"{said} · Enter takes it out", str(max(others)))
        else:
            self._screen.say("warn", "There is one runner only: R lets another join")

    def _ask_action(self, label: str, begin: str, help_: str, value: str = "") -> None:
        screen = self._screen
        prefix = begin.strip()

        def check(value: str) -> Check:
            try:
                update_like(f"{prefix} {value}".strip())
            except ActionError as wrong:
                return None, str(wrong)
            return None, ""

        def update_like(text: str) -> None:
            action = parse(text)
            if isinstance(action, Look) and action.what == "palette":
                chosen(action.value)
            if action.word not in {"back", "forward", "step", "open"} and screen.doing.quick(action):
                update(screen.timeline.present, action)

        def done(value: str) -> None:
            screen.act(f"{prefix} {value}".strip())

        screen.open_prompt(Prompt(label, screen.look, done, value=value, check=check, help_=help_))

    def _formula(self) -> None:
        screen = self._screen
        present = screen.timeline.present
        value = present.objective.formula(ascii=True) if hasattr(present.objective, "formula") else ""

        def left() -> None:
            screen.preview = None
            screen.draw()

        def check(text: str) -> Check:
            if text == value:
                left()
                return None, ""
            try:
                Scenario.from_formula(text)
                screen.preview = update(present, Formula(text))
            except FormulaError as wrong:
                return wrong.column - 1, str(wrong)
            except ActionError as wrong:
                return None, str(wrong)
            screen.draw()
            return None, ""

        def done(text: str) -> None:
            screen.preview = None
            if text != value:
                screen.act(f"formula {text}")

        says = "It is on the map as you type. Enter keeps it, Esc gives up."
        screen.open_prompt(Prompt("f =", screen.look, done, value=value, check=check, left=left, help_=says))

    def _commands(self) -> None:
        from descent_tui.tui.palette import Palette

        self._screen.app.push_screen(Palette(self._screen))

    def _gallery(self) -> None:
        from descent_tui.tui.gallery_screen import GalleryScreen

        screen = self._screen
        now = screen.timeline.present.scenario.name
        screen.app.push_screen(GalleryScreen(screen.look, now, lambda name: screen.act(f"open {name}")))

    def _optimizers(self) -> None:
        from descent_tui.tui.optimizer_screen import OptimizerScreen

        self._screen.app.push_screen(OptimizerScreen(self._screen))

    def _chain(self) -> None:
        screen = self._screen
        if not layered(screen.timeline.present.objective):
            screen.say("warn", "This landscape is a formula: d shows its derivation. D follows the layers of a network")
            return
        from descent_tui.tui.chain_screen import ChainScreen

        screen.app.push_screen(ChainScreen(screen))

    def _weights(self) -> None:
        from descent_tui.tui.weights_screen import WeightsScreen

        self._screen.app.push_screen(WeightsScreen(self._screen))

    def _tuning(self) -> None:
        screen = self._screen
        if not layered(screen.timeline.present.objective):
            screen.say("warn", "Fine-tuning is for networks: a formula has no layers to leave free")
        elif not screen.doing.wait(self._tuning):  # it begins where the work that is being done ends
            from descent_tui.tui.finetuning_screen import FineTuningScreen

            screen.app.push_screen(FineTuningScreen(screen))

    def _help(self) -> None:
        from descent_tui.tui.help_screen import HelpScreen

        self._screen.app.push_screen(HelpScreen(self._screen.look))

    def write(self, ending: str = "") -> None:
        """Ask what to write, or where it is to be written that ends in this."""
        from descent_tui.tui.exporting import Exporting

        screen = self._screen
        screen.exporting = screen.exporting or Exporting(screen)
        if ending:
            screen.exporting.ask(ending)
            screen.draw()
        else:
            screen.exporting.choose()

    def _copy(self) -> None:
        screen = self._screen
        line = command_line(screen.timeline, View(palette=PALETTES[0]))
        screen.app.copy_to_clipboard(line)
        screen.say("info", f"Copied, where the terminal allows it: {line}")

    def _cancel(self) -> None:
        cancelled = self._screen.doing.cancel()
        if self._screen.player.playing:
            self._screen.player.toggle()
        elif not cancelled and self._screen.drawing.give_up():
            self._screen.say("info", "Drawing was cancelled: the map stays as far as it has come.")
        elif not cancelled and not (self._writing and self._writing.give_up()):
            self._screen.app.exit()

    def _quit(self) -> None:
        if self._writing is None or self._writing.leave():
            self._screen.app.exit()

    @property
    def _writing(self) -> Writing | None:
        """What writes files, once anything was written."""
        exporting = self._screen.exporting
        return exporting.writing if exporting is not None else None
