"""Entries that form cycles. The admin's form refuses most of them; imported files and fixtures can
still bring them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.graph import find_cycles
from glossary.models import Mention, Relation, Term

#: How many cycles of each kind are shown. Editors who have more correct these first.
LIMIT = 50


@dataclass(frozen=True)
class CycleGroup:
    """Cycles of one kind: in each, every entry refers to the next, and the last to the first."""

    heading: str | Promise
    advice: str | Promise
    cycles: list[list[Term]]


_KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    Relation.Kind.PREREQUISITE: (
        _("Prerequisites in a cycle"),
        _("Each entry asks readers to read the next one first. Readers start with the easiest."),
    ),
    Relation.Kind.BROADER: (
        _("Broader entries in a cycle"),
        _("Each entry says that the next one is broader."),
    ),
    "replacement": (
        _("Replacements in a cycle"),
        _("Each entry sends its readers to the next one."),
    ),
    "definition": (
        _("Definitions that refer to each other"),
        _("Each definition mentions the other entry. This can be right, but a reader who knows "
          "neither learns nothing from it."),
    ),
}  # fmt: skip


def cycle_groups() -> list[CycleGroup]:
    """Return the kinds of which there are cycles, the most serious first. Four queries."""
    edges: dict[str, dict[int, list[int]]] = {kind: defaultdict(list) for kind in _KINDS}
    relations = Relation.objects.filter(kind__in=Relation.ACYCLIC)
    for kind, source, target in relations.values_list("kind", "term", "target").iterator():
        edges[kind][source].append(target)
    for source, target in _replacements():
        edges["replacement"][source].append(target)
    found = {kind: sorted(islice(find_cycles(graph), LIMIT)) for kind, graph in edges.items()}
    found["definition"] = [list(pair) for pair in _mutual_definitions()]
    terms = Term.objects.only("name", "slug", "sort_key").in_bulk(
        {pk for cycles in found.values() for cycle in cycles for pk in cycle}
    )
    return [
        CycleGroup(*_KINDS[kind], [[terms[pk] for pk in cycle] for cycle in cycles])
        for kind, cycles in found.items()
        if cycles
    ]


def _replacements() -> Iterable[tuple[int, int]]:
    replaced = Term.objects.order_by().exclude(replaced_by=None)
    return replaced.values_list("pk", "replaced_by")


def _mutual_definitions() -> Iterable[tuple[int, int]]:
    """Return pairs of entries whose definitions link to each other, as the mentions are stored. A
    text whose mentions are pending counts once it is refreshed."""
    field = "definition"
    pairs = Mention.objects.filter(
        field=field,
        linked=True,
        source__lt=F("target"),
        target__mentions__field=field,
        target__mentions__linked=True,
        target__mentions__target=F("source"),
    )
    return pairs.order_by("source", "target").values_list("source", "target").distinct()[:LIMIT]
