"""What to read before an entry: its prerequisites and theirs, in an order to learn them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from glossary.graph import sort_topologically
from glossary.models import Relation, Term
from glossary.models.term import published_q

#: How many steps back are followed, and from how many entries; how many relations are read.
_DEPTH = 12
_ENTRIES = 200
_RELATIONS = 1_000
_COLUMNS = ("name", "slug", "level", "status", "sort_key")

#: The ids of an entry and of its prerequisites, nearest first. The ORM has no recursive queries.
#: Both databases stop the recursion at the LIMIT.
_NEEDED = f"""
    WITH RECURSIVE needed(id, depth) AS (
        SELECT id, 0 FROM glossary_term WHERE id = %s
        UNION
        SELECT relation.target_id, needed.depth + 1
        FROM needed
        JOIN glossary_relation AS relation ON relation.term_id = needed.id
        WHERE relation.kind = %s AND needed.depth < {_DEPTH} - 1
    )
    SELECT id FROM needed LIMIT {_ENTRIES}
"""  # noqa: S608 - our own limits; values are parameters


@dataclass(frozen=True)
class Step:
    """An entry to read first. ``is_direct`` if it is a prerequisite of the entry itself."""

    term: Term
    is_direct: bool


def read_first(term: Term) -> list[Step]:
    """Return the public entries to read before ``term``, each after its own prerequisites. Where
    several could come next, the easiest does; a cycle starts at its easiest entry. One query."""
    prerequisites = defaultdict(set)
    terms: dict[int, Term] = {}
    for relation in _relations(term.pk):
        if relation.target_id != term.pk:
            prerequisites[relation.term_id].add(relation.target_id)
            terms[relation.target_id] = relation.target

    reached: set[int] = set()
    frontier = {term.pk}
    while frontier:
        reached |= frontier
        frontier = {pk for source in frontier for pk in prerequisites[source]} - reached

    def rank(pk: int) -> tuple[int, str, str]:
        return (terms[pk].level_rank, terms[pk].sort_key, terms[pk].slug)

    path = sort_topologically(reached - {term.pk}, prerequisites, rank)
    return [Step(terms[pk], pk in prerequisites[term.pk]) for pk in path]


def _relations(pk: int) -> QuerySet[Relation]:
    """Return the relations to public prerequisites. Some may start at an entry that readers cannot
    reach: it is not public."""
    needed = RawSQL(_NEEDED, [pk, Relation.Kind.PREREQUISITE])  # noqa: S611 - constant SQL
    relations = Relation.objects.filter(
        published_q("target__"), kind=Relation.Kind.PREREQUISITE, term__in=needed
    )
    columns = [f"target__{name}" for name in _COLUMNS]
    return relations.select_related("target").only("term", *columns).order_by("pk")[:_RELATIONS]
