"""AdamW: Adam with a pull towards the origin that is no part of the slope."""

from __future__ import annotations

from descent_tui.optimizers import knobs
from descent_tui.optimizers.adam import EPS_AT, MOMENTS, Adam


class AdamW(Adam):
    """Adam after x has shrunk by the share α·λ (I. Loshchilov, F. Hutter, arXiv:1711.05101).

    The pull leads to the origin: on a bowl that is centred elsewhere it settles beside the minimum.
    """

    name = "adamw"
    title = "AdamW"
    rule = "x ← x·(1 − α·λ) − α·m̂/(√v̂ + ε), with Adam's m and v"
    settings = (*MOMENTS, knobs.decoupled_decay(0.01), EPS_AT)
    decoupled = True


OPTIMIZER = AdamW()
