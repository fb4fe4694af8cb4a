"""What ties the entries of a file against what ties those here: added, removed, and cycles where
there must be none."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from django.db.models import Model

from glossary.exchange.fixture.schema import RELATIONS, label
from glossary.exchange.importing.plan import Change, Difference, Plan
from glossary.exchange.importing.reader import Problem, RelationKey
from glossary.graph import find_cycles
from glossary.models import Relation, Term
from glossary.models.batches import chunks

#: How many cycles one report lists.
_MAX_CYCLES = 20


def compare_relations(plan: Plan) -> None:
    """Add to ``plan`` the relations that entries of the file gain and lose. Those to entries
    that are not in the file are never removed."""
    entries = plan.contents.entries
    for model, relations in plan.contents.relations.items():
        existing: set[RelationKey] = set()
        for slugs in chunks([*entries, *plan.renamed]):
            existing |= _existing_relations(plan, model, term__slug__in=slugs)
        plan.relations_added[model] = relations.keys() - existing
        plan.relations_removed[model] = {
            relation for relation in existing - relations.keys() if relation[2] in entries
        }
        _note_in_entries(plan, model)
    _reject_cycles(plan)


def _existing_relations(plan: Plan, model: type[Model], **narrow: Any) -> set[RelationKey]:
    """Return the stored relations, with the slugs of the file."""
    new = plan.renamed
    rows = model._default_manager.filter(**narrow).order_by()
    return {
        (new.get(source, source), value, new.get(target, target))
        for source, value, target in rows.values_list(
            "term__slug", RELATIONS[model], "target__slug"
        )
    }


def _note_in_entries(plan: Plan, model: type[Model]) -> None:
    """Add the relations of an existing entry to its differences."""
    gains, losses = defaultdict(list), defaultdict(list)
    for source, value, target in sorted(plan.relations_added[model]):
        gains[source].append({RELATIONS[model]: value, "target": target})
    for source, value, target in sorted(plan.relations_removed[model]):
        losses[source].append({RELATIONS[model]: value, "target": target})
    changed = {change.key[0]: change for change in plan.changes_of(Term)}
    slugs = sorted((gains.keys() | losses.keys()) - plan.contents.wrong[Term])
    for chunk in chunks([slug for slug in slugs if slug not in changed]):
        for slug, pk in Term.objects.filter(slug__in=chunk).values_list("slug", "pk"):
            changed[slug] = Change(Term, (slug,), pk)
            plan.changes.append(changed[slug])
            plan.unchanged[Term] -= 1
    for slug in slugs:
        if not changed[slug].is_new:
            changed[slug].differences.append(Difference(label(model), losses[slug], gains[slug]))


def _reject_cycles(plan: Plan) -> None:
    """Look for cycles among what will be, if the file adds anything that could close one."""
    gained = plan.relations_added[Relation]
    for kind in sorted({relation[1] for relation in gained} & Relation.ACYCLIC):
        added = {(source, target) for source, by, target in gained if by == kind}
        there = _existing_relations(plan, Relation, kind=kind) - plan.relations_removed[Relation]
        steps = {(source, target) for source, _kind, target in there}
        for source, target, way in _cycles(steps, added):
            where = plan.contents.relations[Relation][source, kind, target]
            plan.problems.append(Problem(where, f"closes a cycle: {way}. Remove one of them."))


def refuse_circular_replacements(plan: Plan) -> None:
    """Add to ``plan`` the entries of the file whose replacements lead back to them."""
    entries, new = plan.contents.entries, plan.renamed
    added = {
        (slug, replacement[0])
        for slug in {change.key[0] for change in plan.changes_of(Term)}
        if (replacement := entries[slug].fields.get("replaced_by"))
    }
    if not added:
        return
    rows = Term.objects.filter(replaced_by__isnull=False).order_by()
    here = (
        (new.get(source, source), new.get(target, target))
        for source, target in rows.values_list("slug", "replaced_by__slug")
    )
    steps = {(source, target) for source, target in here if source not in entries}
    steps |= {
        (slug, replacement[0])
        for slug, entry in entries.items()
        if (replacement := entry.fields.get("replaced_by")) and replacement != [slug]
    }
    for source, _target, way in _cycles(steps, added):
        what = f"replaced_by: closes a cycle: {way}. Change one of them."
        plan.problems.append(Problem(entries[source].where, what))


def _cycles(
    existing: set[tuple[str, str]], added: set[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield a relation of ``added`` in each cycle that it and the ``existing`` form, and the cycle
    in words."""
    graph: dict[str, list[str]] = defaultdict(list)
    for source, target in existing | added:
        graph[source].append(target)
    for cycle in islice(find_cycles(graph, breakable=added), _MAX_CYCLES):
        closed = [*cycle, cycle[0]]
        ours = (pair for pair in pairwise(closed) if pair in added)
        if pair := next(ours, None):
            yield *pair, " → ".join(f"“{slug}”" for slug in closed)
