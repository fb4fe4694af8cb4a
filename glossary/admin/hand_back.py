"""What an editor typed into a form that can no longer be saved, to be shown instead of lost."""

import re

from django.db.models import CharField, Model, TextField
from django.http import QueryDict
from django.utils.text import capfirst

from glossary.models import Alias, Application, Source, Term

_PARTS: dict[str, type[Model]] = {"aliases": Alias, "applications": Application, "sources": Source}
_ROW = re.compile(r"([a-z]+)-(\d{1,4})-(\w+)")


def typed_texts(posted: QueryDict) -> list[tuple[str, str]]:
    """Return label and text of every written field in the ``posted`` form of an entry."""
    found = []
    for name, value in posted.items():
        row = _ROW.fullmatch(name)
        model = _PARTS.get(row[1]) if row else Term
        label = _label(model, row[3] if row else name) if model else ""
        if label and row and model:
            label = f"{capfirst(model._meta.verbose_name)} {int(row[2]) + 1}: {label}"
        if label and isinstance(value, str) and value.strip():
            found.append((label, value))
    return found


def _label(model: type[Model], name: str) -> str:
    """The label of a field one writes in; empty for choices, numbers and what is no field."""
    field = next((field for field in model._meta.get_fields() if field.name == name), None)
    is_tags = model is Term and name == "tags"
    is_text = isinstance(field, CharField | TextField) and not field.choices
    return str(capfirst(field.verbose_name)) if is_text or is_tags else ""  # type: ignore[union-attr]
