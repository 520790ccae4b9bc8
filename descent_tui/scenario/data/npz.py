"""Arrays in an NPZ file, which is a ZIP of numpy's plain format. Nothing in one is ever executed."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib import format as numpy_format

from descent_tui.scenario.data.table import DataError, Table

if TYPE_CHECKING:
    import numpy.typing as npt

MEMBERS = 16
UNPACKED = 64 * 1024 * 1024
"""Bytes of one array when unpacked: a bomb is not."""

NUMBERS = 8 * 1024 * 1024
"""Numbers in one array."""

_HEADER = 10_000


def table_of(data: bytes) -> Table:
    """Return the table in the bytes of an NPZ file: its arrays `inputs`, [m, d], and `targets`, [m] or [m, o].

    Raises:
        DataError: for what is no such file: not a ZIP, packed in another way or beyond the limits, an array of anything
            but numbers, one that is cut short.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MEMBERS or len(set(names)) != len(names):
                raise DataError(f"an NPZ file holds at most {MEMBERS} arrays, each name once")
            inputs, targets = (_array(archive, name) for name in ("inputs", "targets"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError("this is not an NPZ file that can be read") from None
    return Table.of(inputs, targets)


def _array(archive: zipfile.ZipFile, name: str) -> npt.NDArray[Any]:
    """Return one array; its size is what its bytes are and not what its head claims."""
    try:
        member = archive.getinfo(f"{name}.npy")
    except KeyError:
        raise DataError(f"an NPZ file of data holds the arrays inputs and targets; there is no {name}") from None
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or member.flag_bits & 1:
        raise DataError(f"{name} is packed in a way that is not read here")
    with archive.open(member) as stream:
        unpacked = io.BytesIO(stream.read(UNPACKED + 1))
    if unpacked.getbuffer().nbytes > UNPACKED:
        raise DataError(f"{name} unpacks to more than {UNPACKED // 1024 // 1024} MiB")
    shape, fortran, dtype = _head(unpacked)
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        raise DataError(f"{name} holds {dtype}; it wants plain numbers")
    rest = unpacked.getbuffer()[unpacked.tell() :]
    count = int(np.prod(shape, dtype=object))
    if not 1 <= len(shape) <= 2 or count > NUMBERS or count * dtype.itemsize != len(rest):
        raise DataError(f"{name} is not as large as it says, or has not one or two dimensions")
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran else "C")


def _head(stream: io.BytesIO) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    version = numpy_format.read_magic(stream)
    if version == (1, 0):
        return numpy_format.read_array_header_1_0(stream, _HEADER)
    return numpy_format.read_array_header_2_0(stream, _HEADER)
