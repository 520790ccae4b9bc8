"""What a node of a tree is: an immutable value with named parts, equal to another of its class with equal parts.

It is what `dataclass(frozen=True, slots=True)` makes, but for how soon: a dataclass writes and compiles six methods for
each class, which for the thirteen of `tree` were 4 of the 20 milliseconds from a new process to the first gradient.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

N = TypeVar("N")


class Node:
    """What every node has: its hash, worked out once, or in x^x^x^… every lookup would walk the whole tower again."""

    __slots__ = ("_hash",)
    __match_args__: ClassVar[tuple[str, ...]] = ()
    _hash: int
    _put: ClassVar[tuple[Callable[[Node, Any], None], ...]]
    _last: ClassVar[dict[str, Any]]
    _parts: ClassVar[staticmethod[[Node], Any]]

    def __init__(self, *parts: Any, **named: Any) -> None:
        if named or len(parts) != len(self._put):
            parts = self._completed(parts, named)
        for put, part in zip(self._put, parts, strict=True):
            put(self, part)

    def _completed(self, parts: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return all parts in order, with those left out as the class has them; raise TypeError as a call does."""
        names = self.__match_args__
        given = dict(zip(names, parts, strict=False))
        if len(parts) > len(names) or given.keys() & named.keys() or not named.keys() <= set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
        all_of_them = {**self._last, **given, **named}
        if len(all_of_them) < len(names):
            raise TypeError(f"{type(self).__name__} lacks {', '.join(n for n in names if n not in all_of_them)}")
        return tuple(all_of_them[name] for name in names)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or bool(self._parts(self) == self._parts(other))

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            value = hash((type(self).__name__, self._parts(self)))
            _remember(self, value)
            return value

    def __repr__(self) -> str:
        parts = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({', '.join(parts)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a node does not change: {type(self).__name__}.{name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a node does not change: {type(self).__name__}.{name}")

    def __copy__(self) -> Node:
        return self

    def __deepcopy__(self, _memo: object) -> Node:
        return self


_remember = Node.__dict__["_hash"].__set__


@dataclass_transform(frozen_default=True)
def node(cls: type[N]) -> type[N]:
    """Make a class of nodes of one that names their parts, the last of them with the values they have if left out."""
    names = tuple(cls.__annotations__)
    kept = {key: value for key, value in vars(cls).items() if key not in {*names, "__dict__", "__weakref__"}}
    made: Any = type(cls.__name__, cls.__bases__, {**kept, "__slots__": names, "__match_args__": names})
    made._put = tuple(vars(made)[name].__set__ for name in names)  # noqa: SLF001 - it is being made
    made._last = {name: vars(cls)[name] for name in names if name in vars(cls)}  # noqa: SLF001
    made._parts = staticmethod(attrgetter(*names))  # noqa: SLF001
    return made  # type: ignore[no-any-return]
