"""One value of a file from someone else: of the right kind, within bounds, valid for its field."""

import re
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, Field, ForeignKey, IntegerField
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from glossary.records.serialize import time_text

_TIME = "a time such as “2026-11-24T12:00:00Z”"
_REFERENCE = "expected a natural key such as [“machine-learning”]."
# The bound of the column on PostgreSQL, held on SQLite too.
_MAX_SMALL = 32_767
_MAX_SLUG = 200
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_value(field: "Field[Any, Any]", value: Any) -> Any:
    """Return ``value``, found under ``field`` in a file, as ``fields_of`` would write it.

    Raises ValidationError with a sentence where the site could not keep it as it stands.
    """
    if isinstance(field, ForeignKey):
        return _reference(field, value)
    if value is None:
        if not field.null:
            raise ValidationError("null is no value here.")
        return None
    if isinstance(field, DateTimeField):
        return time_text(_moment(value))
    if isinstance(field, BooleanField):
        return _of_kind(value, bool, "true or false")
    if isinstance(field, IntegerField):
        return _number(field, value)
    return _text(field, value)


def missing_value(field: "Field[Any, Any]") -> Any:
    """Return what stands in for an absent ``field``: its default, as a new row in the admin has it.

    Raises ValidationError where a row cannot do without.
    """
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if field.blank:
        return ""
    raise ValidationError("is missing.")


def _of_kind(value: Any, kind: type, name: str) -> Any:
    if type(value) is not kind:
        raise ValidationError(f"expected {name}.")
    return value


def _number(field: "Field[Any, Any]", value: Any) -> int:
    number: int = _of_kind(value, int, "a whole number")
    if not 0 <= number <= _MAX_SMALL:
        raise ValidationError(f"expected a number from 0 to {_MAX_SMALL}.")
    field.clean(number, None)
    return number


def _text(field: "Field[Any, Any]", value: Any) -> str:
    text: str = _of_kind(value, str, "text")
    _refuse_unstorable(text)
    if field.max_length and len(text) > field.max_length:
        # Before the other validators: their sentences repeat the text.
        raise ValidationError(f"has {len(text)} characters; {field.max_length} are allowed.")
    field.clean(text, None)
    if not field.blank and not text.strip():
        raise ValidationError("is only space.")
    return text


def _refuse_unstorable(text: str) -> None:
    if "\x00" in text:
        raise ValidationError("holds a NUL character; remove it.")
    if _SURROGATES.search(text):
        raise ValidationError("holds half of a surrogate pair; remove it.")


def _moment(value: Any) -> datetime:
    """A time without a zone is in the site's, as for ``loaddata``."""
    text = _of_kind(value, str, _TIME)
    try:
        moment = parse_datetime(text)
    except ValueError as error:
        raise ValidationError("there is no such time.") from error
    if moment is None:
        raise ValidationError(f"expected {_TIME}.")
    try:
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        # As it is kept, and as it is shown.
        timezone.localtime(aware)
        return aware.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError("the year is out of range.") from error


def _reference(field: "ForeignKey[Any, Any]", value: Any) -> list[str] | None:
    if value is None and field.null:
        return None
    match value:
        case [str(key)] if 0 < len(key) <= _MAX_SLUG:
            _refuse_unstorable(key)
            return [key]
    raise ValidationError(_REFERENCE)
