"""Two editors in one entry, page or category: what an editor saw, against what is stored now."""

import re
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.http import QueryDict

from glossary.admin.querystring import number
from glossary.models import Alias, Application, NameExclusion, Relation, Source, Term, TermTag

_PARTS: dict[type[Model], list[type[Model]]] = {Term: [Alias, Application, Relation, Source]}


def version_of(model: type[Model], pk: Any) -> str:
    """Return a digest of each thing that editors wrote of a row, as stored now: ``name:… slug:…``.
    Kinds of parts stand under the names of their models."""
    columns = {
        field.name: field.attname
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key
    }
    row = model._default_manager.filter(pk=pk).values(*columns.values()).first() or {}
    stored: dict[str, Any] = {name: row.get(column) for name, column in columns.items()}
    for part in _PARTS.get(model, []):
        rows = part._default_manager.filter(term=pk).order_by("pk")
        stored[str(part._meta.model_name)] = list(rows.values_list())
    if model is Term:
        tags = TermTag.objects.filter(content_object=pk).order_by("tag")
        stored["tags"] = list(tags.values_list("tag"))
        exclusions = NameExclusion.objects.filter(term=pk).order_by("pk")
        stored["excluded_forms"] = list(exclusions.values_list("text"))
    return " ".join(f"{name}:{_digest(value)}" for name, value in stored.items())


def changed_since(version: str, stored: str) -> set[str]:
    """Return the names of what differs between two versions."""
    seen = set(version.split())
    return {each.partition(":")[0] for each in stored.split() if each not in seen}


def locked(model: type[Model], pk: Any) -> Model:
    """Return a row as stored now, locked where the database can, so that nobody saves between a
    comparison and the saving that follows. Needs a transaction."""
    return model._default_manager.select_for_update().get(pk=pk)


def _digest(value: Any) -> str:
    return sha256(repr(value).encode()).hexdigest()[:12]


def without_vanished(data: QueryDict, prefix: str, existing: Collection[int]) -> QueryDict:
    """Return the posted ``data`` of a formset with rows, that someone deleted meanwhile, as new
    ones: Django would drop what was typed in them."""
    counts = (data.get(f"{prefix}-{name}_FORMS") for name in ("INITIAL", "TOTAL"))
    initial, total = (number(count, digits=4) for count in counts)
    known = {str(pk) for pk in existing}
    vanished = {n for n in range(initial) if data.get(f"{prefix}-{n}-id", "") not in known}
    if not vanished or total > 1000:
        return data
    kept = [n for n in range(total) if n not in vanished]
    places = {old: new for new, old in enumerate([*kept, *sorted(vanished)])}
    changed = QueryDict(mutable=True)
    field = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)")
    for key, values in data.lists():
        match = field.fullmatch(key)
        if match and int(match[1]) in places:
            if int(match[1]) in vanished and match[2] == "id":
                values = [""]
            key = f"{prefix}-{places[int(match[1])]}-{match[2]}"
        changed.setlist(key, values)
    changed[f"{prefix}-INITIAL_FORMS"] = str(initial - len(vanished))
    return changed
