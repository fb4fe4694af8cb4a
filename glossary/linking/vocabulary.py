"""Looks up what texts write: one query, by number, whatever the size of the glossary."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup, Q, QuerySet
from django.urls import reverse

from glossary.models import Name, Status, Term
from glossary.models.term import published_q
from glossary.text.autolink import Known
from glossary.text.collation import name_key, slugify_name
from glossary.text.markdown import held_block
from glossary.text.matching import Named
from glossary.text.mentioning import link_key
from glossary.text.tree import read

_COLUMNS = (
    *("anchor", "id", "term_id", "text", "kind", "exact", "link_key"),
    *("term__slug", "term__name", "term__category_id", "term__level", "term__definition"),
    "links",
)


class Among(Lookup):
    """``column IN (…)`` with one parameter for all values: a thousand would cost more than they
    find."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        values = json.dumps(list(self.rhs))
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, values]  # noqa: S608

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]


def base() -> str:
    """Return the address under which entries live."""
    return reverse("glossary:index")


def targets_q(prefix: str = "") -> Q:
    """Return the condition under which an entry may be the target of a link, for Term, for Name or,
    with ``prefix``, for a model that refers to an entry: what new readers are led to."""
    return published_q(prefix) & Q(**{f"{prefix}status": Status.PUBLISHED})


def look_up(
    numbers: Iterable[int], references: Iterable[str] = (), slugs: Iterable[str] = ()
) -> Known:
    """Return the names that texts may write, by their ``numbers``, and what their ``references`` by
    hand and ``slugs`` of links mean. Entries that are no targets are not known."""
    asked, addresses = set(references), set(slugs)
    rows = _rows(Among(F("anchor"), list(numbers)), Q(links=True))
    if asked:
        keys = {name_key(name)[:200] for name in asked}
        addresses |= {slugify_name(name) for name in asked}
        rows = rows.union(_rows(Among(F("key"), list(keys))), all=True)
    if addresses:
        leading = Among(F("term__slug"), list(addresses))
        rows = rows.union(_rows(leading, Q(kind=Name.Kind.HEADWORD)), all=True)
    names, referred = defaultdict[int, list[Named]](list), dict[int, Named]()
    for *columns, links in rows:
        name = Named(*columns)
        if links and name.id not in referred:
            names[name.anchor].append(name)
        referred[name.id] = name
    found = list(referred.values())
    meant = {reference: _meant(reference, found) for reference in asked}
    return Known(names, meant, {name.slug: name for name in found})


def unknown_references(texts: Iterable[str]) -> list[str]:
    """Return the names to which ``texts`` of Markdown refer by hand and that no entry has, public
    or not, each once."""
    pages = read([held_block(text) for text in texts])
    asked = dict.fromkeys(p.reference for ps in pages.fields for p in ps if p.reference)
    if not asked:
        return []
    keys = {name: name_key(name)[:200] for name in asked}
    slugs = {name: slugify_name(name) for name in asked}
    known = set(Name.objects.filter(key__in=set(keys.values())).values_list("key", flat=True))
    entries = Term.objects.filter(slug__in=set(slugs.values()))
    here = set(entries.values_list("slug", flat=True))
    return [name for name in asked if keys[name] not in known and slugs[name] not in here]


def _rows(*conditions: Any) -> QuerySet[Name, Any]:
    return Name.objects.order_by().filter(*conditions, targets_q()).values_list(*_COLUMNS)


def _meant(reference: str, found: Iterable[Named]) -> list[Named]:
    """Return what a reference by hand may mean: names written like it, else entries of that
    address, else names that fold to the same; what editors wrote before what was generated."""
    key, folded, slug = link_key(reference), name_key(reference), slugify_name(reference)
    ranked = [
        (rank, name.kind, name.id, name)
        for name in found
        for rank, same in enumerate(
            (name.key == key, name.slug == slug, name_key(name.text) == folded)
        )
        if same
    ]
    best = min(ranked, default=None)
    return [name for rank, kind, _, name in sorted(ranked) if best and (rank, kind) == best[:2]]
