"""Versions of an entry, page or category: what an editor saw, and what is stored now."""

import re
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.http import QueryDict

from glossary.admin.querystring import number
from glossary.models import Alias, Application, NameExclusion, Relation, Source, Term, TermTag

_INLINE_MODELS: dict[type[Model], list[type[Model]]] = {
    Term: [Alias, Application, Relation, Source]
}


def version_of(model: type[Model], pk: Any) -> str:
    """Return a digest of each field of a stored row and of each inline model: ``name:… slug:…``."""
    columns = {
        field.name: field.attname
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key
    }
    row = model._default_manager.filter(pk=pk).values(*columns.values()).first() or {}
    stored: dict[str, Any] = {name: row.get(column) for name, column in columns.items()}
    for inline in _INLINE_MODELS.get(model, []):
        rows = inline._default_manager.filter(term=pk).order_by("pk")
        stored[str(inline._meta.model_name)] = list(rows.values_list())
    if model is Term:
        tags = TermTag.objects.filter(content_object=pk).order_by("tag")
        stored["tags"] = list(tags.values_list("tag"))
        exclusions = NameExclusion.objects.filter(term=pk).order_by("pk")
        stored["excluded_forms"] = list(exclusions.values_list("text"))
    return " ".join(f"{name}:{_digest(value)}" for name, value in stored.items())


def changed_since(version: str, stored: str) -> set[str]:
    """Return the names that differ between two versions."""
    seen = set(version.split())
    return {each.partition(":")[0] for each in stored.split() if each not in seen}


def locked(model: type[Model], pk: Any) -> Model:
    """Return the stored row, locked on PostgreSQL, so that nobody saves it between the comparison
    and the save. Needs a transaction."""
    return model._default_manager.select_for_update().get(pk=pk)


def _digest(value: Any) -> str:
    return sha256(repr(value).encode()).hexdigest()[:12]


def deleted_rows_as_new(data: QueryDict, prefix: str, existing: Collection[int]) -> QueryDict:
    """Return the posted ``data`` of a formset in which rows that somebody deleted meanwhile are new
    rows. Django would drop their input."""
    counts = (data.get(f"{prefix}-{name}_FORMS") for name in ("INITIAL", "TOTAL"))
    initial, total = (number(count, digits=4) for count in counts)
    ids = {str(pk) for pk in existing}
    deleted = {n for n in range(initial) if data.get(f"{prefix}-{n}-id", "") not in ids}
    if not deleted or total > 1000:
        return data
    remaining = [n for n in range(total) if n not in deleted]
    positions = {old: new for new, old in enumerate([*remaining, *sorted(deleted)])}
    changed = QueryDict(mutable=True)
    field = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)")
    for key, values in data.lists():
        match = field.fullmatch(key)
        if match and int(match[1]) in positions:
            if int(match[1]) in deleted and match[2] == "id":
                values = [""]
            key = f"{prefix}-{positions[int(match[1])]}-{match[2]}"
        changed.setlist(key, values)
    changed[f"{prefix}-INITIAL_FORMS"] = str(initial - len(deleted))
    return changed
