"""Draw the pictures of README and docs with the program itself: `make pictures`.

Each is the screen's own raster after the actions named here, written as SVG. Nothing is retouched.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from descent_tui.objectives.objective import layered  # noqa: E402 - from this checkout, whatever is installed
from descent_tui.pictures.chain_page import Traced, chain_page  # noqa: E402
from descent_tui.pictures.finetuning_page import finetuning_page  # noqa: E402
from descent_tui.pictures.foresight import Foresight  # noqa: E402
from descent_tui.pictures.look import Look  # noqa: E402
from descent_tui.pictures.optimizer_page import Chosen, optimizer_page  # noqa: E402
from descent_tui.pictures.stage import Stage  # noqa: E402
from descent_tui.pictures.svg import svg  # noqa: E402
from descent_tui.pictures.weights.page import WeightsPage  # noqa: E402
from descent_tui.pictures.weights.place import Place  # noqa: E402
from descent_tui.scenario import catalogue  # noqa: E402
from descent_tui.session.bill import Bill  # noqa: E402
from descent_tui.session.finetuning import begun, stepped  # noqa: E402
from descent_tui.session.opening import open_scenario  # noqa: E402
from descent_tui.session.timeline import Timeline  # noqa: E402
from descent_tui.session.words import parse  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session


class Picture(NamedTuple):
    """A picture to be drawn: its file, the landscape, what is done there, columns and rows, and itself in words."""

    name: str
    scenario: str
    actions: tuple[str, ...]
    columns: int
    rows: int
    says: str


SIZES = {"": (120, 40), "-small": (80, 24)}
"""What is added to the name of a picture → its columns and rows."""

PICTURES = (
    Picture(
        "screen",
        "himmelblau",
        ("step 14",),
        120,
        36,
        "The screen: a map of Himmelblau's function with the trail of a descent, and its two partials beside it",
    ),
    Picture(
        "frozen",
        "seed-bowl",
        ("freeze y", "step 4"),
        110,
        32,
        "The seed bowl with y frozen: one line of the map is left, and only x moves along it",
    ),
    Picture(
        "mountain",
        "peaks",
        ("look kind mountain", "step 8"),
        110,
        32,
        "A landscape seen from the side, as a shaded mountain",
    ),
    Picture(
        "nudge",
        "mountain",
        ("look nudge 0.001",),
        110,
        32,
        "A nudge of x by 0.001: change, slope and partial beside each other, and whether they agree",
    ),
    *(
        Picture(
            f"race{name}",
            "rotated-ravine",
            ("race momentum", "race adam", "tune", "step 40"),
            *size,
            "A race of gradient descent, momentum and Adam along a ravine that is not along the axes",
        )
        for name, size in SIZES.items()
    ),
    *(
        Picture(
            f"branch{name}",
            "himmelblau",
            ("step 25", "at 4", "freeze y", "step 6", "free all", "step 20"),
            *size,
            "A branch with its ghost: six steps with y frozen lead into another valley; the ghost went straight on",
        )
        for name, size in SIZES.items()
    ),
    Picture(
        "chain",
        "xor",
        ("step 20",),
        110,
        32,
        "The chain rule through exclusive or: the local derivatives from the loss to a weight, multiplied edge by edge",
    ),
    Picture(
        "optimizers",
        "rosenbrock",
        ("step 10",),
        110,
        34,
        "The page of optimizers: the rule of Nesterov's momentum, its knobs, its coming step in numbers, and where the "
        "next thirty steps would lead",
    ),
    Picture(
        "finetuning",
        "digits-64-16-10",
        (),
        110,
        32,
        "Fine-tuning of a small network: four losses on one chart, with one connection, one neuron, one layer and "
        "everything free",
    ),
    *(
        Picture(
            f"scrubber{name}",
            "rosenbrock",
            ("optimizer momentum", "lr 0.0015", "step 90", "at 32"),
            *size,
            "The slider of time: at step 32 of 90, what lies ahead fainter on the map and among the losses",
        )
        for name, size in SIZES.items()
    ),
    Picture(
        "weights",
        "digits-million",
        ("freeze layer 1", "step 1"),
        120,
        40,
        "A million partials on one page: three layers as heat maps, the first one frozen, their histogram, and W2[7,9]",
    ),
    Picture(
        "section",
        "spirals",
        ("step 150", "plane filter 7"),
        110,
        32,
        "The loss of a network along two random directions whose filters are as long as the network's own",
    ),
)


SECONDS = {"value": 3.1e-3, "nudge": 1.4e-4, "gradient": 3.3e-2}
"""What the page of weights measured on a machine of two cores, best of four: a picture that stays has no clock."""


def chain_rule(session: Session, columns: int, rows: int) -> Raster:
    """Return the page of the chain rule: the third sample, the second factor in hand."""
    objective = session.objective
    if not layered(objective):
        raise TypeError("only a network has layers to follow")
    traced = Traced(sample=2, factor=1)
    found = objective.chain(session.here.x, objective.index("W1[1,2]"), traced.sample)
    return chain_page(session, found, traced, len(objective.training), columns, rows, Look())


def fine_tuning(session: Session, columns: int, rows: int) -> Raster:
    """Return the page of fine-tuning after fifty steps of each, everything in hand."""
    return finetuning_page(stepped(begun(session), (0, 1, 2, 3), 50), 3, "", columns, rows, Look())


def optimizers(session: Session, columns: int, rows: int) -> Raster:
    """Return the page of optimizers, another one looked at than the one in use."""
    return optimizer_page(session, Chosen("nesterov"), columns, rows, Look(), Foresight()).raster


def weights(session: Session, columns: int, rows: int) -> Raster:
    """Return the page of all weights."""
    bill = Bill(session.objective.size, **SECONDS)
    return WeightsPage().draw(session, Place(session.view.focus), columns, rows, Look(), bill=bill).raster


PAGES: dict[str, Callable[[Session, int, int], Raster]] = {
    "chain": chain_rule,
    "finetuning": fine_tuning,
    "optimizers": optimizers,
    "weights": weights,
}
"""Pictures of another page than the landscape."""


def raster_of(picture: Picture) -> Raster:
    """Return the screen after the picture's actions."""
    timeline = Timeline(open_scenario(catalogue.load(picture.scenario)))
    for words in picture.actions:
        timeline = timeline.act(parse(words))
    if page := PAGES.get(picture.name):
        return page(timeline.present, picture.columns, picture.rows)
    return Stage().draw(timeline.present, picture.columns, picture.rows, Look())


def main(folder: Path = HERE / "pictures") -> None:
    """Draw all pictures into a folder."""
    folder.mkdir(exist_ok=True)
    for picture in PICTURES:
        file = folder / f"{picture.name}.svg"
        file.write_text(svg(raster_of(picture), Look(), picture.says), "utf-8")
        print(f"{file.name}: {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
