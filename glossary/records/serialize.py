"""Records as JSON and back. Reading is strict: what is not exactly a record is refused, with a
sentence that says where and what was expected."""

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, get_args, get_origin, get_type_hints

from glossary.records.record import TermRecord, choices_of

_NAMES = {str: "a text", bool: "true or false", int: "a whole number", datetime: "a time"}


class RecordError(ValueError):
    """What is wrong with data that should be a record: ``aliases[0].kind: …``."""


def time_text(moment: datetime) -> str:
    """Return ``moment`` in UTC, in whole seconds, such as ``2026-11-24T12:00:00Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def to_data(record: Any) -> dict[str, Any]:
    """Return ``record`` as what JSON knows: its fields in their order."""
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return time_text(value)
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
    return value


def to_json(record: TermRecord) -> str:
    """Return ``record`` as JSON, two records equal when their texts are."""
    return json.dumps(to_data(record), ensure_ascii=False, indent=2)


def from_json(text: str) -> TermRecord:
    """Return the record that ``text`` is; RecordError when it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"This is not JSON: {error}") from error
    return from_data(data)


def from_data(data: Any) -> TermRecord:
    """Return the record that ``data``, as read from JSON, is; RecordError when it is none."""
    record: TermRecord = _read(TermRecord, data, "")
    return record


def _read(annotation: Any, value: Any, path: str) -> Any:
    """Return ``value`` as ``wanted``, the annotation of a field."""
    if get_origin(annotation) is types.UnionType:
        return None if value is None else _read(get_args(annotation)[0], value, path)
    if get_origin(annotation) is tuple:
        if not isinstance(value, list):
            raise _type_error(path, "a list", value)
        item = get_args(annotation)[0]
        return tuple(_read(item, one, f"{path}[{i}]") for i, one in enumerate(value))
    if is_dataclass(annotation):
        return _read_record(annotation, value, path)
    if choices := choices_of(annotation):
        if value not in choices.values:
            raise _type_error(path, f"one of {', '.join(choices.values)}", value)
        return value
    if annotation is datetime:
        return _read_time(value, path)
    # A truth value is a number to Python.
    if not isinstance(value, annotation) or (annotation is int and isinstance(value, bool)):
        raise _type_error(path, _NAMES[annotation], value)
    return value


def _read_record(annotation: Any, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise _type_error(path, "an object", value)
    dot = f"{path}." if path else ""
    annotations = get_type_hints(annotation, include_extras=True)
    if unknown := [name for name in value if name not in annotations]:
        raise RecordError(f"{dot}{unknown[0]}: there is no such field.")
    for name in _required(annotation):
        if name not in value:
            raise RecordError(f"{dot}{name}: this field is missing.")
    return annotation(
        **{name: _read(annotations[name], given, f"{dot}{name}") for name, given in value.items()}
    )


def _required(annotation: Any) -> Iterator[str]:
    return (field.name for field in fields(annotation) if field.default is MISSING)


def _read_time(value: Any, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _type_error(path, _NAMES[datetime], value) from error
    if moment.tzinfo is None:
        raise _type_error(path, "a time with its zone, such as 2026-11-24T12:00:00Z", value)
    return moment


def _type_error(path: str, expected: str, value: Any) -> RecordError:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    return RecordError(f"{path or 'the record'}: {expected} was expected, not {shown}.")
