"""What of an entry is indexed, with which weight, and where the rows live."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Final

from django.db import connection

from glossary.models import Name, NameSuffix
from glossary.models.term import TEXT_FIELDS
from glossary.rendered_term import RenderedTerm
from glossary.search import name_suffixes, spelling
from glossary.search.analysis import index_tokens, tokens
from glossary.search.backends import postgresql, sqlite
from glossary.search.query import Query

#: The fields of a search row, heaviest first; the order is that of both databases' columns.
FIELDS: Final = ("names", "definition", "applications", "text")
WEIGHTS: Final = (10.0, 4.0, 2.0, 1.0)
#: Of more that are found, no more than these are ranked.
RANKED: Final = 1_000


def backend() -> ModuleType:
    """Return the module that speaks to the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def ranked(query: Query, only: str = "") -> list[int]:
    """Return the ids of entries that answer ``query``, best first, those beyond RANKED by id; with
    ``only`` the name of a field, those that have the words there."""
    found: list[int] = backend().ranked(query, WEIGHTS, RANKED, only=only)
    if len(found) == RANKED:
        found += sorted(set(backend().matching([query], only=only)[0]).difference(found))
    return found


def replace(ids: Sequence[int], terms: Iterable[RenderedTerm], names: Iterable[Name]) -> None:
    """Replace the rows of ``ids`` by those of ``terms``, whose names are ``names``."""
    of_term: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        of_term[name.term_id].append(name)
    fields = {one.term.pk: texts(one, of_term[one.term.pk]) for one in terms}
    backend().delete(ids)
    backend().insert([(pk, *(index_tokens(text) for text in own)) for pk, own in fields.items()])
    NameSuffix.objects.filter(term_id__in=ids).delete()
    NameSuffix.objects.bulk_create(
        row for own in of_term.values() for row in name_suffixes.rows(own)
    )
    spelling.learn(
        (name for own in of_term.values() for name in own),
        (" ".join(tokens(own[FIELDS.index("definition")])) for own in fields.values()),
    )


def clear() -> None:
    """Remove every row."""
    backend().clear()
    NameSuffix.objects.all().delete()
    spelling.forget()


def count() -> int:
    """Return the number of rows; raises DatabaseError where the table is missing."""
    rows: int = backend().count()
    return rows


def texts(rendered: RenderedTerm, names: Iterable[Name]) -> tuple[str, ...]:
    """Return what readers see of an entry, one text for each of ``FIELDS``. Reads ``tags``."""
    written = [name for name in names if name.kind in name_suffixes.WRITTEN]
    closed = [key for name in written if (key := name_suffixes.closed(name.key))]
    columns: dict[str, list[str]] = {
        "names": [*(name.text for name in written), *dict.fromkeys(closed)],
        "applications": [f"{title}. {text}" for title, text in rendered.plain_applications()],
    }
    plain_texts = rendered.plain_texts()
    for field in TEXT_FIELDS:
        columns.setdefault(field.search_column, []).append(plain_texts[field.name])
    columns.setdefault("text", []).extend(tag.name for tag in rendered.term.tags.all())
    return tuple(" · ".join(columns.get(name, ())) for name in FIELDS)
