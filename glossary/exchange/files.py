"""Writing and reading whole files: nothing is left half-written, nothing is read without bound."""

import gzip
import io
import json
import os
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TextIO

MAX_BYTES = 128 * 1024 * 1024


class ExchangeError(ValueError):
    """A file that cannot be taken; the message says what is wrong and how to correct it."""


def write_to(stream: BinaryIO, write: Callable[[TextIO], int], *, compress: bool) -> int:
    """Call ``write`` with a text stream over ``stream``, UTF-8 and LF; return what it returns.
    Compressed bytes carry no time and no name, so that they too are the same each time."""
    binary: Any = (
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=stream, mtime=0)
        if compress
        else stream
    )
    text = io.TextIOWrapper(binary, encoding="utf-8", newline="\n")
    result = write(text)
    text.flush()
    text.detach()
    if compress:
        binary.close()
    return result


def close_stdout() -> None:
    """Once nobody takes the output: Python would complain when it flushes it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def replace_file(path: Path, write: Callable[[TextIO], int], *, compress: bool) -> int:
    """Write ``path`` through a file beside it that takes its place, and its permissions, when it is
    whole. Raises OSError, and ExchangeError where ``path`` is something else than a file."""
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        raise ExchangeError(f"{path} is not a file. Name one, or write to the standard output.")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".export-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            result = write_to(stream, write, compress=compress)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else _new_file_mode())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return result


def _new_file_mode() -> int:
    """What ``open`` would give a new file; the umask can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name of a file survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_json(path: Path) -> Any:
    """Return the JSON in ``path``, plain or gzipped. Raises ExchangeError with a sentence."""
    text = _text(path, _bytes(path))
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ExchangeError(
            f"{path} is not JSON ({where}: {error.msg}). Mend it there, or export it again."
        ) from error
    except RecursionError as error:
        raise ExchangeError(f"{path} is nested too deep to be a fixture.") from error
    except ValueError as error:
        sentence = str(error) if isinstance(error, _NotOursError) else "a number is too long"
        raise ExchangeError(f"{path} is not JSON as a fixture has it: {sentence}.") from error


class _NotOursError(ValueError):
    """JSON that Python would read and a fixture never holds."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _NotOursError(f"an object gives {json.dumps(name[:60])} twice")
        found[name] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise _NotOursError(f"{name} is no number")


def _bytes(path: Path) -> bytes:
    """Read no further than the bound; a pipe does not tell its size before."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name holds a NUL character"
        raise ExchangeError(f"{path} cannot be read: {why}.") from error
    if data[:2] == b"\x1f\x8b":
        data = _gunzip(path, data)
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"{path} holds more than {MAX_BYTES >> 20} MB. Split it.")
    return data


def _gunzip(path: Path, data: bytes) -> bytes:
    """Expand no further than the bound: a small file may hold gigabytes of zeros."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ExchangeError(f"{path} is a damaged gzip file. Fetch it again.") from error


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"{path} is not UTF-8 (byte {error.start + 1}). Save it as UTF-8 and try again."
        ) from error
