"""Carries out a plan, all of it or nothing."""

from collections.abc import Collection
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Model

from glossary.exchange.files import ExchangeError
from glossary.exchange.fixture.schema import RELATED, RELATIONS, SITE, UNIQUE, label
from glossary.exchange.importing.checks import make_plan
from glossary.exchange.importing.plan import Change, Plan
from glossary.exchange.importing.reader import Contents
from glossary.models import Category, Page, Redirect, Tag, Term, TermTag
from glossary.models.batches import chunks
from glossary.models.fields import now

_MEANWHILE = "The glossary was changed meanwhile; nothing was written. Run the import again."
_REFERENCES = frozenset({"category", "replaced_by"})


def apply_plan(plan: Plan) -> None:
    """Write the changes of ``plan`` in one transaction.

    Raises ExchangeError where the glossary is no longer what the plan was made from; a plan with
    problems is a ValueError.
    """
    if plan.problems:
        raise ValueError("A plan with problems cannot be applied.")
    try:
        with transaction.atomic():
            _lock()
            if make_plan(plan.contents) != plan:
                raise ExchangeError(_MEANWHILE)
            _write(plan)
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        raise ExchangeError(f"The database refused: {reason}. Nothing was written.") from error


def _lock() -> None:
    """Make editors and other imports wait; readers go on. SQLite does so by itself. Entries come
    first, as in the admin: who waits for them holds nothing yet."""
    if connection.vendor == "postgresql":
        locked: list[type[Model]] = [Term, *SITE]
        tables = ", ".join(model._meta.db_table for model in locked)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def _write(plan: Plan) -> None:
    contents = plan.contents
    for model in SITE:
        _vacate(plan, model)
        for change in plan.changes_of(model):
            _write_site_row(model, change, contents.site[model][change.key])
    changes = {c.key[0]: c for c in plan.changes_of(Term) if c.is_new or _differs_itself(c)}
    categories = {row.slug: row for row in Category.objects.all()}
    tags = {row.key: row for row in Tag.objects.all()}
    for slugs in chunks(changes):
        terms = _write_terms(contents, [changes[slug] for slug in slugs], categories)
        for model in RELATED:
            _write_parts(contents, model, [changes[slug] for slug in slugs], terms, tags)
    _write_replacements(contents, changes.values())
    for model in RELATIONS:
        _write_relations(plan, model)


def _differs_itself(change: Change) -> bool:
    return not {difference.name for difference in change.differences} <= set(map(label, RELATIONS))


def _vacate(plan: Plan, model: type[Model]) -> None:
    """Clear the names that rows are about to exchange; no editor can have typed what is there
    meanwhile."""
    name = UNIQUE.get(model, "")
    for change in plan.changes_of(model):
        if not change.is_new and change.concerns(name):
            model._default_manager.filter(pk=change.pk).update(**{name: f"\x7f{change.pk}"})


def _write_site_row(model: type[Model], change: Change, fields: dict[str, Any]) -> None:
    row = model() if change.is_new else model._default_manager.get(pk=change.pk)
    if isinstance(row, Page):
        row.updated = now()
    _assign(row, fields)


def _assign(row: Model, fields: dict[str, Any]) -> None:
    """Set cleaned values and save as ``loaddata`` does: times stay what the file says."""
    for name, value in fields.items():
        found: Any = row._meta.get_field(name)
        setattr(row, name, found.to_python(value))
    row.save_base(raw=True)


def _write_terms(
    contents: Contents, changes: list[Change], categories: dict[str, Category]
) -> dict[str, Term]:
    """Save the entries themselves; return them by slug."""
    found = Term.objects.in_bulk([change.pk for change in changes if change.pk is not None])
    terms = {}
    for change in changes:
        slug = change.key[0]
        fields = contents.entries[slug].fields
        term = Term() if change.pk is None else found[change.pk]
        term.updated = now()
        term.category = categories[fields["category"][0]]
        _assign(term, {name: fields[name] for name in fields.keys() - _REFERENCES})
        terms[slug] = term
    return terms


def _write_parts(
    contents: Contents,
    model: type[Model],
    changes: list[Change],
    terms: dict[str, Term],
    tags: dict[str, Tag],
) -> None:
    """Replace the parts of one kind where they differ. The entries are touched already."""
    owner, name = RELATED[model], label(model)
    concerned = [change for change in changes if change.concerns(name)]
    pks = [change.pk for change in concerned if not change.is_new]
    model._default_manager.filter(**{f"{owner}__in": pks}).delete()
    rows: list[Any] = []
    for slug in (change.key[0] for change in concerned):
        for fields in contents.entries[slug].related_rows[name]:
            values = {"tag": tags[fields["tag"][0]]} if model is TermTag else fields
            rows.append(model(**{owner: terms[slug]}, **values))
    if model is Redirect:
        # An address may have led to another entry of the file.
        for slugs in chunks([row.slug for row in rows]):
            Redirect.objects.filter(slug__in=slugs).delete()
    model._default_manager.bulk_create(rows, batch_size=500)


def _write_replacements(contents: Contents, changes: Collection[Change]) -> None:
    """Once every entry exists: the one that replaces it."""
    targets = {}
    for change in changes:
        target = contents.entries[change.key[0]].fields["replaced_by"]
        if change.concerns("replaced_by") and (target or not change.is_new):
            targets[change.key[0]] = target
    ids = _ids([target[0] for target in targets.values() if target])
    for slug, target in targets.items():
        # The time of the last change is that of the file.
        Term.objects.filter(slug=slug).update(
            replaced_by=ids[target[0]] if target else None, updated=F("updated")
        )


def _write_relations(plan: Plan, model: type[Model]) -> None:
    field = RELATIONS[model]
    relations = sorted(plan.relations_added[model])
    removed = plan.relations_removed[model]
    ids = _ids(
        {slug for source, _value, target in (*relations, *removed) for slug in (source, target)}
    )
    for source, value, target in removed:
        row = {"term": ids[source], field: value, "target": ids[target]}
        model._default_manager.filter(**row).delete()
    rows = (
        model(**{"term_id": ids[source], field: value, "target_id": ids[target]})
        for source, value, target in relations
    )
    model._default_manager.bulk_create(rows, batch_size=500)


def _ids(slugs: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(slugs):
        found.update(Term.objects.filter(slug__in=chunk).values_list("slug", "pk"))
    return found
