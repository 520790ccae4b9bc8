"""`check`: a place for every fault, and nothing opened that is no file."""

from __future__ import annotations

import os

from descent_tui.cli.main import main
from descent_tui.scenario import catalogue


def check(capsys, *files):
    status = main(["check", *map(str, files)])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.splitlines()


def test_every_shipped_scenario_is_one(capsys):
    files = [catalogue.find(name) for name in catalogue.names()]

    assert check(capsys, *files) == (0, [], [f"{file}: ok" for file in files])


def test_a_good_file_is_talk_and_a_bad_one_is_data(capsys, tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('formula = "x^2"\nvariables.x = { range = [-1, 1] }\n')
    bad.write_text('formula = "x^2 + cos(y"\nvariables = { x = { range = [-1, 1] }, y = { range = [-1, 1] } }\n')
    status, out, err = check(capsys, good, bad)

    assert status == 3
    assert err == [f"{good}: ok"]
    assert out[0].startswith(f"{bad}:1:21: ")
    assert out[1].strip() == 'formula = "x^2 + cos(y"'
    assert out[1][out[2].index("^")] == "("


def test_settings_of_the_optimizer_are_checked(capsys, tmp_path):
    file = tmp_path / "bad.toml"
    head = 'formula = "x^2"\nvariables.x = { range = [-1, 1] }\n'
    for line, column, word in (("lr = 1e99", 6, "lr is"), ("settings = { speed = 3 }", 22, "no setting")):
        file.write_text(f"{head}[descent]\n{line}\n")
        status, out, _ = check(capsys, file)

        assert status == 3
        assert out[0].startswith(f"{file}:4:{column}: ")
        assert word in out[0]


def test_what_is_no_file_is_refused_without_waiting(capsys, tmp_path):
    fifo = tmp_path / "fifo.toml"
    os.mkfifo(fifo)
    status, out, _ = check(capsys, fifo, tmp_path, tmp_path / "none.toml", "/dev/zero")

    assert status == 3
    assert [line.rpartition(":1:1: ")[2] for line in out] == [
        "is not a regular file",
        "is a folder; name a scenario file in it",
        "there is no such file",
        "is not a regular file",
    ]


def test_names_of_files_are_escaped(capsys, tmp_path):
    file = tmp_path / "\x1b[2J\u202e.toml"
    file.write_text("formula = 3\n")
    status, out, _ = check(capsys, file)

    assert status == 3
    assert all(line.isprintable() for line in out)
