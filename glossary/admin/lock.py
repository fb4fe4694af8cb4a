"""Two editors in one entry: the second is told, and keeps what was typed."""

import re
from collections.abc import Collection
from hashlib import sha256

from django.http import QueryDict

from glossary.admin.asking import number
from glossary.models import Alias, Application, Relation, Source, Term, TermTag

_PARTS = (Alias, Application, Relation, Source)


def version_of(pk: int) -> str:
    """Return a digest of all that editors wrote of an entry, as stored now."""
    term = Term.objects.filter(pk=pk)
    columns = [
        field.attname
        for field in Term._meta.concrete_fields
        if field.editable and field.attname != "id"
    ]
    stored = [list(term.values_list(*columns))]
    for part in _PARTS:
        stored.append(list(part.objects.filter(term=pk).order_by("pk").values_list()))
    tags = TermTag.objects.filter(content_object=pk).order_by("tag")
    stored.append(list(tags.values_list("tag")))
    return sha256(repr(stored).encode()).hexdigest()[:32]


def locked(pk: int) -> Term:
    """Return an entry as stored now, its row locked where the database can, so that nobody saves
    between a comparison and the saving that follows. Needs a transaction."""
    rows = Term.objects.select_for_update(of=("self",)).select_related("updated_by")
    term: Term = rows.get(pk=pk)
    return term


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
