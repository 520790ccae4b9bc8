"""The keys of a network's scenario file, and what each of them wants, in words."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct

from descent_tui.scenario.network import DEEPEST, LARGEST, WIDEST
from descent_tui.scenario.schema import DescentTable, Line, Range, Telling

Activation = Literal["relu", "tanh", "sigmoid", "softplus", "gelu", "identity"]
Loss = Literal["cross-entropy", "mean squared error"]
Init = Literal[
    "glorot uniform", "glorot normal", "he uniform", "he normal", "lecun uniform", "lecun normal", "zeros"
]  # fmt: skip
Generator = Literal["spirals", "circles", "moons", "xor", "line"]


def _either(choice: object) -> str:
    words = get_args(choice)
    return ", ".join(f'"{word}"' for word in words[:-1]) + f' or "{words[-1]}"'


_Count = Annotated[int, Meta(ge=1, le=1_000_000)]
_Seed = Annotated[int, Meta(ge=0, le=2**53)]
_Number = Annotated[float, Meta(description="a number")]
_Rows = tuple[float | tuple[float, ...], ...]


class NetworkTable(Struct, forbid_unknown_fields=True, frozen=True):
    """The table [network]."""

    layers: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=WIDEST)], ...],
        Meta(description=f"a list of 2 to {DEEPEST} whole numbers, from inputs to outputs, such as [2, 16, 2]"),
    ]
    activation: Annotated[Activation, Meta(description=_either(Activation))] = "tanh"
    loss: Annotated[Loss, Meta(description=_either(Loss))] = "cross-entropy"
    init: Annotated[Init, Meta(description=_either(Init))] = "glorot uniform"
    weight_decay: Annotated[float, Meta(description="a number, 0 or more")] = 0.0
    seed: Annotated[_Seed, Meta(description="a whole number, 0 or more")] = 0
    batch: Annotated[_Count | None, Meta(description="a whole number, 1 or more")] = None
    dtype: Annotated[Literal["float64", "float32"], Meta(description='"float64" or "float32"')] = "float64"
    range: Range = (-2.0, 2.0)


class DataTable(Struct, forbid_unknown_fields=True, frozen=True):
    """The table [data]."""

    generator: Annotated[Generator | None, Meta(description=_either(Generator))] = None
    file: Annotated[Line | None, Meta(description="the name of a file beside this one, in quotes")] = None
    sha256: Annotated[
        Annotated[str, Meta(pattern="^[0-9a-f]{64}$")] | None,
        Meta(description="64 hexadecimal digits in quotes, the SHA-256 of the file"),
    ] = None
    inputs: Annotated[_Rows | None, Meta(description="a list of numbers, or of lists of numbers")] = None
    targets: Annotated[_Rows | None, Meta(description="a list of numbers, or of lists of numbers")] = None
    samples: Annotated[Annotated[int, Meta(ge=2, le=100_000)], Meta(description="a whole number from 2 to 100000")] = (
        200
    )
    noise: Annotated[float, Meta(description="a number, 0 or more")] = 0.0
    seed: Annotated[_Seed, Meta(description="a whole number, 0 or more")] = 0
    holdout: Annotated[float, Meta(description="a share, from 0 to less than 1")] = 0.0
    divide: Annotated[float, Meta(description="a number above 0")] = 1.0
    standardise: Annotated[bool, Meta(description="true or false")] = False


class NetworkFile(Telling, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The whole file of a network."""

    network: Annotated[
        NetworkTable, Meta(description=f"a table such as {{ layers = [2, 16, 2] }}, of at most {LARGEST:,} weights")
    ]
    data: Annotated[DataTable, Meta(description='a table such as { generator = "spirals" }')]
    start: Annotated[dict[str, Any], Meta(description='a table such as "W1[1,1]" = 0.5')] = {}  # noqa: RUF012  msgspec copies it


BELOW: dict[str, type[Struct]] = {"descent": DescentTable, "network": NetworkTable, "data": DataTable}
"""Key → the struct of the table it holds."""
