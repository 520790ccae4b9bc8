"""A small app on SafeApp, LeanScreen and RasterView, to be run in a terminal by the tests.

Usage: tiny_app.py [option=value …], options: log, depth, ascii, texts (a JSON list), screen=stock, nohup.
Keys: m moves the marker, z draws everything anew, x raises, w raises in a worker, T starts a thread that does not end,
h blocks the event loop, c quits with 3, s leaves as on a signal and raises.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import ClassVar

import numpy as np
from textual import work
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Button, Input, Label, Static

from descent_tui.pictures.raster import Raster
from descent_tui.tui.compositor import LeanScreen
from descent_tui.tui.raster_view import RasterView
from descent_tui.tui.safety import SafeApp

OPTIONS = dict(argument.split("=", 1) for argument in sys.argv[1:])
BASE = Screen if OPTIONS.get("screen") == "stock" else LeanScreen


def ground(width, height, zoom):
    """Return a map of many colours, braille lines over bands."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j] * zoom
    band = ((np.sin(3 * x) + np.cos(4 * y) + 2) * 6).astype(int)
    glyph = np.where(np.diff(band, axis=1, prepend=-1) != 0, 0x2847, 32).astype(np.uint32)
    return Raster(glyph, np.int32(0xA0A000) + band.astype(np.int32) * 8, band.astype(np.int32) * 0x0A0806)


class Map(BASE):
    CSS = "#count { height: 1; } RasterView { height: 1fr; }"

    def compose(self):
        self.view = RasterView()
        self.keys, self.zoom, self.at = 0, 1.0, None
        self.count = Static("keys 0 |", id="count")
        yield self.view
        yield self.count

    def draw(self):
        raster = ground(*self.view.size, self.zoom)
        if self.at is not None:
            raster.put(*self.at, "◆", 0xFF3030, 0x202020)
        self.view.show(raster)

    def on_resize(self):
        self.call_after_refresh(self.draw)

    def on_key(self, event):
        self.keys += 1
        match event.key:
            case "m":
                self.at = (60 + self.keys, 20)
                return self.draw()
            case "z":
                self.zoom *= 0.97
                return self.draw()
            case "x":
                raise ZeroDivisionError("a bad\x1b]52;c;aGk=\x07 day\nin here")
            case "w":
                self.fails()
            case "T":
                self.run_worker(lambda: time.sleep(60), thread=True)
            case "h":
                time.sleep(60)
            case "c":
                self.app.exit(return_code=3)
            case "s":
                self.app.exit(return_code=143)
                raise RuntimeError("while leaving")
        self.count.update(f"keys {self.keys} | {event.key}")
        return None

    @work
    async def fails(self):
        raise KeyError("no such weight")


class Texts(LeanScreen):
    CSS = "Static { height: 1; } #left { width: 60; } Screen { layout: horizontal; } Button, Input { width: 50; }"

    def compose(self):
        texts = json.loads(OPTIONS["texts"])
        with Vertical(id="left"):
            for text in texts:
                yield Static(text, markup=False)
        with Vertical():
            for text in texts[:4]:
                yield Button(text)
                yield Input(value=text, placeholder=text)
                label = Label("titled")
                label.styles.border = ("round", "red")
                label.border_title = text
                yield label

    def on_mount(self):
        for text in json.loads(OPTIONS["texts"])[:6]:
            self.notify(text, title=text, markup=False, timeout=30)


class Tiny(SafeApp):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [("q", "quit", "quit")]

    def get_default_screen(self):
        if "nohup" in OPTIONS:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        return (Texts if "texts" in OPTIONS else Map)(id="_default")


if __name__ == "__main__":
    app = Tiny(
        depth=OPTIONS.get("depth"),
        ascii_only="ascii" in OPTIONS,
        traceback_log=Path(OPTIONS["log"]) if "log" in OPTIONS else None,
    )
    sys.exit(app.run_safely())
