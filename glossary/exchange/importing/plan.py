"""What an import would do: each row of the file new, changed, unchanged or wrong."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Model

from glossary.exchange.fixture.schema import RELATIONS, SITE, fields_of, label
from glossary.exchange.fixture.writer import entry_of, with_parts
from glossary.exchange.importing.reader import Contents, Entry, Problem, RelationKey
from glossary.exchange.importing.rows import Key, site_key
from glossary.models import Redirect, Term, TermTag
from glossary.models.batches import chunks
from glossary.models.fields import now
from glossary.models.term import PUBLIC_STATUSES
from glossary.records.serialize import time_text
from glossary.text.normalize import fold


class Difference(NamedTuple):
    """A field (or, by its label, a kind of part) with its values here and in the file."""

    name: str
    old: Any
    new: Any


@dataclass
class Change:
    """A row of the file that is new here (no ``pk``), or differs."""

    model: type[Model]
    key: Key
    pk: int | None
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.pk is None

    def concerns(self, name: str) -> bool:
        """Whether the field, or the kind of part, is to be written."""
        return self.is_new or any(difference.name == name for difference in self.differences)


@dataclass
class Plan:
    """The outcome of a dry run."""

    contents: Contents
    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[type[Model]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    #: The slug in the file of each entry that has another here, by the one here.
    renamed: dict[str, str] = field(default_factory=dict)
    #: By model.
    relations_added: dict[type[Model], set[RelationKey]] = field(
        default_factory=lambda: {model: set() for model in RELATIONS}
    )
    relations_removed: dict[type[Model], set[RelationKey]] = field(
        default_factory=lambda: {model: set() for model in RELATIONS}
    )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do: an added or removed relation is a change of its entry."""
        return not self.changes

    def changes_of(self, model: type[Model]) -> list[Change]:
        return [change for change in self.changes if change.model is model]


def present(model: type[Model], name: str, values: Collection[str]) -> set[str]:
    """Return which of ``values`` the field ``name`` of ``model`` has in the database."""
    found: set[str] = set()
    for chunk in chunks(values):
        rows = model._default_manager.filter(**{f"{name}__in": chunk})
        found.update(rows.values_list(name, flat=True))
    return found


def compare_site(plan: Plan) -> None:
    """Add to ``plan`` what is new or changed of categories, tags, pages and links."""
    for model in SITE:
        given = plan.contents.site[model]
        existing = {}
        if given:
            for row in model._default_manager.all():
                fields = fields_of(row)
                existing[site_key(model, fields)] = (row.pk, fields)
        for key, fields in given.items():
            pk, old = existing.get(key, (None, None))
            _note(plan, model, key, pk, old, fields)


def compare_entries(plan: Plan) -> None:
    """Add to ``plan`` what is new or changed of entries and their parts."""
    contents = plan.contents
    _find_renamed(plan)
    olds = {new: old for old, new in plan.renamed.items()}
    for slugs in chunks(contents.entries):
        here = {slug: olds.get(slug, slug) for slug in slugs}
        terms = with_parts(Term.objects.filter(slug__in=list(here.values())))
        existing = {term.slug: term for term in terms}
        for slug in slugs:
            if slug not in contents.wrong[Term]:
                _compare_entry(plan, contents.entries[slug], existing.get(here[slug]))


def _compare_entry(plan: Plan, entry: Entry, term: Term | None) -> None:
    old = None
    if term is not None:
        found = entry_of(term)
        tags = label(TermTag)
        found["related_rows"][tags] = [
            {"tag": [fold(row["tag"][0])]} for row in found["related_rows"][tags]
        ]
        old = found["fields"] | found["related_rows"]
    _complete_publication(entry.fields, old)
    pk = None if term is None else term.pk
    _note(plan, Term, (entry.slug,), pk, old, entry.fields | entry.related_rows)


def _complete_publication(fields: dict[str, Any], old: dict[str, Any] | None) -> None:
    """An entry that becomes public without saying since when gets what the admin would give it."""
    if fields["status"] not in PUBLIC_STATUSES or fields.get("first_published"):
        return
    fields.pop("first_published", None)
    if old is None or not (old["first_published"] or old["status"] in PUBLIC_STATUSES):
        since = fields["publish_at"] or fields.get("updated") or time_text(now())
        fields["first_published"] = since


def _note(
    plan: Plan,
    model: type[Model],
    key: Key,
    pk: int | None,
    old: dict[str, Any] | None,
    new: dict[str, Any],
) -> None:
    if old is None:
        plan.changes.append(Change(model, key, None))
        return
    differences = [
        Difference(name, old[name], value) for name, value in new.items() if old[name] != value
    ]
    if differences:
        plan.changes.append(Change(model, key, pk, differences))
    else:
        plan.unchanged[model] += 1


def _find_renamed(plan: Plan) -> None:
    """An entry of the file that is not here, and has left the address of one that is, is that."""
    entries = plan.contents.entries
    here = present(Term, "slug", entries)
    left = {
        row["slug"]: slug
        for slug, entry in entries.items()
        if slug not in here
        for row in entry.related_rows[label(Redirect)]
        if row["slug"] not in entries
    }
    olds: dict[str, str] = {}
    for old in sorted(present(Term, "slug", left)):
        plan.renamed[old] = new = left[old]
        if new in olds:
            what = f"was “{olds[new]}” and “{old}”, which are two entries here; remove one."
            plan.problems.append(Problem(entries[new].where, what))
        olds[new] = old
