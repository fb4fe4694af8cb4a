"""What is wrong, or worth a look, only in the light of the whole file and of what is here."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model

from glossary.exchange.authored import label
from glossary.exchange.plan import Plan, chunks, compare_entries, compare_site
from glossary.exchange.reader import Contents, Problem
from glossary.exchange.ties import compare_ties
from glossary.models import Alias, Category, FormerSlug, Name, Relation, Tag, Term, TermTag
from glossary.text.collation import name_key


def make_plan(contents: Contents) -> Plan:
    """Compare ``contents`` with the database. Reads only."""
    plan = Plan(contents, problems=list(contents.problems))
    compare_site(plan)
    compare_entries(plan)
    compare_ties(plan)
    plan.problems += [*_dangling(contents), *_taken_twice(contents), *_left_addresses(plan)]
    plan.notes += [*_same_names(plan), *_from_both_ends(plan)]
    return plan


def _here(model: type[Model], name: str, values: Collection[str]) -> set[str]:
    """Which of ``values`` the field ``name`` of ``model`` has in the database."""
    found: set[str] = set()
    for chunk in chunks(values):
        rows = model._default_manager.filter(**{f"{name}__in": chunk})
        found.update(rows.values_list(name, flat=True))
    return found


def _dangling(contents: Contents) -> Iterator[Problem]:
    """References to what is neither in the file nor here."""
    references: list[tuple[type[Model], str, str, str]] = []
    for entry in contents.entries.values():
        if category := entry.fields.get("category"):
            references.append((Category, category[0], entry.where, "category"))
        if replaced_by := entry.fields.get("replaced_by"):
            references.append((Term, replaced_by[0], entry.where, "replaced_by"))
        references += [
            (Tag, row["tag"][0], entry.where, "tags") for row in entry.parts[label(TermTag)]
        ]
    references += [(Term, tie[2], where, "target") for tie, where in contents.ties.items()]
    known: dict[type[Model], set[str]] = {Term: contents.entries.keys() | contents.wrong}
    for kept in (Category, Tag):
        known[kept] = {key[0] for key in contents.site[kept]}
    for model, found in known.items():
        unknown = {value for kind, value, *_rest in references if kind is model} - found
        found |= _here(model, "key" if model is Tag else "slug", unknown)
    for model, value, where, name in references:
        if value not in known[model]:
            what = model._meta.verbose_name
            yield Problem(where, f"{name}: there is no {what} “{value}”, here or in the file.")


def _taken_twice(contents: Contents) -> Iterator[Problem]:
    """Names of categories and addresses of tags that two rows would have after the import."""
    checked: tuple[tuple[type[Model], str, str], ...] = (
        (Category, "slug", "name"),
        (Tag, "key", "slug"),
    )
    for model, key_name, name in checked:
        given = contents.site[model]
        owners: dict[str, set[str]] = defaultdict(set)
        for key, fields in given.items():
            owners[fields[name]].add(key[0])
        rows: Any = model._default_manager.order_by().values_list(key_name, name)
        for key, value in rows if given else ():
            if (key,) not in given and value in owners:
                owners[value].add(key)
        for value, keys in owners.items():
            if len(keys) > 1:
                them = " and ".join(f"“{key}”" for key in sorted(keys))
                what = model._meta.verbose_name_plural
                yield Problem(f"{what} {them}", f"{name}: both have “{value}”; change one.")


def _left_addresses(plan: Plan) -> Iterator[Problem]:
    """Former addresses that are an entry's, or lead to another entry, after the import."""
    entries = plan.contents.entries
    left: dict[str, str] = {}
    for entry in entries.values():
        for row in entry.parts[label(FormerSlug)]:
            if row["slug"] in left:
                what = f"former address “{row['slug']}”: “{left[row['slug']]}” has it too."
                yield Problem(entry.where, what)
            left[row["slug"]] = entry.slug
    renamed = {
        difference.old
        for change in plan.changes_of(Term)
        for difference in change.differences
        if difference.name == "slug"
    }
    taken = (entries.keys() | _here(Term, "slug", left)) - renamed
    for slug in sorted(left.keys() & taken):
        what = f"former address “{slug}”: an entry has this address; remove one of the two."
        yield Problem(entries[left[slug]].where, what)
    for chunk in chunks(left):
        rows = FormerSlug.objects.filter(slug__in=chunk).order_by("slug")
        for slug, owner in rows.values_list("slug", "term__slug"):
            if owner not in entries and owner not in renamed:
                what = f"former address “{slug}”: it leads to “{owner}” here; remove one."
                yield Problem(entries[left[slug]].where, what)


def _same_names(plan: Plan) -> Iterator[Problem]:
    """Names that a new or changed entry shares with another: worth a look, not wrong."""
    entries = plan.contents.entries
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, entry in entries.items():
        rows = entry.parts[label(Alias)]
        for text in filter(None, [entry.fields.get("name"), *(row["text"] for row in rows)]):
            owners[name_key(text)[:200]].add(slug)
    names = Name.objects.order_by().values_list("key", "term__slug")
    for key, slug in names.iterator():
        if slug not in entries and key in owners:
            owners[key].add(slug)
    changed = {change.key[0] for change in plan.changes_of(Term)}
    for key, slugs in sorted(owners.items()):
        if len(slugs) > 1 and slugs & changed:
            yield Problem(f"“{key}”", f"is a name of {', '.join(sorted(slugs))}.")


def _from_both_ends(plan: Plan) -> Iterator[Problem]:
    """Relations that the other end states too: shown once, so one of them is enough."""
    for source, kind, target in sorted(plan.ties_added):
        opposite = (target, kind, source)
        if kind not in Relation.ACYCLIC and source < target and opposite in plan.contents.ties:
            yield Problem(f"entry “{source}”", f"relation {kind} to “{target}”: stated twice.")
