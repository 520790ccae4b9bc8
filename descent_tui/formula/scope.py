"""The names that mean something in a formula, and what they mean: variables, constants, π, e, n."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from descent_tui.formula.elementary import FUNCTIONS
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import NAME_CHARACTERS, VARIABLES
from descent_tui.formula.tokens import GREEK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REDUCTIONS = ("sum", "prod", "mean")
ALIASES = {
    "ln": "log",
    "sgn": "sign",
    "cosec": "csc",
    "log_2": "log2",
    "log_10": "log10",
    **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{f"ar{name}": f"a{name}" for name in ("sinh", "cosh", "tanh")},
}
RESERVED = frozenset({*FUNCTIONS, *REDUCTIONS, *ALIASES, "where"})
"""Names that call something and therefore cannot be variables, constants or indices."""

ELSEWHERE = {
    **dict.fromkeys(("ctg", "cotan"), "cot(…)"),
    **dict.fromkeys(("acot", "arccot", "actg", "arcctg"), "atan(1/u)"),
    **dict.fromkeys(("asec", "arcsec"), "acos(1/u)"),
    **dict.fromkeys(("acsc", "arccsc"), "asin(1/u)"),
    **dict.fromkeys(("pow", "power"), "u^v"),
    **dict.fromkeys(("sqr", "square"), "u^2"),
    **dict.fromkeys(("heaviside", "step"), "where(u > 0, 1, 0)"),
    **dict.fromkeys(("clip", "clamp"), "min(max(u, low), high)"),
    **dict.fromkeys(("mod", "fmod", "rem"), "u - v*floor(u/v)"),
    **dict.fromkeys(("round", "rint", "nint"), "floor(u + 1/2)"),
    **dict.fromkeys(("int", "trunc"), "sign(u)*floor(abs(u))"),
    **dict.fromkeys(("silu", "swish"), "u*sigmoid(u)"),
    **dict.fromkeys(("log_e", "loge"), "log(…)"),
    **dict.fromkeys(("lb", "ld"), "log2(…)"),
    **dict.fromkeys(("normcdf", "phi", "Φ"), "(1 + erf(u/sqrt(2)))/2"),
    "lg": "log10(…)",
    "gelu": "u*(1 + erf(u/sqrt(2)))/2",
    "tg": "tan(…)",
    "arctg": "atan(…)",
    "arctan2": "atan2(y, x)",
    "sh": "sinh(…)",
    "ch": "cosh(…)",
    "th": "tanh(…)",
    "root": "sqrt(…) or cbrt(…)",
    "norm": "hypot(u, v)",
    "sinc": "sin(u)/u",
    "signum": "sign(…)",
    "logistic": "sigmoid(…)",
    "σ": "sigmoid(…)",
    "elu": "where(u > 0, u, exp(u) - 1)",
    "leaky_relu": "max(u, 0.01*u)",
    "avg": "(u + v)/2, or mean(i, 1, n, x[i])",
}
"""What other books and languages call a function, and how it is written here."""

_CHOICE = "a choice is where(condition, then, otherwise)"

NOWHERE = {
    **dict.fromkeys(("if", "else", "elif", "then", "and", "or", "not"), _CHOICE),
    **dict.fromkeys(("true", "false", "none", "null", "undefined"), "a formula holds numbers and names of numbers"),
    **dict.fromkeys(("inf", "infinity", "nan"), "every number in a formula is finite"),
    **dict.fromkeys(("gamma", "factorial"), "it has no formula of the functions there are"),
    "Σ": "a sum is sum(i, 1, n, x[i])",
    "Π": "a product is prod(i, 1, n, x[i])",
}
"""What has no other way to be written here."""


def no_word(name: str) -> str:
    """Return what to do instead of writing a word that has no other way to be written here; "" for all others."""
    return NOWHERE.get(name) or NOWHERE.get(name.lower(), "")


_NAME = re.compile(
    rf"(?=.{{1,{NAME_CHARACTERS}}}\Z)(?:[A-Za-z_][A-Za-z0-9_]*|[{GREEK}](?:_?[0-9]+|_[A-Za-z][A-Za-z0-9_]*)?)"
)


def check_name(name: str) -> None:
    """Refuse a name that a formula could not use for a variable or constant.

    Raises:
        FormulaError: with the reason; the name itself is the error's text.
    """
    if not _NAME.fullmatch(name):
        message = (
            f"{name[:40]!a} is not a name: a name is a letter followed by at most "
            f"{NAME_CHARACTERS - 1} letters, digits or _, or a Greek letter, as θ, θ1 or θ_max"
        )
        raise FormulaError(message, name)
    if name in RESERVED:
        raise FormulaError(f"{name} is a function and cannot name a variable or constant", name)


def dimension(variables: Mapping[str, int | None]) -> int:
    """Return what `n` means: the common size of the vectors, or the number of variables where all are scalars.

    Raises:
        FormulaError: there are vectors of different sizes.
    """
    sizes = {size: name for name, size in variables.items() if size is not None}
    if len(sizes) > 1:
        listed = ", ".join(f"{name} has {size}" for size, name in sizes.items())
        raise FormulaError(
            f"n is not clear here: the vectors differ in size ({listed})", hint="write the number itself"
        )
    return next(iter(sizes), len(variables))


class Scope:
    """What a formula may name. `variables` maps each name to its size, None for a scalar."""

    def __init__(self, variables: Mapping[str, int | None], constants: Iterable[str] = ()) -> None:
        self.variables = dict(variables)
        self.constants = frozenset(constants)
        for name in (*self.variables, *self.constants):
            check_name(name)
        for name in self.constants & self.variables.keys():
            raise FormulaError(f"{name} is both a variable and a constant", name)
        for name, size in self.variables.items():
            if size is not None and size < 1:
                raise FormulaError(f"the vector {name} has at least one entry, not {size}", name)
        total = sum(1 if size is None else size for size in self.variables.values())
        if total > VARIABLES:
            raise FormulaError(f"at most {VARIABLES} variables are possible; these are {total}")

    def declares(self, name: str) -> bool:
        """Whether `name` is a variable or a constant of the scenario."""
        return name in self.variables or name in self.constants

    def canonical(self, name: str) -> str:
        """`π` and `pi` are one name: whichever was declared, else `pi`."""
        if self.declares(name) or name not in {"π", "pi"}:
            return name
        other = "pi" if name == "π" else "π"
        return other if self.declares(other) else "pi"

    def standard(self, name: str) -> float | None:
        """Return the value of π, e or n, unless the scenario gave the name another meaning; None for any other name."""
        if self.declares(name):
            return None
        if name == "n":
            return float(dimension(self.variables))
        return {"pi": math.pi, "e": math.e}.get(name)

    def listed(self) -> str:
        """List the variables in words, at most eight of them, vectors as x[1…6]."""
        names = [name if size is None else f"{name}[1…{size}]" for name, size in list(self.variables.items())[:8]]
        if len(self.variables) > 8:
            names.append(f"{len(self.variables) - 8} more")
        if len(names) < 2:
            return f"the only variable is {names[0]}" if names else "none is declared"
        return f"the variables are {', '.join(names[:-1])} and {names[-1]}"

    def meant(self, name: str) -> str:
        """Guess what an unknown name was meant to be: a product without signs, a call without brackets, a near name."""
        factors = self._factors(name)
        if factors:
            return f"did you mean {'·'.join(factors)}?"
        written = "" if name in NOWHERE else ELSEWHERE.get(name) or ELSEWHERE.get(name.lower())
        if written:
            return f"write {written}"
        if nowhere := no_word(name):
            return nowhere
        for function in sorted(RESERVED, key=len, reverse=True):
            behind = name.removeprefix(function)
            if behind != name and self._factors(behind.lstrip("0123456789")):
                return f"did you mean {function}({behind})?"
        letters = name.rstrip("0123456789")
        vector = re.fullmatch(r"(.+?)_?([0-9]+|[a-z])", name)
        if vector and self.variables.get(vector[1]) is not None:
            return f"did you mean {vector[1]}[{vector[2]}]?"
        if letters != name and self.declares(letters):
            digits = name.removeprefix(letters)
            return f"did you mean {digits}·{letters} or {letters}^{digits}?"
        there = [*self.variables, *self.constants, *sorted(RESERVED), "pi", "e", "n"]
        lower = {known.lower(): known for known in there}
        near = [lower[name.lower()]] if name.lower() in lower else []
        if not near and len(name) > 1:  # a letter is near to any short word
            import difflib  # only where something is misspelt

            near = difflib.get_close_matches(name, there, 1, 0.65)
        return f"did you mean {near[0]}?" if near else ""

    def _factors(self, name: str) -> list[str]:
        """Split a name into names that are declared, the longest first, and π or e; none if that does not come out."""
        known = [name_ for name_ in (*self.variables, *self.constants, "pi", "e") if name_]
        ways: list[list[str] | None] = [[], *[None] * len(name)]
        for end in range(1, len(name) + 1):
            for part in sorted(known, key=len):
                way = ways[end - len(part)] if len(part) <= end else None
                if way is not None and name.endswith(part, 0, end):
                    ways[end] = [*way, part]
        found = ways[-1] or []
        return found if any(map(self.declares, found)) else []
