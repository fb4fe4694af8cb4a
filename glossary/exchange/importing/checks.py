"""What is wrong, or worth a look, only in the light of the whole file and of what is here."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from glossary.exchange.fixture.schema import UNIQUE, label
from glossary.exchange.importing.plan import Plan, compare_entries, compare_site, present
from glossary.exchange.importing.reader import Contents, Problem
from glossary.exchange.importing.relations import compare_relations, refuse_circular_replacements
from glossary.indexing.refresh import chunks
from glossary.models import Alias, Category, Name, Redirect, Relation, Tag, Term, TermTag
from glossary.text.normalize import name_key


def make_plan(contents: Contents) -> Plan:
    """Compare ``contents`` with the database. Reads only."""
    plan = Plan(contents, problems=list(contents.problems))
    compare_site(plan)
    compare_entries(plan)
    compare_relations(plan)
    refuse_circular_replacements(plan)
    plan.problems += [*_dangling(plan), *_taken_twice(contents), *_left_addresses(plan)]
    plan.notes += [*_taken_back(plan), *_same_names(plan), *_from_both_ends(plan)]
    return plan


def _dangling(plan: Plan) -> Iterator[Problem]:
    """References to what is neither in the file nor here."""
    contents = plan.contents
    references: list[tuple[type[Model], str, str, str]] = []
    for entry in contents.entries.values():
        if category := entry.fields.get("category"):
            references.append((Category, category[0], entry.where, "category"))
        if replaced_by := entry.fields.get("replaced_by"):
            references.append((Term, replaced_by[0], entry.where, "replaced_by"))
        for row in entry.related_rows[label(TermTag)]:
            references.append((Tag, row["tag"][0], entry.where, "tags"))
    for relations in contents.relations.values():
        references += [
            (Term, relation[2], where, "target") for relation, where in relations.items()
        ]
    existing: dict[type[Model], set[str]] = {
        model: contents.existing(model) for model in (Category, Tag, Term)
    }
    for model, found in existing.items():
        unknown = {key for kind, key, *_rest in references if kind is model} - found
        found |= present(model, "key" if model is Tag else "slug", unknown) - plan.renamed.keys()
    for model, key, where, name in references:
        if key in existing[model]:
            continue
        if model is Term and key in plan.renamed:
            new = plan.renamed[key]
            yield Problem(where, f"{name}: “{key}” becomes “{new}” by this file; write that.")
        else:
            what = f"there is no {model._meta.verbose_name} “{key}”, here or in the file."
            yield Problem(where, f"{name}: {what}")


def _taken_twice(contents: Contents) -> Iterator[Problem]:
    """Names of categories and addresses of tags that two rows would have after the import."""
    for model, name in UNIQUE.items():
        given = contents.site[model]
        owners: dict[str, set[str]] = defaultdict(set)
        for key, fields in given.items():
            owners[fields[name]].add(key[0])
        rows: Any = model._default_manager.order_by()
        for key, value in rows.values_list("key" if model is Tag else "slug", name):
            if (key,) not in given and value in owners:
                owners[value].add(key)
        for value, keys in owners.items():
            if len(keys) > 1:
                them = " and ".join(f"“{key}”" for key in sorted(keys))
                what = model._meta.verbose_name_plural
                yield Problem(f"{what} {them}", f"{name}: both have “{value}”; change one.")


def _left_addresses(plan: Plan) -> Iterator[Problem]:
    """Redirects that are an entry's, or lead to another entry, after the import."""
    entries = plan.contents.entries
    left: dict[str, str] = {}
    for entry in entries.values():
        for row in entry.related_rows[label(Redirect)]:
            if row["slug"] in left:
                what = f"“{left[row['slug']]}” has it too; remove one of the two."
                yield Problem(entry.where, f"redirect “{row['slug']}”: {what}")
            left[row["slug"]] = entry.slug
    taken = (entries.keys() | present(Term, "slug", left)) - plan.renamed.keys()
    for slug in sorted(left.keys() & taken):
        what = f"redirect “{slug}”: an entry has this address; remove one of the two."
        yield Problem(entries[left[slug]].where, what)
    for chunk in chunks(left):
        rows = Redirect.objects.filter(slug__in=chunk).order_by("slug")
        for slug, owner in rows.values_list("slug", "term__slug"):
            if owner not in entries and owner not in plan.renamed:
                what = f"redirect “{slug}”: it leads to “{owner}” here; remove one."
                yield Problem(entries[left[slug]].where, what)


def _taken_back(plan: Plan) -> Iterator[Problem]:
    """New entries at an address that leads to another here: the file may be older than a rename."""
    new = [change.key[0] for change in plan.changes_of(Term) if change.is_new]
    for slugs in chunks(new):
        rows = Redirect.objects.filter(slug__in=slugs).order_by("slug")
        for slug, owner in rows.values_list("slug", "term__slug"):
            what = f"takes a redirect of “{owner}”, which would no longer lead there."
            yield Problem(f"entry “{slug}”", what)


def _same_names(plan: Plan) -> Iterator[Problem]:
    """Names that a new or changed entry shares with another: worth a look, not wrong."""
    entries = plan.contents.entries
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, entry in entries.items():
        rows = entry.related_rows[label(Alias)]
        for text in filter(None, [entry.fields.get("name"), *(row["text"] for row in rows)]):
            owners[name_key(text)[:200]].add(slug)
    changed = {change.key[0] for change in plan.changes_of(Term)}
    concerned = sorted(key for key, slugs in owners.items() if slugs & changed)
    for chunk in chunks(concerned):
        names = Name.objects.filter(key__in=chunk).order_by()
        for key, slug in names.values_list("key", "term__slug"):
            if slug not in entries and slug not in plan.renamed:
                owners[key].add(slug)
    for key in concerned:
        if len(owners[key]) > 1:
            yield Problem(f"“{key}”", f"is a name of {', '.join(sorted(owners[key]))}.")


def _from_both_ends(plan: Plan) -> Iterator[Problem]:
    """Relations that the other end states too: shown once, so one of them is enough."""
    stated = plan.contents.relations[Relation]
    for source, kind, target in sorted(plan.relations_added[Relation]):
        opposite = (target, kind, source)
        if kind not in Relation.ACYCLIC and source < target and opposite in stated:
            yield Problem(f"entry “{source}”", f"relation {kind} to “{target}”: stated twice.")
