"""Writes the glossary as a Django fixture: the same bytes for the same content, whatever the
database, so that a diff shows what editors changed and nothing else."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from django.db.models import Model, QuerySet

from glossary.exchange.authored import PARTS, TIES, fields_of, label
from glossary.exchange.moment import one_moment
from glossary.exchange.selection import with_replacements
from glossary.models import (
    Application,
    Category,
    FormerSlug,
    NameVeto,
    NavigationLink,
    Page,
    Tag,
    Term,
    TermTag,
)

_CHUNK = 500


def write_fixture(stream: TextIO, terms: QuerySet[Term] | None = None) -> int:
    """Write ``terms`` and what replaces them (default: all entries, with pages and navigation) to
    ``stream``; return how many entries. Memory is bounded by a chunk of entries, not by their
    number, and all is as it was at one moment."""
    count = 0
    separator = "["
    with one_moment():
        for row in rows(None if terms is None else with_replacements(terms)):
            record = {"model": label(type(row)), "fields": fields_of(row)}
            stream.write(separator + "\n" + json.dumps(record, ensure_ascii=False, indent=1))
            separator = ","
            count += isinstance(row, Term)
    stream.write("[]\n" if separator == "[" else "\n]\n")
    return count


def rows(terms: QuerySet[Term] | None) -> Iterator[Model]:
    """Yield every authored row in the order in which ``loaddata`` can take them: what entries
    refer to, the entries with their parts, and last what ties them to one another. Of
    ``terms`` other than None, only what belongs to them."""
    yield from _site(terms)
    yield from _entries(Term.objects.all() if terms is None else terms)
    for model in TIES:
        yield from _ties(model, terms)


def _site(terms: QuerySet[Term] | None) -> Iterator[Model]:
    categories = Category.objects.order_by("slug")
    tags = Tag.objects.order_by("key")
    if terms is None:
        yield from categories.iterator()
        yield from tags.iterator()
        yield from Page.objects.order_by("slug").iterator()
        yield from NavigationLink.objects.order_by("place", "order", "pk").iterator()
    else:
        ids = terms.order_by().values("pk")
        yield from categories.filter(pk__in=terms.order_by().values("category")).iterator()
        used = TermTag.objects.filter(content_object__in=ids).values("tag")
        yield from tags.filter(pk__in=used).iterator()


def _entries(terms: QuerySet[Term]) -> Iterator[Model]:
    for term in with_parts(terms).order_by("slug").iterator(chunk_size=_CHUNK):
        yield term
        yield from parts_of(term)


def with_parts(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Return ``terms`` with all that ``fields_of`` and ``parts_of`` read, in a few queries."""
    return terms.select_related("category", "replaced_by").prefetch_related(
        "aliases", "applications", "sources", "name_vetoes", "term_tags__tag", "former_slugs"
    )


def parts_of(term: Term) -> Iterable[Model]:
    """Yield the parts of an entry, each kind in the order its editors gave it, if they did."""
    for manager in (term.aliases, term.applications, term.sources):
        yield from _with_term(sorted(manager.all(), key=_place), term)
    vetoes: list[NameVeto] = sorted(term.name_vetoes.all(), key=lambda row: row.text)
    yield from _with_term(vetoes, term)
    yield from _with_term(sorted(term.term_tags.all(), key=_place), term)
    former: list[FormerSlug] = sorted(term.former_slugs.all(), key=lambda row: row.slug)
    yield from _with_term(former, term)


def _place(row: Model) -> tuple[int, int]:
    return (row.position if isinstance(row, Application) else 0, row.pk)


def _with_term(parts: Iterable[Model], term: Term) -> Iterator[Model]:
    """Spare each part the query for the entry it belongs to."""
    for part in parts:
        setattr(part, PARTS[type(part)], term)
        yield part


def _ties(model: type[Model], terms: QuerySet[Term] | None) -> Iterator[Model]:
    columns = ("term__slug", TIES[model], "target__slug")
    ties = model._default_manager.select_related("term", "target").only(*columns)
    if terms is not None:
        ids = terms.order_by().values("pk")
        ties = ties.filter(term__in=ids, target__in=ids)
    yield from ties.order_by(*columns).iterator(chunk_size=_CHUNK)


def entry_of(term: Term) -> dict[str, Any]:
    """Return one entry as plain data: its fields, and its parts by model, without the entry."""
    parts: dict[str, list[dict[str, Any]]] = {label(model): [] for model in PARTS}
    for part in parts_of(term):
        named = fields_of(part)
        del named[PARTS[type(part)]]
        parts[label(type(part))].append(named)
    return {"fields": fields_of(term), "parts": parts}
