"""Activations φ of hidden units, with their first and second derivatives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from descent_tui.objectives.net.erf import erf

if TYPE_CHECKING:
    from collections.abc import Callable

Array: TypeAlias = npt.NDArray[Any]
"""float32 or float64, of any shape."""


@dataclass(frozen=True, eq=False, slots=True)
class Activation:
    """φ, elementwise.

    Attributes:
        name: by which a scenario calls it.
        value: φ(z, out) writes φ(z) into `out`, which may be z itself, and returns it.
        slope: (z, a, out) writes φ′(z) into `out`, knowing a = φ(z); `out` may be z or a. At the kink of relu it is 0.
        curve: (z, a) returns φ″(z); 0 at the kink of relu.
        keeps_z: whether `slope` reads z. Where it does not, z need not be kept once a is known.
        kink: whether φ has a kink at 0.
    """

    name: str
    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]
    curve: Callable[[Array, Array], Array]
    keeps_z: bool = False
    kink: bool = False


def _identity(z: Array, out: Array) -> Array:
    if out is not z:
        out[...] = z
    return out


def _one(z: Array, a: Array, out: Array) -> Array:
    del z, a
    out.fill(1)
    return out


def _zero(z: Array, a: Array) -> Array:
    del z
    return np.zeros_like(a)


def _relu(z: Array, out: Array) -> Array:
    np.maximum(z, 0, out=out)
    return out


def _relu_slope(z: Array, a: Array, out: Array) -> Array:
    del z
    np.greater(a, 0, out=out)
    return out


def _tanh(z: Array, out: Array) -> Array:
    np.tanh(z, out=out)
    return out


def _tanh_slope(z: Array, a: Array, out: Array) -> Array:
    del z
    np.multiply(a, a, out=out)
    return np.subtract(1, out, out=out)


def _tanh_curve(z: Array, a: Array) -> Array:
    del z
    curve: Array = 2 * a * (a * a - 1)
    return curve


def _sigmoid(z: Array, out: Array) -> Array:
    """Write 1/(1 + e^−z), or e^z/(1 + e^z) left of 0: nothing overflows, and small values keep all their digits."""
    small = np.exp(-np.abs(z))
    positive = z >= 0
    np.add(small, 1, out=out)
    np.divide(np.where(positive, 1, small), out, out=out)
    return out


def _sigmoid_slope(z: Array, a: Array, out: Array) -> Array:
    del z
    np.multiply(a, 1 - a, out=out)
    return out


def _sigmoid_curve(z: Array, a: Array) -> Array:
    del z
    curve: Array = a * (1 - a) * (1 - 2 * a)
    return curve


def _softplus(z: Array, out: Array) -> Array:
    """Write log(1 + e^z) = max(z, 0) + log1p(e^−|z|)."""
    tail = np.log1p(np.exp(-np.abs(z)))
    np.maximum(z, 0, out=out)
    out += tail
    return out


def _softplus_slope(z: Array, a: Array, out: Array) -> Array:
    """Write the sigmoid of z, which is 1 − e^−a."""
    del z
    np.negative(a, out=out)
    np.expm1(out, out=out)
    np.negative(out, out=out)
    return out


def _softplus_curve(z: Array, a: Array) -> Array:
    del z
    curve: Array = -np.expm1(-a) * np.exp(-a)
    return curve


def _phi(z: Array) -> Array:
    """Return the density of the standard normal distribution."""
    density: Array = np.exp(-0.5 * z * z) * (1 / math.sqrt(2 * math.pi))
    return density


def _Phi(z: Array) -> Array:  # noqa: N802  the distribution is Φ, its density φ
    """Return the standard normal distribution, exact by the error function; float64 also where z is not."""
    share: Array = 0.5 * (1 + erf(z.astype(np.float64, copy=False) * math.sqrt(0.5)))
    return share


def _gelu(z: Array, out: Array) -> Array:
    np.multiply(z, _Phi(z), out=out, casting="same_kind")
    return out


def _gelu_slope(z: Array, a: Array, out: Array) -> Array:
    del a
    share = _Phi(z)
    np.multiply(z, _phi(z), out=out)
    np.add(out, share, out=out, casting="same_kind")
    return out


def _gelu_curve(z: Array, a: Array) -> Array:
    del a
    curve: Array = _phi(z) * (2 - z * z)
    return curve


RELU = Activation("relu", _relu, _relu_slope, _zero, kink=True)
TANH = Activation("tanh", _tanh, _tanh_slope, _tanh_curve)
SIGMOID = Activation("sigmoid", _sigmoid, _sigmoid_slope, _sigmoid_curve)
SOFTPLUS = Activation("softplus", _softplus, _softplus_slope, _softplus_curve)
GELU = Activation("gelu", _gelu, _gelu_slope, _gelu_curve, keeps_z=True)
IDENTITY = Activation("identity", _identity, _one, _zero)

ACTIVATIONS = {one.name: one for one in (RELU, TANH, SIGMOID, SOFTPLUS, GELU, IDENTITY)}
"""Name → activation; gelu is the exact one, z·Φ(z), not the approximation by tanh."""
