"""The widget: rows are drawn once, changed ones again, and no size is wrong."""

from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Region

from descent_tui.pictures.raster import Raster
from descent_tui.tui.compositor import LeanScreen
from descent_tui.tui.raster_view import RasterView
from descent_tui.tui.safety import SafeApp


class Host(SafeApp):
    def get_default_screen(self):
        return LeanScreen(id="_default")

    def compose(self):
        yield RasterView()


def shown(size, act):
    """Run `act(view, pilot)` in an app of a size, and return the lines then on the screen."""

    async def run():
        app = Host(depth="truecolor")
        async with app.run_test(size=size) as pilot:
            await act(app.screen.query_one(RasterView), pilot)
            await pilot.pause()
            return [strip.text for strip in app.screen._compositor.render_strips()]

    return asyncio.run(run())


def picture(width, height, sign="x"):
    raster = Raster.blank(width, height)
    for y in range(height):
        raster.put(0, y, sign * width, 0xFF0000)
    return raster


@pytest.mark.parametrize(("width", "height"), [(10, 4), (5, 2), (20, 9), (5, 9), (0, 0)])
def test_any_raster_fits_any_widget(width, height):
    async def act(view, _pilot):
        view.show(picture(width, height))

    filled = "x" * min(width, 10) + " " * (10 - min(width, 10))
    assert shown((10, 4), act) == [filled if y < height else " " * 10 for y in range(4)]


def test_only_changed_cells_are_asked_for_again(monkeypatch):
    asked = []
    refresh = RasterView.refresh
    monkeypatch.setattr(RasterView, "refresh", lambda view, *cells, **how: asked.append(cells) or refresh(view, *cells))

    async def act(view, pilot):
        view.show(picture(10, 4))
        await pilot.pause()
        asked.clear()
        changed = picture(10, 4)
        changed.put(3, 2, "◆", 0x00FF00)
        view.show(changed)
        await pilot.pause()

    assert shown((10, 4), act)[2] == "xxx◆xxxxxx"
    assert asked == [(Region(3, 2, 1, 1),)]


def test_a_new_size_is_drawn_anew():
    async def act(view, pilot):
        view.show(picture(10, 4))
        await pilot.resize_terminal(6, 3)
        view.show(picture(6, 3, "y"))

    assert shown((10, 4), act) == ["yyyyyy"] * 3
