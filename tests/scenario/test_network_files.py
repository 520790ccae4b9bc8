"""A network's file: what it may say, and every wrong word met with its place and a plain sentence."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from hashlib import sha256

import numpy as np
import pytest

from descent_tui.scenario.data.file import LARGEST
from descent_tui.scenario.errors import ScenarioError
from descent_tui.scenario.load import load_file

GOOD = """\
kind = "network"
[network]
layers = [2, 3, 2]
[data]
generator = "moons"
samples = 20
"""


def load(tmp_path, text):
    path = tmp_path / "net.toml"
    path.write_text(text, "utf-8")
    return load_file(path)


def refused(tmp_path, text):
    with pytest.raises(ScenarioError) as error:
        load(tmp_path, text)
    assert error.value.message.isprintable()
    return error.value


def test_the_smallest_file(tmp_path):
    s = load(tmp_path, GOOD)
    assert (s.name, s.title, s.kind, s.size) == ("net", "net", "network", 17)
    assert s.network.activation == "tanh"
    assert len(s.network.data.training.inputs) == 20
    assert s.network.data.held_out is None
    assert s.axes == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message", "hint"),
    [
        ("layers = [2, 3, 2]", "layres = [2, 3, 2]", 3, 1, '"layres" is not a key here', 'did you mean "layers"?'),
        ("layers = [2, 3, 2]", 'layers = "2-3-2"', 3, 10, 'layers wants a list of 2 to 16 whole numbers, from inputs to outputs, such as [2, 16, 2]; here is "2-3-2"', ""),
        ("layers = [2, 3, 2]", "layers = [2]", 3, 10, "layers wants 2 to 16 whole numbers, inputs first; here are 1", ""),
        ("layers = [2, 3, 2]", "layers = [2, 0, 2]", 3, 14, "layers wants", ""),
        ("layers = [2, 3, 2]", "layers = [2, 60000, 60000, 2]", 3, 10, "a network has at most 5,000,000", ""),
        ("layers = [2, 3, 2]", "layers = [3, 3, 2]", 3, 11, "moons have 2 inputs, and the network 3", ""),
        ("layers = [2, 3, 2]", 'layers = [2, 3, 2]\nactivation = "rleu"', 4, 14, 'activation wants "relu", "tanh", "sigmoid", "softplus", "gelu" or "identity"; here is "rleu"', ""),
        ("layers = [2, 3, 2]", 'layers = [2, 3, 2]\nloss = "hinge"', 4, 8, 'loss wants "cross-entropy" or "mean squared error"', ""),
        ("layers = [2, 3, 2]", "layers = [2, 3, 2]\nweight_decay = -1", 4, 16, "weight_decay wants a number, 0 or more", ""),
        ("layers = [2, 3, 2]", "layers = [2, 3, 2]\nweight_decay = nan", 4, 16, "every number must be finite", ""),
        ("layers = [2, 3, 2]", "layers = [2, 3, 2]\nbatch = 0", 4, 9, "batch wants a whole number, 1 or more", ""),
        ("layers = [2, 3, 2]", "layers = [2, 3, 2]\nrange = [1, -1]", 4, 9, "range wants two numbers, low below high", ""),
        ("layers = [2, 3, 2]", "layers = [2, 3, 2]\nseed = -4", 4, 8, "seed wants a whole number, 0 or more", ""),
        ('kind = "network"', 'kind = "network"\nformula = "x"', 2, 1, '"formula" is not a key here', ""),
        ('kind = "network"', 'kind = "network"\naxes = ["W1[1,1]", "W9[1,1]"]', 2, 20, "there is no variable 'W9[1,1]'", ""),
        ('generator = "moons"', 'generator = "moon"', 5, 13, 'generator wants "spirals", "circles", "moons", "xor" or "line"', ""),
        ('generator = "moons"', "", 4, 1, "data wants one of generator, file, or inputs with targets; here is none", ""),
        ('generator = "moons"', 'generator = "moons"\nfile = "a.csv"', 4, 1, "here is generator and file", ""),
        ('generator = "moons"', 'generator = "moons"\nnoise = -1', 6, 9, "noise wants a number, 0 or more", ""),
        ('generator = "moons"', 'generator = "moons"\nholdout = 1', 6, 11, "holdout wants a share, from 0 to less than 1", ""),
        ('generator = "moons"', 'generator = "moons"\nholdout = 0.99', 5, 13, "nothing is left to train on", ""),
        ('generator = "moons"', 'generator = "moons"\ndivide = 0', 6, 10, "divide wants a number above 0", ""),
        ('generator = "moons"', 'generator = "moons"\ntargets = [1]', 4, 1, "inputs want targets", ""),
        ("samples = 20", "samples = 1", 6, 11, "samples wants a whole number from 2 to 100000", ""),
        ("samples = 20", 'samples = 20\n[start]\n"W9[1,1]" = 1', 8, 1, "there is no variable", ""),
        ("samples = 20", 'samples = 20\n[start]\n"b1[*]" = [1, 2]', 8, 11, "b1[*] names 3 weights, and 2 values are given", ""),
        ("samples = 20", 'samples = 20\n[start]\n"b1[*]" = "x"', 8, 11, "wants a number, or a list", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(tmp_path, old, new, line, column, message, hint):
    error = refused(tmp_path, GOOD.replace(old, new))
    assert message in error.message
    assert (error.line, error.column) == (line, column)
    assert hint in error.hint


@pytest.mark.parametrize("missing", ["network", "data"])
def test_a_table_that_is_needed(tmp_path, missing):
    text = "[network]\nlayers = [2, 2]\n" if missing == "data" else '[data]\ngenerator = "xor"\n'
    assert f"a scenario needs {missing}" in refused(tmp_path, 'kind = "network"\n' + text).message


def written(tmp_path, name, data, layers="[2, 2]", more=""):
    (tmp_path / name).write_bytes(data)
    return f'kind = "network"\n[network]\nlayers = {layers}\n[data]\nfile = "{name}"\n{more}'


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_rows_of_a_csv_file(tmp_path, mark):
    rows = "\n".join(
        mark.join(row) for row in [("p", "q", "is"), ("1", "2.5", "0"), ("", "", ""), ("-1e-2", ".5", "1")]
    )
    s = load(tmp_path, written(tmp_path, "a.csv", rows.replace(2 * mark, "").encode()))
    table = s.network.data.training
    assert table.inputs.tolist() == [[1, 2.5], [-0.01, 0.5]]
    assert table.targets.tolist() == [[0], [1]]


def test_the_last_columns_are_the_targets_of_squares(tmp_path):
    text = written(tmp_path, "a.csv", b"1,2,3\n4,5,6\n", layers="[1, 2]").replace(
        "layers", 'loss = "mean squared error"\nlayers'
    )
    assert load(tmp_path, text).network.data.training.targets.tolist() == [[2, 3], [5, 6]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "there are no samples in it"),
        (b"a,b,c\n", "there are no samples in it"),
        (b"1,2,0\n1,2\n", "line 2 has 2 columns, and the first 3"),
        (b"1,2,0\n1,x,1\n", 'line 2: "x" is not a number'),
        (b"1,2,0\n1,nan,1\n", 'line 2: "nan" is not a number'),
        (b"1,2,0\n1,1_0,1\n", 'line 2: "1_0" is not a number'),
        (b"1,2,0\n1,1e999,1\n", "every number must be finite; the inputs of sample 2 are not"),
        (b"1,2,0\n1,\x1b[2J,1\n", "is not a number"),
        (b"1,2,0\n1,2,0.5\n", "2 outputs want targets that are whole numbers, 0 to 1"),
        (b"1,2,0\n1,2,2\n", "2 outputs want targets that are whole numbers, 0 to 1"),
        (b"1,2,0\n1,2,-1\n", "2 outputs want targets that are whole numbers, 0 to 1"),
        (b"1\n2\n", "1 columns are too few"),
        (b"1,2,3,0\n", "the data have 3 inputs, and the network 2"),
        (b"1,2,\xff\n", "this is not UTF-8 text"),
        (b"1,2,0\n" + b"1," * 5000 + b"0\n", "line 2 has more than 4096 columns"),
        (b"1" * 100_000, "columns are too few"),
    ],
)
def test_csv_files_that_are_no_data(tmp_path, data, message):
    assert message in refused(tmp_path, written(tmp_path, "a.csv", data)).message


def packed(method=zipfile.ZIP_DEFLATED, **arrays):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            if isinstance(array, bytes):
                member.write(array)
            else:
                np.save(member, array)
            archive.writestr(f"{name}.npy", member.getvalue())
    return data.getvalue()


def head(shape, descr="|u1", order=False):
    return b"\x93NUMPY\x01\x00" + (text := f"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}".encode().ljust(117) + b"\n").__len__().to_bytes(2, "little") + text  # fmt: skip


X, Y = np.arange(12).reshape(6, 2), np.array([0, 1, 1, 0, 1, 0])


@pytest.mark.parametrize("dtype", ["u1", "i8", "f4", "f8", ">f8", "?"])
def test_arrays_of_an_npz_file(tmp_path, dtype):
    data = packed(inputs=np.asfortranarray(X % 2 if dtype == "?" else X, dtype), targets=Y)
    table = load(tmp_path, written(tmp_path, "a.npz", data)).network.data.training
    assert table.inputs.tolist() == (X % 2 if dtype == "?" else X).tolist()
    assert table.targets[:, 0].tolist() == Y.tolist()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is not an NPZ file that can be read"),
        (b"PK\x03\x04" + bytes(100), "this is not an NPZ file that can be read"),
        (packed(inputs=X, targets=Y)[:-40], "this is not an NPZ file that can be read"),
        (packed(inputs=X), "there is no targets"),
        (packed(inputs=X, targets=Y[:3]), "there are 6 inputs and 3 targets"),
        (packed(inputs=X, targets=Y, **{f"a{i}": Y for i in range(20)}), "at most 16 arrays"),
        (packed(inputs=np.full((6, 2), np.inf), targets=Y), "every number must be finite; the inputs of sample 1"),
        (packed(inputs=X + 1j, targets=Y), "inputs holds complex128; it wants plain numbers"),
        (packed(inputs=np.array([["a", "b"]] * 6), targets=Y), "it wants plain numbers"),
        (packed(inputs=head((6, 2), "|O") + pickle.dumps([os.getcwd] * 12), targets=Y), "it wants plain numbers"),
        (packed(inputs=head((10**12, 2)) + bytes(12), targets=Y), "is not as large as it says"),
        (packed(inputs=head((-6, -2)) + bytes(12), targets=Y), "this is not an NPZ file|not as large as it says"),
        (packed(inputs=head((6, 2)) + bytes(11), targets=Y), "is not as large as it says"),
        (packed(inputs=head("__import__('os')"), targets=Y), "this is not an NPZ file that can be read"),
        (packed(inputs=b"\x93NUMPY\x09\x00", targets=Y), "this is not an NPZ file that can be read"),
        (packed(inputs=np.zeros((2, 3, 2)), targets=Y), "has not one or two dimensions"),
        (packed(inputs=np.zeros((0, 2)), targets=Y[:0]), "there are no samples in it"),
        (packed(inputs=np.zeros((70_000, 1000), "u1"), targets=Y), "unpacks to more than 64 MiB"),
        (packed(zipfile.ZIP_LZMA, inputs=X, targets=Y), "is packed in a way that is not read here"),
    ],
)
def test_npz_files_that_are_no_data(tmp_path, data, message):
    said = refused(tmp_path, written(tmp_path, "a.npz", data)).message
    assert any(part in said for part in message.split("|"))
    assert said.startswith("a.npz: ")


def test_a_data_file_has_its_limit(tmp_path):
    assert (
        "at most 8 MiB; this one is larger" in refused(tmp_path, written(tmp_path, "a.csv", bytes(LARGEST + 1))).message
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../outside.csv", "leads elsewhere"),
        ("/etc/passwd", "leads elsewhere"),
        ("link.csv", "leads elsewhere"),
        ("folder/../../outside.csv", "leads elsewhere"),
        ("nothing.csv", "there is no such file"),
        ("folder.csv", "is a folder"),
        ("pipe.csv", "is not a regular file"),
        ("data.bin", "ends in .csv or .npz"),
        ("a\\\\b.csv", "leads elsewhere"),
        (".", "leads elsewhere"),
    ],
)
def test_a_file_stays_in_its_folder(tmp_path, name, message):
    home = tmp_path / "home"
    (home / "folder").mkdir(parents=True)
    (home / "folder.csv").mkdir()
    (tmp_path / "outside.csv").write_text("1,2,0\n")
    (home / "link.csv").symlink_to(tmp_path / "outside.csv")
    (home / "data.bin").write_text("1,2,0\n")
    os.mkfifo(home / "pipe.csv")
    text = f'kind = "network"\n[network]\nlayers = [2, 2]\n[data]\nfile = "{name}"\n'
    assert message in refused(home, text).message


def test_a_file_below_the_folder_is_read(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.csv").write_text("1,2,0\n3,4,1\n")
    s = load(tmp_path, 'kind = "network"\n[network]\nlayers = [2, 2]\n[data]\nfile = "below/a.csv"\n')
    assert len(s.network.data.training.inputs) == 2


def test_a_data_file_can_be_pinned(tmp_path):
    text = written(tmp_path, "a.csv", b"1,2,0\n3,4,1\n")
    digest = load(tmp_path, text).network.data.sha256
    assert digest == sha256(b"1,2,0\n3,4,1\n").hexdigest()
    assert load(tmp_path, f'{text}sha256 = "{digest}"\n').network.data.said == {"file": "a.csv"}
    (tmp_path / "a.csv").write_text("1,2,0\n3,5,1\n")
    error = refused(tmp_path, f'{text}sha256 = "{digest}"\n')
    assert (error.line, error.message) == (6, "a.csv is not the file it was: its SHA-256 differs")
    assert "sha256 wants 64 hexadecimal digits" in refused(tmp_path, f'{text}sha256 = "a"\n').message
    assert "sha256 is for a file" in refused(tmp_path, f'{GOOD}sha256 = "{digest}"\n').message


def test_data_in_the_file_itself(tmp_path):
    text = 'kind = "network"\n[network]\nlayers = [2, 1]\n[data]\ninputs = [[0, 1], [1, 0]]\ntargets = [0, 1]\n'
    assert load(tmp_path, text).network.data.training.inputs.tolist() == [[0, 1], [1, 0]]
    assert "0 and 1" in refused(tmp_path, text.replace("[0, 1]\n", "[0, 2]\n")).message
    assert "equally many numbers" in refused(tmp_path, text.replace("[1, 0]", "[1]")).message
    assert "there are 2 inputs and 1 targets" in refused(tmp_path, text.replace("[0, 1]\n", "[0]\n")).message
    assert "samples is for a generator" in refused(tmp_path, text + "samples = 5\n").message


def test_held_out_and_standardised(tmp_path):
    """Mean 0 and deviation 1 are those of what is trained on, and the same samples are held out every time."""
    text = GOOD.replace("samples = 20", "samples = 50\nholdout = 0.3\nstandardise = true\nseed = 4")
    one, other = (load(tmp_path, text).network.data for _ in range(2))
    assert (len(one.training.inputs), len(one.held_out.inputs)) == (35, 15)
    np.testing.assert_allclose(one.training.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(one.training.inputs.std(axis=0), 1)
    assert one.held_out.inputs.tolist() == other.held_out.inputs.tolist()
    third = load(tmp_path, text.replace("seed = 4", "seed = 5")).network.data
    assert third.held_out.inputs.tolist() != one.held_out.inputs.tolist()


def test_some_weights_begin_elsewhere(tmp_path):
    s = load(tmp_path, GOOD + '[start]\n"W1[*]" = 0.5\n"W1[1,2]" = -1\n"b1" = [1, 2, 3]\n')
    assert s.start[:9].tolist() == [0.5, -1, 0.5, 0.5, 0.5, 0.5, 1, 2, 3]


@pytest.mark.parametrize("name", ["spirals", "circles", "moons", "xor", "line"])
def test_generators_are_seeded_and_parted(tmp_path, name):
    layers = "[1, 1]" if name == "line" else "[2, 2]"
    loss = 'loss = "mean squared error"\n' if name == "line" else ""
    text = (
        f'kind = "network"\n[network]\nlayers = {layers}\n{loss}[data]\ngenerator = "{name}"\nnoise = 0.1\nseed = 1\n'
    )
    one, same = (load(tmp_path, text).network.data.training for _ in range(2))
    assert one.inputs.tolist() == same.inputs.tolist()
    assert (
        load(tmp_path, text.replace("seed = 1", "seed = 2")).network.data.training.inputs.tolist()
        != one.inputs.tolist()
        or name == "line"
    )
    assert np.abs(one.inputs).max() < 3
    if name != "line":
        assert 0.3 < one.targets.mean() < 0.7
