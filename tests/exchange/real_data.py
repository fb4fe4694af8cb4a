"""Puts real glossaries, in the neutral form of shared/data, into the database for a test."""

import gzip
import json
import os
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from glossary.indexing.refresh import reindex
from glossary.models import Alias, Application, Category, Relation, Source, Tag, Term, TermTag
from glossary.models.fields import RESERVED_TERM_SLUGS
from glossary.text.normalize import fold, slugify_name, sort_key

DATA = Path(os.environ.get("TERMBOOK_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
_LEVELS = {None: "beginner", 1: "beginner", 2: "beginner", 3: "intermediate"}
_MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


def records(name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of ``name`` such as ``cncf/cncf.jsonl``; skip the test without the data."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not here: set TERMBOOK_SHARED_DATA")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sample(name: str, size: int) -> list[dict[str, Any]]:
    """Return about ``size`` records from all over the file, so of all its languages."""
    found = list(records(name))
    return found[:: max(1, len(found) // size)]


def put(found: list[dict[str, Any]]) -> int:
    """Create an entry with every kind of part from each record; return how many. No receivers run:
    what is derived is made at the end, at once."""
    categories: dict[str, Category] = {}
    terms: dict[str, tuple[Term, dict[str, Any]]] = {}
    places: dict[tuple[str, str], Term] = {}
    for record in found:
        slug = _slug(record, terms)
        term = _term(slug, record, categories)
        terms[slug] = (term, record)
        places.setdefault((record["language"], record["slug"]), term)
    Term.objects.bulk_create([term for term, _record in terms.values()], batch_size=500)
    rows = list(terms.values())
    _parts(rows)
    _replacements(rows, places)
    relations = {
        (term.pk, target.pk)
        for term, record in rows
        for other in record["related"]
        if (target := places.get((record["language"], other))) and target is not term
    }
    Relation.objects.bulk_create(
        (Relation(term_id=a, target_id=b, kind="related") for a, b in sorted(relations)),
        batch_size=500,
    )
    reindex()
    return len(rows)


def _slug(record: dict[str, Any], taken: Container[str]) -> str:
    """The name's own, in its script; with the language, then a number, where that is taken."""
    slug = slugify_name(record["name"]) or slugify_name(record["slug"]) or "entry"
    for number in count():
        if slug not in taken and slug not in RESERVED_TERM_SLUGS:
            break
        slug = slugify_name(f"{slug} {record['language'] if number == 0 else number}")
    return slug


def _replacements(
    rows: list[tuple[Term, dict[str, Any]]], places: dict[tuple[str, str], Term]
) -> None:
    changed = []
    for term, record in rows:
        target = (record["status"] or "").partition("redirect:")[2]
        if replacement := places.get((record["language"], target)):
            term.status, term.replaced_by = "deprecated", replacement
            changed.append(term)
    Term.objects.bulk_update(changed, ["status", "replaced_by"], batch_size=500)


def _term(slug: str, record: dict[str, Any], categories: dict[str, Category]) -> Term:
    name = record["category"] or record["set"]
    key = slugify_name(name) or "general"
    if key not in categories:
        categories[key], _ = Category.objects.get_or_create(
            slug=key, defaults={"name": name[:100], "order": len(categories)}
        )
    definition = record["definition"] or record["name"]
    more = [definition[1_000:], record["in_depth"] or ""]
    return Term(
        name=record["name"].strip()[:200],
        slug=slug,
        sort_key=sort_key(record["name"].strip()[:200]),
        category=categories[key],
        level=_LEVELS.get(record["difficulty"], "advanced"),
        definition=definition[:1_000],
        in_depth="\n\n".join(filter(None, more))[:50_000],
        key_takeaway=f"Remember *{record['name'][:100]}*.",
        status="deprecated" if record["status"] == "Deprecated" else "published",
        first_published=_MOMENT,
        created=_MOMENT,
        updated=_MOMENT,
    )


def _parts(rows: list[tuple[Term, dict[str, Any]]]) -> None:
    tags: dict[str, Tag] = {}
    links: dict[tuple[int, str], TermTag] = {}
    aliases: dict[tuple[int, str], Alias] = {}
    for term, record in rows:
        for text in filter(None, record["aliases"]):
            aliases[term.pk, text[:200]] = Alias(term=term, text=text[:200])
        for name in filter(None, (tag.strip()[:100] for tag in record["tags"])):
            key = fold(name)
            if key not in tags:
                tags[key] = Tag.objects.create(name=name)
            links[term.pk, key] = TermTag(content_object=term, tag=tags[key])
    Alias.objects.bulk_create(aliases.values(), batch_size=500)
    TermTag.objects.bulk_create(links.values(), batch_size=500)
    Application.objects.bulk_create(
        (
            Application(term=term, title=f"Use {n}", description=f"{term} at work.", position=n)
            for term, _record in rows
            for n in (1, 2)
        ),
        batch_size=500,
    )
    Source.objects.bulk_create(
        (
            Source(term=term, title=source["title"][:300] or "?", url=(source["url"] or "")[:500])
            for term, record in rows
            for source in record["sources"][:1]
        ),
        batch_size=500,
    )
