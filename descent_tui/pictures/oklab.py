"""Colours as the eye orders them: OKLab lightness, hue and chroma.

OKLab: B. Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.pictures.raster import Colours

Floats = npt.NDArray[np.float64]

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LMS = np.linalg.inv(_TO_LMS)
_FROM_LAB = np.linalg.inv(_TO_LAB)


def linear(colours: npt.ArrayLike) -> Floats:
    """Return the linear light [..., 3] in 0 … 1 of colours 0xRRGGBB [...]."""
    c = np.asarray(colours, np.int64)
    srgb = np.stack([c >> 16 & 255, c >> 8 & 255, c & 255], -1) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def from_linear(light: Floats) -> Colours:
    """Return the colours 0xRRGGBB [...] of linear light [..., 3], clipped to what a screen can show."""
    light = np.clip(light, 0.0, 1.0)
    srgb = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    r, g, b = np.moveaxis(np.rint(srgb * 255).astype(np.int32), -1, 0)
    return np.asarray(r << 16 | g << 8 | b, np.int32)


def oklab(colours: npt.ArrayLike) -> Floats:
    """Return (lightness, green-red, blue-yellow) [..., 3] of colours 0xRRGGBB [...]."""
    return np.asarray(np.cbrt(linear(colours) @ _TO_LMS.T) @ _TO_LAB.T)


def from_oklab(lab: Floats) -> Colours:
    """Return the colours of OKLab points [..., 3]; what no screen can show loses chroma, not hue or lightness."""
    keep = np.ones(lab.shape[:-1])
    for _ in range(40):
        light = (lab * np.stack([np.ones_like(keep), keep, keep], -1) @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T
        out = ((light < -1e-4) | (light > 1.0001)).any(-1)
        if not out.any():
            break
        keep = np.where(out, keep * 0.95, keep)
    return from_linear(light)


def ramp(anchors: tuple[int, ...], n: int, lightness: tuple[float, float], chroma: float = 1.0) -> Colours:
    """Return n colours through `anchors`, equally spaced in OKLab, with lightness running evenly between two bounds."""
    lab = oklab(np.array(anchors))
    at = np.linspace(0, len(anchors) - 1, max(n, 2))[:n]
    knots = np.arange(len(anchors))
    out = np.stack([np.interp(at, knots, lab[:, k]) for k in range(3)], -1)
    out[:, 0] = np.linspace(*lightness, max(n, 2))[:n]
    out[:, 1:] *= chroma
    return from_oklab(out)


def indexed(n: npt.ArrayLike) -> Colours:
    """Return the colours 0xRRGGBB of entries 16 … 255 of the xterm palette, which no theme changes."""
    n = np.asarray(n, np.int64)
    cube = np.array([0, 95, 135, 175, 215, 255])
    k = np.clip(n - 16, 0, 215)
    rgb = cube[k // 36] << 16 | cube[k // 6 % 6] << 8 | cube[k % 6]
    grey = (8 + 10 * (n - 232)) * 0x010101
    return np.asarray(np.where(n >= 232, grey, rgb), np.int32)
