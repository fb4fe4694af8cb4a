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
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_schema_of(TermRecord)}


def _schema_of(annotation: Any) -> dict[str, Any]:
    """Return the schema of one annotation."""
    if get_origin(annotation) is types.UnionType:
        schema = _schema_of(get_args(annotation)[0])
        return schema | {"type": [schema["type"], "null"]}
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": _schema_of(get_args(annotation)[0])}
    if is_dataclass(annotation):
        return {
            "type": "object",
            "properties": {
                name: _schema_of(annotation)
                for name, annotation in get_type_hints(annotation, include_extras=True).items()
            },
            "required": [field.name for field in fields(annotation) if field.default is MISSING],
            "additionalProperties": False,
        }
    if choices := choices_of(annotation):
        return {"enum": choices.values}
    return dict(_TYPES[annotation])
