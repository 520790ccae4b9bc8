"""The SHA-256 of a text: what a journal says of the scenario file that it began with."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits.

    hashlib loads OpenSSL, 3.5 MB at the start of every session for one short text. CPython has the function in C by
    itself, under a name of each version's own; where there is none of them, hashlib it is. Files are hashed by hashlib:
    OpenSSL is nine times as fast.
    """
    data = text.encode("utf-8", "backslashreplace")
    for name in ("_sha2", "_sha256"):  # from 3.12 on; 3.11
        with suppress(ImportError):
            return str(import_module(name).sha256(data).hexdigest())
    from hashlib import sha256

    return sha256(data).hexdigest()
