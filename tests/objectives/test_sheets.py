"""Every variable lies on one sheet, where its name says; vectors are folded, matrices are not."""

from __future__ import annotations

import pytest

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.objectives.sheets import LINE, folded, sheets
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario


def of(name):
    return open_scenario(catalogue.load(name)).objective


@pytest.mark.parametrize("name", ["xor", "spirals", "digits-64-16-10", "rosenbrock-6d", "seed-bowl", "colville"])
def test_every_variable_lies_on_exactly_one_sheet(name):
    objective = of(name)
    seen = []
    for sheet in sheets(objective):
        for row in range(sheet.rows + 1):
            seen += [i for column in range(sheet.columns) if (i := sheet.index(row, column)) is not None]
    assert sorted(seen) == list(range(objective.size))


@pytest.mark.parametrize("name", ["xor", "digits-64-16-10"])
def test_names_tell_where_a_weight_lies(name):
    objective = of(name)
    for sheet in sheets(objective):
        for i in range(sheet.first, sheet.end, 7):
            row, column = sheet.cell(i)
            bias = row == sheet.rows
            said = f"{sheet.strip}[{column + 1}]" if bias else f"{sheet.name}[{row + 1},{column + 1}]"
            assert objective.name(i) == said


def test_scalars_that_follow_each_other_share_a_sheet():
    objective = FormulaObjective("a + b + sum(i, 1, 40, w[i]) + c", {"a": None, "b": None, "w": 40, "c": None})
    assert [(sheet.name, sheet.first, sheet.count) for sheet in sheets(objective)] == [
        ("a, b", 0, 2), ("w", 2, 40), ("c", 42, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, LINE, LINE + 1, 100, 999, 1000, 12_345, 1_000_000])
def test_a_vector_is_folded_into_rows_of_a_round_length_and_no_row_is_empty(count):
    sheet = folded("w", 0, count)
    assert sheet.rows * sheet.columns >= count > (sheet.rows - 1) * sheet.columns
    assert sheet.rows <= sheet.columns
    if count > LINE:
        assert str(sheet.columns).rstrip("0") in {"1", "2", "5"}
    assert sheet.index(*sheet.cell(count - 1)) == count - 1
    assert sheet.index(sheet.rows, 0) is None
