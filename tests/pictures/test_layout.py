"""The regions of a screen: none overlaps another, none leaves the screen, and panels go in their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.pictures.layout import LEAST_HEIGHT, LEAST_WIDTH, fits, layout, panel_width

SIZES = {"width": st.integers(LEAST_WIDTH, 400), "height": st.integers(LEAST_HEIGHT, 120)}


def cells(region):
    return {(x, y) for x in range(region.x, region.x + region.width) for y in range(region.y, region.y + region.height)}


@given(
    **SIZES,
    variables=st.integers(1, 12),
    nudging=st.booleans(),
    deriving=st.integers(0, 60),
    slicing=st.booleans(),
    racing=st.sampled_from([0, 4, 5, 10]),
)
def test_regions_tile_the_screen(width, height, variables, nudging, deriving, slicing, racing):
    places = layout(width, height, variables, nudging=nudging, deriving=deriving, slicing=slicing, racing=racing)
    regions = [places.header, places.landscape, places.arithmetic, places.footer, *places.panels.values()]
    regions += [places.note] if places.note is not places.arithmetic else []
    assert all(region.width > 0 and region.height > 0 for region in regions)
    assert all(region.x >= 0 and region.x + region.width <= width for region in regions)
    assert all(region.y >= 0 and region.y + region.height <= height for region in regions)
    rows = [0] * height
    for region in regions:
        for y in range(region.y, region.y + region.height):
            rows[y] += region.width
    # what is left over is a margin at both edges, one column between the two halves, and the row under the header
    assert all(width - 3 <= used <= width for y, used in enumerate(rows) if used or y != 2)
    corners = sorted(regions, key=lambda region: (region.y, region.x))
    for k, one in enumerate(corners):
        for other in corners[k + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


@given(**SIZES)
def test_a_cell_is_found_in_the_region_that_holds_it(width, height):
    places = layout(width, height, 2, nudging=False, deriving=12)
    assert places.at(places.landscape.x, places.landscape.y) == "landscape"
    for name, region in places.panels.items():
        assert places.at(region.x + region.width - 1, region.y) == name
        assert region.width == panel_width(width)
    assert places.at(width, height) is None


@given(**SIZES, variables=st.integers(1, 8), deriving=st.integers(1, 40))
def test_the_derivation_goes_first_then_the_loss_then_the_slice(width, height, variables, deriving):
    shown = set(layout(width, height, variables, nudging=False, deriving=deriving).panels)
    assert "partials" in shown
    assert "derivation" not in shown or "loss" in shown
    assert "loss" not in shown or "slice" in shown


@given(**SIZES, variables=st.integers(1, 8), runners=st.integers(2, 8), nudging=st.booleans())
def test_a_race_is_always_seen_and_whole_where_there_is_room(width, height, variables, runners, nudging):
    panels = layout(width, height, variables, nudging=nudging, deriving=0, racing=runners + 2).panels
    assert "derivation" not in panels
    assert panels["race"].height >= min(runners + 2, 4)
    if width >= 72 and height >= 24:
        assert panels["race"].height >= runners + 2
        assert nudging or "loss" in panels  # an open nudge may take the rows the losses had


@given(**SIZES, variables=st.integers(1, 8))
def test_an_open_nudge_is_always_seen(width, height, variables):
    places = layout(width, height, variables, nudging=True, deriving=0)
    assert places.panels["nudge"].height >= 5
    assert places.landscape.height >= 4


@pytest.mark.parametrize("size", [(39, 12), (40, 11), (1, 1)])
def test_below_the_least_size_nothing_is_laid_out(size):
    assert not fits(*size)


def test_eighty_by_twenty_four_holds_formulas_slice_and_loss():
    panels = layout(80, 24, 2, nudging=False, deriving=12).panels
    assert list(panels) == ["partials", "slice", "loss"]
    assert panels["partials"].height == 8  # a title, twice slope, formula and bar, and f


def test_where_the_landscape_is_the_slice_the_derivation_has_its_room():
    assert list(layout(80, 24, 2, nudging=False, deriving=12, slicing=False).panels) == [
        "partials",
        "derivation",
        "loss",
    ]
