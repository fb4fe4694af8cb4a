"""Writing and reading whole files: nothing is left half-written, nothing is read without bound."""

import gzip
import io
import json
import os
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TextIO

MAX_BYTES = 256 * 1024 * 1024


class Refused(ValueError):
    """A file that cannot be taken; the message says what is wrong and how to mend it."""


def write_to(stream: BinaryIO, write: Callable[[TextIO], int], *, compress: bool) -> int:
    """Call ``write`` with a text stream over ``stream``, UTF-8 and LF; return what it returns.
    Compressed bytes carry no time and no name, so that they too are the same each time."""
    binary: Any = (
        gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) if compress else stream
    )
    text = io.TextIOWrapper(binary, encoding="utf-8", newline="\n", write_through=False)
    result = write(text)
    text.flush()
    text.detach()
    if compress:
        binary.close()
    return result


def replace_file(path: Path, write: Callable[[TextIO], int], *, compress: bool) -> int:
    """Write ``path`` through a file beside it that takes its place when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            result = write_to(stream, write, compress=compress)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return result


def read_json(path: Path) -> Any:
    """Return the JSON in ``path``, plain or gzipped. Raises Refused with a sentence."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    if data is not None and data[:2] == b"\x1f\x8b":
        data = _gunzip(path, data)
    if data is None or len(data) > MAX_BYTES:
        raise Refused(f"{path} holds more than {MAX_BYTES >> 20} MB. Split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            f"{path} is not UTF-8 (byte {error.start + 1}). Save it as UTF-8 and try again."
        ) from error
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}: {error.msg}" if hasattr(error, "lineno") else "too deep"
        raise Refused(f"{path} is not JSON ({where}).") from error


def _gunzip(path: Path, data: bytes) -> bytes:
    """Expand no further than the bound: a small file may hold gigabytes of zeros."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(f"{path} is a damaged gzip file.") from error
