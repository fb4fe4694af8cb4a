"""The JSON schema (draft 2020-12) of a record, made from the record itself."""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from typing import Any, Final, get_args, get_origin, get_type_hints

from glossary.records.record import TermRecord, choices_of

_TYPES: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    datetime: {"type": "string", "format": "date-time"},
}


def schema() -> dict[str, Any]:
    """Return the schema of ``TermRecord`` as JSON."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_of(TermRecord)}


def _of(wanted: Any) -> dict[str, Any]:
    """Return the schema of one annotation."""
    if get_origin(wanted) is types.UnionType:
        known = _of(get_args(wanted)[0])
        return known | {"type": [known["type"], "null"]}
    if get_origin(wanted) is tuple:
        return {"type": "array", "items": _of(get_args(wanted)[0])}
    if is_dataclass(wanted):
        return {
            "type": "object",
            "properties": {
                name: _of(annotation)
                for name, annotation in get_type_hints(wanted, include_extras=True).items()
            },
            "required": [field.name for field in fields(wanted) if field.default is MISSING],
            "additionalProperties": False,
        }
    if choices := choices_of(wanted):
        return {"enum": choices.values}
    return dict(_TYPES[wanted])
