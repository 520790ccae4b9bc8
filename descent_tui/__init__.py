"""Walk down a loss landscape, one partial derivative at a time.

>>> import descent_tui as dt
>>> bowl = dt.formula("x^2 + x*y + y^2", ["x", "y"])
>>> bowl.value([1, 2])
7.0
>>> value, gradient = bowl.gradient([1, 2])
>>> value, gradient.tolist()
(7.0, [4.0, 5.0])
>>> bowl.partial("x")
'2·x + y'
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from descent_tui._version import __version__

if TYPE_CHECKING:
    from descent_tui.api import FormulaError, descend, formula, load

__all__ = ["FormulaError", "__version__", "descend", "formula", "load"]


def __getattr__(name: str) -> Any:
    # Names load when first used (PEP 562), so that `descent-tui --version` imports neither numpy nor anything else.
    if name in __all__:
        return getattr(import_module("descent_tui.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    # What a notebook offers behind `dt.` and Tab.
    return sorted({*globals(), *__all__})


class _Floor(ModuleType):
    """The floor `descent_tui.formula`, which can also be called as the function of that name."""

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        """The function's, for that is what somebody asks help on who writes `dt.formula`."""
        told: str | None = import_module("descent_tui.api").formula.__doc__
        return told

    @property
    def __signature__(self) -> Any:
        """The function's, which notebooks show behind an opening bracket."""
        from inspect import signature

        return signature(import_module("descent_tui.api").formula)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return import_module("descent_tui.api").formula(*args, **kwargs)


class _Package(ModuleType):
    """The package, which has a floor called formula and a function called formula: whoever asks gets both in one.

    Importing a floor binds its name here, and would put the module in the function's place.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "formula" and isinstance(value, ModuleType):
            value.__class__ = _Floor
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
